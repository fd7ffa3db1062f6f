"""The text that others may see: what is private is replaced by words that say as much as they need."""

import re

from nlp.reading import PersonalSpan

GONE = "\ue000"
"""Stands where something was taken out, until the gap is closed."""
ASIDE = "\ue001"
"""Stands for a name told in passing between two commas ("a mum, Lorna, cried"), until both commas are closed up."""
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
REACH = re.compile(
    r"\b(?:ring|call|phone|text|txt|msg|message|contact|email|e-mail|whatsapp|ask (?:for|4)|speak to|talk "
    r"to)(?: me,?)? $",
    re.I,
)
GREETING = re.compile(r"\b(?:dear|hi|hiya|hello|hey|(?:good )?(?:morning|afternoon|evening)),? $", re.I)
ROLE = re.compile(
    r"\b(?:son|daughter|husband|wife|mum|mam|mother|dad|father|brother|sister|nan|grandad|neighbour|friend|client|lad|lass|"
    r"nurse|coach|chair|chairman|chairwoman|treasurer|secretary|caretaker|manager|warden|volunteer|colleague|driver|cook|"
    r"tenant|resident|teacher|organiser|coordinator|trustee|leader|worker|lady|man|woman|boy|girl|pensioner)(?:,| called)? $",
    re.I,
)
OWNED = re.compile(r"\b(?:our|my|your|his|her|their|the|this|that|another|each|every|an?) $", re.I)
_DETAIL = (
    r"(?:my|our)[ \t]+(?:(?:best|direct|contact|home|work|mobile|mob|phone|telephone|tel|email|e-mail)[ \t]+)*"
    rf"(?:number|no|phone|mobile|email|e-mail|address|name)(?:['’]s|[ \t]+is)?[ \t]*:?[ \t]*(?:{GONE}|withheld)"
)
ONLY_DETAILS = re.compile(
    rf"(?:^|(?<=[.!?\n]))[ \t]*{_DETAIL}(?:[ \t]*(?:,|and|&)[ \t]*{_DETAIL})*[ \t]*(?:[.!]+|(?=\n|$))", re.I
)
"""A sentence of nothing but contact details that were taken out: "My number is and my name is withheld"."""
NAMED = re.compile(r"\bname(?:'s|’s| is) $", re.I)
AFTER_ENDING = re.compile(r"(?:^|[.!?…\n]\s*|^[\s*•–-]*)$")
LAST_WORDS = re.compile(
    r"(?:^|[.!?,…\n–—-]|thanks|thank you|cheers|regards|wishes|bless|love|ta|sincerely|faithfully|yours|x)\s*$", re.I
)


def public_text(text: str, spans: tuple[PersonalSpan, ...]) -> str:
    """The text with each span replaced or taken out: "a member", "a health condition", a postcode's first half."""
    public, position = "", 0
    for span in spans:
        public += text[position : span.start]
        instead = _instead(text, span, spans)
        public += instead[:1].upper() + instead[1:] if AFTER_ENDING.search(public) else instead
        position = span.end
    return _closed(public + text[position:])


def _instead(text: str, span: PersonalSpan, spans: tuple[PersonalSpan, ...]) -> str:
    before, after = text[: span.start], text[span.end :]
    if span.kind == "health":
        return "health condition" if OWNED.search(before) else "a health condition"
    if span.kind == "address":
        if POSTCODE.fullmatch(span.text):
            return span.text.split()[0] if " " in span.text else span.text[:-3]
        return "a private address" if re.search(r"\b(?:at|to|from|is|on|in|near) $", before) else GONE
    if span.kind in ("phone", "email") and REACH.search(before):
        return "us"
    if span.kind != "name":
        return GONE
    if GREETING.search(before):
        return "all"
    if REACH.search(before):
        return "us"
    if _signs(before, span, text, spans):
        return GONE
    if NAMED.search(before):
        return "withheld"
    if before.endswith(", ") and re.match(r",| of \d", after) and re.search(r"\w, $", before):
        return ASIDE
    if ROLE.search(before) and not re.match(r"['’]s\b", after):
        return GONE
    return "member" if OWNED.search(before) else "a member"


def _signs(before: str, span: PersonalSpan, text: str, spans: tuple[PersonalSpan, ...]) -> bool:
    """Whether the name is a sign-off: after the end of a sentence or a greeting, with nothing but contact details behind it."""
    following = text[span.end :]
    for later in spans:
        if later.start >= span.end and later.kind != "name":
            following = following.replace(later.text, "", 1)
    ends = not re.search(r"\w{2,}", following) or re.match(r"[\s,.x]*(?:\n|$)", text[span.end :]) is not None
    return ends and LAST_WORDS.search(before) is not None


def _closed(text: str) -> str:
    """Closes the gaps: prepositions and marks left hanging, empty brackets, doubled spaces."""
    text = re.sub(rf",[ \t]*{ASIDE}(?:[ \t]+(?:of|at|from)[ \t]*{GONE})?[ \t]*,?(?= )", "", text)
    text = text.replace(ASIDE, "a member")
    text = ONLY_DETAILS.sub("", text)
    text = re.sub(
        rf"(?:(?<=\s)|^)(?:on|at|via|of|tel|mob|mobile|phone|email|e-mail|called|named)?[ \t]*:?[ \t]*{GONE}",
        GONE,
        text,
        flags=re.I,
    )
    text = re.sub(rf"\n[ \t]*{GONE}[ \t,.]*(?=\n|$)", "", text)
    text = re.sub(rf"\([\s,;{GONE}]*\)", lambda bracket: GONE if GONE in bracket.group() else bracket.group(), text)
    text = re.sub(rf"{GONE}(?:[ \t,;:–—/-]*{GONE})+", GONE, text)
    text = re.sub(rf"[ \t,;:–—/-]*{GONE}[ \t,;:–—/-]*(?=\n|$|[.!?])", "", text)
    text = re.sub(rf"([,;–—-])[ \t]*{GONE}[ \t]*[,;–—-]", r"\1", text)
    text = text.replace(GONE, "")
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r"[ \t]+([,.!?;:])", r"\1", text)
    text = re.sub(r"[ \t]+(?=\n)", "", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip()
