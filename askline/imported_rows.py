"""One row of a spreadsheet as an entry or a subscriber: what the row says counts, and what it leaves out is read from its words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from askline.options import LONDON
from askline.spreadsheet import parts
from intake.effects import OpenEntry
from nlp.taxonomy import CITY_WIDE

if TYPE_CHECKING:
    from nlp.pipeline import Reader
    from nlp.places import Place
    from nlp.reading import Tag

Row = dict[str, str]
STATUSES = ("waiting", "open", "part-met", "met", "declined", "withdrawn", "expired")
STATUS_WORDS = {
    "": "waiting",
    "new": "waiting",
    "pending": "waiting",
    "live": "open",
    "active": "open",
    "approved": "open",
    "published": "open",
    "part met": "part-met",
    "partly met": "part-met",
    "closed": "met",
    "done": "met",
    "completed": "met",
    "matched": "met",
    "fulfilled": "met",
    "rejected": "declined",
    "cancelled": "withdrawn",
    **{name: name for name in STATUSES},
}
KINDS = {name: name for name in ("ask", "offer", "capacity", "gap")} | {"": "ask", "need": "ask", "request": "ask"}
AUDIENCES = {
    "": "supplier",
    "supplier": "supplier",
    "business": "supplier",
    "company": "supplier",
    "procurement": "procurement",
    "buyer": "procurement",
    "anchor": "procurement",
    "vcse": "vcse",
    "charity": "vcse",
    "curator": "curator",
}
FREQUENCIES = ("weekly", "fortnightly", "monthly")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_WORDS = {"": ""} | {word: name[:3] for name in WEEKDAYS for word in (name, name[:3])}
SUBSCRIBER_STATUSES = {
    "": "pending",
    "active": "active",
    "yes": "active",
    "confirmed": "active",
    "subscribed": "active",
    "pending": "pending",
    "paused": "paused",
    "stopped": "stopped",
    "unsubscribed": "stopped",
    "no": "stopped",
}
YES = {"yes", "y", "true", "1", "ok"}
MAIL_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


class RowError(Exception):
    """The row cannot be taken; the message says which cell and what would do."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry to open, and who asked: `ref` is empty when it is to get the next one."""

    ref: str
    opened: OpenEntry
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class SubscriberRow:
    channel: str
    address: str
    name: str
    organisation: str
    audience: str
    themes: tuple[str, ...]
    wards: tuple[str, ...]
    support: tuple[str, ...]
    frequency: str
    status: str
    areas: tuple[str, ...]
    weekday: str
    most_lines: int
    paused_until: date | None


def entry_row(row: Row, reader: "Reader", place_slug: str, now: datetime) -> EntryRow:
    """The entry that a row means; tags that it leaves out are read from its words. Raises RowError.

    Personal data is kept out of the public text.
    """
    from nlp.places import load_place
    from nlp.taxonomy import BENEFICIARIES, SUPPORT, THEMES

    place = load_place(place_slug)
    text = row.get("text") or row.get("public_text", "")
    if not text:
        raise RowError("it has no words that say what is needed.")
    known = tuple(value for field in ("email", "name") if (value := row.get(field, "")))
    day = now.astimezone(LONDON).date()
    reading = reader.read(text, day, known_personal=known)
    wards = _wards(row.get("wards", ""), place, reader, now)
    public = row.get("public_text", "")
    opened = OpenEntry(
        slot=0,
        kind=_one(row.get("kind", ""), KINDS, "kind"),
        status=_one(row.get("status", "").replace("_", " "), STATUS_WORDS, "status"),
        text=text,
        public_text=reader.read(public, day, known_personal=known).public_text if public else reading.public_text,
        themes=_slugs(row.get("themes", ""), THEMES, "theme") or _read(reading.themes),
        support=_slugs(row.get("support", ""), SUPPORT, "kind of support") or _read(reading.support),
        beneficiaries=_slugs(row.get("beneficiaries", ""), BENEFICIARIES, "group") or _read(reading.beneficiaries),
        wards=wards or ((CITY_WIDE,) if reading.city_wide else tuple(ward.gss for ward in reading.wards)),
        ward_certain=bool(wards) or reading.ward_certain or reading.city_wide,
        quantity=_quantity(row) or tuple((found.count, found.what) for found in reading.quantity),
        needed_by=_day(row.get("needed_by", ""), reader, now) or reading.needed_by,
        needed_words=reading.needed_words,
        organisation=row.get("organisation", "") or reading.organisation,
        share_organisation=row.get("share_organisation", "").casefold() in YES,
        personal=tuple(span.text for span in reading.personal),
    )
    email = _address(row["email"]) if row.get("email") else ""
    return EntryRow(_ref(row.get("ref", ""), place), opened, email, row.get("name", ""))


