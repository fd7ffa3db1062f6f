"""A file that many letters carry is kept once, and is in each letter that goes out."""

from base64 import b64decode
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select

from db import issue_files, outbox
from db.models import Delivery, DigestIssue, IssueFile
from db.retention import age_out
from db.session import Database

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)


def test_a_file_of_an_issue_is_kept_once_sent_with_each_letter_and_aged_out_with_them(database: Database) -> None:
    with database.transaction() as session:
        issue = DigestIssue(
            place="leeds", number=1, issue_date=date(2026, 11, 30), send_at=NOW, state="sent", sent_at=NOW,
            created_at=NOW, left_out={},
        )  # fmt: skip
        session.add(issue)
        session.flush()
        for number in range(3):
            file = issue_files.keep(session, issue.id, b"a picture", now=NOW)
            part = {"name": "map.png", "content_type": "image/png", "content_id": "map", "file": file}
            outbox.enqueue(
                session, dedupe_key=f"k{number}", kind="digest", channel="email", address=f"a{number}@example.org",
                text="words", enclosures=[part], now=NOW,
            )  # fmt: skip
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(IssueFile)) == 1
        rows = outbox.claim(session, worker="w", now=NOW, limit=9)
        assert [b64decode(row.enclosures[0]["content"]) for row in rows] == [b"a picture"] * 3
    with database.session() as session:
        assert "content" not in session.scalars(select(Delivery)).first().enclosures[0]  # type: ignore[union-attr]
    with database.transaction() as session:
        age_out(session, NOW + timedelta(days=400), message_days=365, contact_months=24)
        assert session.scalar(select(func.count()).select_from(IssueFile)) == 0
