"""For `askline check`: whether the letters that came last say who wrote them, under the name that the settings believe."""

from collections import Counter
from typing import TYPE_CHECKING

from bots.channel import CheckError

if TYPE_CHECKING:
    from db.session import Database

LOOKED_AT = 20
LONGEST_HEAD = 100_000


def judged(database: "Database", authserv_id: str) -> str:
    """A sentence on what the mail server says of senders. Raises CheckError when the name that is believed is on no letter."""
    from intake.mail.authentication import believed

    names = _names(database)
    if not authserv_id:
        hint = f" Your newest letters carry results of {names[0]}: is that your own mail server?" if names else ""
        return f"Nobody checks who wrote a letter, so any name is believed: set email.authserv_id (see docs/mail.md).{hint}"
    if not names:
        return f"Results of {authserv_id} are believed; no letter has come yet that carries any."
    if not any(believed(name, authserv_id) for name in names):
        raise CheckError(
            f"No letter of late carries results of {authserv_id}, so every pledge by letter is asked about twice: "
            f"set email.authserv_id to the name that your mail server uses (there: {', '.join(names[:3])})."
        )
    return f"{authserv_id} says who wrote a letter; what it cannot vouch for is asked about first."


def _names(database: "Database") -> list[str]:
    """Whose results stand on top of the newest letters, the most frequent first."""
    from sqlalchemy import select

    from db.models import Message
    from intake.mail.authentication import MICROSOFT_365
    from intake.mail.authentication import parse as results_of
    from intake.mail.mime import parse

    newest = select(Message.raw).where(Message.channel == "email", Message.raw.is_not(None)).order_by(Message.id.desc())
    with database.session() as session:
        letters = [raw for raw in session.scalars(newest.limit(LOOKED_AT)) if raw]
    fields = (parse(raw[:LONGEST_HEAD]).headers.get("authentication-results", "") for raw in letters)
    names = Counter(results_of(field)[0] or MICROSOFT_365 for field in fields if field)
    return [name for name, _ in names.most_common()]
