"""Writes the issues as plain static pages that any web host can serve: no script, no personal data."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import DigestIssue
from db.session import Database
from digest import archive_wording, load, wording
from digest.archive_wording import PageWords
from digest.calendar import today
from digest.compose import labels_for
from digest.entries import Candidate
from digest.settings import DigestSettings
from digest.tables import entries_csv, facts
from digest.wording import Labels

KINDS = ("ask", "offer", "capacity", "gap")


@dataclass(frozen=True, slots=True)
class EntryPart:
    """One entry on a page. `answer` is a mailto link, empty when nothing of it is open."""

    ref: str
    headline: str
    state: str
    words: str
    place: str
    details: str
    answer: str
    link: str


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    entries: tuple[EntryPart, ...]


@dataclass(frozen=True, slots=True)
class IssuePage:
    """One issue that went out, as its entries stand now. `sent_at` is RFC 3339, `feed_id` a tag URI."""

    path: str
    title: str
    summary: str
    opening: str
    sent_at: str
    feed_id: str
    groups: tuple[Group, ...]


def publish(database: Database, folder: Path, *, settings: DigestSettings, now: datetime, address: str = "") -> int:
    """Writes index, a page for each issue that went out, feed, and the open entries as CSV and JSON into `folder`.

    Made anew each time; each file is replaced whole, so that a reader never sees half of one. `address` is where the
    folder will be on the web, for the feed. How many issues there are. Raises OSError when the folder cannot be written.
    """
    labels = labels_for(settings)
    with database.session() as session:
        open_entries = load.candidates(session, settings.place, approved_until=now)
        issues = [_issue_page(session, issue, settings, labels) for issue in _sent(session, settings.place)]
    words = archive_wording.page_words(settings, len(open_entries), today(now))
    address = f"{address.rstrip('/')}/" if address else ""
    for path, content in _files(issues, open_entries, words, settings, labels, now, address).items():
        _write(folder / path, content)
    return len(issues)


def _files(
    issues: list[IssuePage],
    open_entries: list[Candidate],
    words: PageWords,
    settings: DigestSettings,
    labels: Labels,
    now: datetime,
    address: str,
) -> Mapping[str, bytes]:
    """Each file of the archive by its path, the index last, when all that it names is there."""
    day = today(now)
    entries = [facts(candidate, day, labels) for candidate in open_entries]
    listed = {"place": settings.place_name, "made_at": now.isoformat(timespec="seconds"), "entries": entries}
    pages = {
        issue.path: _page("issue.html", title=issue.title, words=words, root="../", issue=issue) for issue in issues
    }
    return {
        "style.css": _page("style.css"),
        **pages,
        "open.csv": entries_csv(open_entries, day, labels, most=len(open_entries)),
        "open.json": json.dumps(listed, ensure_ascii=False, indent=1).encode(),
        "feed.xml": _page(
            "feed.xml",
            words=words,
            feed_id=_tag(settings, "feed"),
            updated=issues[0].sent_at if issues else now.isoformat(timespec="seconds"),
            issues=issues,
            address=address,
        ),
        "index.html": _page(
            "index.html",
            title=archive_wording.index_title(settings.place_name),
            words=words,
            root="",
            issues=issues,
            files=archive_wording.files(settings.place_name),
        ),
    }


def _sent(session: Session, place: str) -> list[DigestIssue]:
    query = select(DigestIssue).where(DigestIssue.place == place, DigestIssue.state == "sent")
    return list(session.scalars(query.order_by(DigestIssue.issue_date.desc())))


def _issue_page(session: Session, issue: DigestIssue, settings: DigestSettings, labels: Labels) -> IssuePage:
    known = {candidate.ref: (candidate, status) for candidate, status in load.published(session, issue.entries)}
    groups = []
    for kind in KINDS:
        found = [known[ref] for ref in issue.entries if ref in known and known[ref][0].kind == kind]
        if found:
            parts = tuple(_entry_part(candidate, status, settings, labels) for candidate, status in found)
            groups.append(Group(archive_wording.KINDS[kind], parts))
    sent_at = issue.sent_at or issue.send_at
    return IssuePage(
        path=f"issues/{issue.issue_date.isoformat()}.html",
        title=archive_wording.issue_title(issue.number, issue.issue_date),
        summary=archive_wording.issue_summary([known[ref][1] if ref in known else "gone" for ref in issue.entries]),
        opening=wording.whole(issue.opening),
        sent_at=sent_at.isoformat(timespec="seconds"),
        feed_id=_tag(settings, f"issue/{issue.number}"),
        groups=tuple(groups),
    )


def _entry_part(candidate: Candidate, status: str, settings: DigestSettings, labels: Labels) -> EntryPart:
    themes = wording.listed([labels.themes.get(theme, theme) for theme in candidate.themes])
    is_open = status != "met" and not candidate.promised
    subject = quote(candidate.ref)
    return EntryPart(
        ref=candidate.ref,
        headline=wording.whole_need(candidate, labels),
        state=archive_wording.state(status, candidate),
        words=wording.whole(candidate.public_text),
        place=wording.dotted([wording.where(candidate, labels), wording.needed_on(candidate)]),
        details=wording.dotted([candidate.ref, themes, wording.whole(candidate.organisation)]),
        answer=f"mailto:{settings.address}?subject={subject}" if is_open else "",
        link=archive_wording.answer_link(candidate.ref),
    )


def _tag(settings: DigestSettings, what: str) -> str:
    """A tag URI (RFC 4151): the same for ever, wherever the pages are."""
    return f"tag:{settings.domain},2026:{settings.place}/{what}"


def _page(template: str, **values: object) -> bytes:
    return _environment().get_template(template).render(**values).encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("digest", "templates/archive"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    os.replace(part, path)
