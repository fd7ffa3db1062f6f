"""What is said when a letter may not be from the person in whose name it came."""

SUBJECT = "Did you write this?"
PLEDGE = "It gives help for {refs}."
CHANGE = "It changes {refs}."
STOP = "It says that you want no more letters."
START = "It says that you want our letters."
ERASE = "It asks me to erase what we hold about you."
CURATE = "It decides as a curator."


def ask(what: str) -> str:
    return (
        f"A letter came in your name. I could not check that you sent it. {what} I have done nothing so far.\n\n"
        "Was it you? Then answer this letter with YES. If it was not you, answer NO."
    )


FORWARDED_SUBJECT = "Do you give this?"


def ask_forwarded(refs: str) -> str:
    """To somebody unknown who answers a letter that we sent to another person."""
    return (
        f"Thank you. You answered a letter that we sent to somebody else. It gives help for {refs}. I have booked nothing so far.\n\n"
        "Do you give this yourself? Then answer this letter with YES. If not, answer NO."
    )


NOT_THEM = "Thank you for telling me. I have done nothing. I have told the people who look after this."
GONE = "Thank you. That letter is done with already, or it came too long ago. Please write it once more."
FORGED_SUBJECT = "Somebody wrote in another person's name"


def forged(reach: str) -> str:
    return (
        f"{reach} says that a letter in their name was not from them. Nothing was done. If it happens again, ask whoever "
        "looks after your mail to set up DMARC."
    )
