"""What the archive's pages say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digest.entries import Candidate
from digest.settings import DigestSettings
from digest.wording import NO_NAMES, amount, long_date, whole

KINDS = {"ask": "Needs", "offer": "Offers", "capacity": "Local suppliers", "gap": "What buyers cannot find nearby"}
GONE = "No longer listed"
GONE_WORDS = "Taken back, or closed without being met."


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words that all pages share."""

    service: str
    feed: str
    intro: str
    footer: tuple[str, ...]
    all_issues: str = "All issues"
    issues: str = "Issues"
    no_issue: str = "No issue has gone out yet."
    files: str = "The list of what is open, as files"


def page_words(settings: DigestSettings, open_entries: int, on: date) -> PageWords:
    place = settings.place_name
    runs = f"{settings.service} in {place} is run by {whole(settings.run_by)}. " if settings.run_by else ""
    privacy = f" How we look after data: {settings.privacy}." if settings.privacy else ""
    return PageWords(
        service=settings.service,
        feed=f"{settings.service}: what {place} needs",
        intro=(
            f"Each week small charities and community groups in {place} say what they need. On {long_date(on)} {on.year}, "
            f"{open_entries} {'entry is' if open_entries == 1 else 'entries are'} open. To help with one, write to "
            f"{settings.address} and name its reference."
        ),
        footer=(
            NO_NAMES.replace("this letter", "these pages"),
            f"{runs}Questions or complaints: {settings.contact or settings.address}.{privacy}",
        ),
    )


def index_title(place_name: str) -> str:
    return f"What {place_name} needs"


def issue_title(number: int, day: date) -> str:
    return f"Issue {number}, {long_date(day)} {day.year}"


def issue_summary(states: Sequence[str]) -> str:
    """ "12 entries: 7 open, 2 part met, 3 met." """
    names = {"open": "open", "part-met": "part met", "met": "met", "gone": "no longer listed"}
    counts = [f"{states.count(state)} {name}" for state, name in names.items() if state in states]
    return (
        f"{len(states)} {'entry' if len(states) == 1 else 'entries'}: {', '.join(counts)}." if states else "No entry."
    )


def state(status: str, candidate: Candidate) -> str:
    """What has become of an entry by the day the pages were made."""
    if status == "met":
        return "met"
    if status == "open":
        return "open"
    left = candidate.open_quantity
    if left is None:
        return "part met"
    return f"part met, {amount(left, '£' if candidate.what == '£' else '')} still open" if left else "all promised"


def answer_link(ref: str) -> str:
    return f"Write about {ref}"


def files(place_name: str) -> tuple[tuple[str, str], ...]:
    """The files of the archive and what they are called."""
    return (
        ("open.csv", f"Open entries in {place_name} (CSV, for a spreadsheet)"),
        ("open.json", f"Open entries in {place_name} (JSON, for a program)"),
        ("feed.xml", "New issues (Atom, for a feed reader)"),
    )
