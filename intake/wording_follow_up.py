"""What is said when something is due: to those who promised, to those who wait, and to the curators."""


def remind_before(ref: str, what: str, day: str) -> str:
    return (
        f"A short reminder: you promised {what or 'your help'} for {ref} by {day}. Has something changed? Just tell me."
    )


def remind_after(ref: str, what: str, day: str) -> str:
    return (
        f"You promised {what or 'your help'} for {ref} by {day}. Nobody has told me yet that it came. "
        "When can they expect it? Just tell me. If it did come, thank you."
    )


def welcome_again(ref: str, supplier: str, what: str, when: str) -> str:
    """To those who asked and have not said yes or no to a pledge."""
    can = f"{supplier or 'A supplier'} can give {what or 'help'} for {ref}{', ' + when if when else ''}."
    return f"One answer of yours is still open. {can} Is that welcome? Yes or no is enough."


def not_answered(ref: str, what: str) -> str:
    """To the supplier, before its day comes."""
    return (
        f"Those who asked for {ref} have not yet said yes to {what or 'your help'}. I have asked them again. "
        "I have also told a person here. Please wait for their yes."
    )


def unanswered(ref: str, pledge: int, what: str, day: str) -> str:
    """To the curators."""
    when = f" by {day}" if day else ""
    return (
        f"No answer for {ref}: {what or 'help'} is promised{when} (pledge {pledge}). "
        "Those who asked were asked twice and have said neither yes nor no. Please look into it."
    )


UNANSWERED_SUBJECT = "No answer: {ref}"
REMIND_SUBJECT = "Your pledge for {ref}"
CAME_SUBJECT = "Did it come? {ref}"
OVERDUE_SUBJECT = "Overdue: {ref}"
UNREACHABLE_SUBJECT = "Nobody to ask: {ref}"


def overdue(ref: str, pledge: int, what: str, day: str) -> str:
    return (
        f"Overdue for {ref}: {what or 'help'}, promised by {day} (pledge {pledge}). "
        "Nobody has said that it came. Please look into it."
    )
