"""`askline mail score`: how well letters are read, over a folder of letters whose right reading is written down."""

import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intake.mail.automatic import classify
from intake.mail.mime import parse
from intake.mail.reply_text import newest
from intake.messages import Answer

SHARES = (
    ("text found where there is some", "text", "≤ 6 in 1,412 empty"),
    ("the newest words of a letter exactly", "words", ""),
    ("subject", "subject", "≥ .99"),
    ("attachments' names", "names", "≥ .95"),
    ("newest words of a reply exactly, English", "exact in English", "≥ .85"),
    ("newest words of a reply exactly, other languages", "exact in other languages", ""),
    ("newest words of a reply exactly, all languages", "exact", "≥ .75"),
    ("token F1 of replies", "f1", "≥ .93"),
    ("answers tied to the quoted line above them", "tied", "1"),
    ("bounce: permanent or not", "permanent", "≥ .96"),
    ("bounce: whom it is about", "recipient", ""),
)
NEWEST, ANSWERS = "\n=== newest ===\n", "=== answers ===\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply's whole text, its newest words, and its answers as (words of the quoted line, answer). `language` is its folder."""

    name: str
    language: str
    text: str
    words: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Tally:
    """Right and all, of one thing that was looked at."""

    right: float = 0.0
    of: int = 0

    def add(self, right: float) -> None:
        self.right += right
        self.of += 1


@dataclass(slots=True)
class Found:
    """Of one kind of letter: rightly found, wrongly called so, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, wanted: bool, got: bool) -> None:
        self.right += wanted and got
        self.wrong += got and not wanted
        self.missed += wanted and not got


@dataclass(slots=True)
class Score:
    """All that is counted over one folder."""

    letters: int = 0
    raised: int = 0
    slowest: float = 0.0
    automatic: Found = field(default_factory=Found)
    bounce: Found = field(default_factory=Found)
    tallies: dict[str, Tally] = field(default_factory=dict)

    def note(self, name: str, right: float) -> None:
        self.tallies.setdefault(name, Tally()).add(right)


def read_reply(path: Path) -> Reply:
    """The reply in a file: its text, then `=== newest ===` and its words, then perhaps `=== answers ===` and `line => answer`."""
    text, _, below = path.read_text(encoding="utf-8").partition(NEWEST)
    words, _, tied = below.partition(ANSWERS)
    pairs = (line.partition(" => ") for line in tied.splitlines() if line)
    return Reply(path.stem, path.parent.name, text, words, tuple((quoted, answer) for quoted, _, answer in pairs))


def replies(folder: Path) -> list[Reply]:
    """Every reply under the folder, in order of name."""
    return [read_reply(path) for path in sorted(folder.rglob("*.txt"))]


def letters(folder: Path) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Every letter under the folder that an `expected.toml` beside it names, with what must become of it."""
    for expected in sorted(folder.rglob("expected.toml")):
        for name, wanted in tomllib.loads(expected.read_text(encoding="utf-8")).items():
            yield (expected.parent / f"{name}.eml").read_bytes(), wanted


def is_tied(answers: Iterable[Answer], quoted: str, words: str) -> bool:
    """Whether one of the answers is these words, tied to that quoted line."""
    return any(quoted in one.quoted and words == one.words for one in answers)


def score(folder: Path) -> str:
    """The figures over all letters and replies under the folder, a line each with its aim."""
    count = Score()
    for raw, wanted in letters(folder):
        start = time.process_time()
        try:
            _add_letter(count, raw, wanted)
        except Exception:
            count.raised += 1
        count.letters += 1
        count.slowest = max(count.slowest, time.process_time() - start)
    for reply in replies(folder):
        _add_reply(count, reply)
    lines = [("figure", "measured", "looked at", "aim"), *_figures(count)]
    return "\n".join(f"{name:50} {measured:>9} {of:>10}  {aim}".rstrip() for name, measured, of, aim in lines)


def _add_letter(count: Score, raw: bytes, wanted: dict[str, Any]) -> None:
    letter = parse(raw)
    automatic = classify(letter, raw)
    if wanted.get("text"):
        count.note("text", bool(letter.text.strip()))
        count.note("words", newest(letter.text).text.split() == wanted["text"].split())
    if "subject" in wanted:
        count.note("subject", letter.subject == wanted["subject"])
    if "attachments" in wanted:
        count.note("names", [one.name for one in letter.attachments if one.name] == wanted["attachments"])
    is_bounce = "bounce_recipient" in wanted
    count.bounce.add(is_bounce, automatic.kind == "bounce")
    if "auto" in wanted:
        count.automatic.add(wanted["auto"], automatic.kind != "")
    if is_bounce:
        count.note("permanent", automatic.permanent == wanted["bounce_permanent"])
        count.note("recipient", automatic.recipient == wanted["bounce_recipient"])


def _add_reply(count: Score, reply: Reply) -> None:
    got = newest(reply.text)
    is_exact = got.text.split() == reply.words.split()
    count.note("exact in English" if reply.language == "en" else "exact in other languages", is_exact)
    count.note("exact", is_exact)
    count.note("f1", _token_f1(got.text, reply.words))
    for quoted, words in reply.answers:
        count.note("tied", is_tied(got.answers, quoted, words))


def _token_f1(got: str, wanted: str) -> float:
    ours, theirs = Counter(got.split()), Counter(wanted.split())
    together = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / together if together else 1.0


def _figures(count: Score) -> Iterator[tuple[str, str, str, str]]:
    yield "letters that raised an error", str(count.raised), f"{count.letters:,}", "0"
    yield "slowest letter, seconds of processor time", f"{count.slowest:.3f}", f"{count.letters:,}", "≤ 2"
    for name, key, aim in SHARES:
        tally = count.tallies.get(key, Tally())
        yield name, _share(tally.right, tally.of), f"{tally.of:,}", aim
    for name, found in (("automatic letters, F1", count.automatic), ("bounces, F1", count.bounce)):
        looked = 2 * found.right + found.wrong + found.missed
        yield name, _share(2 * found.right, looked), f"{found.right + found.missed:,}", "≥ .99"
    yield "other letters called automatic", str(count.automatic.wrong), "", "0"


def _share(right: float, of: float) -> str:
    return f"{right / of:.4f}" if of else "none"
