"""What a curator's reply does to the queue: done, refused with what is possible, echoed for each entry."""

from typing import Any

import pytest

from intake.curating.advance import advance_curator
from intake.effects import ChangeEntry, DecideIssue, Tell, Turn
from intake.messages import Answer
from nlp.reading import PersonalSpan
from tests.intake.curating.queue_facts import entry, facts, reading, said


def turn_of(words: str, number: int = 8, **more: Any) -> Turn:
    """What the words lead to, answering a queue of so many."""
    turn = advance_curator({}, said(words), reading(words), facts([entry(one) for one in range(1, number + 1)], **more))
    assert turn is not None
    return turn


def changes(turn: Turn) -> dict[str, dict[str, Any]]:
    return {effect.ref: dict(effect.changes) for effect in turn.effects if isinstance(effect, ChangeEntry)}


def told(turn: Turn) -> dict[int, Tell]:
    return {effect.contact_id: effect for effect in turn.effects if isinstance(effect, Tell)}


def test_one_reply_clears_twenty() -> None:
    words = "ok 1-14, 15 theme digital, 16 ask how many, 17 no: outside Leeds, 18 ward Armly; 19 support space\n20 merge LS-0001"
    turn = turn_of(words, 20)
    done = changes(turn)
    assert len(done) == 20
    assert all(done[f"LS-{number:04d}"]["status"] == "open" for number in (*range(1, 16), 18, 19))
    assert done["LS-0015"]["themes"] == ("digital",)
    assert done["LS-0016"] == {"reason": "Asked back: how many"}
    assert done["LS-0017"]["status"] == "declined"
    assert done["LS-0018"]["wards"] == ("E05011386",) or len(done["LS-0018"]["wards"]) == 1
    assert done["LS-0019"]["support"] == ("space",)
    assert (done["LS-0020"]["status"], done["LS-0020"]["merged_into"]) == ("merged", "LS-0001")
    assert len(turn.replies[0].text.splitlines()) >= 20
    assert "Still waiting: 16 LS-0016." in turn.replies[0].text


def test_the_one_who_asked_is_told_with_the_reason() -> None:
    turn = turn_of("7 no: outside Leeds")
    assert "The reason: outside Leeds." in told(turn)[107].text
    turn = turn_of("5 theme digital")
    assert "the theme is now Digital inclusion" in told(turn)[105].text


def test_asking_back_remembers_which_entry_the_answer_is_for() -> None:
    tell = told(turn_of("6 ask how many"))[106]
    assert tell.about == {"kind": "asked-back", "ref": "LS-0006"}
    assert "How many?" in tell.text


def test_a_refusal_needs_a_reason() -> None:
    turn = turn_of("7 no")
    assert not turn.effects
    assert "please give a reason" in turn.replies[0].text


def test_an_unknown_theme_is_refused_and_the_others_are_done() -> None:
    turn = turn_of("ok 1, 5 theme gardening tractors, 6 ok")
    assert set(changes(turn)) == {"LS-0001", "LS-0006"}
    assert "I know no theme “gardening tractors”" in turn.replies[0].text
    assert "environment" in turn.replies[0].text


def test_nothing_is_approved_while_its_correction_was_refused() -> None:
    turn = turn_of("5 theme gardening tractors, 5 ward Armley, 5 ok")
    assert "status" not in changes(turn)["LS-0005"]
    assert "Not approved yet" in turn.replies[0].text


@pytest.mark.parametrize("words", ["all ok but 3", "ok all except LS-0003", "3 hold, all ok"])
def test_all_but_one(words: str) -> None:
    assert set(changes(turn_of(words, 4))) == {"LS-0001", "LS-0002", "LS-0004"}


def test_a_bare_yes_counts_only_when_one_waits() -> None:
    assert set(changes(turn_of("ok", 1))) == {"LS-0001"}
    turn = turn_of("ok", 2)
    assert not turn.effects
    assert "all ok" in turn.replies[0].text


def test_nobody_decides_twice() -> None:
    rows = [entry(1, status="open", decided_by="Sam", version=3), entry(2, status="declined", decided_by="Sam")]
    words = "1 ok, 2 ok, 1 no: too late"
    turn = advance_curator({}, said(words), reading(words), facts(rows))
    assert turn is not None
    assert not turn.effects
    assert "already approved by Sam" in turn.replies[0].text
    assert "already declined by Sam" in turn.replies[0].text


def test_an_approved_entry_can_be_taken_out_again() -> None:
    turn = advance_curator({}, said("hold 1"), reading("hold 1"), facts([entry(1, status="open")]))
    assert turn is not None
    assert changes(turn) == {"LS-0001": {"status": "waiting"}}


def test_new_words_must_not_hold_personal_data() -> None:
    words = "3 text: Ring Bea on 07700 900123"
    span = PersonalSpan(20, 32, "phone", "07700 900123")
    turn = advance_curator({}, said(words), reading(words, personal=(span,)), facts([entry(1), entry(2), entry(3)]))
    assert turn is not None
    assert not turn.effects
    assert "a phone number" in turn.replies[0].text


