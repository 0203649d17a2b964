"""What is this? What stands on a page, what of it can be asked about, and what is told."""

from playwright.sync_api import Locator, expect

DEPTHS = ("Summary", "ELI5", "In depth")
UNEXPLAINED = """
() => [...document.querySelectorAll(
    'button, a[href], input:not([type=file]), select, textarea, td, ' +
    '[role=slider], [role=gridcell], [role=option], [role=tab], [role=radio], canvas[role=img]')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => !one.closest('[data-explain], [data-explain-switch], [data-explain-card]'))
  .filter((one) => one.getBoundingClientRect().width > 1)
  .map((one) => one.outerHTML.slice(0, 160))
"""
TOPICS = """
() => [...new Set(
  [...document.querySelectorAll('[data-explain]')].map((one) => one.dataset.explain))]
"""
ASK = """
(topic) => {
  const thing = document.querySelector(`[data-explain="${topic}"]`);
  thing?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  return Boolean(thing);
}
"""
"""Point at the first thing of a topic; false where none is left on the page."""


def told_of(card: Locator, topic: str) -> list[str]:
    """What the card says of a topic it was just asked about: three texts, one at each depth."""
    expect(card).to_have_attribute("data-topic", topic)
    told = []
    for depth in DEPTHS:
        card.get_by_text(depth, exact=True).click()
        told.append(card.get_by_role("status").inner_text())
    assert len(set(told)) == 3, topic
    return told
