"""Whether two names are of the same thing: "old laptops" and "laptops" are, "parcels" and "laptops" are not."""

import re

_ALIKE = (
    {"laptop", "computer", "pc", "machine", "device", "macbook", "chromebook"},
    {"chair", "seat"},
    {"coat", "jacket"},
    {"minibus", "bus", "van", "vehicle"},
    {
        "volunteer", "person", "people", "staff", "colleague", "employee", "helper", "driver", "mentor", "tutor", "trustee",
        "worker", "member", "lad", "befriender",
    },
    {"placement", "place", "apprenticeship", "opportunity"},
)  # fmt: skip
_NO_THING = frozenset(
    "units items pieces things ones sets more extra extras spares others yes thanks cheers please this always plus less guys as "
    "us lots times across perhaps max minimum copies".split()
)


def stem(word: str) -> str:
    """The word without its plural: laptop, box, family."""
    word = word.lower()
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return re.sub(r"(?<=x|h|s)es$|(?<=[^s])s$", "", word)


def other(said: str, wanted: str) -> bool:
    """Whether `said` plainly names another thing than `wanted`. In doubt it does not: no plural, no name, or a like one."""
    words = [word for word in re.findall(r"[a-z]{3,}", said.lower()) if word not in _NO_THING]
    known = {stem(word) for word in re.findall(r"[a-z]{2,}", wanted.lower())}
    if not words or not known or not words[-1].endswith("s") or words[-1].endswith("ss"):
        return False
    stems = {stem(word) for word in words}
    return not stems & known and not any(stems & alike and known & alike for alike in _ALIKE)
