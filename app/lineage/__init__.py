"""What one network changed against another: a diff of two descriptions, in figures and words.

Nothing in here knows a network by name. Whatever is said follows from the layers as they are
written down: sizes, strides, filters, kinds, who listens to whom.
"""

from app import schemas
from app.catalogue import Entry
from app.lineage.profile import profile
from app.lineage.said import said


def against(entry: Entry, other: Entry) -> schemas.Lineage:
    """What ``entry`` changed against ``other``."""
    new, old = profile(entry), profile(other)
    return {
        "network": new,
        "against": old,
        "gained": _only([one["kind"] for one in old["kinds"]], new["kinds"]),
        "lost": _only([one["kind"] for one in new["kinds"]], old["kinds"]),
        "new_ways": _not_in(old["ways"], new["ways"]),
        "old_ways": _not_in(new["ways"], old["ways"]),
        "said": said(new, old),
    }


def _only(known: list[str], kinds: list[schemas.Kind]) -> list[schemas.Kind]:
    return [one for one in kinds if one["kind"] not in known]


def _not_in(known: list[schemas.Way], ways: list[schemas.Way]) -> list[schemas.Way]:
    return [one for one in ways if one not in known]
