"""The reader: one spaCy pipeline made of our own components, wrapped so that a text goes in and a Reading comes out."""

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

import nlp.components  # noqa: F401 - registers the components by name
from nlp.components import Circumstances
from nlp.encoder import Encoder
from nlp.places import load_place
from nlp.postcodes import PostcodeTable
from nlp.reading import Reading

STEPS = (
    "askline_language", "askline_organisation", "askline_personal", "askline_clauses", "askline_numbers", "askline_intent", "askline_tags",
    "askline_dates", "askline_amounts", "askline_wards",
)  # fmt: skip
MOST_CHARACTERS = 8_000


def build(*, encoder: bool = True) -> Language:
    """The pipeline, from its factories by name.

    Its language is spaCy's neutral one: our steps read the text themselves, and the English tokenizer takes 0.15 s to make.
    """
    pipeline = spacy.blank("xx")
    pipeline.max_length = 10 * MOST_CHARACTERS
    for step in STEPS:
        pipeline.add_pipe(step, config={"encoder": encoder} if step == "askline_numbers" else {})
    return pipeline


class Reader:
    """Reads texts for one place, or for another one named with the text. Safe to share between threads; never raises on any text."""

    def __init__(self, place: str = "leeds", *, postcodes: Path | None = None, encoder: bool = True) -> None:
        """`postcodes` is the folder that `import_postcodes` wrote. UnknownPlace when there is no such place."""
        self.place = load_place(place)
        self._postcodes_folder = postcodes
        self._tables: dict[str, PostcodeTable | None] = {}
        self.pipeline = build(encoder=encoder)
        self._lock = threading.Lock()
        self._encoder: Encoder | None = self.pipeline.get_pipe("askline_numbers").encoder  # type: ignore[attr-defined]

    def read(
        self, text: str, received: date, *, place: str | None = None, known_personal: tuple[str, ...] = ()
    ) -> Reading:
        """What the text says, counted from the day it was received.

        `known_personal` are the sender's own name, numbers and addresses, removed from the public text exactly. Of a text
        longer than 8,000 characters the rest is not read. UnknownPlace when `place` is not known.
        """
        about = Circumstances(
            received, load_place(place) if place else self.place, self._table(place or self.place.slug), known_personal
        )
        kept = clean(text)[:MOST_CHARACTERS]
        whole = self._read(kept, about)
        from nlp.parts import cut_parts

        slug = whole.intent.slug
        pieces = cut_parts(kept, within_sentences=slug == "ask") if slug in ("ask", "offer") else ()
        of_the_whole = replace(about, intent=whole.intent)
        parts = tuple(self._read(piece, of_the_whole) for piece in pieces)
        return replace(whole, parts=_with_shared(whole, parts)) if len(parts) > 1 else whole

    def vector(self, text: str) -> NDArray[numpy.float32]:
        """The text's vector for matching: 384 numbers of unit length; zeros for a text without words or a reader without encoder."""
        if self._encoder is None:
            return numpy.zeros(384, dtype=numpy.float32)
        return self._encoder.vector(clean(text))

    def _table(self, slug: str) -> PostcodeTable | None:
        if slug not in self._tables:
            path = self._postcodes_folder / f"{slug}.csv" if self._postcodes_folder else None
            self._tables[slug] = PostcodeTable(path) if path and path.is_file() else None
        return self._tables[slug]

    def _read(self, text: str, about: Circumstances) -> Reading:
        # One blank token carries the text: our components read characters, and spaCy's tokeniser would cost more than they do.
        doc = Doc(self.pipeline.vocab, words=[text or " "], spaces=[False])
        doc._.circumstances = about
        for _, step in self.pipeline.pipeline:
            doc = step(doc)
        return as_reading(text, doc)


def clean(text: str) -> str:
    """The text without lone surrogates and control characters, which no step can do anything with."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(mark if mark.isprintable() or mark in "\n\t" else " " for mark in text)


def as_reading(text: str, doc: Doc) -> Reading:
    """What the steps left on the document, as a Reading."""
    found = doc._
    return Reading(
        text=text,
        intent=found.intent,
        themes=found.themes,
        theme_ranking=found.theme_ranking,
        support=found.support,
        beneficiaries=found.beneficiaries,
        wards=found.wards.wards,
        ward_certain=found.wards.certain,
        city_wide=found.wards.city_wide,
        outside=found.wards.outside,
        quantity=found.amounts,
        needed_by=found.dates.day,
        needed_words=found.dates.words,
        needed_evidence=found.dates.evidence,
        organisation=found.organisation or "",
        personal=found.personal,
        public_text=found.public_text,
        language=found.language,
    )


def _with_shared(whole: Reading, parts: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """What is said once holds for every part: the place, the day, who asks."""
    shared = []
    for part in parts:
        named = bool(part.wards) or part.city_wide
        shared.append(
            replace(
                part,
                wards=part.wards if named else whole.wards,
                ward_certain=part.ward_certain if named else whole.ward_certain,
                city_wide=part.city_wide if named else whole.city_wide,
                needed_by=part.needed_by or whole.needed_by,
                needed_words=part.needed_words or whole.needed_words,
                needed_evidence=part.needed_evidence or whole.needed_evidence,
                organisation=part.organisation or whole.organisation,
            )
        )
    return tuple(shared)
