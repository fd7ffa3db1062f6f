"""What a message is for, where the reader alone cannot know: short words, words that answer something, words with a cue."""

import re
from collections.abc import Mapping
from typing import Any

from intake.conversation import short_words
from intake.conversation.promises import COMMIT, REFUSAL
from intake.conversation.theme_words import themes_named
from nlp.reading import Reading

NEEDS = ("ask", "offer", "capacity", "gap")
SURE = 0.75
"""Below this the reader's intent of a few words is a guess."""
UNSAID = 0.2
"""Below this a theme is no evidence that a need was told."""
NEED = re.compile(
    r"\b(need|needs|needing|looking for|require|could (really |just |always )?(do with|use)|short of|in need of|"
    r"would love|can anyone|does anyone|has anyone|"
    r"(can|could) we (have|get)|any chance of|desperate for|after some|wanted|hoping for|struggling to|anyone (got|have|pay|lend))\b"
    r"(?! (it|them|that|this|to (keep|stay|check|ask|speak|talk|see|confirm|know|wait)|not|no)\b)"
)
SUBSCRIBING = re.compile(
    r"\b(subscrib\w*|sub me|sign (me|us) up|(weekly|monthly) (digest|letter|list|e-?mail)|digest|newsletter|mailing|"
    r"your letter|the letter)\b"
)
_WANTS_LETTER = re.compile(
    r"\b(want|like|love|get|receive|join|send (me|us)) (to (get|receive|join|have|see) )?(the|your|a|this) (\w+ )?"
    r"(digest|letter|newsletter|mailing list|e-?mail list)\b"
)
_HOW_OFTEN = re.compile(r"^(please |pls )?(weekly|fortnightly|monthly|every (week|month|two weeks))\b")
_NAMED = re.compile(r"^(ask|offer|capacity|gap)\s*[:–-]\s")
_COUNT = rf"(\d[\d,]*|a (dozen|couple of|few|pair of)|{'|'.join(word for word in short_words.NUMBER_WORDS if word != 'both')})"
_AMOUNT_FIRST = re.compile(rf"^\W*(about |up to |maybe |another )?£?{_COUNT}\b( [a-z]|$)")
_BARE_NEED = re.compile(
    rf"^\W*((hi|hello|hiya|morning|good morning|afternoon|please)\b[ ,.!]*)*(about |up to )?{_COUNT} (?!days?\b|weeks?\b|months?\b|"
    r"years?\b|hours?\b|minutes?\b|came\b|of\b|more\b|not\b)[a-z][a-z-]+\b(?!.*\b[a-z]{2}-?\d{3,}\b).{0,60}\b(for|in|at|near)\b"
)
_PAID_WORK = re.compile(
    r"\b(insured|public liability|real living wage|living wage|accredited|iso ?\d{4}|for paid work|as paid work)\b"
)
_ASKS = re.compile(
    r"^(\W*(hi|hello|and|but|so|ok|sorry)\b[ ,.!]*)*(who|what|how|why|when|where|which|whose|does|do|did|is|are|will|may i|should)\b"
)


_ASKS_PLAINLY = re.compile(
    r"^(\W*(hi|hello|and|but|so|ok|sorry)\b[ ,.!]*)*(when|did|have (they|you|any)|has (any|some)(one|body) (answered|replied|offered)|"
    r"what time|what day|is (it|that|this|my|our)|are (they|you)|was|why|how (many|much|long|soon))\b"
)
WANTS_TO_GIVE = re.compile(
    r"^(\W*(hi|hello|and|but|so|ok)\b[ ,.!]*)*(i|we)('d| would)? ?(like|love|want|wish) to (offer|give|donate|volunteer|lend)\b"
)
_NEEDS_OF_OURS = re.compile(
    r"^(\W*(hi|hello|and|but|so|ok|sorry|thanks)\b[ ,.!]*)*(is|what|do|does|did|are|anything|which|when|why|how)\b.{0,30}"
    r"\b(you|u|they) (still |also )?(need|want|require)\b"
)
"""Questions on what the service itself needs to know."""
_GIVES_AWAY = re.compile(
    r"\b(give|giving|gives|offer\w*|donat\w*|spare|lend|available|free (of charge|to)|can (do|help|send|bring|take|host|provide|run)|"
    r"happy to|looking for (a|some|somebody|someone|good) (home|group|charity|who)|we have|we'?ve got|getting rid)\b"
)
_GIVES_PART = re.compile(
    r"\b(we|i)('?ll|'d)? ?((can|could|cud|might|may|will|would|wud) )?((probably|prob|probs|maybe|easily|certainly|definitely) )*"
    r"(do|give|spare|offer|manage|send|bring|cover|supply|donate|take)\b"
)


