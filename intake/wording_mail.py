"""What is said when letters come back, or cannot be sent."""

# --- To people -----------------------------------------------------------------------------------------------------------

COLLEAGUE_SUBJECT = "Who should get our letters now?"


def colleague(organisation: str, service: str) -> str:
    return (
        f"{service} wrote to somebody else at {organisation}. That letter came back, so the address is not good any more.\n\n"
        "Who should get our letters now? Please answer with their address. If nobody should, you need not do anything."
    )


COLLEAGUE_THANKS = "Thank you. I have passed that on to a person. They look after it."

# --- To curators ---------------------------------------------------------------------------------------------------------

BOUNCED_SUBJECT = "A letter came back"


def bounced(who: str, number: int, why: str, subscribed: bool, colleague: bool) -> str:
    parts = [f"A letter to contact {number} ({who}) came back for good"]
    parts[0] += f": {why}." if why else "."
    parts.append("I send nothing more there." if not subscribed else "I send nothing more there, and no digest.")
    if colleague:
        parts.append("I have asked somebody else there who should get our letters now.")
    return " ".join(parts)


def refused(number: int, why: str) -> str:
    return (
        f"Message {number} of the outbox could not be sent: {why}. It is kept. "
        f"When the cause is gone, `askline outbox retry {number}` sends it."
    )
