"""A number and the thing that it counts, with the words around them and how plainly they are asked for."""

import re
from dataclasses import dataclass

from nlp.clauses import Clause

ASKED_JUST_BEFORE = re.compile(
    r"\b(?:needs?|wants?|requires?|(?:we're|are|is) after|looking for|short of|part with|can do|could do|could use|we'll have|we will have|"
    r"can offer|provide|we want|would (?:value|welcome|appreciate|love|like)|grateful for|together with|seeks?|donate|"
    r"(?<!we )host|(?<!we )run|"
    r"looking (?:to|for)|asking for|(?:we|i) ask|lend|offer|give|grades out|has committed to|train|find|spare|what we lack|"
    r"find)\b[^.!?]{0,25}$",
    re.I,
)
STRAIGHT = re.compile(
    r"\b(?:(?:can|could|may) (?:we|i|u|you) (?:please )?(?:have|get|borrow|use)|(?:wish(?:es)?|hop(?:e|ing)|beg(?:ging)?|pray) for|"
    r"grateful for:|for just|"
    r"need|needs|want|wants|wanted:?|"
    r"(?<!look )(?<!looks )(?<!looking )after|looking for|short of|could (?:use|do with)|can do|we'll do|could do|offer|"
    r"spare|borrow|send|provide|recruit|seeking|find|request)\s(?:about |around |some |at least |up to |another )?$",
    re.I,
)
ASKED_OF_SOMEONE = re.compile(
    r"\b(?:ask(?:s|ing)?|appeal(?:s|ing)?|invites?|plead(?:s|ing)?)\b[^.!?]{0,90}?\b(?:for|to) (?:up to |about )?$",
    re.I,
)
NO_MORE_THAN = re.compile(r"\bno more than $", re.I)
LOOK_BACK = 160


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as `written`, `what` it counts, the words `before` and `after` it in its clause, and how it stands there.

    `opens`: nothing stands before it. `straight`: asked for in the very words before it. `asked`: asked for not far before it.
    """

    before: str
    written: str
    what: str
    after: str
    giving: bool
    opens: bool
    straight: bool
    asked: bool

    @property
    def ends(self) -> tuple[str, str]:
        """The first and the last word of the thing."""
        words = self.what.casefold().split()
        return words[0].strip("'’"), words[-1].strip("'’")


def make_figure(text: str, start: int, clause: Clause, written: str, what: str, giving: bool) -> Figure:
    """The figure `written` at `start` in a clause of the text, counting `what`; `giving`: of one who gives."""
    before = NO_MORE_THAN.sub("up to ", text[max(clause.start, start - LOOK_BACK) : start])
    after = text[start : min(clause.end, start + LOOK_BACK)].partition(what)[2]
    straight = STRAIGHT.search(before) is not None or ASKED_OF_SOMEONE.search(before) is not None
    asked = straight or ASKED_JUST_BEFORE.search(before) is not None
    opens = not before.strip(" \n,.:;-–(!?*•")
    return Figure(before, written, what, after, giving, opens, straight, asked)