def test_answers_between_quoted_cards_count_for_their_card() -> None:
    answers = (Answer("> 2. LS-0002 · ask", "no: outside Leeds"), Answer("> 3. LS-0003 · ask", "ok"))
    turn = advance_curator({}, said("", answers=answers), reading(""), facts([entry(1), entry(2), entry(3)]))
    assert turn is not None
    assert {ref: change["status"] for ref, change in changes(turn).items()} == {
        "LS-0002": "declined",
        "LS-0003": "open",
    }


@pytest.mark.parametrize("words", ["thanks!", "We need 10 chairs in Armley", "when is the next letter?"])
def test_ordinary_words_are_no_commands(words: str) -> None:
    assert advance_curator({}, said(words), reading(words), facts([entry(1)], about={})) is None


def test_somebody_else_has_no_commands() -> None:
    assert advance_curator({}, said("1 ok"), reading("1 ok"), facts([entry(1)], curator=False)) is None


def test_an_answer_to_a_digest_is_no_command() -> None:
    about = {"kind": "digest", "numbers": {"1": "LS-0001"}}
    assert advance_curator({}, said("LS-0001 no"), reading(""), facts([entry(1)], about=about)) is None


def test_numbers_mean_nothing_without_their_letter() -> None:
    assert advance_curator({}, said("1 ok"), reading("1 ok"), facts([entry(1)], about={})) is None
    turn = advance_curator({}, said("LS-0001 ok"), reading(""), facts([entry(1)], about={}))
    assert turn is not None
    assert set(changes(turn)) == {"LS-0001"}


def test_the_queue_is_shown_on_demand_with_its_numbers() -> None:
    turn = advance_curator({}, said("queue"), reading("queue"), facts([entry(1), entry(2)], about={}))
    assert turn is not None
    assert turn.replies[0].about == {"kind": "queue", "numbers": {"1": "LS-0001", "2": "LS-0002"}}
    assert "1. LS-0001 · ask" in turn.replies[0].text


@pytest.mark.parametrize(
    ("words", "decision"),
    [("send", "approve"), ("ok", "approve"), ("hold it back", "hold"), ("issue:approve", "approve")],
)
def test_a_previewed_issue_is_sent_or_held(words: str, decision: str) -> None:
    message = said("", choice=words) if words.startswith("issue:") else said(words)
    turn = advance_curator({}, message, reading(words), facts([entry(1)], about={"kind": "preview", "issue": 3}))
    assert turn is not None
    assert turn.effects == (DecideIssue(3, decision),)


def test_the_opening_words_of_an_issue_can_be_changed() -> None:
    about = {"kind": "preview", "issue": 3}
    turn = advance_curator({}, said("opening: Winter is near."), reading(""), facts([entry(1)], about=about))
    assert turn is not None
    assert turn.effects == (DecideIssue(3, "", "Winter is near."),)


def test_a_new_amount_is_in_the_public_words_too() -> None:
    waiting = entry(1, quantity=10.0, what="chairs", public_text="We need 10 chairs")
    turn = advance_curator({}, said("1 quantity 12"), reading("1 quantity 12"), facts([waiting]))
    assert turn is not None
    assert changes(turn)["LS-0001"]["public_text"] == "We need 12 chairs"


def test_a_curator_who_asks_for_help_reads_how_to_decide() -> None:
    assert "ok 1-4" in turn_of("help").replies[0].text


@pytest.mark.parametrize("words", ["ok to all", "all good", "yes to everything", "approve all of them"])
def test_a_yes_to_all_has_many_words(words: str) -> None:
    assert [change["status"] for change in changes(turn_of(words, 3)).values()] == ["open"] * 3


def test_an_item_can_be_counted_in_words() -> None:
    done = changes(turn_of("the first one is fine, second one ask how many", 3))
    assert done["LS-0001"]["status"] == "open"
    assert done["LS-0002"] == {"reason": "Asked back: how many"}


def test_a_remark_on_the_queue_is_no_ask_of_the_curators_own() -> None:
    turn = turn_of("hmm, both of these look odd to me", 2)
    assert not turn.effects
    assert "I did not understand" in turn.replies[0].text


@pytest.mark.parametrize(
    "words",
    [
        "3 text: Ten chairs for a lunch club. Reason: it was long",
        "3 text: Ten chairs for a lunch club (why: it was long)",
    ],
)
def test_a_change_of_words_is_sent_to_who_asked_with_the_reason(words: str) -> None:
    turn = turn_of(words)
    assert changes(turn)["LS-0003"]["public_text"].rstrip(".") == "Ten chairs for a lunch club"
    assert "Ten chairs for a lunch club" in told(turn)[103].text
    assert "The reason: it was long." in told(turn)[103].text


def test_a_change_of_words_without_a_reason_says_so_and_one_of_tags_does_not() -> None:
    assert "No reason was given." in told(turn_of("3 text: Ten chairs"))[103].text
    assert "reason" not in told(turn_of("3 theme digital"))[103].text.lower()


def test_what_is_changed_and_still_held_is_told_too() -> None:
    turn = turn_of("3 text: Ten chairs because: shorter\nhold 3")
    assert "status" not in changes(turn)["LS-0003"]
    assert "The reason: shorter." in told(turn)[103].text
