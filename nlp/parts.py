"""Cuts a text into its needs when it plainly lists several: numbered or bulleted lines, or "also we need …"."""

import re

LISTED = re.compile(r"^[ \t]*(?:\(?\d{1,2}[.):]|[-*•–])[ \t]+(?=\S)", re.M)
ALSO = re.compile(
    r"(?<=[.!?\n])\s*(?=(?:also|separately|secondly|second,|another thing|on top of that|plus)\b,? (?:we|i|our|"
    r"could|can|need|is there|does|looking)\b)",
    re.I,
)
LEAST_WORDS_OF_A_LINE, LEAST_WORDS = 2, 3
MOST_PARTS = 8


def cut_parts(text: str) -> tuple[str, ...]:
    """The needs, each as text with the heading line left out; empty when the text holds one."""
    starts = [match.start() for match in LISTED.finditer(text)]
    if len(starts) >= 2:
        lines = [
            LISTED.sub("", text[start:end]).split("\n\n")[0].strip()
            for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        ]
        return _enough(lines, LEAST_WORDS_OF_A_LINE)
    return _enough([piece.strip() for piece in ALSO.split(text)], LEAST_WORDS)


def _enough(pieces: list[str], words: int) -> tuple[str, ...]:
    kept = [piece for piece in pieces if len(piece.split()) >= words]
    return tuple(kept[:MOST_PARTS]) if len(kept) > 1 else ()
