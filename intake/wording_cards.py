"""What stands on a curator's card and its buttons in a chat, and what is asked after a tap."""

from intake import wording_curating

OK = "Approve"
EDIT = "Change"
ASK = "Ask back"
DECLINE = "Decline"
SAVE = "Save"
SEND = "Send"
ONLY_CURATORS = "Only a curator can decide that. Nothing was changed."
LEFT_AS_IT_IS = "All right. Nothing was changed."
TITLES = {"edit": "Change {ref}", "ask": "Ask about {ref}", "no": "Decline {ref}"}
LABELS = {"ask": "Your question to the sender", "no": "The reason, as the sender reads it"}
TEXT = "What the letter says"
THEME = "Theme"
WARD = "Ward"
QUANTITY = "How many"
NO_FORM = "I could not open the form in time. Write it here, for example: {example}"
EXAMPLES = {"ask": "{ref} ask how many", "no": "{ref} no: outside the city", "edit": "{ref} theme digital"}
WORDS_FOR = {
    "ask": "What shall I ask about {ref}? Answer this message with your question, or with “cancel”.",
    "no": "Why does {ref} not go into the letter? Answer this message with the reason, or with “cancel”.",
    "edit": (
        "What shall I change in {ref}? Answer this message, for example: theme digital, ward Armley, quantity 12. Or: text: the "
        "new words. A change is a yes too. “cancel” leaves it as it is."
    ),
}


def merge(ref: str) -> str:
    return f"Join with {ref}"


def queue_summary(shown: int, listed: int, total: int) -> str:
    """What follows the cards: how many wait, and how the same is said in words. `listed` stand below, without buttons."""
    words = f"{wording_curating.queue_subject(total)}."
    if listed:
        words += f" The first {shown} have buttons, above. The others follow here."
    if shown + listed < total:
        words += " Write “queue” again for the rest."
    return words


def decided_line(status: str, by: str, reason: str) -> str:
    """What stands below an entry that no longer waits."""
    line = (
        wording_curating.decided("", by, status)
        .removeprefix(": ")
        .removeprefix("already ")
        .removeprefix("nothing done: ")
    )
    line = f"✓ {line[:1].upper()}{line[1:]}"
    return f"{line.rstrip('.')}: {reason}" if reason and status == "declined" else line