_THEIR_NEED = re.compile(
    r"\b(do|does|would|will|might|did) (they|it|he|she|you|the(se)?( \w+){1,2}) (need|want|require)\b"
)


def _amount_of_theirs(said: str) -> bool:
    """An amount alone below a letter ("6 chairs on Thursday") is a promise, unless the words speak of the writer's own need."""
    own = re.search(r"\b(our|us|my|wanted|please (can|could))\b", said)
    return _AMOUNT_FIRST.match(said) is not None and not own and not NEED.search(said)


def intent_of(reading: Reading, text: str, about: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """The intent slug. `about` is what the message answers, `labels` those of the themes.

    The reader decides, except where words of a known form, or what they answer, say more than the words alone.
    """
    said = short_words.plain(text)
    slug, sure = reading.intent.slug, reading.intent.confidence >= SURE
    few = len(said.split()) <= 8
    named = _NAMED.match(said)
    if named:
        return named.group(1)
    if _WANTS_LETTER.search(said) and about.get("kind") != "digest":
        return "subscription"
    if _HOW_OFTEN.match(said) and (few or themes_named(said, labels)) and not NEED.search(said):
        return "subscription"
    unsaid = not reading.quantity and not NEED.search(said) and all(tag.confidence < UNSAID for tag in reading.themes)
    if slug in {"ask", "other"} and unsaid and _ASKS_PLAINLY.match(said):
        return "question"
    if WANTS_TO_GIVE.match(said):
        return "offer"
    answers = about.get("kind") not in (None, "digest") and not SUBSCRIBING.search(said)
    if slug == "subscription" and (answers or re.search(r"\b(our|my|the) name\b", said)):
        return "other"
    if _NEEDS_OF_OURS.search(said) and not reading.quantity:
        return "question"
    if slug == "offer" and NEED.search(said) and not _GIVES_AWAY.search(said):
        return "ask"
    if about.get("kind") == "digest":
        answered = _below_a_letter(slug, said, few=few, counted=bool(reading.quantity))
        if answered:
            return answered
    if said.endswith("?") and _ASKS.match(said) and not sure and not reading.quantity and not NEED.search(said):
        return "question"
    if slug == "other" and not about.get("kind") and _BARE_NEED.match(said) and not REFUSAL.search(said):
        return "ask"
    if slug not in NEEDS and not sure and NEED.search(said) and not said.startswith("no ") and len(said.split()) >= 3:
        return "ask"
    if slug == "offer" and _PAID_WORK.search(said):
        return "capacity"
    if slug == "subscription" and not sure and not SUBSCRIBING.search(said):
        return "other"
    if slug in NEEDS and not sure and few and not reading.quantity and not NEED.search(said):
        return "other"
    return slug


def _below_a_letter(slug: str, said: str, *, few: bool, counted: bool) -> str:
    """What words that answer the weekly letter are for; "" when that they answer it says nothing more."""
    if REFUSAL.search(said) and not counted and not NEED.search(said):
        return "other"
    if slug == "ask" and not counted and (not NEED.search(said) or _THEIR_NEED.search(said)):
        if "?" in said:
            return "question"
        if said.startswith(("thank", "cheers", "good to", "great to", "lovely")) and not COMMIT.search(said):
            return "other"
    if slug not in {"ask", "offer", "other"} or said.endswith("?"):
        return ""
    if few and _amount_of_theirs(said):
        return "pledge"
    if NEED.search(said):
        return ""
    if slug == "ask" and _GIVES_PART.search(said):
        return "pledge"
    return "pledge" if COMMIT.search(said) and (few or slug == "offer") else ""
