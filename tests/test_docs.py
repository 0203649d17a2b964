"""What the documents point at is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.main import create_app

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.M | re.S)


def documents() -> list[Path]:
    """Every Markdown file of the project, none of other people's."""
    away = {"node_modules", ".venv", ".git"}
    return sorted(f for f in ROOT.rglob("*.md") if not away & set(f.relative_to(ROOT).parts))


def anchor(heading: str) -> str:
    """How a heading is addressed: lower case, dashes for blanks, nothing else but letters."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("document", documents(), ids=lambda f: f.relative_to(ROOT).as_posix())
def test_every_link_lands(document: Path) -> None:
    lost = []
    for link in LINK.findall(FENCED.sub("", document.read_text(encoding="utf-8"))):
        path, _, part = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (document.parent / path).resolve() if path else document
        headings = re.findall(r"^#+ (.+)", target.read_text(), re.M) if part else []
        if not target.exists() or (part and part not in map(anchor, headings)):
            lost.append(link)
    assert lost == []


def test_every_decision_says_all_four_things_in_ten_lines_or_so() -> None:
    for decision in (ROOT / "docs" / "decisions").glob("0*.md"):
        text = decision.read_text(encoding="utf-8")
        said = re.findall(r"^\*\*(We .+?)\*\*", text, re.M)
        assert said == ["We saw", "We chose", "We gave up", "We would reconsider when"], decision
        assert len(text.splitlines()) <= 20, decision


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    written = {f.name for f in (ROOT / "docs" / "decisions").glob("0*.md")}
    assert set(LINK.findall(listed)) == written


def test_contributing_fits_on_a_screen() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) <= 45


def test_dev_says_the_verbs_that_contributing_says() -> None:
    usage = subprocess.run(
        [sys.executable, ROOT / "dev.py", "--help"], capture_output=True, text=True, check=True
    ).stdout
    verbs = re.findall(r"python3 dev\.py (\w+)", usage)
    assert verbs == ["run", "test", "check", "bench"]
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert re.findall(r"^python3 dev\.py (\w+)", contributing, re.M) == verbs


@pytest.mark.parametrize("document", ["README.md", "docs/api.md"])
def test_every_address_in_the_examples_is_one_of_the_api(document: str) -> None:
    paths = create_app().openapi()["paths"]
    text = (ROOT / document).read_text(encoding="utf-8").replace("\\\n", " ")
    asked = [line for line in text.splitlines() if "curl " in line and "/api/" in line]
    assert len(asked) >= 5
    for line in asked:
        address = re.search(r"(/api/[^\s\"'?|)]+)", line)[1]
        method = "post" if re.search(r" -F | -d ", line) else "get"
        found = [path for path in paths if re.fullmatch(re.sub(r"{\w+}", "[^/]+", path), address)]
        assert any(method in paths[path] for path in found), f"{method} {address}"
