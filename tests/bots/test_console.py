"""The terminal: what is typed comes in, what is printed can be answered by number."""

import io
from datetime import UTC, datetime
from threading import Event

from bots.console import Console, from_line, picked, show
from intake.messages import Choice, Enclosure, Outgoing
from tests.bots.keeping import Kept

YES_NO = (Choice("Yes", "yes"), Choice("No, thanks", "no"))


def outgoing(text: str, *choices: Choice, enclosures: tuple[Enclosure, ...] = ()) -> Outgoing:
    """A message to print."""
    return Outgoing("terminal", "ada", text, "k", choices=choices, enclosures=enclosures)


def test_a_message_shows_its_choices_by_number_and_its_files_by_name() -> None:
    files = (Enclosure("held.json", "application/json", b"{}"), Enclosure("chart", "image/png", b"x", content_id="c"))
    shown = show(outgoing("May we share your name?\n", *YES_NO, enclosures=files))
    assert shown == "May we share your name?\n[1] Yes  [2] No, thanks\n[held.json, 2 bytes]"
    assert show(outgoing("Thank you.")) == "Thank you."


def test_a_number_or_a_label_picks_a_choice_and_nothing_else_does() -> None:
    assert [picked(line, YES_NO) for line in ("1", "[2]", " 2. ", "no, thanks")] == ["yes", "no", "no", "no"]
    assert [picked(line, YES_NO) for line in ("0", "3", "10", "yes please", "", "²", "9" * 30)] == [""] * 7
    assert picked("2", ()) == ""


def test_a_line_becomes_a_message_of_the_speaker() -> None:
    first, second = from_line("we need chairs\x00\n", name="ada"), from_line("1\n", name="ada", choices=YES_NO)
    assert (first.channel, first.sender, first.thread, first.text) == ("terminal", "ada", "ada", "we need chairs")
    assert (second.text, second.choice) == ("1", "yes")
    assert first.external_id != second.external_id


def test_a_conversation_is_typed_and_printed() -> None:
    printed: list[str] = []
    console = Console("ada", lines=io.StringIO("we need chairs\n\n2\n2\n"), write=printed.append)
    kept = Kept()

    def keep(incoming: object) -> bool:
        if len(kept.messages) == 0:
            console.send(outgoing("Is it for Armley?", Choice("Armley", "armley"), Choice("Wortley", "wortley")))
            console.send(outgoing("May we share your name?", *YES_NO))
        return kept(incoming)  # type: ignore[arg-type]

    assert console.poll_once(keep) == 3
    assert [(message.text, message.choice) for message in kept.messages] == [
        ("we need chairs", ""),
        ("2", "no"),
        ("2", ""),
    ]
    assert printed[1] == "May we share your name?\n[1] Yes  [2] No, thanks"


def test_a_number_typed_after_words_without_choices_is_an_amount() -> None:
    console, kept = Console("ada", write=lambda text: None), Kept()
    console.send(outgoing("May we share your name?", *YES_NO))
    console.send(outgoing("How many came?"))
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert console.take("2\n", kept, received_at=noon)
    assert [(message.text, message.choice, message.received_at) for message in kept.messages] == [("2", "", noon)]


def test_the_terminal_runs_until_its_lines_end_or_it_is_stopped() -> None:
    kept, stop = Kept(), Event()
    console = Console("ada", lines=io.StringIO("one\ntwo\n"), write=lambda text: None)
    console.run(kept, stop)
    assert [message.text for message in kept.messages] == ["one", "two"]
    stop.set()
    Console("ada", lines=io.StringIO("three\n")).run(kept, stop)
    assert len(kept.messages) == 2
    assert console.check()
    console.close()
