"""`askline inbox files`: the files of a letter for a curator. They are shown to nobody else."""

from pathlib import Path

from askline.options import fail
from askline.wiring import open_installation

NONE = (
    "No files came with {ref} by e-mail, or they were kept long enough and are gone. Files of a chat are in that chat."
)
LEFT = "{name} was left out: it could do harm. Add --risky if you know what it is."


def write(home: Path, ref: str, to: Path, *, risky: bool) -> str:
    """Write what came with the entry into `to`; a line on each file. A file that is there already keeps its bytes."""
    from sqlalchemy import select

    from db.models import Entry, Message
    from intake.attachments import RISKY
    from intake.mail.enclosed import files
    from intake.store.files import messages_with_files

    installation = open_installation(home)
    with installation.database.session() as session:
        entries = session.scalars(select(Entry).where(Entry.ref == ref)).all()
        ids = [message_id for _, message_id, _ in messages_with_files(session, entries)]
        letters = session.scalars(select(Message.raw).where(Message.id.in_(ids)).order_by(Message.id)).all()
    installation.close()
    lines = []
    for attachment, content in (file for raw in letters for file in files(raw or b"")):
        if attachment.kind in RISKY and not risky:
            lines.append(LEFT.format(name=attachment.name))
            continue
        to.mkdir(parents=True, exist_ok=True)
        path = _free(to / attachment.name)
        path.write_bytes(content)
        lines.append(f"{path} ({len(content):,} bytes)")
    return "\n".join(lines) or fail(NONE.format(ref=ref))


def _free(path: Path) -> Path:
    """The path, or the same with a number where there is a file already."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
