"""What is said to both sides when an ask and an offer fit each other."""

from collections.abc import Sequence
from datetime import date

from digest import wording
from digest.entries import Candidate
from digest.wording import Labels

WORDS = 40


def subject(entry: Candidate, others: Sequence[Candidate]) -> str:
    """ "LS-0044, which you offered, may fit LS-0042"."""
    verb = "offered" if entry.kind == "offer" else "asked for"
    return f"{entry.ref}, which you {verb}, may fit {wording.joined([other.ref for other in others])}"


def text(entry: Candidate, others: Sequence[Candidate], issue_date: date, labels: Labels, service: str) -> str:
    """What fits, numbered, and how to say yes or no."""
    giving = entry.kind == "offer"
    opening = (
        f"You offered {wording.headline(entry, labels)} ({entry.ref}). Somebody needs something like it:"
        if giving
        else f"You asked for {wording.headline(entry, labels)} ({entry.ref}). Somebody offers something like it:"
    )
    blocks = [opening]
    for number, other in enumerate(others, 1):
        facts = wording.dotted([other.ref, wording.where(other, labels), wording.needed_by(other, issue_date)])
        words = wording.shortened(other.public_text, WORDS)
        blocks.append(f"{number}. {wording.headline(other, labels)}\n{words}\n{facts}")
    example = _example(others[0])
    blocks.append(
        f"Would you like to {'help' if giving else 'have it'}? Reply in your own words, for example “{example}”. "
        "The other side is asked as well, and nobody sees your name before both say yes."
    )
    blocks.append("If it does not fit, you need do nothing. I do not ask about the same two again.")
    blocks.append(f"{service}, a machine that looks for fits. {wording.STOP_IN_CHAT}")
    return "\n\n".join(blocks)


def _example(other: Candidate) -> str:
    if other.kind == "offer":
        return "we would like number 1"
    if other.open_quantity is None or other.open_quantity < 2:
        return "yes to number 1"
    return f"{wording.amount(float(other.open_quantity // 2), '£' if other.what == '£' else '')} of number 1"
