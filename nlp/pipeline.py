"""The reader: one spaCy pipeline made of our own components, wrapped so that a text goes in and a Reading comes out."""

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config
from spacy.vocab import Vocab

import nlp.tagging  # noqa: F401 - registers the factories of its steps by name
from nlp.components import Circumstances
from nlp.encoder import Encoder
from nlp.places import Place, load_place
from nlp.postcodes import PostcodeTable
from nlp.reading import Reading

CONFIG = Path(__file__).parent / "data" / "pipeline.cfg"
HEADED = ("words", "intent", "themes", "support", "beneficiaries")
MOST_CHARACTERS = 8_000
SURE = {
    "needed_by": 0.94, "quantity": 0.79, "organisation": 0.82, "name": 0.9, "phone": 0.99, "email": 0.99, "address": 0.84,
    "health": 0.43, "number": 0.95,
}  # fmt: skip
"""How often what a rule finds is right: the shares that `askline train` writes to metrics.json under "rules_right". A little less for
organisations: by weights that had not learnt from the writer it is .815."""


def build(*, encoder: bool = True, heads: Path | None = None) -> Language:
    """The pipeline of data/pipeline.cfg, with other heads when their folder is named."""
    changes: dict[str, Any] = {f"components.{step}.heads": str(heads or "") for step in HEADED}
    config = load_config(CONFIG, overrides={**changes, "components.vector.encoder": encoder})
    pipeline = load_model_from_config(config, auto_fill=True)
    pipeline.max_length = 10 * MOST_CHARACTERS
    return pipeline


class Reader:
    """Reads texts for one place, or for another one named with the text. Safe to share between threads; never raises on any text."""

    def __init__(
        self,
        place: str = "leeds",
        *,
        postcodes: Path | None = None,
        encoder: bool = True,
        heads: Path | None = None,
    ) -> None:
        """`postcodes` is the folder that `import_postcodes` wrote, `heads` one that `train` wrote in place of the shipped ones.

        UnknownPlace when there is no such place; BrokenModel when a model file is missing or damaged.
        """
        self.place = load_place(place)
        self._postcodes_folder = postcodes
        self._tables: dict[str, PostcodeTable | None] = {}
        self.pipeline = build(encoder=encoder, heads=heads)
        self._lock = threading.Lock()
        self._encoder: Encoder | None = self.pipeline.get_pipe("vector").encoder  # type: ignore[attr-defined]

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

    def blank(self, text: str, received: date, place: Place | None = None) -> Doc:
        """A document that no step has read yet.

        One blank token carries the text: our steps read characters, and spaCy's tokeniser would cost more than they do.
        """
        return self._blank(text, Circumstances(received, place or self.place))

    def _blank(self, text: str, about: Circumstances) -> Doc:
        # A vocabulary of its own goes with it; the shared one would keep every text that was ever read.
        doc = Doc(Vocab(), words=[text or " "], spaces=[False])
        doc._.circumstances = about
        return doc

    def _read(self, text: str, about: Circumstances) -> Reading:
        doc = self._blank(text, about)
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
        sure=SURE,
        clauses=found.clauses,
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
