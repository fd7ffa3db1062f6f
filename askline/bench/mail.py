"""How many ordinary letters are taken apart a second of processor time, beside the standard library alone."""

import random
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from askline.bench.figures import Figure
from askline.bench.texts import texts

QUOTED_HEAD = "On Mon, 23 Nov 2026 at 08:00, Askline <ask@example.com> wrote:"
SIGNATURES = ("\n\nThanks\nJo", "\n\nKind regards\n\nJo Person\nManager, Example Trust\n0113 496 0123\nwww.example.org")


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """Replies and new letters of some 9 kB, as Gmail and Outlook write them, every seventh with a file, every tenth only in HTML."""
    from intake.mail.letters import described

    raws = [_letter(number) for number in range(int(600 * scale))]
    described(raws[0])
    ours, yardstick = _rate(described, raws), _rate(_standard, raws)
    yield Figure(
        "ordinary letters taken apart, per second of processor time",
        ours,
        "/s",
        yardstick,
        "standard library, body and three fields",
        "≥ 750 /s",
    )


def _rate(read: Callable[[bytes], object], raws: list[bytes]) -> float:
    start = time.process_time()
    for raw in raws:
        read(raw)
    return len(raws) / (time.process_time() - start)


def _standard(raw: bytes) -> tuple[str, str, str]:
    letter = message_from_bytes(raw, policy=policy.default)
    body = letter.get_body(("plain", "html"))
    return body.get_content() if body else "", str(letter["subject"]), str(letter["from"])


def _letter(number: int) -> bytes:
    chance = random.Random(number)
    words = texts(200)
    own = "\n\n".join(chance.choice(words) for _ in range(chance.randint(1, 4)))
    quoted = [chance.choice(words)[:70] for _ in range(chance.randint(5, 60))]
    letter = EmailMessage()
    letter["From"], letter["To"] = f"Jo Person <jo{number}@example.org>", "Asks <ask+r.abcdefghijklmnop@example.com>"
    letter["Subject"], letter["Date"] = f"Re: This week in Leeds, {number}", "Mon, 23 Nov 2026 08:00:00 +0000"
    letter["Message-ID"], letter["In-Reply-To"] = f"<{number}@example.org>", "<issue-1@example.com>"
    for hop in range(6):
        letter["Received"] = (
            f"from mx{hop}.example.org ([192.0.2.{hop}]) by mx.example.com; Mon, 23 Nov 2026 08:00:00 +0000"
        )
    below = "" if number % 4 == 3 else f"\n\n{QUOTED_HEAD}\n" + "\n".join(f"> {line}" for line in quoted)
    html = _html(own, quoted)
    if number % 10 == 9:
        letter.set_content(html, subtype="html")
        return letter.as_bytes()
    letter.set_content(own + SIGNATURES[number % 2] + below)
    if number % 4 in (1, 2):
        letter.add_alternative(html, subtype="html")
    if number % 7 == 0:
        letter.add_attachment(bytes(20_000), maintype="application", subtype="pdf", filename="plan.pdf")
    return letter.as_bytes()


def _html(own: str, quoted: list[str]) -> str:
    mine = "".join(f"<p class=MsoNormal>{line}</p>" for line in own.split("\n"))
    theirs = "".join(f"<p>{line}</p>" for line in quoted)
    return (
        f"<html><body>{mine}<div class=gmail_quote>{QUOTED_HEAD}<blockquote>{theirs}</blockquote></div></body></html>"
    )