def subscriber_row(row: Row, reader: "Reader", place_slug: str, now: datetime) -> SubscriberRow:
    """The subscriber that a row means. Raises RowError.

    Without a status it is pending, because nobody gets mail that they have not agreed to.
    """
    from nlp.places import load_place
    from nlp.taxonomy import SUPPORT, THEMES

    channel = row.get("channel", "").casefold() or "email"
    if channel not in {"email", "telegram", "slack", "terminal"}:
        raise RowError(f"{channel!r} is not a channel; say email, telegram, slack or terminal.")
    address = row.get("email", "")
    if not address:
        raise RowError("it has no address.")
    return SubscriberRow(
        channel=channel,
        address=_address(address) if channel == "email" else address,
        name=row.get("name", ""),
        organisation=row.get("organisation", ""),
        audience=_one(row.get("audience", ""), AUDIENCES, "audience"),
        themes=_slugs(row.get("themes", ""), THEMES, "theme"),
        wards=_wards(row.get("wards", ""), load_place(place_slug), reader, None),
        support=_slugs(row.get("support", ""), SUPPORT, "kind of support"),
        frequency=_one(row.get("frequency", ""), {"": "weekly", **{name: name for name in FREQUENCIES}}, "frequency"),
        status=_one(row.get("status", ""), SUBSCRIBER_STATUSES, "status"),
        areas=_areas(row.get("whole_areas", ""), load_place(place_slug)),
        weekday=_one(row.get("weekday", ""), WEEKDAY_WORDS, "day of the week"),
        most_lines=_lines(row.get("most_lines", "")),
        paused_until=_day(row.get("paused_until", ""), reader, now),
    )


def _areas(cell: str, place: "Place") -> tuple[str, ...]:
    names = {name.casefold(): name for name in place.areas}
    return tuple(_one(part, names, "area") for part in parts(cell))


def _lines(cell: str) -> int:
    if cell and not cell.strip().isdecimal():
        raise RowError(f"{cell!r} is not a number of lines.")
    return int(cell or 0)


def _one(cell: str, known: Mapping[str, str], what: str) -> str:
    value = known.get(cell.casefold().strip())
    if value is None:
        raise RowError(f"{cell!r} is not a {what}; say one of {', '.join(sorted(set(known.values())))}.")
    return value


def _slugs(cell: str, known: Mapping[str, str], what: str) -> tuple[str, ...]:
    """The slugs of a cell that holds slugs or labels, near misses included. Labels hold commas, so the whole cell is tried first."""
    from rapidfuzz import fuzz, process

    if cell.casefold() in {"", "all", "any"}:
        return ()
    names = {slug: slug for slug in known} | {label.casefold(): slug for slug, label in known.items()}
    if cell.casefold() in names:
        return (names[cell.casefold()],)
    found = []
    for part in parts(cell):
        match = process.extractOne(part.casefold(), list(names), scorer=fuzz.WRatio, score_cutoff=86)
        if match is None:
            raise RowError(f"{part!r} is not a {what}; say one of {', '.join(known)}.")
        found.append(names[match[0]])
    return tuple(dict.fromkeys(found))


def _read(tags: "Iterable[Tag]") -> tuple[str, ...]:
    return tuple(tag.slug for tag in tags)


def _wards(cell: str, place: "Place", reader: "Reader", now: datetime | None) -> tuple[str, ...]:
    if cell.casefold() in {"", "all", "any"}:
        return ()
    by_name = {name.casefold(): gss for gss, name in place.wards.items()} | {gss.casefold(): gss for gss in place.wards}
    if cell.casefold() in {CITY_WIDE, "citywide", "whole city", place.name.casefold()}:
        return (CITY_WIDE,)
    found: list[str] = []
    for part in [cell] if cell.casefold() in by_name else parts(cell):
        if part.casefold() in by_name:
            found.append(by_name[part.casefold()])
            continue
        reading = reader.read(f"in {part}", date(2026, 1, 5) if now is None else now.date())
        if not reading.wards and not reading.city_wide:
            raise RowError(f"{part!r} is not a ward or neighbourhood of {place.name}.")
        found += [CITY_WIDE] if reading.city_wide else [ward.gss for ward in reading.wards]
    return tuple(dict.fromkeys(found))


def _quantity(row: Row) -> tuple[tuple[float, str], ...]:
    cell = row.get("quantity", "").replace(",", "")
    match = re.match(r"\s*(£?)\s*(\d+(?:\.\d+)?)\s*(.*)", cell)
    if not cell:
        return ()
    if match is None:
        raise RowError(f"the quantity {cell!r} is not a number.")
    return ((float(match[2]), "£" if match[1] else row.get("what", "") or match[3].strip()),)


def _day(cell: str, reader: "Reader", now: datetime) -> date | None:
    if not cell:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(cell.split("T")[0].strip(), form).replace(tzinfo=LONDON).date()
        except ValueError:
            continue
    found = reader.read(f"We need this by {cell}", now.astimezone(LONDON).date()).needed_by
    if found is None:
        raise RowError(f"the day {cell!r} is not understood; write it like 2026-11-30.")
    return found


def _ref(cell: str, place: "Place") -> str:
    if re.fullmatch(rf"{place.prefix}-\d{{1,9}}", cell, re.IGNORECASE):
        prefix, number = cell.upper().split("-")
        return f"{prefix}-{int(number):04d}"
    return ""


def _address(cell: str) -> str:
    match = MAIL_ADDRESS.search(cell)
    if match is None:
        raise RowError("its e-mail address is not one.")
    return match[0].lower()
