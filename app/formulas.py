"""Formulas: the little TeX that our words use, as MathML, which every browser draws by itself.

Not a typesetter: fractions, roots, sums with limits, indices, powers, Greek letters, cases.
What it does not know it refuses, so that no formula is ever shown half right.
"""

import re
from collections.abc import Callable
from html import escape

TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|\d+(?:[.,]\d+)*|[A-Za-z]|\S")
SIGNS = {
    r"\cdot": "·", r"\times": "×", r"\le": "≤", r"\ge": "≥", r"\to": "→", r"\approx": "≈",
    r"\lfloor": "⌊", r"\rfloor": "⌋", r"\star": "⋆", r"\partial": "∂", r"\dots": "…", "-": "−",
    "*": "∗", r"\in": "∈",
}  # fmt: skip
LETTERS = {
    r"\gamma": "γ", r"\mu": "μ", r"\sigma": "σ", r"\varepsilon": "ε", r"\beta": "β", r"\eta": "η",
    r"\tau": "τ", r"\alpha": "α",
}  # fmt: skip
NAMED = {rf"\{name}": name for name in ("max", "min", "tanh", "ln", "exp")}
LARGE = {r"\sum": "∑"}
NO_BREAK = "\N{NO-BREAK SPACE}"
SPACES = {r"\,": "0.17em", r"\;": "0.28em", r"\ ": "0.28em", r"\quad": "1em"}


def mathml(tex: str, large: bool = False) -> str:
    """A formula as MathML. Raises ValueError for TeX that is not known here.

    >>> mathml("y = x_c^2")
    '<math><mrow><mi>y</mi><mo>=</mo><msubsup><mi>x</mi><mi>c</mi><mn>2</mn></msubsup></mrow></math>'
    """
    row = _Reader(tex).row(end=None)
    return f'<math displaystyle="true">{row}</math>' if large else f"<math>{row}</math>"


class _Reader:
    """Reads TeX from left to right, one piece at a time."""

    def __init__(self, tex: str) -> None:
        self.tex = tex
        # The words of \text{...} are one token each: blanks count in them.
        self.tokens = re.findall(rf"\\text{{[^}}]*}}|{TOKEN.pattern}", tex)
        self.at = 0
        self.special: dict[str, Callable[[], str]] = {
            "{": lambda: self.row("}"),
            r"\frac": lambda: f"<mfrac>{self.piece()}{self.piece()}</mfrac>",
            r"\tfrac": lambda: f"<mfrac>{self.piece()}{self.piece()}</mfrac>",
            r"\bigl": lambda: self.piece(),
            r"\bigr": lambda: self.piece(),
            r"\sqrt": lambda: f"<msqrt>{self.piece()}</msqrt>",
            r"\begin": self.cases,
        }

    def row(self, end: str | None) -> str:
        """Everything up to ``end``, in one row."""
        pieces = []
        while self.next() != end:
            pieces.append(self.scripted())
        self.at += 1
        return f"<mrow>{''.join(pieces)}</mrow>"

    def next(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def scripted(self) -> str:
        """A piece with its index and its power, where it has them."""
        large = self.next() in LARGE or self.next() == r"\max"
        base, below, above = self.piece(), "", ""
        while self.next() in ("_", "^", "'"):
            mark = self.tokens[self.at]
            self.at += 1
            if mark == "_":
                below = self.piece()
            else:
                above = "<mo>′</mo>" if mark == "'" else self.piece()
        under, over = ("munder", "mover") if large else ("msub", "msup")
        if below and above:
            tag = "munderover" if large else "msubsup"
            return f"<{tag}>{base}{below}{above}</{tag}>"
        if below:
            return f"<{under}>{base}{below}</{under}>"
        return f"<{over}>{base}{above}</{over}>" if above else base

    def piece(self) -> str:
        """One letter, number, sign or group."""
        token = self.next()
        if token is None:
            raise ValueError(f"The formula ends too early: {self.tex}")
        self.at += 1
        if token in self.special:
            return self.special[token]()
        if token.startswith(r"\text{"):
            return f"<mtext>{escape(token[6:-1]).replace(' ', NO_BREAK)}</mtext>"
        if token in SPACES:
            return f'<mspace width="{SPACES[token]}"></mspace>'
        if token in NAMED or token in LETTERS:
            return f"<mi>{NAMED.get(token) or LETTERS[token]}</mi>"
        if token[0].isdigit():
            return f"<mn>{token}</mn>"
        if token.isalpha():
            return f"<mi>{token}</mi>"
        sign = {**SIGNS, **LARGE}.get(token, token)
        if sign.startswith("\\") or sign in "&{}_^":
            raise ValueError(f"{token} is not known here: {self.tex}")
        return f"<mo>{escape(sign)}</mo>"

    def cases(self) -> str:
        r"""What stands between \begin{cases} and \end{cases}: line by line, two columns."""
        self.piece()
        lines: list[list[str]] = [[""]]
        while self.next() != r"\end":
            token = self.next()
            if token in ("&", r"\\"):
                self.at += 1
                lines.append([""]) if token == r"\\" else lines[-1].append("")
            else:
                lines[-1][-1] += self.scripted()
        self.at += 1
        self.piece()
        rows = "".join(
            f"<mtr>{''.join(f'<mtd><mrow>{one}</mrow></mtd>' for one in line)}</mtr>"
            for line in lines
        )
        return f"<mrow><mo>{{</mo><mtable>{rows}</mtable></mrow>"
