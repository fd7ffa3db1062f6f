"""People whom something that is wanted would help: "a chef to show 9 dads", "6 residents need a lift"."""

import re

from nlp.clauses import Clause
from nlp.telling import MEMBERS_OF, SERVED

WITH_PEOPLE = r"(?:drive|escort|tutor|mentor|speak to|talk to|sit with|read with|read to|advise|look after|pair with)"
HELPED = re.compile(rf"\b(?:for|train|teach|take|{WITH_PEOPLE}) our $", re.I)
HELPING = re.compile(rf"(?<!we )(?<!i )\b{WITH_PEOPLE}\s(?:about |up to |around |the )?$", re.I)
TO_HELP = re.compile(
    r"\b(?:to|ti|could|(?<!we )can|would|someone|somebody|anyone|anybody|who(?:['’]d|['’]ll)?)\b[^.!?\n]{0,45}"
    r"\b(?:help|mind|show|keep|warm|entertain|occupy|reach|clothe|dress|seat|house|collect|ferry|transport|fetch|accompany|walk|"
    r"take|bring|feed|cook for|coach|train|teach|run|visit|get)\s(?:about |up to |around |the |our |all |another )*$|"
    r"\b(?:taking?|takin|bringing) (?:about |our |the |all )*$|"
    r"\b(?:training|lessons?|coaching|courses?|entry|tickets|lunch|tea|seats|transport|outing|trip|day out) (?:for )?"
    r"(?:about |up to |around |the |our )*$",
    re.I,
)
WANT = re.compile(
    r"^(?: [\w’'()–-]+){0,6}? (?:needs?|want|wants|wanting|waiting|wait|"
    r"would (?:like|love|benefit)|(?:have|has|with|got) nowhere|got (?:nowt|no|nothing)|"
    r"expected|coming|ready for|looking for|at least|so far|minimum)\b",
    re.I,
)


def is_served(before: str, after: str, clause: Clause, giving: bool) -> bool:
    """Whether people counted between these words are those whom the help is for."""
    if HELPED.search(before) or (clause.kind == "need" and HELPING.search(before)):
        return True
    if giving or clause.kind == "background":
        return False
    wanting = WANT.match(after) is not None and not SERVED.search(before) and not MEMBERS_OF.search(before)
    return wanting or TO_HELP.search(before) is not None
