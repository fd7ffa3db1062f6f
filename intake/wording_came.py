"""What is said when help should have come: to those who wait for it, and the record for who gave it."""

from collections.abc import Sequence


def came_question(ref: str, what: str) -> str:
    return f"Did {what or 'the help'} for {ref} come? You can answer “yes”, “no”, or how many came."


CAME_ALL = "Yes, all of it"


CAME_NONE = "No, nothing"


CAME_NOT_YET = "Not yet"


def came_all(ref: str, quantity: str) -> str:
    return f"That is good news. I wrote down that {quantity or 'it'} came for {ref}."


def came_some(ref: str, delivered: str, left: str) -> str:
    return f"Thank you. I wrote down that {delivered} came for {ref}. Open again in our letter: {left}."


def came_none(ref: str) -> str:
    return f"I am sorry to hear that. {ref} is open again in our letter. I will ask them what happened."


def came_not_yet(ref: str) -> str:
    return f"Thank you. I will ask them when it comes for {ref}. I will ask you again in a week."


WHICH_CAME = "Which of these came?"
"""Asked when several pledges are under way."""


ALL_OF_IT = "all of it"


def how_many_came(ref: str) -> str:
    return f"How many came for {ref}? A number is enough."


def record(ref: str, day: str, quantity: str, words: str, contract: str) -> str:
    """The receiver's confirmation, as a record for the supplier's own files."""
    lines = [f"This is your record for {ref}.", f"- Date: {day}", f"- Came: {quantity}"]
    if words:
        lines.append(f"- In their words: {words}")
    if contract:
        lines.append(f"- Contract: {contract}")
    return "\n".join(lines) + "\n\nThank you."


def record_nothing(ref: str) -> str:
    return f"They tell me that nothing came for {ref}. Please write to me if that is wrong, or when it will come."


def not_yet_supplier(ref: str) -> str:
    return f"They tell me that your help for {ref} has not come yet. When can they expect it?"


def which_brought(lines: Sequence[str]) -> str:
    listed = "\n".join(f"- {line}" for line in lines)
    return f"Thank you. Which of these did you bring? Please write its number and “delivered”.\n{listed}"


def brought(ref: str) -> str:
    return f"Thank you. I will ask those who asked for {ref} whether it came."
