"""A network on one page: its plan, its layers, where it stores and where it works, how far it sees.

All of it follows from the description, by what layers read and what comes out of them. Nothing
in here knows a network or a kind of layer by name.
"""

from dataclasses import dataclass
from functools import cached_property

from app.counted import Whole
from app.lineage.path import filters, longest
from app.portrait.growth import Growth, growth
from app.portrait.parts import Balance, Part, balance, parts
from app.portrait.plan import Plan, plan
from app.portrait.single import alone, first_module


@dataclass(frozen=True)
class Portrait(Whole):
    """What a page shows of a network, each part made when it is asked for."""

    @cached_property
    def deep(self) -> int:
        """Layers with filters behind each other, on the longest way."""
        return sum(filters(self.network, node) for node in longest(self.network))

    @cached_property
    def plan(self) -> Plan:
        """All of it, drawn to scale."""
        return plan(self.network)

    @cached_property
    def module(self) -> str | None:
        """The first of its parts that branches, if any does."""
        return first_module(self.network)

    @cached_property
    def module_plan(self) -> Plan:
        """That part by itself, large enough for labels."""
        return plan(alone(self.network, self.module or ""), close=True)

    @cached_property
    def parts(self) -> list[Part]:
        """Its layers, those of one module together."""
        return parts(self.network)

    @cached_property
    def balance(self) -> list[Balance]:
        """Where the parameters sit, beside where the work is done."""
        return balance(self.parts)

    @cached_property
    def growth(self) -> Growth:
        """How much of the picture one number sees, from layer to layer."""
        return growth(self.entry)
