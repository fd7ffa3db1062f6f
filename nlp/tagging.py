"""The steps of reading that go by trained heads, as spaCy factories: vectors, words, intent and the three fields of tags.

`heads` is a folder that `askline train` wrote; "" stands for the one that comes with Askline.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.clauses import wanted_text
from nlp.encoder import WIDTH, Encoder
from nlp.features import Encoded, make_row
from nlp.heads import FOLDER, Heads, load_heads
from nlp.lexicon import lexicon
from nlp.marks import NOTHING_MARKED
from nlp.ruled import ruled
from nlp.tags import read_intent, read_tags
from nlp.tuned import NAMES, Tuned

MOST_RULED = 4_000


@dataclass(frozen=True, slots=True)
class Vector:
    """Leaves what the encoder makes of the whole text and of what it wants, denials and background left out."""

    encoder: Encoder | None
    tuned: Tuned | None

    def __call__(self, doc: Doc) -> Doc:
        doc._.encoded = encode(doc.text, wanted_text(doc.text, doc._.clauses), self.encoder, self.tuned)
        return doc


def encode(text: str, wanted: str, encoder: Encoder | None, tuned: Tuned | None) -> Encoded:
    """Vectors and scores of a text; zeros without an encoder."""
    if encoder is None or tuned is None:
        nothing = numpy.zeros(WIDTH, dtype=numpy.float32)
        return Encoded(nothing, nothing, numpy.zeros(len(NAMES), dtype=numpy.float32), NOTHING_MARKED)
    whole = encoder.read(text)
    of_wanted = whole.vector if wanted.split() == text.split() else encoder.vector(wanted)
    return Encoded(whole.vector, of_wanted, *tuned.read(whole))


@dataclass(frozen=True, slots=True)
class Words:
    """Leaves the text as the row of numbers that the heads read, the lexicon's words in it, and how near known messages are."""

    heads: Heads

    def __call__(self, doc: Doc) -> Doc:
        known = self.heads
        row = make_row(doc.text, doc._.clauses, doc._.encoded, known.vocabulary, lexicon(), known.prototypes)
        doc._.row = replace(row, near=known.memory @ doc._.encoded.whole)
        return doc


@dataclass(frozen=True, slots=True)
class Intent:
    """Leaves what the sender wants: that of the message for a part of one; by rule where one is sure; else by the head."""

    heads: Heads

    def __call__(self, doc: Doc) -> Doc:
        doc._.intent = (
            doc._.circumstances.intent
            or ruled(doc.text[:MOST_RULED])
            or read_intent(wanted_text(doc.text, doc._.clauses), doc._.row, self.heads)
        )
        return doc


@dataclass(frozen=True, slots=True)
class Tags:
    """Leaves the tags of one field that are given, and the likeliest five whether given or not."""

    field: str
    heads: Heads

    def __call__(self, doc: Doc) -> Doc:
        given, ranking = read_tags(self.field, doc._.intent.slug, doc.text, doc._.row, self.heads)
        setattr(doc._, self.field, given)
        setattr(doc._, "theme_ranking" if self.field == "themes" else f"{self.field}_ranking", ranking)
        return doc


@Language.factory("askline_vector", default_config={"encoder": True})
def make_vector(nlp: Language, name: str, encoder: bool) -> Any:
    """With `encoder` false vectors and scores stay zero."""
    return Vector(Encoder() if encoder else None, Tuned() if encoder else None)


@Language.factory("askline_words", default_config={"heads": ""})
def make_words(nlp: Language, name: str, heads: str) -> Any:
    return Words(_heads(heads))


@Language.factory("askline_intent", default_config={"heads": ""})
def make_intent(nlp: Language, name: str, heads: str) -> Any:
    return Intent(_heads(heads))


@Language.factory("askline_tags", default_config={"field": "themes", "heads": ""})
def make_tags(nlp: Language, name: str, field: str, heads: str) -> Any:
    """`field`: themes, support or beneficiaries."""
    return Tags(field, _heads(heads))


def _heads(folder: str) -> Heads:
    return load_heads(Path(folder) if folder else FOLDER)
