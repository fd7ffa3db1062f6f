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


REMIND_SUBJECT = "Your pledge for {ref}"
CAME_SUBJECT = "Did it come? {ref}"
OVERDUE_SUBJECT = "Overdue: {ref}"
UNREACHABLE_SUBJECT = "Nobody to ask: {ref}"


def overdue(ref: str, pledge: int, what: str, day: str) -> str:
    return (
        f"Overdue for {ref}: {what or 'help'}, promised by {day} (pledge {pledge}). "
        "Nobody has said that it came. Please look into it."
    )
