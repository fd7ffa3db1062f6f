"""Reads text: intent, themes, wards, support, amounts, dates, personal data."""

import sys
from types import ModuleType

if "spacy" not in sys.modules:
    # spaCy imports its own command line with itself, and with that requests, jinja2 and more: a third of the time that it
    # takes to load, and 17 MiB. We use nothing of it, so an empty module takes its place.
    sys.modules["spacy.cli"] = ModuleType("spacy.cli")
    sys.modules["spacy.cli.info"] = ModuleType("spacy.cli.info")
    sys.modules["spacy.cli.info"].info = None  # type: ignore[attr-defined]
