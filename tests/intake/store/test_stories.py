"""Stories A, B and D through keep and handle, looked at in the rows."""

from datetime import date
from typing import cast

import numpy

from db.models import Contact, Conversation, Subscriber
from intake.store import queue
from intake.store.similar import shelf_of
from nlp.pipeline import Reader
from tests.intake.store.house import CURATOR, House


def test_a_charity_asks_and_gets_a_reference(house: House) -> None:
    first = house.say("101", "Hi we run a lunch club in Harehills, need 10 chairs before Xmas", name="Amina Khan")
    assert "10 chairs" in first and "Gipton & Harehills" in first and "25 December" in first
    assert house.entries() == []
    assert "LS-0001" in house.say("101", "Harehills Lunch Club, and yes you may share that")
    entry = house.where("LS-0001")
    assert (entry["status"], entry["kind"], entry["place"]) == ("waiting", "ask", "leeds")
    assert entry["quantity"] == [{"count": 10.0, "what": "chairs"}]
    assert (entry["needed_by"], entry["organisation"]) == (date(2026, 12, 25), "Harehills Lunch Club")
    assert entry["share_organisation"] is True
    assert [(row.state, bool(row.why)) for row in house.messages()] == [("done", True)] * 2
    assert [row.kind for row in house.events()] == ["contact-changed", "entry-opened"]
    assert [row.version for row in house.rows(Conversation)] == [2]


def test_a_curator_clears_the_queue_by_answering_the_morning_letter(house: House) -> None:
    for number in range(1, 8):
        house.say(f"10{number}", f"We need {number + 2} chairs for our lunch club in Harehills")
        house.say(f"10{number}", "no, keep our name private")
    assert len(house.entries()) == 7
    assert queue.morning_letter(house.database, settings=house.settings, now=house.now) == 2
    assert queue.morning_letter(house.database, settings=house.settings, now=house.now) == 0
    morning = house.sent(CURATOR, "queue")[0]
    assert len(morning.about["numbers"]) == 7
    numbers = {ref: number for number, ref in morning.about["numbers"].items()}
    one = {number: ref for ref, number in numbers.items()}
    words = "ok 1-4, 5 theme digital, 6 ask how many, 7 no: outside Leeds"
    echo = house.write(f"Cara <{CURATOR}>", words, token=morning.reply_token)
    assert "1 LS-" in echo or "LS-" in house.last(CURATOR)
    status = {row.ref: row.status for row in house.entries()}
    assert [status[one[str(number)]] for number in range(1, 8)] == ["open"] * 5 + ["waiting", "declined"]
    assert house.where(one["5"])["themes"] == ["digital"]
    declined = house.where(one["7"])
    assert (declined["reason"], declined["closed_at"] is None) == ("outside Leeds", False)
    asker = next(row for row in house.entries() if row.ref == one["7"]).contact_id
    told = [row.text for row in house.rows_to(asker)]
    assert any("outside Leeds" in text for text in told)
    assert house.where(one["1"])["approved_at"] is not None


def test_a_curator_sees_which_offer_may_meet_an_ask(house: House) -> None:
    house.reader = Reader()  # with its encoder: vectors are what is matched
    house.say("201", "We can offer 20 refurbished laptops, free to any charity")
    house.say("201", "no, keep our name private")
    house.say("202", "A van load of topsoil going spare for any garden")
    house.say("202", "no, keep our name private")
    house.say("101", "Our job club in Harehills needs a few computers for its members")
    house.say("101", "no")
    kinds = {row.ref: row.kind for row in house.entries()}
    with house.database.session() as session:
        cards = {card.ref: card for card in queue.cards(session, "leeds", now=house.now)}
    ask = next(ref for ref, kind in kinds.items() if kind == "ask")
    laptops, topsoil = sorted(ref for ref, kind in kinds.items() if kind == "offer")
    assert cards[ask].fitting == (laptops,)
    assert cards[laptops].fitting == (ask,)
    assert cards[topsoil].fitting == ()
    assert f"May go with: {laptops}" in queue.card_text(cards[ask])


def test_an_answer_to_a_curators_question_is_added_to_the_entry(house: House) -> None:
    house.say("101", "We need chairs for our lunch club in Harehills")
    house.say("101", "no")
    ref = house.entries()[0].ref
    house.say("900", f"{ref} ask how many do you need", name="Cara")
    assert "ow many do you need?" in house.last("101")
    assert ref in house.say("101", "about 12 chairs please")
    entry = house.where(ref)
    assert entry["text"].endswith("about 12 chairs please")
    assert entry["quantity"] == [{"count": 12.0, "what": "chairs"}]
    assert (entry["status"], entry["reason"]) == ("waiting", "")


def test_a_curators_letter_without_the_token_is_an_ordinary_letter(house: House) -> None:
    house.say("101", "We need 10 chairs for our lunch club in Harehills")
    house.say("101", "no")
    house.write(CURATOR, "LS-0001 ok")
    assert house.where("LS-0001")["status"] == "waiting"


