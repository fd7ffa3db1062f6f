"""Makes each reader's letter of one issue. Readers who asked for the same share the work: chosen once, set once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest import render
from digest.load import Reader
from digest.pool import Pool
from digest.render import IssueWords, Rendered
from digest.select import Candidate, Selection, SubscriberView, choose
from digest.settings import DigestSettings
from digest.wording import Labels
from nlp.places import load_place
from nlp.taxonomy import SUPPORT, THEMES

LEAST_PAUSE = {"weekly": timedelta(0), "fortnightly": timedelta(days=13), "monthly": timedelta(days=27)}
"""How long after the last letter the next may come: a day less than its name says, as one of them may have been late.
"""


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter, and the reference behind each number in it."""

    rendered: Rendered
    numbers: dict[str, str]


def labels_for(settings: DigestSettings) -> Labels:
    """The place's own names for wards and themes. UnknownPlace when there is no such place."""
    place = load_place(settings.place)
    return Labels(settings.place_name, place.wards, THEMES | place.labels, SUPPORT | place.labels)


def wants_now(reader: Reader, send_at: datetime) -> bool:
    """Whether this issue is one that the reader asked for: every one, every second, or one a month."""
    if reader.last_letter is None:
        return True
    return send_at - reader.last_letter >= LEAST_PAUSE.get(reader.frequency, timedelta(0))


class Composer:
    """Composes the letters of one issue out of a fixed list of candidates.

    Only the last letter is remembered, so take readers in the order of `alike`: those who asked for the same come together.
    """

    def __init__(self, candidates: Sequence[Candidate], issue: IssueWords, settings: DigestSettings):
        self.pool = Pool(candidates)
        self.issue = issue
        self.settings = settings
        self.labels = labels_for(settings)
        self._last: tuple[object, Composed | None] = (None, None)

    def selection(self, view: SubscriberView, *, limit: int) -> Selection:
        """What a reader with these wishes is shown. Only a curator's names all that is left out."""
        return choose(
            self.pool.candidates if view.audience == "curator" else self.pool.near(view),
            view,
            issue_date=self.issue.issue_date,
            limit=limit,
            soon_days=self.settings.soon_days,
            overdue_days=self.settings.overdue_days,
        )

    def shown_to(self, reader: Reader) -> Selection:
        """What this reader is shown, on its channel."""
        limit = self.settings.max_entries if _by_mail(reader) else self.settings.max_chat_entries
        return self.selection(reader.view, limit=limit)

    def letter(self, reader: Reader) -> Composed | None:
        """The reader's letter, or None when there is nothing to tell."""
        key = alike(reader)
        if self._last[0] != key:
            self._last = (key, self._compose(reader))
        return self._last[1]

    def _compose(self, reader: Reader) -> Composed | None:
        selection = self.shown_to(reader)
        if not selection.sections:
            return None
        settings, labels = self.settings, self.labels
        if _by_mail(reader):
            rendered = render.letter(
                selection, reader.view, self.issue, settings=settings, labels=labels, frequency=reader.frequency
            )
        else:
            rendered = render.chat(selection, self.issue, settings=settings, labels=labels)
        return Composed(rendered, selection.numbers)


def alike(reader: Reader) -> tuple[object, ...]:
    """A key to sort by: readers with the same key get the same letter."""
    view = reader.view
    since = view.since.isoformat() if view.since else ""
    return (_by_mail(reader), reader.frequency, view.audience, view.themes, view.wards, view.support, since)


def _by_mail(reader: Reader) -> bool:
    return reader.channel == "email"
