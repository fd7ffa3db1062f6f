"""What is said to curators about the queue, and to people about what a curator decided."""

from collections.abc import Mapping, Sequence

from intake.wording import listed, quoted
from nlp.taxonomy import CITY_WIDE

FILE_KINDS = {
    "picture": "picture",
    "pdf": "PDF",
    "document": "document",
    "sound": "sound",
    "calendar": "calendar or address card",
    "macros": "may hold macros: do not open",
    "program": "a program or web page: do not open",
    "archive": "an archive: do not open",
    "other": "unknown kind",
}
KINDS = {"ask": "ask", "offer": "offer", "capacity": "offer of paid work", "gap": "gap"}
PERSONAL = {
    "name": "a name",
    "phone": "a phone number",
    "email": "an e-mail address",
    "address": "a home address",
    "health": "words on somebody's health",
    "number": "a personal number",
}

# --- To people, after a decision -----------------------------------------------------------------------------------------


def approved(ref: str, kind: str, changes: Sequence[str], reason: str = "") -> str:
    """`changes` are what the curator corrected, in words; `reason` is a sentence, or empty."""
    what = {"ask": "Your ask", "offer": "Your offer"}.get(kind, "What you told us")
    text = f"{what} {ref} was read by a person. It goes into our next letter. I tell you when somebody answers."
    if changes:
        text += f"\n\nThe person changed this: {_changed(changes, reason)}"
    return text


def corrected(ref: str, changes: Sequence[str], reason: str = "") -> str:
    return f"A person changed this in {ref}: {_changed(changes, reason)}"


def _changed(changes: Sequence[str], reason: str) -> str:
    return " ".join(part for part in (f"{listed(list(changes))}.", reason, "Is that wrong? Just tell me.") if part)


def the_reason(sentence: str) -> str:
    return f"The reason: {sentence}"


NO_REASON = "No reason was given. If you want to know it, just ask."


def declined(ref: str, reason: str) -> str:
    return (
        f"{ref} does not go into our letter. The reason: {reason}\n\n"
        "If that is wrong, tell me. Or write “complaint”, and a person looks at it again."
    )


def asked_back(ref: str, question: str) -> str:
    return f"A person read {ref} and has a question: {question}\n\nJust answer here. I add your answer to {ref}."


def answer_added(ref: str) -> str:
    return f"Thank you. I have added that to {ref}. A person reads it again."


def reopened(ref: str) -> str:
    return f"A person looks at {ref} again. I tell you what they decide."


def split_up(ref: str, parts: Sequence[tuple[str, str]]) -> str:
    """`parts` are (reference, words) pairs."""
    lines = "\n".join(f"- {part}: {quoted(words, 80)}" for part, words in parts)
    return f"A person read {ref}. It holds more than one need, so each has a reference of its own now:\n{lines}"


def merged(ref: str, into: str) -> str:
    return f"{ref} asks for the same as {into}. We joined them, so it goes on as {into}."


APPROVED_SUBJECT = "{ref} goes into our letter"
DECLINED_SUBJECT = "{ref} does not go into our letter"
ASKED_SUBJECT = "A question about {ref}"
SPLIT_SUBJECT = "{ref} was split"
REOPENED_SUBJECT = "{ref} is looked at again"
MERGED_SUBJECT = "{ref} was joined with {into}"
CORRECTED_SUBJECT = "{ref} was changed"

# --- Changes, in words ---------------------------------------------------------------------------------------------------


def change_of_theme(labels: Sequence[str]) -> str:
    return f"the theme is now {listed(list(labels))}"


def change_of_ward(names: Sequence[str], place: str) -> str:
    return f"the place is now {'all of ' + place if list(names) == [CITY_WIDE] else listed(list(names))}"


def change_of_support(labels: Sequence[str]) -> str:
    return f"the kind of help is now {listed(list(labels))}"


def change_of_text(text: str) -> str:
    return f"the words are now {quoted(text, 300)}"


def change_of_quantity(amount: str) -> str:
    return f"the amount is now {amount}"


# --- To curators ---------------------------------------------------------------------------------------------------------


def file(name: str, kind: str) -> str:
    """One file that came with an entry, like "poster.pdf (PDF)"."""
    return f"{name} ({FILE_KINDS.get(kind, FILE_KINDS['other'])})"


def more_files(count: int) -> str:
    return f"{count} more"


def line(label: str, what: str) -> str:
    """One line of the echo. `label` is "3 LS-0042"."""
    return f"{label}: {what}"


APPROVED = "approved."
HELD = "held back. It stays in the queue."
HELD_AGAIN = "taken out of the letter and put back into the queue."
NEEDS_REASON = "not declined yet: please give a reason, like “{number} no: outside the city”."
NEEDS_WORDS = "nothing done: write what it should say, like “{number} {verb} …”."
NEEDS_QUESTION = "nothing asked: write the question, like “{number} ask how many”."
NEEDS_PARTS = "nothing split: write the parts with a bar between, like “{number} split: 3 fridges | 20 coats”."
REOPENED = "back in the queue. The sender knows."
NO_SUCH = "there is no such item here."
NO_SUCH_MERGE = "nothing joined: “{words}” is no open entry of the same kind."
NO_CONTACT = "nobody to ask: the sender's details were erased."
NO_AMOUNT = "nothing changed: I see no number in “{words}”."
NOTHING_LEFT = "Nothing is left in the queue."
EMPTY_QUEUE = "The queue is empty."
OLD_LIST = "Which list do you mean? Write “queue” to see what waits now, or use references like {ref} ok."
PREVIEW_TOO_LATE = "That issue has gone out already. Nothing was changed."
PREVIEW_OPENING = "The opening words of the issue are changed."
DONE = "Done."
DECIDED = {
    "approve": "The issue goes out at its time. Its list is closed now: to take in what is approved later, write “add” with its reference.",
    "hold": "The issue is held back. Write “send” when it may go.",
}


