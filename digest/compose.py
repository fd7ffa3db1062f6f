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
    """Composes the letters of one issue out of a fixed list of candidates."""

    def __init__(self, candidates: Sequence[Candidate], issue: IssueWords, settings: DigestSettings):
        self.pool = Pool(candidates)
        self.issue = issue
        self.settings = settings
        self.labels = labels_for(settings)
        self._selections: dict[tuple[SubscriberView, int], Selection] = {}
        self._letters: dict[tuple[SubscriberView, str, bool], Composed | None] = {}

    def selection(self, view: SubscriberView, *, limit: int) -> Selection:
        """What a reader with these wishes is shown. Only a curator's names all that is left out."""
        found = self._selections.get((view, limit))
        if found is None:
            found = self._selections[view, limit] = choose(
                self.pool.candidates if view.audience == "curator" else self.pool.near(view),
                view,
                issue_date=self.issue.issue_date,
                limit=limit,
                soon_days=self.settings.soon_days,
                overdue_days=self.settings.overdue_days,
            )
        return found

    def letter(self, reader: Reader) -> Composed | None:
        """The reader's letter, or None when there is nothing to tell."""
        by_mail = reader.channel == "email"
        key = (reader.view, reader.frequency, by_mail)
        if key not in self._letters:
            self._letters[key] = self._compose(reader, by_mail)
        return self._letters[key]

    def _compose(self, reader: Reader, by_mail: bool) -> Composed | None:
        limit = self.settings.max_entries if by_mail else self.settings.max_chat_entries
        selection = self.selection(reader.view, limit=limit)
        if not selection.sections:
            return None
        if not by_mail:
            return Composed(
                render.chat(selection, self.issue, settings=self.settings, labels=self.labels), selection.numbers
            )
        rendered = render.letter(
            selection,
            reader.view,
            self.issue,
            settings=self.settings,
            labels=self.labels,
            frequency=reader.frequency,
        )
        return Composed(rendered, selection.numbers)
