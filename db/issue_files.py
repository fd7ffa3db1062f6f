"""Files that letters of an issue carry: kept once, and put back into the letters when they are claimed."""

from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from db.models import Delivery, IssueFile
from db.once import insert_key


def keep(session: Session, issue_id: int, content: bytes, *, now: datetime) -> int:
    """The id of the issue's file with this content, stored now when it is the first time."""
    digest = sha256(content).hexdigest()
    known = select(IssueFile.id).where(IssueFile.issue_id == issue_id, IssueFile.digest == digest)
    found = session.scalar(known)
    if found is None:
        found = insert_key(session, IssueFile, issue_id=issue_id, digest=digest, content=content, created_at=now)
    return found if found is not None else session.scalars(known).one()


def put_back(session: Session, deliveries: Iterable[Delivery]) -> None:
    """Set the content of each enclosure that only names its file, in memory and not in the row."""
    carrying = [row for row in deliveries if any("file" in part for part in row.enclosures)]
    wanted = {part["file"] for row in carrying for part in row.enclosures if "file" in part}
    if not wanted:
        return
    files = session.execute(select(IssueFile.id, IssueFile.content).where(IssueFile.id.in_(wanted)))
    contents = {key: b64encode(content).decode() for key, content in files}
    for row in carrying:
        filled = [
            part if "file" not in part else {**part, "content": contents[part["file"]]}
            for part in row.enclosures
            if "file" not in part or part["file"] in contents
        ]
        set_committed_value(row, "enclosures", filled)