def arranged(first: Sequence[str], leave_out: Mapping[str, str], put_back: Sequence[str]) -> list[str]:
    """A line for each change to an issue's list."""
    lines = [f"{listed(list(first))} {'comes' if len(first) == 1 else 'come'} first in the letter."] * bool(first)
    lines += [f"{ref} stays out of this issue{f': {why}' if why else ''}." for ref, why in leave_out.items()]
    return lines + [f"{ref} is back in this issue." for ref in put_back]


def added(ref: str, status: str) -> str:
    if status in ("open", "part-met"):
        return f"{ref} goes with this issue."
    if status == "waiting":
        return f"{ref} goes with this issue once it has a curator's yes: write “ok {ref}”."
    return f"{ref} cannot go: it is {status}."


def split_line(refs: Sequence[str]) -> str:
    return f"split. New: {listed(list(refs))}. All wait for your yes."


def stands(status: str, by: str) -> str:
    """How one entry stands, and who decided on it."""
    what = {"waiting": "waits for a yes or no", "open": "approved, open", "part-met": "approved, part met"}.get(
        status, status
    )
    return f"{what}{f', decided by {by}' if by else ''}."


def decided(label: str, by: str, status: str) -> str:
    what = {"open": "approved", "part-met": "approved", "met": "approved", "merged": "joined with another"}.get(
        status, status
    )
    if status == "withdrawn":
        return line(label, "nothing done: the sender took it back.")
    if status == "draft":
        return line(label, "nothing done: it is not finished yet.")
    return line(label, f"already {what}" + (f" by {by}." if by else "."))


def declined_line(reason: str) -> str:
    return f"declined: {reason}"


def asked_line(question: str) -> str:
    return f"asked the sender: {question}"


def merged_line(into: str) -> str:
    return f"joined with {into}."


def changed_line(changes: Sequence[str], approved: bool) -> str:
    words = listed(list(changes))
    return f"{words[:1].upper()}{words[1:]}." + (" Approved." if approved else "")


def not_yet_line(changes: Sequence[str]) -> str:
    return (changed_line(changes, False) + " " if changes else "") + "Not approved yet, because of this:"


def unknown(kind: str, words: str, possible: Sequence[str]) -> str:
    return f"I know no {kind} {quoted(words, 40)}. Possible: {', '.join(possible)}."


def personal_in_text(kinds: Sequence[str]) -> str:
    return f"not changed: those words hold {listed([PERSONAL.get(kind, kind) for kind in kinds])}. They must not be printed."


def not_clear(pieces: Sequence[str]) -> str:
    return (
        f"I did not understand {listed([quoted(piece, 80) for piece in pieces])}. You can write: “3 ok”, “3 no: the reason”, "
        "“3 ask how many”, “3 theme digital”, “3 ward Armley”, “3 support goods”, “3 text: the new words”, "
        "“3 merge LS-0040”, “3 split: 3 fridges | 20 coats”, “hold 3”, “all ok”, “all ok but 3”."
    )


def still_waiting(labels: Sequence[str]) -> str:
    return f"Still waiting: {', '.join(labels)}." if labels else NOTHING_LEFT


# --- The queue -----------------------------------------------------------------------------------------------------------


def queue_subject(number: int) -> str:
    return "1 entry waits for you" if number == 1 else f"{number} entries wait for you"


def queue_opening(number: int, total: int) -> str:
    waiting = f"{queue_subject(total)}."
    if number < total:
        waiting += f" These are the first {number}."
    return f"{waiting} The most urgent and the least certain come first."


QUEUE_HELP = (
    "Answer in one letter, for example: ok 1-4, 5 theme digital, 6 ask how many, 7 no: outside the city, hold 8\n"
    "Also: all ok · all ok but 3 · 3 ward Armley · 3 support goods · 3 text: the new words. Reason: it was long · 3 merge LS-0040\n"
    "3 split: 3 fridges | 20 coats · reopen LS-0040 · show LS-0040"
)
CURATOR_HELP = f"Write “queue” to see what waits.\n{QUEUE_HELP}"
ALL_OK = "All ok"
NEW_HERE = "first time we hear from them"
UNNAMED = "not to be named"
NO_ORGANISATION = "no organisation given"
HIDDEN = "Personal data hidden"
FILES = "Came with"
SIMILAR = "Like"
FITTING = "May go with"
NEEDED_SOON = "NEEDED SOON"
NOT_SURE = "not sure"
STUCK_SUBJECT = "A message could not be handled"
UNSENT_SUBJECT = "A message could not be sent"
ABSENT_SUBJECT = "Somebody is away or has left"
FLOOD_SUBJECT = "Letters that no person seems to write"


def stuck(message_id: int, error: str) -> str:
    return (
        f"Message {message_id} could not be handled ({error}). It is kept. "
        "When the cause is gone, `askline inbox retry` handles it again."
    )


def unsent(delivery_id: int) -> str:
    return (
        f"Message {delivery_id} of the outbox could not be sent: the service ended each time it tried. It is kept. "
        "When the cause is gone, `askline outbox retry` sends it."
    )


def absent(who: str, number: int, left: bool, sentences: tuple[str, ...]) -> str:
    said = "\n".join(f"  {sentence}" for sentence in sentences)
    what = "has left" if left else "is away and names somebody else"
    return f"Contact {number} ({who}) {what}. The automatic answer says:\n\n{said}\n\nNothing was changed."


def flood(number: int, why: str) -> str:
    return (
        f"Letters from one address are not answered, as a program seems to write them (message {number}: {why}). They are kept. "
        "`askline inbox list` shows them."
    )
