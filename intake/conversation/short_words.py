"""Short answers as people type them: yes, no, thanks, a number, a reference. Nothing here knows what was asked."""

import re
from collections.abc import Iterable
from functools import lru_cache

from nlp.numbers import WORDS as NUMBER_WORDS

YES = (
    "yes please|yes of course|yes that is fine|yes thats fine|yes that's fine|yes|yeah|yea|yep|yup|ye|aye|y|ok|okay|okey dokey|sure|"
    "that's fine|thats fine|that is fine|that's ok|thats ok|that is ok|is fine|no objections?|happy for you to|"
    "of course|certainly|definitely|absolutely|please do|go ahead|go on then|go on|fine by us|fine by me|fine|no problem|no worries|"
    "happy to|by all means|you can|you may|that is right|thats right|that's right|correct|right|agreed|👍|✅|"
    "yh|yah|ya|yes+|yep+|yup+|kk?|okie|oki|go for it|sounds (?:good|great|fine)|why not|feel free|with pleasure|gladly|"
    "(?:that|it)(?:'s| is| would be|'d be| will be|s) (?:quite |perfectly |absolutely |totally |all )?"
    "(?:all right|alright|right|fine|ok|okay|lovely|great|good|perfect|grand|no problem)|all right|alright"
)
YES_WITH_NO = (
    "no problem(?: at all)?|no probs?|no worries|no objections?|no bother|not a problem|(?:i |we )?(?:don't|dont|do not) mind(?: at all)?|"
    "no harm in that|no reason not to"
)
"""A yes that begins like a no."""
NO = (
    "no thank you|no thanks|no ta|not really|rather not|i'd rather not|we'd rather not|id rather not|wed rather not|"
    "i would rather not|we would rather not|prefer not to|prefer not|please don't|please dont|better not|not please|"
    "don't|dont|do not|nope|nah|nay|never|no|n|not yet|👎|❌"
)
PRIVATE = (
    r"\b(keep (it|that|us|our name|the name|this) (private|quiet|out|confidential|secret|anonymous)|anonymous(ly)?|confidential|"
    r"in confidence|private|(don'?t|do not|please don'?t) (share|name|use|say|give|publish|print)|(without|"
    r"leave out|not) (our|the|my) name|"
    r"no names?|unnamed|rather not|prefer not|(not|never) (be )?(shared|named|published))\b"
)
OPEN = (
    r"\b(you (can|may) (share|name|use|say|print|publish|tell)|(share|use|give|print|show|include) (the |our |my )?name|"
    r"(happy|fine|ok|okay) (to|for you to) (share|name|be named)|"
    r"share (it|our name|the name)|name us|use our name|(can|may) be (named|shared)|(print|say) (our name|who we are)|"
    r"name('s| is)? (ok|okay|fine)|(happy|fine|ok|okay) to (print|publish|say who)|yes,? (do )?(share|print|name)|"
    r"name the (school|club|group|charity|company|firm))\b"
)
THANKS = re.compile(
    r"^(ok(ay)?|great|brilliant|lovely|perfect|super|wonderful|amazing|fab|ace|nice one|good|aw+|oh|that'?s|many|lots of|so much)?"
    r"[\s,.!]*(thanks?( you)?|thx|ta|cheers|much appreciated|bless you|you'?re (a )?stars?|🙏|❤️|😊|🎉|👏|x)+(?![a-z])[^?]{0,60}$",
    re.IGNORECASE,
)
LONGEST_THANKS = 120
_LEAD = re.compile(
    rf"^\W*(?:(?P<also>{YES_WITH_NO})|(?P<no>{NO})|(?P<yes>{YES}))(?=$|[\s,.;:!?)(–-]|[^\w'])", re.IGNORECASE
)
_LEAD_SYMBOL = re.compile(r"^\s*(?P<yes>👍|✅)|^\s*(?P<no>👎|❌)")
_BEFORE = re.compile(
    r"^\W*(?:(?:oh|ah|aw|well|erm*|um+|h+m+|hi|hello|hey|sorry|so|actually)\b[\s,.!…-]*)+", re.IGNORECASE
)
_UNSURE = re.compile(
    r"\b(not (quite |really )?sure|unsure|not certain|(don'?t|do not) (really |quite |actually |yet )?know|dunno|no idea|"
    r"(have|need|got|want) to (ask|check)|"
    r"(let me|i'?ll|we'?ll|i will|we will|must|should) (ask|check)|check with|ask (my|our|the))\b"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_ORDINAL = re.compile(
    rf"(?:the |option )?(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<digit>[1-8])(?:st|nd|rd|th)|(?P<last>last|bottom)|(?P<top>top))"
    r"(?: one| option| choice| please| thanks)*"
)
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@lru_cache(maxsize=32)  # every rule of one turn asks for the same few texts
def plain(text: str) -> str:
    """The text in lower case with single spaces and straight apostrophes."""
    return _SPACES.sub(" ", text.replace("’", "'").replace("‘", "'")).strip().lower()


def lead(text: str) -> tuple[str, str]:
    """How a text begins, "yes", "no" or "", and the words that follow."""
    straight = text.replace("’", "'").strip()
    found = _LEAD_SYMBOL.match(straight) or _LEAD.match(straight)
    if not found:
        return "", straight
    return ("no" if found.group("no") else "yes"), straight[found.end() :].lstrip(" ,.;:!-–—").strip()


def polarity(text: str) -> str:
    """Whether the text as a whole says "yes" or "no"; "" when it says neither. The last clause decides when the first does not."""
    first, _ = lead(_BEFORE.sub("", text))
    if first:
        return first
    for clause in reversed(re.split(r"[,;.!\n–—-]+|\b(?:and|but)\b", text)):
        found, rest = lead(clause)
        if found and len(rest.split()) <= 3:
            return found
    return ""


def wants_private(text: str) -> bool:
    return re.search(PRIVATE, plain(text)) is not None


def wants_open(text: str) -> bool:
    return re.search(OPEN, plain(text)) is not None and not wants_private(text)


def is_unsure(text: str) -> bool:
    """True for words that put an answer off: "not sure", "I'll have to ask"."""
    return _UNSURE.search(plain(text)) is not None


def is_sorted(text: str) -> bool:
    """True for words that say plainly that the help is there already ("we've been sorted, thanks")."""
    return (
        re.search(r"\b(been|are|'re|is|it'?s|got|all|already) (already |now |all )?sorted\b", plain(text)) is not None
    )


def is_thanks(text: str) -> bool:
    """True for words that only thank. "thanks, we also need chairs" is not among them."""
    words = plain(text)
    return (
        len(words) <= LONGEST_THANKS
        and bool(THANKS.match(words))
        and not re.search(r"\b(need|want|could you|can you|please|but|also)\b", words)
    )


def bare_number(text: str) -> int | None:
    """The number when the text is nothing else ("2", "no. 2", "number two"), else None."""
    words = plain(text).strip(" .)(!")
    words = re.sub(r"^(option|number|no\.?|#)\s*|[ ,]+(please|pls|thanks|thank you|ta)$", "", words)
    if re.fullmatch(r"\d{1,6}", words):
        return int(words)
    return NUMBER_WORDS.get(words)


def number_in(text: str) -> float | None:
    """The first amount in the text, in digits or as a word; None when there is none."""
    words = plain(text)
    found = _NUMBER.search(words)
    places = [(found.start(), float(found.group().replace(",", "")))] if found else []
    for word, value in NUMBER_WORDS.items():
        spelled = re.search(rf"\b{word}\b", words)
        if spelled:
            places.append((spelled.start(), float(value)))
    return min(places)[1] if places else None


def references(text: str, prefixes: Iterable[str]) -> tuple[str, ...]:
    """References in the text in the form they are stored ("ls 142" → "LS-0142"), each once, in order."""
    found: list[str] = []
    known = "|".join(re.escape(prefix) for prefix in prefixes)
    for match in re.finditer(
        rf"(?<![A-Za-z0-9])({known})[\s\-–—_#]?(\d{{3,6}})(?![\dA-Za-z])",
        text,
        re.IGNORECASE,
    ):
        digits = re.sub(r"\D", "", match.group()[len(match.group(1)) :])
        reference = f"{match.group(1).upper()}-{int(digits):04d}"
        if reference not in found:
            found.append(reference)
    return tuple(found)


def picked(text: str, offered: Iterable[tuple[str, str]]) -> str:
    """The value of the offered choice that was typed, by its number or its label; "" when none was."""
    choices = list(offered)
    number = bare_number(text)
    if number is not None and 1 <= number <= len(choices):
        return choices[number - 1][1]
    words = plain(text).strip(" .!")
    place = _ordinal(words, len(choices))
    if place:
        return choices[place - 1][1]
    for label, value in choices:
        if words and words == plain(label).strip(" .!"):
            return value
    return ""


def _ordinal(words: str, number: int) -> int:
    """Which of so many choices "the second one" is, from 1; 0 for none."""
    found = _ORDINAL.fullmatch(words)
    if found is None:
        return 0
    place = number if found["last"] else 1 if found["top"] else 0
    place = place or int(found["digit"] or _ORDINALS.index(found["word"]) + 1)
    return place if place <= number else 0
