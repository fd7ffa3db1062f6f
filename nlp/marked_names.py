"""What the marks of a text say of a run of words that may be the name of who writes, as kinds of evidence (`nlp.name_evidence`)."""

from bisect import bisect_left, bisect_right

from nlp.marks import KINDS, Marks

STEP, MOST_STEPS = 1.5, 4
"""Log-odds are told in steps of 1.5, at most four up or down."""
NOTHING = -8.0
"""The log-odds of what stands before the first word of a text and after the last."""


class NameMarks:
    """The marks of one text, ready to be asked about many runs of its words."""

    def __init__(self, marks: Marks) -> None:
        words = marks.offsets[:, 1] > marks.offsets[:, 0]
        self._starts: list[int] = marks.offsets[words, 0].tolist()
        self._ends: list[int] = marks.offsets[words, 1].tolist()
        self._odds: list[float] = marks.odds[words, KINDS.index("named")].tolist()
        self._private: list[float] = marks.odds[words, KINDS.index("private")].tolist()
        self._most = max(self._odds, default=NOTHING)

    def are_private(self, start: int, end: int) -> bool:
        """Whether the run is marked as a person's name more than as a group's: then it is nobody's organisation."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        private, named = self._private[first:last], self._odds[first:last]
        return bool(private) and sum(private) > max(0.0, sum(named))

    def evidence(self, start: int, end: int) -> frozenset[str]:
        """How much the run between two characters is marked, its least marked word, what stands beside it, how far it is behind the
        most marked word of the text, and how much it is marked as private. Nothing where no mark is known."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        inside = self._odds[first:last]
        if not inside:
            return frozenset()
        mean = sum(inside) / len(inside)
        before = self._odds[first - 1] if first else NOTHING
        after = self._odds[last] if last < len(self._odds) else NOTHING
        return frozenset(
            f"{kind}={_steps(odds)}"
            for kind, odds in (
                ("marked", mean),
                ("least", min(inside)),
                ("beforemark", before),
                ("aftermark", after),
                ("behind", self._most - mean),
                ("privatemark", sum(self._private[first:last]) / len(inside)),
            )
        )


def _steps(odds: float) -> int:
    return max(-MOST_STEPS, min(MOST_STEPS, round(odds / STEP)))
