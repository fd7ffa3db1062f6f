"""The post office of the demo: writes people's letters into the service's mailbox and gives them what it sent."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that the service sent: to whom, and the message itself."""

    to: str
    message: EmailMessage

    @property
    def text(self) -> str:
        """The plain words of the letter."""
        part = self.message.get_body(("plain",))
        return part.get_content() if part else ""

    @property
    def html(self) -> str:
        """The letter as a mail program shows it, or nothing."""
        part = self.message.get_body(("html",))
        return part.get_content() if part else ""


class Post:
    """Letters in and out of one local mailbox. `address` is the service's own."""

    def __init__(self, incoming: Path, outgoing: Path, address: str):
        self.incoming = incoming
        self.outgoing = outgoing
        self.address = address
        self.count = 0
        self._seen: set[str] = set()

    def put(self, raw: bytes) -> None:
        """Deliver a raw letter into the service's Maildir, whole or not at all."""
        self.count += 1
        for name in ("tmp", "new", "cur"):
            (self.incoming / name).mkdir(parents=True, exist_ok=True)
        draft = self.incoming / "tmp" / f"{self.count:03}.eml"
        draft.write_bytes(raw)
        draft.rename(self.incoming / "new" / draft.name)

    def write(
        self, sender: str, name: str, subject: str, text: str, at: datetime, *, answers: Letter | None = None
    ) -> None:
        """Send a plain letter to the service, as an answer to one of its letters when `answers` is given."""
        message = EmailMessage(policy=policy.SMTP)
        message["From"] = formataddr((name, sender))
        message["To"] = answers.message["Reply-To"] if answers and answers.message["Reply-To"] else self.address
        message["Subject"] = f"Re: {answers.message['Subject']}" if answers else subject
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{self.count + 1}.{at:%d%H%M}@{sender.partition('@')[2]}>"
        if answers:
            message["In-Reply-To"] = message["References"] = answers.message["Message-ID"]
        message.set_content(text)
        self.put(message.as_bytes())

    def collect(self) -> list[Letter]:
        """The letters that the service sent since the last call, in the order of their names."""
        folder = self.outgoing / "new"
        fresh = sorted(path for path in folder.glob("*") if path.name not in self._seen) if folder.exists() else []
        self._seen.update(path.name for path in fresh)
        return [_opened(path) for path in fresh]


def quoted(letter: Letter, name: str, between: dict[str, str]) -> str:
    """A reply with the whole letter quoted, and words put in below the first quoted line that holds a key of `between`."""
    lines, open_keys = [f"On Monday {name} got this:"], dict(between)
    for line in letter.text.splitlines():
        lines.append(f"> {line}".rstrip())
        lines += [f"\n{open_keys.pop(key)}\n" for key in list(open_keys) if key in line]
    return "\n".join(lines)


def _opened(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return Letter(parseaddr(str(message["To"]))[1].lower(), message)
