"""Who somebody says they are, and whether that may be told: "Harehills Lunch Club, yes", "we are X, but keep it private"."""

import re
from collections.abc import Collection

from intake.conversation import short_words

GROUP_WORDS = (
    "club|group|trust|centre|center|school|church|charity|association|project|cic|ltd|limited|foundation|society|network|academy|"
    "primary|nursery|pantry|larder|foodbank|hub|team|forum|fund|mosque|gurdwara|temple|synagogue|library|council|company|partnership|"
    "cafe|café|kitchen|house|community|union|league|fc|scouts|guides|shed|choir|theatre|collective|co-op|cooperative|carers|friends|"
    "bank|service|services|support|college|university|hospice|action|voice|mind|women|youth|refuge|shelter|welcome|library|garden"
)
_NAMED = re.compile(
    r"\b(?:(?:call|name) us|"
    r"we are|we're|were|i am from|i'm from|im from|this is|it is|it's|its|we call ourselves|our name is|the name is|name is|called|"
    r"on behalf of|from)\s+(?:the\s+)?(?P<name>[^,;.!?\n]+)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*\b(?:and|but|so|btw|by the way|actually|then|"
    r"please|pls|thanks|thank you|yes|no|ok|if|you can|you may|that'?s fine|is fine|fine|happy|keep|don'?t|do not|"
    r"rather|prefer|in harehills\b)\b.*$",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:that'?s|it'?s|its|is|are|of course|please|pls|thanks?|thank you|ta|fine|ok|okay|sure|no problem|go ahead|share|you can|you may|"
    r"we|i|us|our|the|name|it|me|them|happy|glad|with|by|for|to|all|good|great|cheers|x|do|so|yes|no|and|but|that|"
    r"this|right|mate|love|pet|u|ur|may|mind|worries|just|post|send|put|hurry)\b",
    re.IGNORECASE,
)

_ITEM = re.compile(r"^\s*\d{1,2}\s*[.):-]?\s+(?=[^\W\d])", re.MULTILINE)
KEEP_PRIVATE = re.compile(
    r"\b(keep (it|us|this|our name|the name) (private|quiet|confidential|anonymous|out)|"
    r"(don'?t|do not|without|not|leave out|rather you didn'?t) "
    r"((share|give|use|say|publish|print|mention|put|include|show|list|add|tell)\w* )?(them |anyone |anybody )?(our|the|my) names?|"
    r"(remove|hide|drop|take (off|out|down)|leave out|delete) (our|the|my) names?|(don'?t|do not) (name|mention) us|(stay|"
    r"remain|be) anonymous|no names? please|not to be named)\b"
)
"""Words that keep a name private in the middle of other words; "private hire" and "confidential waste" are none."""


def is_group(name: str) -> bool:
    """Whether a name holds a word for a group: club, church, trust …"""
    return re.search(rf"\b({GROUP_WORDS})\b", name, re.IGNORECASE) is not None


def _is_name(words: str) -> bool:
    if not 1 <= len(words.split()) <= 10 or len(words) < 3 or not re.search(r"[A-Za-z]", words):
        return False
    if is_group(words) and not re.match(r"(for|not|only|just|a|an|our)\b", words, re.IGNORECASE):
        return True
    return bool(
        re.match(r"(?:[A-Z][\w'’&.-]*)(?:\s+(?:[A-Z][\w'’&.-]*|of|the|and|for|in|at|on|&))*$", words)
    ) and not _FILLER.match(words)


def _cleaned(words: str) -> str:
    return _TAIL.sub("", words).strip(" .,;:!?-–—\"'“”")


def organisation_in(text: str, read: str, places: Collection[str] = ()) -> str:
    """The organisation that an answer to "who are you?" names. `read` is what the reader found, which wins; "" when none.

    A clause that is one of `places` (lower case) and nothing else names a place.
    """
    if read:
        whole = re.search(rf"{re.escape(read)}\s+(?:{GROUP_WORDS})\b", text, re.IGNORECASE)
        return whole.group() if whole and not is_group(read) else read
    straight = text.replace("’", "'").strip()
    for found in _NAMED.finditer(straight):
        name = re.sub(r"^.* from (the )?", "", _cleaned(found.group("name")), flags=re.IGNORECASE)
        whose = re.match(r"for (the )?", name, re.IGNORECASE)
        if (
            whose
            and re.search(rf"\b({GROUP_WORDS})\b", name, re.IGNORECASE)
            and not re.match(r"for (the )?(a|an|our|my)\b", name)
        ):
            return name[whose.end() :]
        if _is_name(name) and not re.match(r"(for|in|at|not|about)\b", name, re.IGNORECASE):
            return name
    for clause in re.split(r"[,;:.!\n]+|\s[-–—]\s", straight):
        _, rest = short_words.lead(clause)
        name = _cleaned(rest)
        if (
            name.lower() not in places
            and _is_name(name)
            and not _FILLER.match(name)
            and not short_words.wants_private(clause)
        ):
            return name
    return ""


def may_share(text: str) -> bool | None:
    """The answer to "may I give that name?"; None when the text does not say."""
    if short_words.wants_private(text) or KEEP_PRIVATE.search(short_words.plain(text)):
        return False
    if short_words.wants_open(text):
        return True
    text = _ITEM.sub("", text)
    said = short_words.polarity(text)
    if not said and short_words.is_unsure(text):
        return False
    said = said or _at_the_end(text)
    return {"yes": True, "no": False}.get(said)


def _at_the_end(text: str) -> str:
    """The yes or no that ends a name without a comma ("Seacroft Baby Bank yes"); "no" too for "skip"."""
    said = short_words.plain(text).strip(" .!")
    if re.fullmatch(r"(please )?(skip( (it|that|this))?|pass|next)", said):
        return "no"
    for words in (2, 1):
        end = " ".join(said.split()[-words:])
        if len(said.split()) > words and re.fullmatch(rf"{short_words.YES}|{short_words.NO}", end):
            return short_words.lead(end)[0]
    return ""
