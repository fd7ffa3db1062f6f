"""Rows of entries and pledges as the plain values that the conversation knows."""

from collections.abc import Mapping

from db.entries import open_quantity
from db.models import Contact, Entry, Pledge
from intake.facts import EntryFacts, PledgeFacts


def entry_facts(entry: Entry, contact_id: int | None, files: tuple[str, ...] = ()) -> EntryFacts:
    """The entry as the sender with this contact id sees it. Touches the entry's contact and pledges. `files` came with it."""
    first = entry.quantity[0] if entry.quantity else None
    return EntryFacts(
        ref=entry.ref,
        kind=entry.kind,
        status=entry.status,
        text=entry.text,
        public_text=entry.public_text,
        version=entry.version,
        mine=contact_id is not None and entry.contact_id == contact_id,
        contact_id=entry.contact_id,
        themes=tuple(entry.themes),
        support=tuple(entry.support),
        beneficiaries=tuple(entry.beneficiaries),
        wards=tuple(entry.wards),
        quantity=float(first["count"]) if first else None,
        what=str(first["what"]) if first else "",
        open_quantity=open_quantity(entry),
        needed_by=entry.needed_by,
        needed_words=entry.needed_words,
        organisation=entry.organisation,
        share_organisation=entry.share_organisation,
        confidence=dict(entry.confidence),
        evidence={name: tuple(words) for name, words in entry.evidence.items()},
        personal=tuple(str(one["text"]) for one in entry.personal),
        created_at=entry.created_at,
        ward_certain=entry.ward_certain,
        first_seen=entry.contact is None or entry.contact.vetted_at is None,
        decided_by=entry.approved_by,
        reason=entry.reason,
        files=files,
    )


def pledge_facts(
    pledge: Pledge, entry: Entry, contact_id: int | None, reach: Mapping[int, str], names: Mapping[int, Contact]
) -> PledgeFacts:
    """The pledge as the sender sees it. `reach` says how each contact can be reached, `names` are the contacts themselves."""
    mine = contact_id is not None and pledge.contact_id == contact_id
    on_mine = contact_id is not None and entry.contact_id == contact_id
    other = pledge.contact_id if on_mine else entry.contact_id if mine else None
    supplier = names.get(pledge.contact_id) if pledge.contact_id is not None else None
    return PledgeFacts(
        id=pledge.id,
        ref=entry.ref,
        status=pledge.status,
        quantity=pledge.quantity,
        what=pledge.what or (str(entry.quantity[0]["what"]) if entry.quantity else ""),
        mine=mine,
        on_mine=on_mine,
        contact_id=pledge.contact_id,
        supplier=pledge.organisation or (supplier.organisation if supplier else ""),
        by_date=pledge.by_date,
        conditional=pledge.conditional,
        created_at=pledge.created_at,
        by_words=pledge.by_words,
        condition=pledge.condition,
        contract=pledge.contract,
        delivered_quantity=pledge.delivered_quantity,
        entry_contact_id=entry.contact_id,
        reachable=reach.get(other, "") if other is not None else "",
        taking=entry.kind == "offer",
    )


def reachable(name: str, known: Mapping[str, str]) -> str:
    """Words on how a person can be reached, from addresses by channel: an e-mail address when there is one."""
    if "email" in known:
        return f"{name}, {known['email']}" if name else known["email"]
    if "telegram" in known:
        return f"{name or 'Telegram'} (tg://user?id={known['telegram']})"
    if "slack" in known:
        team, _, user = known["slack"].rpartition(":")
        return f"{name or 'Slack'} (slack://user?team={team}&id={user})"
    return name