def test_a_token_of_somebody_else_gives_no_commands(house: House) -> None:
    house.ask()
    house.say("102", "We need 12 chairs for our lunch club in Harehills")
    house.say("102", "no")
    queue.morning_letter(house.database, settings=house.settings, now=house.now)
    token = house.sent(CURATOR, "queue")[0].reply_token
    house.write("eve@example.org", "all ok", token=token)
    assert house.entries()[-1].status == "waiting"


def test_approving_an_entry_vets_who_wrote_it(house: House) -> None:
    house.ask()
    contact = next(row for row in house.rows(Contact) if row.name == "Amina Khan")
    assert contact.vetted_at is not None


def test_a_supplier_pledges_and_both_are_introduced(house: House) -> None:
    ref = house.ask()
    echo = house.say("201", f"{ref}: we can give 6 chairs this Friday", name="Bo Lee")
    assert "6 chairs" in echo and "4 chairs still open" in echo
    assert house.where(ref)["status"] == "part-met"
    asked = house.sent("101", "question")[-1]
    pledge = house.pledges()[0]
    assert asked.about == {"kind": "pledged", "ref": ref, "pledge": pledge.id}
    assert asked.choices[0]["value"] == f"accept:{pledge.id}"
    house.say("101", "", choice=f"accept:{pledge.id}")
    assert house.pledges()[0].status == "accepted"
    assert house.pledges()[0].answered_at is not None
    assert "Amina Khan" in house.last("201")
    assert "Bo Lee" in house.last("101")


def test_the_same_update_twice_makes_one_entry(house: House) -> None:
    for _ in range(2):
        message = house.telegram("101", "We need 10 chairs for our lunch club in Harehills", update=7)
        house.keep(message)
        house.work()
    for _ in range(2):
        house.keep(house.telegram("101", "no", update=8))
        house.work()
    assert len(house.entries()) == 1
    assert len(house.sent("101")) == 2


def test_a_message_handled_again_changes_nothing(house: House) -> None:
    house.ask()
    before = [len(house.rows(model)) for model in (Contact, Conversation)], len(house.entries()), len(house.sent("101"))
    for message in house.messages():
        assert house.handle(message.id) == message.why
    assert before == (
        [len(house.rows(model)) for model in (Contact, Conversation)],
        len(house.entries()),
        len(house.sent("101")),
    )


def test_stop_cancels_what_is_queued_and_leaves_only_replies(house: House) -> None:
    ref = house.ask()
    house.say("101", "subscribe weekly digital")
    house.say("101", "yes")
    assert [row.status for row in house.rows(Subscriber)] == ["active"]
    house.say("101", "STOP")
    assert [row.status for row in house.rows(Subscriber)] == ["stopped"]
    *before, last = house.sent("101")
    assert (last.kind, last.state) == ("reply", "queued")
    assert {row.state for row in before} == {"cancelled"}
    house.say("201", f"{ref}: we can give 6 chairs")
    assert house.sent("101")[-1].id == last.id
    assert house.say("101", "what have I asked for?").startswith("This is what you have")


def test_erasing_takes_the_words_and_the_address(house: House) -> None:
    house.ask()
    house.say("101", "delete me")
    house.say("101", "yes")
    assert house.rows(Contact)[0].forgotten_at is not None
    assert house.entries()[0].status == "withdrawn"
    assert all(row.text == "" for row in house.messages() if row.sender != "900")
    assert house.sent("101")[-1].state == "queued"


def test_what_is_held_comes_as_a_file_with_the_reply(house: House) -> None:
    house.ask()
    house.say("101", "send me what you hold")
    reply = house.sent("101", "reply")[-1]
    assert [part["name"] for part in reply.enclosures] == ["what-we-hold.json"]


def test_new_public_words_have_a_vector_of_their_own(house: House) -> None:
    class Counting:
        def __init__(self, reader: Reader):
            self.read = reader.read

        def vector(self, text: str) -> numpy.ndarray:
            vector = numpy.zeros(384, numpy.float32)
            vector[len(text) % 384] = 1
            return vector

    house.reader = cast(Reader, Counting(house.reader))
    ref = house.ask()
    before = house.entries()[0].vector
    house.say("900", f"{ref} text Ten folding chairs for a lunch club")
    entry = house.entries()[0]
    assert entry.public_text.startswith("Ten folding chairs")
    vector = house.reader.vector(entry.public_text)
    assert before != entry.vector == vector.tobytes()
    with house.database.session() as session:
        assert shelf_of(house.database).nearest(session, "leeds", "ask", vector) == [(entry.id, 1.0)]


def test_a_curator_splits_an_entry_and_the_parts_belong_to_who_asked(house: House) -> None:
    house.say("101", "We need 3 fridges for the pantry and 20 coats in Armley")
    house.say("101", "no")
    house.say("900", "LS-0001 split: 3 fridges for the pantry | 20 coats", name="Cara")
    first, second = (house.where(ref) for ref in ("LS-0001", "LS-0002"))
    assert (first["public_text"], second["public_text"]) == ("3 fridges for the pantry", "20 coats")
    assert second["quantity"] == [{"count": 20.0, "what": "coats"}]
    assert second["contact_id"] == first["contact_id"] and second["message_id"] == first["message_id"]
    assert "LS-0002" in house.last("101")
    assert any(event.detail.get("split_from") == "LS-0001" for event in house.events())
