"""Which of a name's wards are meant: one for certain, or several to ask about."""

import re
from dataclasses import dataclass, replace

from nlp.places import Candidate, PlaceName

CERTAIN_SHARE = 0.9
OTHER_SHARE = 0.3
"""From this share of a further ward on a name is not certain, nor when the further ward has no share."""
LEAST_SHARE = 0.1
ROUND_ABOUT = re.compile(r"(?<!in and )(?<!right )\b(?:round|around|roond)(?: about)? $", re.I)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place named: characters, wards it may mean, and whether that needs no question. `kind`: name, part, postcode, whole, outside."""

    start: int
    end: int
    kind: str
    candidates: tuple[Candidate, ...]
    certain: bool
    label: str = ""
    misspelt: bool = False


def of_name(span: tuple[int, int], label: str, name: PlaceName, misspelt: bool = False) -> Mention:
    """The mention of a gazetteer name: one certain ward when the ward carries the name or nearly all of it lies there.

    Wards that the gazetteer lists without a share (those that a long road runs through) may all be meant.
    """
    first = name.candidates[0]
    namesakes = tuple(one for one in name.candidates if one.named)
    if len(namesakes) > 1:
        return Mention(*span, "name", namesakes, False, label, misspelt)
    apart = all(0 < one.share < OTHER_SHARE for one in name.candidates[1:])
    if first.named or (first.share >= CERTAIN_SHARE and apart):
        return Mention(*span, "name", (first,), True, label, misspelt)
    kept = _likely(name) or name.candidates[:1]
    return Mention(*span, "name", kept, len(kept) == 1, label, misspelt)


def around_name(text: str, mention: Mention, name: PlaceName, following: str) -> Mention:
    """ "round Pudsey" and "the Pudsey area" take in what lies next to it; "in and around" does not say much."""
    if following != "area" and not ROUND_ABOUT.search(text[max(0, mention.start - 20) : mention.start]):
        return mention
    kept = _likely(name)
    return mention if len(kept) < 2 else replace(mention, candidates=kept, certain=False)


def _likely(name: PlaceName) -> tuple[Candidate, ...]:
    return tuple(one for one in name.candidates if one.share >= LEAST_SHARE or one.share == 0 or one.named)
