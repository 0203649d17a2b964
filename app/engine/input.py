"""The input: a picture as a network meets it, nothing but numbers.

No layer computes it, but it stands first in every list of layers and has as much to
say as they have.
"""

from dataclasses import dataclass
from typing import ClassVar

from app.engine import accounts
from app.engine.layer import volume
from app.engine.listing import listing, place
from app.engine.types import Array, Shape
from app.engine.writing import by, counted, thousands, unsigned


@dataclass(frozen=True)
class Input:
    """What is known of a picture before the first layer: its shape, (c, h, w)."""

    kind: ClassVar[str] = "input"
    stage: ClassVar[str] = "input"
    verb: ClassVar[str] = "how bright one spot of the picture is, from 0 to 1"
    formula: ClassVar[str] = r"x_{cij} = \frac{\text{pixel}_{cij}}{255}"
    summary: ClassVar[str] = (
        "This is all the network ever sees of your picture: {rows} rows of {columns} spots, "
        "{each}. {total} numbers from 0 (dark) to 1 (bright), and no word of what they show.\n\n"
        "Your picture was cut and scaled to this size first. What is too small to survive "
        "that, the network cannot know."
    )
    eli5: ClassVar[str] = (
        "Look at a screen through a magnifying glass and the picture falls apart into little "
        "squares. For each square someone writes down how bright it is: 0 for no light, 1 for "
        "as bright as it gets{colours}.\n\n"
        "That long list of numbers is what the network gets. It has no eyes. You see a thing; "
        "it sees {total} numbers and must find the thing in them."
    )
    in_depth: ClassVar[str] = (
        "A picture is a block of {shape} numbers: channels × rows × columns. A byte from 0 to "
        "255 is divided by 255; nothing else is done to it. The very same steps, cutting and "
        "scaling included, were taken with every picture the network learned from; shown "
        "pictures that were made in another way, it gets worse without any warning.\n\n"
        "The order matters. Channel 1 comes first, row by row, then the next channel. Rows are "
        "counted from the top and columns from the left, both from 0.\n\n"
        "From here on no layer looks at your picture again: each reads only what the one "
        "before it wrote down."
    )

    image: Shape

    def words(self) -> dict[str, str]:
        """The verb, the formula and the three depths, with this picture's sizes filled in."""
        channels, rows, columns = self.image
        colour = channels == 3
        blanks = {
            "rows": thousands(rows),
            "columns": thousands(columns),
            "total": thousands(volume(self.image)),
            "shape": by(self.image),
            "each": (
                "each with a number for red, one for green and one for blue"
                if colour
                else f"each with {counted(channels, 'number')}"
            ),
            "colours": (
                ", three times over, once through red glass, once through green, once through blue"
                if colour
                else ""
            ),
        }
        return {
            "verb": self.verb,
            "formula": self.formula,
            "summary": self.summary.format_map(blanks),
            "eli5": self.eli5.format_map(blanks),
            "in_depth": self.in_depth.format_map(blanks),
        }

    def arithmetic(self) -> tuple[str, ...]:
        """Its sizes and counts, as a layer has them."""
        channels, rows, columns = self.image
        return (
            f"height and width: {rows} × {columns}; what your picture was scaled to",
            f"numbers: {accounts.product(counted(channels, 'channel'), rows, columns)} = "
            f"{thousands(volume(self.image))}",
            f"parameters: {accounts.NOTHING_LEARNED}",
            "multiplications: 0; each number is the pixel / 255",
            accounts.memory(self.image),
        )

    def code(self) -> str:
        """NumPy lines that look one number up (see ``listing``)."""
        return listing('x = run["input"]', place(), "y = x[c, i, j]")

    def sentence(self, image: Array) -> str:
        """One or two sentences about this picture; ``image`` is (1, c, h, w) or (c, h, w)."""
        maps = image[0] if image.ndim == 4 else image
        channels, rows, columns = maps.shape
        size = f"{rows}×{columns}"
        low, high = float(maps.min()), float(maps.max())
        made = f"Your picture, as {thousands(maps.size)} numbers: {size} spots"
        made += " in red, green and blue" if channels == 3 else ""
        if low == high:
            return f"{made}. Every one of them is {unsigned(low)}: there is nothing to see."
        return f"{made}, from {unsigned(low)} to {unsigned(high)}."
