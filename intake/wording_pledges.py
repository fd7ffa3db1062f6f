"""What is said about pledges: to who gives, and to who asked. Plain English, short; a pledge is never a contract."""

from collections.abc import Sequence

# --- To the supplier -----------------------------------------------------------------------------------------------------


def booked(ref: str, what: str, when: str, condition: str, contract: str = "") -> str:
    """One line of the echo: "LS-0042: 5 chairs, this Friday"."""
    line = f"{ref}: {what or 'your help'}"
    if when:
        line += f", {when}"
    if contract:
        line += f", contract {contract}"
    if condition:
        line += f" ({condition})"
    return line


def echo(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return f"Thank you. I booked this: {lines[0]}."
    return "Thank you. I booked these:\n" + "\n".join(f"- {line}" for line in lines)


def remains(ref: str, amount: str) -> str:
    return f"{ref}: {amount} still open." if amount else f"{ref} has all it asked for now."


def less_than_offered(ref: str, wanted: str, open_amount: str) -> str:
    return f"You offered {wanted} for {ref}. It needs only {open_amount} now, so I booked that."


NOT_SURE_YET = "not certain yet"
"""The condition of a pledge with "maybe"."""
UNDO_HINT = "Wrong? Write “undo” within 24 hours."
CONTACT_HINT = "I tell those who asked. If they say yes, you both get each other's contact details."
ECHO_SUBJECT = "Your pledge is noted"


def already_met(ref: str) -> str:
    return f"{ref} has all it asked for already. Thank you all the same."


def not_open(ref: str) -> str:
    return f"{ref} is not open for pledges now. If it is in our next letter, please answer that."


def already_noted(ref: str, what: str) -> str:
    return f"I already have {what or 'your pledge'} from you for {ref}. Nothing was booked twice."


def own_entry(ref: str) -> str:
    return f"{ref} is your own. You cannot pledge on it."


def how_many(ref: str, what: str) -> str:
    return f"Thank you. {ref} still needs {what}. How many can you give, and by when?"


def other_thing(ref: str, said: str, wanted: str, thing: str) -> str:
    """Asked instead of booking one thing as another. `said` are the supplier's own words in quotation marks."""
    return (
        f"You wrote {said}. {ref} asks for {wanted}. How many {thing} can you give? "
        "A number is enough. If it is none, write no."
    )


OTHER_THING_NOTED = (
    "Thank you. I have booked nothing. I have passed your words to a person. They will write to you here."
)


def all_of_them(amount: str) -> str:
    return f"All {amount}"


STILL_OPEN, WHO_ASKS = "Still open", "Who asks"
BY_WHEN = "By when can they have it? And if it is part of a contract, which one?"
NO_DAY_YET = "I do not know yet"
WHICH_CONTRACT = "If it is part of a contract, tell me which one. If not, you are done."
DETAILS_LATER = "All right. You can tell me the day or the contract at any time."


def details_noted(refs: str, now: str, day: str, contract: str) -> str:
    """`now` is another amount than was booked, `day` "on 4 December" or "next week"; what was not said is empty."""
    noted = ", ".join(filter(None, (now, day, f"contract: {contract}" if contract else "")))
    return f"Thank you. I noted that for {refs}: {noted}." + (" I tell those who asked." if day else "")


def pledge_now(ref: str, now: str) -> str:
    return f"Done. Your pledge for {ref} is {now} now. I tell those who asked."


def amount_now(ref: str, now: str, was: str) -> str:
    """To those who asked: a supplier gives more or less than it said at first."""
    return f"News on {ref}: it is {now} now, not {was}, they tell me."


REFUSED = "Thank you for telling me. Nothing was booked."
LATER = "All right. Nothing is booked. You can answer this letter at any time, in your own words."
WHICH_NEED = "Thank you. Which of these do you mean?"
WHICH_REF = "Thank you. Which need is it for? Please send its number, such as {example}."
NOTHING_TO_UNDO = "There is nothing that I could undo. After 24 hours, please write what changed."


def undone(refs: Sequence[str]) -> str:
    return f"Done. I took back your pledge for {' and '.join(refs)}. I will tell those who asked."


def which_withdraw() -> str:
    return "Which pledge do you want to take back?"


def accepted_supplier(ref: str, who: str, reach: str, *, late: bool = False) -> str:
    """To the supplier when the charity said yes; `late`: the day it had named has passed."""
    contact = f" You can reach {who or 'them'} here: {reach}." if reach else " A person will put you in touch."
    day = " The day you named has passed. Please agree a new one with them." if late else ""
    return f"Good news. Your pledge for {ref} is welcome.{contact}{day}"


def refused_supplier(ref: str) -> str:
    return f"Thank you for your pledge for {ref}. They cannot use it this time. You do not need to do anything."


# --- To the charity ------------------------------------------------------------------------------------------------------


def pledged(
    ref: str, name: str, supplier: str, what: str, when: str, condition: str, left: str, counted: bool = True
) -> str:
    """The news of a pledge, with the question whether it is welcome. Of a thing that nobody counted nothing is said of the rest."""
    parts = [
        f"Good news about {ref}, {name}. {supplier or 'A supplier'} can give {what or 'help'}{', ' + when if when else ''}."
    ]
    if condition:
        parts.append(f"They say: {condition}.")
    if counted:
        parts.append(f"Still open: {left}." if left else "That is all you asked for.")
    parts.append("Is that welcome? If you say yes, I give each of you the other's contact details.")
    return " ".join(parts)


PLEDGED_SUBJECT = "Somebody can help with {ref}"
ACCEPT = "Yes, we want it"
REFUSE = "No, thank you"
PLEDGE_STATUS = {
    "pledged": "they have not answered yet",
    "accepted": "welcome, not confirmed yet",
    "part-delivered": "part of it came",
    "not-delivered": "they say it did not come",
    "delivered": "it came, thank you",
}


def own_pledges(lines: Sequence[str]) -> str:
    return "This is what you promised:\n" + "\n".join(f"- {line}" for line in lines)


def own_pledge(ref: str, what: str, when: str, status: str) -> str:
    return f"{ref}: {what or 'help'}{', ' + when if when else ''} ({PLEDGE_STATUS.get(status, status)})"


def one_more(ref: str, what: str, supplier: str) -> str:
    """Another pledge that still waits for a yes or no."""
    return f"One more waits for your answer: {what or 'help'} for {ref} from {supplier or 'another supplier'}. Is that welcome too?"


def who_pledged(supplier: str) -> str:
    known = f"It is {supplier}." if supplier else "They have not told me their name yet."
    return f"{known} If you say yes, I give each of you the other's contact details. Do you want it?"


def needs_less(ref: str, wanted: str, promised: str) -> str:
    """To a supplier whose promise is now more than is needed."""
    return f"News on {ref}: those who asked need only {wanted} now. You promised {promised}. Please bring no more than {wanted}."


WHAT_A_PLEDGE_IS = (
    "Somebody read what you need and can help. If you say yes, I give each of you the other's contact details. "
    "If you say no, I thank them. Do you want it?"
)


ASK_THEM_FIRST = "All right. Take your time. I ask you again in a day or two. Then yes or no is enough."
REMARK_PASSED_ON = "Thank you. I have passed your words to a person."
ACCEPT_OR_REFUSE = "Shall I put you in touch with them? Please say yes or no."


def accepted(ref: str, supplier: str, reach: str) -> str:
    contact = f" You can reach {supplier or 'them'} here: {reach}." if reach else " A person will put you in touch."
    return f"Thank you. I told them that it is welcome.{contact} I will ask you later whether it came."


def refused(ref: str) -> str:
    return f"All right. I told them, with thanks. {ref} stays open."


def pledge_withdrawn(ref: str, what: str) -> str:
    return (
        f"I am sorry. A pledge for {ref} was taken back{': ' + what if what else ''}. That is open again in our letter."
    )


def answered_before(ref: str) -> str:
    return f"That pledge for {ref} has its answer already. Nothing was changed."


def nobody_to_tell(ref: str, what: str) -> str:
    """To the curators: a pledge on an entry that has no sender, because it came from a list."""
    return f"A pledge for {ref}: {what or 'help'}. There is nobody we could tell. Please tell those who asked."


def new_day(ref: str, what: str, day: str) -> str:
    return f"News on {ref}: {what or 'the help'} will come {day}, they tell me."


def new_day_noted(ref: str, day: str) -> str:
    return f"Thank you. I wrote down {day} for {ref}. I will tell those who wait."


REMINDED_THANKS = "Thank you. I have left the day as it is."
