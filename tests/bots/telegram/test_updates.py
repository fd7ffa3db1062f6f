"""Each kind of update, and the message it becomes: a table, with no network."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bots.telegram_updates import BotName, start_value, translate
from intake.messages import Attachment, Incoming
from tests.standins.telegram import group, person

BOT = BotName(123456, "askline_test_bot")
NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
PRIVATE = {"id": 7, "type": "private", "first_name": "Sam"}
FROM_BOT = {"id": 123456, "is_bot": True, "first_name": "Askline", "username": "askline_test_bot"}


def came(kind: str = "message", **fields: Any) -> Incoming | None:
    """What an update with such a message becomes."""
    message = {"message_id": 3, "date": 1_772_355_600, "chat": PRIVATE, "from": person(7), **fields}
    return translate(Update.de_json({"update_id": 11, kind: message}, None), BOT, NOW)


def entity(kind: str, text: str, part: str, **more: Any) -> dict[str, Any]:
    """An entity over `part` of `text`, in UTF-16 units as Telegram counts."""
    before = text[: text.index(part)].encode("utf-16-le")
    return {"type": kind, "offset": len(before) // 2, "length": len(part.encode("utf-16-le")) // 2, **more}


def in_group(text: str, *entities: dict[str, Any], **more: Any) -> Incoming | None:
    """What words in a group become."""
    return came(chat=group(-1001), text=text, entities=list(entities), **more)


def test_words_become_a_message_with_its_times_in_utc() -> None:
    assert came(text="we need chairs") == Incoming(
        channel="telegram",
        external_id="update:11",
        received_at=NOW,
        sender="7",
        sender_name="Sam",
        thread="7",
        text="we need chairs",
        sent_at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("text", "words", "choice"),
    [
        ("/start", "/start", ""),
        ("/start pledge_LS-0042", "", "pledge:LS-0042"),
        ("/start@askline_test_bot pledge_LS-0042", "", "pledge:LS-0042"),
        ("/start something else", "something else", ""),
        ("/help", "/help", ""),
        ("/stop", "stop", ""),
        ("/HELP@Askline_Test_Bot", "/help", ""),
        ("/ask", "/ask", ""),
        ("/ask we need 10 chairs", "/ask we need 10 chairs", ""),
        ("/cancel LS-0042", "cancel LS-0042", ""),
        ("/ 3 chairs", "/ 3 chairs", ""),
        ("1/2 day /help", "1/2 day /help", ""),
        ("@askline_test_bot, we need chairs", "we need chairs", ""),
        ("we need chairs @askline_test_bot", "we need chairs", ""),
        ("mail ada@askline_test_bot.example", "mail ada@askline_test_bot.example", ""),
    ],
)
def test_commands_and_mentions_become_words_or_choices(text: str, words: str, choice: str) -> None:
    incoming = came(text=text)
    assert incoming is not None
    assert (incoming.text, incoming.choice) == (words, choice)


@pytest.mark.parametrize(
    ("payload", "value"),
    [("pledge_LS-0042", "pledge:LS-0042"), ("code_7F3K", "code:7F3K"), ("", ""), ("LS-0042", ""), ("a b", "")],
)
def test_a_deep_link_stands_for_a_choice(payload: str, value: str) -> None:
    assert start_value(payload) == value


def test_an_edited_message_is_a_message_of_its_own() -> None:
    incoming = came("edited_message", text="12 chairs, not 10", edit_date=1_772_355_660)
    assert incoming is not None
    assert (incoming.text, incoming.external_id) == ("12 chairs, not 10", "update:11")
    assert incoming.sent_at == datetime(2026, 3, 1, 9, 1, tzinfo=UTC)


def test_an_answer_to_a_message_of_the_bot_says_to_which() -> None:
    answered = {"message_id": 2, "date": 1, "chat": PRIVATE, "from": FROM_BOT, "text": "Which ward?"}
    incoming = came(text="Armley", reply_to_message=answered)
    assert incoming is not None
    assert incoming.in_reply_to == ("7:2",)


@pytest.mark.parametrize(
    ("fields", "attachment"),
    [
        (
            {"voice": {"file_id": "v", "file_unique_id": "u", "duration": 3, "file_size": 900}},
            Attachment("voice.ogg", "audio/ogg", 900, "v"),
        ),
        (
            {
                "photo": [
                    {"file_id": "small", "file_unique_id": "s", "width": 9, "height": 9},
                    {"file_id": "large", "file_unique_id": "l", "width": 90, "height": 90, "file_size": 5},
                ]
            },
            Attachment("photo.jpg", "image/jpeg", 5, "large"),
        ),
        (
            {
                "document": {
                    "file_id": "d",
                    "file_unique_id": "u",
                    "file_name": "list\x00.pdf",
                    "mime_type": "application/pdf",
                }
            },
            Attachment("list.pdf", "application/pdf", 0, "d"),
        ),
        (
            {"location": {"latitude": 53.8, "longitude": -1.5}},
            Attachment("location", "application/geo+json", 0, "53.8,-1.5"),
        ),
    ],
)
def test_a_message_without_words_keeps_its_file(fields: dict[str, Any], attachment: Attachment) -> None:
    incoming = came(**fields)
    assert incoming is not None
    assert (incoming.text, incoming.attachments) == ("", (attachment,))


def test_a_caption_is_the_text_of_its_photo() -> None:
    photo = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]
    incoming = came(photo=photo, caption="our broken chairs")
    assert incoming is not None
    assert incoming.text == "our broken chairs"


@pytest.mark.parametrize(
    "fields",
    [
        {"new_chat_members": [person(8)]},
        {"group_chat_created": True},
        {"pinned_message": {"message_id": 1, "date": 1, "chat": PRIVATE, "text": "x"}},
        {"text": "I am a bot too", "from": {"id": 5, "is_bot": True, "first_name": "Other"}},
        {"text": "", "from": person(7)},
    ],
)
def test_what_is_no_message_of_a_person_becomes_nothing(fields: dict[str, Any]) -> None:
    assert came(**fields) is None


def test_a_channel_post_becomes_nothing() -> None:
    assert came("channel_post", text="news", chat={"id": -9, "type": "channel", "title": "News"}) is None


def test_words_between_people_in_a_group_are_not_for_the_bot() -> None:
    assert in_group("shall we ask for chairs?") is None
    assert in_group("@someone_else look", entity("mention", "@someone_else look", "@someone_else")) is None
    assert in_group("/help@other_bot", entity("bot_command", "/help@other_bot", "/help@other_bot")) is None
    answered = {"message_id": 2, "date": 1, "chat": group(-1001), "from": person(8), "text": "hello"}
    assert in_group("I agree", reply_to_message=answered) is None


def test_in_a_group_a_mention_a_command_or_an_answer_is_for_the_bot() -> None:
    text = "🪑🪑 hello @Askline_Test_Bot we need chairs"
    named = in_group(text, entity("mention", text, "@Askline_Test_Bot"))
    ordered = in_group("/ask chairs", entity("bot_command", "/ask chairs", "/ask"))
    linked = in_group("Askline chairs", entity("text_mention", "Askline chairs", "Askline", user=FROM_BOT))
    answered = {"message_id": 2, "date": 1, "chat": group(-1001), "from": FROM_BOT, "text": "card"}
    replied = in_group("ok 1-4", reply_to_message=answered)
    assert named is not None and named.text == text
    assert ordered is not None and ordered.text == "/ask chairs"
    assert linked is not None and linked.thread == "-1001"
    assert replied is not None and (replied.text, replied.sender, replied.in_reply_to) == ("ok 1-4", "7", ("-1001:2",))


def test_a_topic_of_a_group_is_part_of_the_thread() -> None:
    incoming = in_group(
        "/ask chairs", entity("bot_command", "/ask chairs", "/ask"), is_topic_message=True, message_thread_id=45
    )
    assert incoming is not None
    assert incoming.thread == "-1001:45"


def test_a_tap_without_data_becomes_nothing() -> None:
    query = {"id": "1", "from": person(7), "chat_instance": "1", "game_short_name": "game"}
    assert translate(Update.de_json({"update_id": 1, "callback_query": query}, None), BOT, NOW) is None
