"""What the demo prints: progress, then one table of what was understood, where the letters are, and what to type next."""

import re
import shutil
import sys
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from askline.demo.week import Written
from askline.wiring import Installation

if TYPE_CHECKING:
    from email.message import EmailMessage

WIDTH = 118
COLUMNS = {"ref": 7, "kind": 8, "what others see": 24, "theme": 18, "ward": 18, "how many": 13, "by": 6, "status": 8}
GAP = 2


class Show:
    """Prints the demo to the terminal. `home` is where its letters are; `width` is how long a line may be."""

    def __init__(self, home: Path, width: int | None = None):
        self.home = home
        self.console = Console(highlight=False, width=width or _room())

    def start(self) -> None:
        """Say what is coming."""
        self.console.print(
            "[bold]A week of Askline in Leeds.[/bold] Everything below is the real service; the people are made up.\n"
        )

    def section(self, words: str) -> None:
        """Begin a part of the story."""
        self.console.print(f"\n[bold cyan]{words}[/bold cyan]")

    def message(self, written: Written) -> None:
        """One message that came in, on one line."""
        who = written.name or written.raw.partition(b"From: ")[2].partition(b"\n")[0].decode("ascii", "replace").strip()
        words = written.text or "(a raw letter)"
        self._line(f"{written.at:%a %H:%M}", f"{who}: {words}")

    def answer(self, written: Written, words: str) -> None:
        """What the sender answered when asked back."""
        self._line("", f"   ↳ asked back, answers: {words}")

    def reply(self, name: str, words: str) -> None:
        """What Askline said in the terminal: its first line."""
        self._line("", f"   « {words}")

    def curator(self, reply: str) -> None:
        """The curator's reply."""
        lines = reply.splitlines()
        notable = [line for line in lines if not line.endswith(" ok")]
        self._line(
            "",
            f"   curator clears {len({line.split()[0] for line in lines})}: " + ("; ".join(notable) or "all ok"),
            "green",
        )

    def said(self, name: str, words: str) -> None:
        """What somebody wrote."""
        self._line("", f"{name} » {words}")

    def told(self, words: str) -> None:
        """What Askline wrote back: its first lines."""
        self._line("", f"   « {' '.join(words.split())}", "magenta")

    def letters(self, installation: Installation) -> None:
        """Each letter of the issue, and its HTML in a file that a browser opens."""
        from email import message_from_bytes, policy

        folder = self.home / "letters"
        folder.mkdir(exist_ok=True)
        for path in sorted((self.home / "mail" / "out" / "new").glob("*.eml")):
            message = message_from_bytes(path.read_bytes(), policy=policy.default)
            html = message.get_body(("html",))
            if message["List-Unsubscribe"] and html:
                name = re.sub(r"[^a-z]+", "-", str(message["To"]).split("@")[0].split("<")[-1].lower())
                page = _with_pictures(html.get_content(), message)
                (folder / f"{name}-{path.stem[-6:]}.html").write_text(page, encoding="utf-8")
                self._line("", f"   ✉ to {message['To']}: {message['Subject']}")

    def number_of(self, text: str, words: str) -> str:
        """The number that a line has in a letter, found by words of it, as its reader would."""
        before = text[: text.index(words)]
        return str(re.findall(r"^\s*(\d+)[.)]\s", before, re.MULTILINE)[-1])

    def finish(self, installation: Installation) -> None:
        """The table of what was understood, and what to do next."""
        self.console.print()
        self.console.print(_table(installation, _columns(self.console.width)))
        letters = sorted((self.home / "letters").glob("*.html"))
        sent = len(list((self.home / "mail" / "out" / "new").glob("*.eml")))
        # A path that is folded could not be copied.
        self.console.print(
            f"\n{sent} letters were written; each is an .eml file in {self.home / 'mail' / 'out' / 'new'}.",
            soft_wrap=True,
        )
        self.console.print(f"[bold]Open Monday's letter:[/bold] {letters[0] if letters else ''}", soft_wrap=True)
        self.console.print("[bold]Now you:[/bold] .venv/bin/askline chat")

    def _line(self, when: str, words: str, style: str = "") -> None:
        room = self.console.width - 11
        flat = " ".join(words.split()) if not words.startswith("   ") else "   " + " ".join(words.split())
        self.console.print(
            f"{when:9}  {flat if len(flat) <= room else flat[: room - 1] + '…'}", style=style, markup=False
        )


def _with_pictures(page: str, message: "EmailMessage") -> str:
    """The page with the letter's pictures put into it, as a browser cannot look them up in the letter."""
    from email.message import EmailMessage

    for part in message.walk():
        assert isinstance(part, EmailMessage)
        if part["Content-ID"] and part.get_content_maintype() == "image":
            content = b64encode(part.get_content()).decode()
            shown = f"data:{part.get_content_type()};base64,{content}"
            page = page.replace(f"cid:{part['Content-ID'].strip('<>')}", shown)
    return page


def _room() -> int:
    """A terminal's own width up to WIDTH; a file is always the same."""
    return min(WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else WIDTH


def _columns(room: int) -> dict[str, int]:
    """The columns with their widths: where there is little room, kind and status give way and words are cut shorter."""
    if room >= WIDTH:
        return COLUMNS
    kept = {heading: width for heading, width in COLUMNS.items() if heading not in ("kind", "status")}
    words = {heading: width for heading, width in kept.items() if width > len("LS-0001")}
    spare = room - GAP * len(kept) - sum(width for heading, width in kept.items() if heading not in words)
    return kept | {heading: max(3, spare * width // sum(words.values())) for heading, width in words.items()}


def _table(installation: Installation, columns: dict[str, int]) -> Table:
    from sqlalchemy import select

    from db.models import Entry
    from nlp.places import load_place
    from nlp.taxonomy import THEMES

    wards = load_place(installation.settings.place).wards
    table = Table(title="What was understood", box=None, padding=(0, GAP, 0, 0), pad_edge=False)
    for heading, width in columns.items():
        table.add_column(heading, no_wrap=True, overflow="ellipsis", width=width)
    with installation.database.session() as session:
        for entry in session.scalars(select(Entry).order_by(Entry.id)):
            cells = {
                "ref": entry.ref,
                "kind": entry.kind,
                "what others see": " ".join(entry.public_text.split()),
                "theme": _first_of([THEMES.get(slug, slug) for slug in entry.themes]),
                "ward": _first_of([wards.get(code, code) for code in entry.wards]),
                "how many": _amount(entry.quantity[0]) if entry.quantity else "",
                "by": f"{entry.needed_by:%d %b}" if entry.needed_by else "",
                "status": entry.status,
            }
            table.add_row(*(cells[heading] for heading in columns))
    return table


def _amount(quantity: dict[str, Any]) -> str:
    if quantity["what"] == "£":
        return f"£{quantity['count']:g}"
    return f"{quantity['count']:g} {quantity['what']}"


def _first_of(names: list[str]) -> str:
    return names[0] + (f" +{len(names) - 1}" if len(names) > 1 else "") if names else ""
