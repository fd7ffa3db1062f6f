"""How six mail programs put together an answer to one of our letters: above it, below it, and between its lines."""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from textwrap import wrap

from askline.demo.post import Letter
from askline.options import moment

SIGNATURE = "Marta Nowak\nWorks manager, Calder Ridge Ltd\n0113 496 0123"


@dataclass(frozen=True, slots=True)
class Words:
    """What is answered: in one go, or below the first line of the letter that holds a key."""

    whole: str
    between: Mapping[str, str]


def _marked(letter: Letter, words: Words | None, *, mark: str = "> ", width: int = 0) -> str:
    """The letter with `mark` in front of each line, and the answers below theirs."""
    lines: list[str] = []
    open_keys = dict(words.between) if words else {}
    for line in letter.text.splitlines():
        lines += [f"{mark}{piece}".rstrip() for piece in (wrap(line, width) if width and len(line) > width else [line])]
        lines += [f"\n{open_keys.pop(key)}\n" for key in list(open_keys) if key in line]
    return "\n".join(lines)


def _arranged(style: str, head: str, quote: str, words: Words, end: str = "") -> str:
    """Head, quoted letter and answer in the order of the style; in `between` the quote holds the answers already."""
    if style == "above":
        return f"{words.whole}\n{end}\n{head}\n{quote}\n"
    return f"{head}\n{quote}\n" + (f"\n{words.whole}\n{end}" if style == "below" else end)


def gmail(letter: Letter, style: str, words: Words) -> tuple[str, str]:
    """Gmail on the web: plain and HTML, the attribution wrapped, the quote in a block of its own."""
    head = f"On Mon, 30 Nov 2026 at 08:00, Askline <{letter.message['Reply-To']}>\nwrote:\n"
    quote = _marked(letter, words if style == "between" else None)
    plain = _arranged(style, head, quote, words)
    lines = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in words.whole.splitlines())
    inner = _marked(letter, words, mark="") if style == "between" else letter.text
    attribution = html.escape(" ".join(head.split()))
    block = (
        f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{attribution}<br></div>'
        f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{"<br>".join(map(html.escape, inner.splitlines()))}</blockquote></div>'
    )
    page = f'<div dir="ltr">{lines}</div><br>{block}' if style == "above" else f"{block}<br>{lines}"
    return plain, page if style != "between" else ""


def apple_mail(letter: Letter, style: str, words: Words) -> tuple[str, str]:
    """Apple Mail: an indented attribution in the quote's own marks, and "Sent from my iPhone" below the answer."""
    quote = _marked(letter, words if style == "between" else None)
    head = f"> On 30 Nov 2026, at 08:00, Askline <{letter.message['Reply-To']}> wrote:\n>"
    return _arranged(style, head, quote, words, end="\nSent from my iPhone\n"), ""


def thunderbird(letter: Letter, style: str, words: Words) -> tuple[str, str]:
    """Thunderbird in plain text: a short attribution, lines folded again, a signature below two dashes."""
    quote = _marked(letter, words if style == "between" else None, width=66)
    return _arranged(style, "On 30/11/2026 08:00, Askline wrote:", quote, words, end=f"\n-- \n{SIGNATURE}\n"), ""


def outlook(letter: Letter, style: str, words: Words) -> tuple[str, str]:
    """Outlook for Windows set to mark quoted lines: a block of headers above the letter, a contact block below the answer."""
    head = (
        f"-----Original Message-----\nFrom: Askline <{letter.message['Reply-To']}>\nSent: 30 November 2026 08:00\n"
        f"To: {letter.to}\nSubject: {letter.message['Subject']}\n"
    )
    quote = _marked(letter, words if style == "between" else None)
    return _arranged(style, head, quote, words, end=f"\nKind regards\n\n{SIGNATURE}\n"), ""


def outlook_unmarked(letter: Letter, style: str, words: Words) -> tuple[str, str]:
    """Outlook as it is installed: a block of headers, and the letter below it without any marks."""
    head = (
        f"From: Askline <{letter.message['Reply-To']}>\nSent: 30 November 2026 08:00\nTo: {letter.to}\n"
        f"Subject: {letter.message['Subject']}\n"
    )
    quote = _marked(letter, words if style == "between" else None, mark="")
    return _arranged(style, head, quote, words, end="\nKind regards\nMarta\n"), ""


def yahoo(letter: Letter, style: str, words: Words) -> tuple[str, str]:
    """Yahoo Mail: an attribution with the time in words, deeper indentation of the quote."""
    head = "On Monday, 30 November 2026 at 08:00:12 GMT, Askline <asks@example.org> wrote: \n"
    return _arranged(style, head, _marked(letter, words if style == "between" else None, mark=">  "), words), ""


CLIENTS: dict[str, Callable[[Letter, str, Words], tuple[str, str]]] = {
    "gmail": gmail,
    "apple": apple_mail,
    "thunderbird": thunderbird,
    "outlook": outlook,
    "outlook-unmarked": outlook_unmarked,
    "yahoo": yahoo,
}
STYLES = ("above", "below", "between")


def answer(letter: Letter, client: str, style: str, words: Words) -> bytes:
    """The reply to `letter` as this program sends it."""
    plain, page = CLIENTS[client](letter, style, words)
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = f"Marta Nowak <{letter.to}>"
    message["To"] = str(letter.message["Reply-To"])
    message["Subject"] = f"Re: {letter.message['Subject']}"
    message["Date"] = format_datetime(moment("2026-11-30T08:30"))
    message["Message-ID"] = make_msgid(domain="build.example.com")
    message["In-Reply-To"] = message["References"] = str(letter.message["Message-ID"])
    message.set_content(plain)
    if page:
        message.add_alternative(page, subtype="html")
    return message.as_bytes()
