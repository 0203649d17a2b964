"""One number of an answer: every product it was made of, and the same in a sentence."""

from app import schemas
from app.engine.filtered_cell import FilteredCell, filtered_cell
from app.engine.filtering import Step
from app.engine.provenance import partial_sums
from app.engine.types import Array, EngineError
from app.engine.writing import counted, signed
from app.errors import BadFilter, UnknownCell
from app.experiment import shown
from app.filters.answer import made
from app.filters.question import Asked


def told(maps: Array, steps: tuple[Step, ...], asking: Asked) -> schemas.CellTold:
    """What the number at the row and column asked about is made of.

    Raises BadFilter, UnknownCell.
    """
    which = len(steps) - 1 if asking.get("step") is None else _whole("step", asking)
    if not 0 <= which < len(steps):
        raise BadFilter(
            f"step is {shown(which)}, but should be a whole number from 0 to {len(steps) - 1}."
        )
    row, column = _whole("row", asking), _whole("column", asking)
    answers = [maps, *made(maps, steps[: which + 1])]
    step = steps[which]
    try:
        found = filtered_cell(step, answers[-2], answers[-1], (row, column))
    except EngineError as error:
        raise UnknownCell(str(error)) from None
    place = found.places[found.chosen]
    return {
        "step": which,
        "row": row,
        "column": column,
        "value": found.value,
        "bias": found.told.bias or 0.0,
        "total": found.told.total,
        "terms": [
            {
                "channel": term.channel,
                "row": term.row,
                "column": term.column,
                "value": term.value,
                "weight": term.weight or 0.0,
                "product": term.product,
                "padding": term.padding,
            }
            for term in found.told.terms
        ],
        "partial_sums": list(partial_sums(found.told)),
        "place": {"row": place[0], "column": place[1]},
        "relu": step.relu,
        "pool": step.pool,
        "totals": [
            {"row": row, "column": column, "total": total}
            for (row, column), total in zip(found.places, found.totals, strict=True)
        ],
        "expected": found.expected,
        "tolerance": found.tolerance,
        "adds_up": found.adds_up,
        "sentence": _sentence(step, found),
    }


def _whole(name: str, asking: Asked) -> int:
    value = asking.get(name)
    if type(value) is not int:
        raise BadFilter(f"{name} is {shown(value)}, but should be a whole number, counted from 0.")
    return value


def _sentence(step: Step, found: FilteredCell) -> str:
    """How the number came about."""
    terms, total = found.told.terms, signed(found.told.total)
    said = counted(len(terms), "product")
    said += f" and a bias of {signed(found.told.bias)}" if found.told.bias else ""
    said += f" {'is' if len(terms) == 1 and not found.told.bias else 'add up to'} {total}"
    outside = sum(term.padding for term in terms)
    if outside:
        said += f"; {outside} of them {'reads' if outside == 1 else 'read'} the border"
    if step.relu and found.told.total < 0:
        said += "; ReLU makes that 0"
    said += "."
    strongest = max(terms, key=lambda term: abs(term.product))
    if strongest.product and len(terms) > 1:
        said += (
            f" The strongest: {signed(strongest.value)} × {signed(strongest.weight or 0)} = "
            f"{signed(strongest.product)}."
        )
    if step.pool:
        row, column = found.places[found.chosen]
        kept = "the largest" if step.pool == "max" else "the mean"
        said = (
            f"The pool keeps {kept} of four sums, {signed(found.expected)}. The largest of them, "
            f"at row {row}, column {column}: {said}"
        )
    return said
