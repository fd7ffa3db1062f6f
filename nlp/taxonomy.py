"""The slugs that a message is tagged with, and the labels that people read. Slugs are stable; a place may rename labels."""

CITY_WIDE = "city-wide"
"""What stands for a ward when the help is for the whole place."""

INTENTS: tuple[str, ...] = (
    "ask", "offer", "pledge", "update", "capacity", "gap", "subscription", "question", "other",
)  # fmt: skip

THEMES: dict[str, str] = {
    "food-essentials": "Food and essentials",
    "housing": "Housing and homelessness",
    "health": "Health and care",
    "mental-health": "Mental health",
    "connection": "Loneliness and social connection",
    "work-skills": "Jobs, skills and enterprise",
    "children-young-people": "Children and young people",
    "digital": "Digital inclusion",
    "environment": "Environment and green space",
    "arts-heritage": "Arts, culture and heritage",
    "sport": "Sport and physical activity",
    "safety": "Safety and justice",
    "welcome": "Refugees, migrants and new arrivals",
    "money-advice": "Money and legal advice",
    "buildings": "Community buildings and spaces",
    "transport": "Transport and getting around",
    "capacity-building": "Running the organisation",
}

SUPPORT: dict[str, str] = {
    "goods": "Goods and equipment",
    "money": "Money",
    "space": "Space",
    "volunteers": "Volunteers and time",
    "expertise": "Professional expertise",
    "trades": "Trades and works",
    "opportunities": "Jobs and learning opportunities",
}

BENEFICIARIES: dict[str, str] = {
    "children": "Children",
    "young-people": "Young people",
    "older-people": "Older people",
    "disabled-people": "Disabled people",
    "carers": "Carers",
    "families": "Families",
    "women": "Women and girls",
    "men": "Men and boys",
    "lgbtq": "LGBTQ+ people",
    "ethnic-minorities": "Ethnic minorities",
    "refugees-migrants": "Refugees and migrants",
    "homeless-people": "Homeless people",
    "unemployed-people": "Unemployed people",
    "low-income": "People on a low income",
    "veterans": "Veterans",
    "ex-offenders": "Ex-offenders",
    "care-leavers": "Care leavers",
    "ill-people": "People who are ill",
}

FIELDS: dict[str, tuple[str, ...]] = {
    "themes": tuple(THEMES),
    "support": tuple(SUPPORT),
    "beneficiaries": tuple(BENEFICIARIES),
}

THEMED: frozenset[str] = frozenset({"ask", "offer", "capacity", "gap"})
SUPPORTED: frozenset[str] = frozenset({"ask", "offer", "pledge"})
