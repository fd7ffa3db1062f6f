"""What is said when a person links a second address to what they have with us."""

HINT = "Did you write from another address? Write “link” and that address."
HOW = "From which address do you write as well? Write “link” and your e-mail address. I send a code to it. You write the code here."
HOW_BY_MAIL = (
    "I can do that from the other side. Please write to me there: “link” and this e-mail address. "
    "I send a code here. You write the code there."
)
IS_YOURS = "{ref} is yours here already."
LINKED = "Done. I know now that both are you. What you asked for there is yours here too."
WRONG = "That is not the code. Please look again. The newest one counts."
NO_MORE = "That code does not work, or it is too old. To get a new one, write “link” and the address."
CODE_SUBJECT = "Your code"
SERVICES = {"telegram": "Telegram", "slack": "Slack", "email": "e-mail", "terminal": "the terminal"}


def sent(what: str) -> str:
    """`what` is the address that was named, or the reference of an entry whose sender gets the code."""
    return f"I have sent a code to {what}. Please write it here. It works for a day. If nothing comes, look among your spam."


def sent_to_sender(ref: str) -> str:
    """The same when an entry was named instead of an address."""
    return f"I have sent a code to whoever told me about {ref}. Please write it here. It works for a day."


def code(code: str, channel: str) -> str:
    """To the other address."""
    return (
        f"Somebody writes to me by {SERVICES.get(channel, channel)} and says that this address is theirs too. "
        f"Is that you? Then write this code there: {code}\n\n"
        "It works for a day. If it is not you, you need do nothing. Nothing was changed."
    )
