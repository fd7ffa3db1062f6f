"""What is said to people on their own asks and offers: the list of them, changes, and why something was read so."""

from collections.abc import Sequence

from intake.wording import listed

STATUS_WORDS = {
    "draft": "not finished",
    "waiting": "waiting for a person to read it",
    "open": "open, in our letter",
    "part-met": "partly met",
    "promised": "all promised, not here yet",
    "met": "met",
    "declined": "not taken up",
    "withdrawn": "taken back",
    "merged": "joined with another",
    "expired": "ended",
}


def own_list(lines: Sequence[str]) -> str:
    if not lines:
        return "You have nothing open with us. Tell me what you need, and I will write it down."
    return "This is what you have with us:\n" + "\n".join(f"- {line}" for line in lines)


def own_line(ref: str, name: str, status: str, still_open: str) -> str:
    rest = f", {still_open} still open" if still_open else ""
    return f"{ref}: {name} ({STATUS_WORDS.get(status, status)}{rest})"


def withdrawn(ref: str) -> str:
    return f"Done. {ref} is taken back. It will not be in our letter again."


def closed_met(ref: str) -> str:
    return f"That is good news. I have closed {ref} as met."


def changed(ref: str, what: str) -> str:
    return f"Done. {ref} now says: {what}."


def not_of_that(ref: str, name: str) -> str:
    return (
        f"{ref} says {name}, so I have changed nothing. I have passed your message to a person. They will put it right."
    )


def because(label: str, words: Sequence[str]) -> str:
    """One thing that was understood, and the words that said so."""
    return f"{label}: {listed(list(words))}" if words else f"{label}: you said so, or it is my guess"


def read_from(lines: Sequence[str]) -> str:
    return "I read it from your words:\n" + "\n".join(f"- {line}" for line in lines) + "\n\nIs it wrong? Just tell me."


def why_declined(ref: str, reason: str) -> str:
    return f"A person decided on {ref}. The reason: {reason or 'none was given'}. If that is wrong, write “complaint”."


READ_AGAIN = "A person reads it once more before it is in our letter again."


def promised_stays(promised: str, left: str) -> str:
    """After a change of the amount, when some of it is promised."""
    return f"The {promised} that somebody promised stay promised. " + (
        f"Still open: {left}." if left else "That is all you need now."
    )


def more_than_needed(promised: str, told: bool) -> str:
    """After a change to less than is promised. `told`: the one who promised knows; else a person sorts it out."""
    who = "I have told who promised them." if told else "I have asked a person to sort that out."
    return f"You have {promised} promised already. That is more than you need now. {who}"


NOTHING_TO_DO = {
    "waiting": "{ref} waits for a person to read it. There is nothing you need to do. I tell you when it goes into our letter.",
    "open": "{ref} is open, for our letter. Nobody has answered yet. I tell you when somebody does.",
    "accepted": "You have said yes for {ref} already. I will ask you later whether it came.",
}


def already_closed(ref: str) -> str:
    return f"{ref} is closed already. If you need more, just tell me."


def unknown_ref(ref: str) -> str:
    return f"I do not know {ref}. Please check the number."


def not_yours(ref: str) -> str:
    return f"{ref} is not yours to change. If you think it is, write “complaint” and a person will look."


WHICH_ONE = "Which of these do you mean?"
WHAT_IS_RIGHT = "Sorry. What is right? Just tell me, for example “it is Armley” or “by 5 January”."
NO_REF_YET = "No reference yet"


def named_later(refs: str) -> str:
    return f"Thank you. I have noted that for {refs}."


def pledged_on_withdrawn(ref: str) -> str:
    return f"{ref} was taken back by those who asked for it. Your pledge is no longer needed. Thank you for having offered."
