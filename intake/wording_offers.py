"""What is said when somebody would like what is offered: to who takes it, and to who offers it; and of offers nobody took.

Names that `wording_pledges` has as well say the same of a pledge the other way round.
"""

from collections.abc import Sequence

# --- To who would like it ------------------------------------------------------------------------------------------------


def echo(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return f"Thank you. I noted that you would like this: {lines[0]}."
    return "Thank you. I noted that you would like these:\n" + "\n".join(f"- {line}" for line in lines)


def remains(ref: str, amount: str) -> str:
    return f"{ref}: {amount} still free." if amount else f"Nothing else is left of {ref}."


def less_than_offered(ref: str, wanted: str, open_amount: str) -> str:
    return f"You would like {wanted} of {ref}. Only {open_amount} left, so I noted that."


CONTACT_HINT = "I tell those who offer it. If they say yes, you both get each other's contact details."


def already_met(ref: str) -> str:
    return f"Nothing is left of {ref}. Others were faster. I am sorry."


def welcome(ref: str, who: str, reach: str) -> str:
    contact = f" You can reach {who or 'them'} here: {reach}." if reach else " A person will put you in touch."
    return f"Good news. They say yes to you for {ref}.{contact} I will ask you later whether it came."


def not_possible(ref: str) -> str:
    return f"I am sorry. Those who offer {ref} cannot give it to you this time."


def not_answered(ref: str, what: str) -> str:
    return (
        f"Those who offer {ref} have not yet said yes to you{' for ' + what if what else ''}. I have asked them again. "
        "I have also told a person here."
    )


def asked_as_well(ref: str) -> str:
    """To who got what was offered and has an ask of its own open."""
    return f"If you need no more, write “cancel {ref}”. Else it stays in our letter."


# --- To who offers it ----------------------------------------------------------------------------------------------------


def wanted(ref: str, name: str, who: str, what: str, when: str, left: str, counted: bool) -> str:
    """The news that somebody would like it, with the question whether that is all right."""
    parts = [
        f"Good news about your offer {ref}, {name}. {who or 'A group'} would like {what or 'it'}{', ' + when if when else ''}."
    ]
    if counted:
        parts.append(f"Still free: {left}." if left else "That is all you offered.")
    parts.append("Is that all right? If you say yes, I give each of you the other's contact details.")
    return " ".join(parts)


NOT_AGAIN = "All right. I do not ask about these two again. I keep looking."
WANTED_SUBJECT = "Somebody would like your offer {ref}"
YES = "Yes, they can have it"
NO = "No, sorry"


def wanted_again(ref: str, who: str, what: str) -> str:
    return (
        f"One answer of yours is still open. {who or 'A group'} would like {what or 'help'} of your offer {ref}. "
        "Can they have it? Yes or no is enough."
    )


def given(ref: str, who: str, reach: str) -> str:
    contact = f" You can reach {who or 'them'} here: {reach}." if reach else " A person will put you in touch."
    return f"Thank you. I told them that they can have it.{contact}"


def not_given(ref: str) -> str:
    return f"All right. I told them kindly. {ref} stays in our letter for others."


def not_wanted(ref: str, what: str) -> str:
    return f"News on your offer {ref}: somebody no longer needs {what or 'it'}. That is free again."


# --- Offers that nobody took ---------------------------------------------------------------------------------------------

UNUSED_SUBJECT = "Is it still there? {ref}"
STILL_THERE = "Yes, it is still there"
GONE = "No, it is gone"


def unused(ref: str, what: str, taken: str) -> str:
    """`taken` is how much of a counted offer somebody has had so far."""
    so_far = f"{taken} found a taker." if taken else "Nobody has taken it so far."
    return f"You offered {what} ({ref}). {so_far} Is the rest still there? You can answer “yes”, “no”, or how many are left."


def still_there(ref: str) -> str:
    return f"Thank you. {ref} stays in our letter. I keep looking for somebody it fits."


def taken_out(ref: str) -> str:
    return f"All right. {ref} is out of our letter. Thank you for having offered it."


def now_left(ref: str, left: str) -> str:
    return f"Thank you. {ref} is in our letter with {left} now."
