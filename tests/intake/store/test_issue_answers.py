"""A curator's answer to the preview of an issue changes the issue's row, which the digest reads."""

from datetime import date, timedelta

import pytest

from db import outbox
from db.models import DigestIssue
from tests.intake.store.house import CURATOR, House


def previewed(house: House, state: str = "previewed") -> str:
    """An issue that was shown to the curator; the reply token of the preview."""
    with house.database.transaction() as session:
        issue = DigestIssue(
            place="leeds",
            number=1,
            issue_date=date(2026, 11, 30),
            send_at=house.now + timedelta(days=6),
            state=state,
            created_at=house.now,
        )
        session.add(issue)
        session.flush()
        row = outbox.enqueue(
            session,
            dedupe_key="preview:1",
            kind="preview",
            channel="email",
            address=CURATOR,
            text="Preview",
            about={"kind": "preview", "issue": issue.id},
            now=house.now,
        )
        assert row is not None
        return row.reply_token


@pytest.mark.parametrize(
    ("words", "state"), [("send", "approved"), ("hold", "held"), ("opening: Winter is near", "previewed")]
)
def test_a_word_on_the_preview_is_written_into_the_issue(house: House, words: str, state: str) -> None:
    token = previewed(house)
    assert house.write(CURATOR, words, token=token).startswith("Done.")
    issue = house.rows(DigestIssue)[0]
    assert issue.state == state
    assert (issue.approved_at is not None) == (state == "approved")
    assert issue.opening == ("Winter is near" if "opening" in words else "")


def test_somebody_else_decides_nothing(house: House) -> None:
    house.write("eve@example.org", "send", token=previewed(house))
    assert house.rows(DigestIssue)[0].state == "previewed"


def test_what_has_gone_out_stays_as_it_is(house: House) -> None:
    assert "gone out already" in house.write(CURATOR, "hold", token=previewed(house, "sent"))
    assert house.rows(DigestIssue)[0].state == "sent"


def test_erasing_tells_those_who_had_promised_something(house: House) -> None:
    ref = house.ask()
    house.say("201", f"{ref}: we can give 6 chairs", name="Bo Lee")
    house.say("101", "delete me")
    house.say("101", "yes")
    assert ref in house.last("201") and house.sent("201")[-1].kind == "notice"
