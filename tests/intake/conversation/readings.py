"""Readings for tests: the real rules of `nlp` for places, amounts, dates and names, and plain word lists for what is trained."""

import re
from datetime import date

from intake.conversation.theme_words import SUPPORT_WORDS, THEME_WORDS
from nlp.amounts import read_amounts
from nlp.clauses import cut_clauses
from nlp.dates import read_dates
from nlp.organisation import read_organisation
from nlp.personal import find_personal
from nlp.places import load_place
from nlp.public import public_text
from nlp.reading import Reading, Tag
from nlp.wards import read_wards

MORE_THEMES = {
    "connection": "lunch club|befriend|lonely|coffee morning|chairs?",
    "food-essentials": "fridge|freezer|tins|nappies",
    "digital": "tablets?|wifi",
    "work-skills": "work placements?|cvs?|job club",
    "transport": "van|minibus",
    "buildings": "paint|roof|boiler",
}
MORE_SUPPORT = {
    "goods": "chairs?|tables?|laptops?|fridge|freezer|nappies|tins|paint|tablets?",
    "volunteers": "drivers?|befrienders?|helpers",
    "opportunities": "work placements?|apprenticeships?",
}
INTENTS = (
    ("subscription", r"\b(subscribe|unsubscribe|digest|newsletter|sub me|weekly|monthly)\b"),
    (
        "question",
        r"\b(who (sees|reads)|how long|is (this|it) only|legally binding|lawful basis|does the figure)\b|^(who|what|how|why|does|do|is|can) .*\?",
    ),
    (
        "update",
        r"\b(cancel|withdraw|it came|came|arrived|sorted|change|amend|never turned up|no longer need|make it|any news)\b",
    ),
    ("gap", r"\b(struggle to (buy|find)|tender is coming|hard to buy)\b"),
    ("capacity", r"\b(insured|living wage|we do (office )?(cleaning|catering)|for paid work)\b"),
    ("ask", r"\b(need|needs|looking for|could do with|short of|would love|after some|help us|any chance of)\b"),
    (
        "pledge",
        r"\b(we|i) (can|could|will|'ll|would) (do|give|take|send|bring|manage)\b|\b[A-Z]{2}-?\d{3,}\b.*\b(yes|\d+)\b|count us in",
    ),
    ("offer", r"\b(we|i) (can|could) offer|\b(to give away|going spare|we have .* (spare|to give)|offer)\b"),
)


def read(text: str, received: date, *, unsure: bool = False, language: str = "en") -> Reading:
    """A reading of the text as of this day. `unsure` makes the theme one the reader is not sure of."""
    parts = _parts(text)
    intent = next((name for name, pattern in INTENTS if re.search(pattern, text, re.IGNORECASE)), "other")
    place = load_place("leeds")
    clauses = cut_clauses(text)
    organisation = read_organisation(text)
    personal = find_personal(text)
    wards = read_wards(text, place, organisation=organisation, giving=intent in {"offer", "pledge"})
    dates = read_dates(text, received, clauses)
    needs = intent in {"ask", "offer", "capacity", "gap"}
    themes = _tags(text, MORE_THEMES, THEME_WORDS) if needs else ()
    confidence = 0.3 if unsure else 0.8
    themes = tuple(Tag(tag.slug, confidence, tag.evidence) for tag in themes)
    ranking = (*themes, *(Tag(slug, 0.1) for slug in ("connection", "digital", "buildings", "transport")))
    return Reading(
        text=text,
        intent=Tag(intent, 0.9),
        themes=themes[:2],
        theme_ranking=tuple({tag.slug: tag for tag in reversed(ranking)}.values())[::-1][:5],
        support=_tags(text, MORE_SUPPORT, SUPPORT_WORDS)[:2] if needs or intent == "pledge" else (),
        wards=wards.wards,
        ward_certain=wards.certain,
        city_wide=wards.city_wide,
        outside=wards.outside,
        quantity=read_amounts(text, clauses),
        needed_by=dates.day if intent != "pledge" else None,
        needed_words=dates.words if intent != "pledge" else "",
        organisation=organisation,
        personal=personal,
        public_text=public_text(text, personal),
        language=language,
        parts=tuple(read(part, received) for part in parts) if intent == "ask" else (),
    )


def _parts(text: str) -> list[str]:
    """The needs of a text that lists them with dashes or numbers."""
    lines = [line.strip(" -*•").strip() for line in text.splitlines() if re.match(r"\s*([-*•]|\d[.)])\s", line)]
    return [f"need {line}" for line in lines] if len(lines) > 1 else []


def _tags(text: str, first: dict[str, str], then: dict[str, str]) -> tuple[Tag, ...]:
    found: dict[str, Tag] = {}
    for words in (first, then):
        for slug, pattern in words.items():
            match = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
            if match and (words is first or not found):
                found.setdefault(slug, Tag(slug, 0.8, (match.group(),)))
    return tuple(found.values())
