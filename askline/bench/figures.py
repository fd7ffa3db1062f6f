"""One measured figure beside its yardstick."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit`, beside a `yardstick` in the same unit; `aim` in words.

    A figure that could not be taken has `value` None and says why in `note`.
    """

    name: str
    value: float | None
    unit: str
    yardstick: float | None = None
    against: str = ""
    aim: str = ""
    note: str = ""

    def plain(self) -> dict[str, Any]:
        """The figure as JSON takes it."""
        return asdict(self)


def table(figures: Sequence[Figure]) -> str:
    """The figures as text, a line each."""
    lines = [f"{'figure':58} {'measured':>12}  {'yardstick':>12}  aim"]
    for figure in figures:
        measured = f"{figure.value:,.1f} {figure.unit}" if figure.value is not None else "not taken"
        beside = f"{figure.yardstick:,.1f}" if figure.yardstick is not None else ""
        why = figure.aim if not figure.note else f"{figure.aim}  ({figure.note})".strip()
        lines.append(f"{figure.name:58} {measured:>16}  {beside:>10} {figure.against:32} {why}".rstrip())
    return "\n".join(lines)
