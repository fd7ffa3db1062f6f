"""`askline forget`."""

from datetime import datetime
from pathlib import Path

from askline.options import fail
from askline.wiring import open_installation

CHANNELS = ("email", "telegram", "slack", "terminal")


def forget(home: Path, address: str, channel: str, now: datetime) -> str:
    """Erase the contact that has this address, and say what was done without repeating the address."""
    from sqlalchemy import select

    from db import forget as erasing
    from db.models import Address

    if channel and channel not in CHANNELS:
        fail(f"--channel {channel!r} is none: say one of {', '.join(CHANNELS)}, or leave it out for any.", code=2)
    installation = open_installation(home)
    try:
        with installation.database.transaction() as session:
            query = select(Address.contact_id).where(Address.address.in_({address, address.lower()}))
            if channel:
                query = query.where(Address.channel == channel)
            contacts = set(session.scalars(query))
            if not contacts:
                fail("Nothing is held about this address.")
            for contact_id in contacts:
                erasing.forget(session, contact_id, now)
    finally:
        installation.close()
    return "Done: the contact data is erased."
