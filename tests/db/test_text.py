"""Any text that a channel can hand over can be kept, on both databases, and comes back the same as far as they can hold it."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from db import inbox, outbox
from db.columns import KEY_LENGTH, key_text, storable, storable_json
from db.models import Delivery, Message
from db.session import Database

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ANY_TEXT = st.text(st.characters(exclude_categories=()))
PLAIN_DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)
ON_EACH = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ON_EACH
@given(text=ANY_TEXT)
def test_any_text_comes_back_as_its_storable_form(database: Database, text: str) -> None:
    with database.transaction() as session:
        session.execute(delete(Message))
        inbox.store(session, channel="console", external_id=text, received_at=NOW, text=text, sender=text)
        assert inbox.store(session, channel="console", external_id=text, received_at=NOW, text=text) is None
    with database.session() as session:
        row = session.scalars(select(Message).where(Message.sender == text)).one()
        assert (row.text, row.external_id) == (storable(text), key_text(text))


@ON_EACH
@given(state=st.dictionaries(ANY_TEXT, PLAIN_DATA, max_size=4))
def test_any_plain_data_comes_back_as_its_storable_form(database: Database, state: dict[str, object]) -> None:
    with database.transaction() as session:
        session.execute(delete(Delivery))
        outbox.enqueue(
            session, dedupe_key="1", kind="reply", channel="console", address="A", text="", now=NOW, about=state
        )
    with database.session() as session:
        assert session.scalars(select(Delivery.about)).one() == storable_json(state)


@given(text=ANY_TEXT)
def test_storable_text_can_be_encoded_and_is_not_changed_again(text: str) -> None:
    clean = storable(text)
    assert "\0" not in clean
    assert clean.encode().decode() == clean == storable(clean)


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_text_that_both_databases_can_hold_is_not_changed(text: str) -> None:
    assert storable(text) == text


def test_two_halves_of_one_character_are_joined_and_a_lone_half_is_marked() -> None:
    assert storable("Thanks \ud83d\ude00!") == "Thanks 😀!"
    assert storable("Thanks \ud83d!") == "Thanks \ufffd!"
    assert storable("c\0h\0a\0i\0r\0") == "chair"


def test_numbers_that_json_does_not_know_are_none() -> None:
    assert storable_json({"count": float("nan"), "most": (float("inf"), 1.5)}) == {"count": None, "most": [None, 1.5]}


def test_a_key_of_any_length_finds_its_row_and_no_other(database: Database) -> None:
    long = "<" + "é" * 100_000
    with database.transaction() as session:
        assert inbox.store(session, channel="email", external_id=long + "1", received_at=NOW) is not None
        assert inbox.store(session, channel="email", external_id=long + "2", received_at=NOW) is not None
        assert inbox.store(session, channel="email", external_id=long + "1", received_at=NOW) is None
    assert len(key_text(long)) <= KEY_LENGTH


def test_a_letter_of_ten_megabytes_is_kept_byte_for_byte(database: Database) -> None:
    raw = bytes(range(256)) * 40_960
    with database.transaction() as session:
        inbox.store(session, channel="email", external_id="1", received_at=NOW, raw=raw, text="é" * 5_000_000)
    with database.session() as session:
        row = session.scalars(select(Message)).one()
        assert row.raw == raw
        assert len(row.text) == 5_000_000
