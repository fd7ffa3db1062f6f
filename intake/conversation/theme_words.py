"""Themes and kinds of help that people name in short: "digital", "youth stuff", "work-skills", a label or part of one."""

import re
from collections.abc import Mapping

from intake.conversation.short_words import plain

THEME_WORDS = {
    "food-essentials": "food|foodbanks?|pantr(y|ies)|essentials|nappies|clothes|clothing",
    "housing": "housing|homeless(ness)?|homes",
    "health": "health(?! and safety)|care|carers",
    "mental-health": "mental health|wellbeing|counselling",
    "connection": "connection|lonel(y|iness)|isolation|befriending|social clubs?",
    "work-skills": "work[- ]skills|skills|jobs?|employment|employability|enterprise|training",
    "children-young-people": "children|kids|young people|youth|schools?",
    "digital": "digital|laptops?|computers?|it kit|wifi",
    "environment": "environment|green( space)?s?|gardens?|climate",
    "arts-heritage": "arts?|culture|heritage|music",
    "sport": "sports?|physical activity",
    "safety": "safety|justice|crime",
    "welcome": "welcome|refugees?|migrants?|asylum|new arrivals",
    "money-advice": "money advice|debt|legal advice|advice|benefits advice",
    "buildings": "buildings?|halls?|community spaces?|repairs|decorating",
    "transport": "transport|minibus(es)?|getting around",
    "capacity-building": "capacity[- ]building|running the organisation|governance|trustees|fundraising",
}
SUPPORT_WORDS = {
    "goods": "goods|equipment|things|items",
    "money": "money|grants?|cash|sponsorship|funding",
    "space": "space|rooms?|venues?|storage",
    "volunteers": "volunteers?|volunteering|time|people",
    "expertise": "expertise|professional (help|advice)|experts?|mentoring",
    "trades": "trades?|works|decorators?|builders?",
    "opportunities": "opportunit(y|ies)|placements?|apprenticeships?|work experience",
}


def _named(text: str, words: Mapping[str, str], labels: Mapping[str, str]) -> tuple[str, ...]:
    said = plain(text)
    places: list[tuple[int, str]] = []
    for slug in labels or words:
        patterns = [re.escape(slug), re.escape(plain(labels.get(slug, slug)))]
        if slug in words:
            patterns.append(words[slug])
        found = re.search(rf"\b(?:{'|'.join(patterns)})\b", said)
        if found and not (slug == "health" and "mental health" in said and said.count("health") == 1):
            places.append((found.start(), slug))
    return tuple(slug for _, slug in sorted(places))


def themes_named(text: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Slugs of the themes that the text names, in its order. `labels` are the place's own."""
    return _named(text, THEME_WORDS, labels)


def support_named(text: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Slugs of the kinds of help that the text names, in its order."""
    return _named(text, SUPPORT_WORDS, labels)
