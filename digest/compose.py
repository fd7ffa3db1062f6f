"""Makes each reader's letter of one issue. Readers who asked for the same share the work: chosen once, set once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy
import structlog

from digest import hexmap, render
from digest.calendar import send_time, today
from digest.counts import Counts
from digest.entries import AUDIENCE_KINDS, Candidate, Outcome, Selection, SubscriberView
from digest.letter import IssueWords
from digest.pool import Pool
from digest.readers import Reader
from digest.render import File, Rendered
from digest.select import chosen
from digest.settings import WEEKDAYS, DigestSettings
from digest.tables import counts_csv, entries_csv
from digest.wording import Labels
from nlp.places import load_place
from nlp.taxonomy import SUPPORT, THEMES

LEAST_PAUSE = {"weekly": timedelta(0), "fortnightly": timedelta(days=13), "monthly": timedelta(days=27)}
"""How long after the last letter the next may come: a day less than its name says, as one of them may have been late.
"""

log = structlog.get_logger()
MOST_OUTCOMES = 8
SILENCE = timedelta(days=27)


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter, and the reference behind each number in it. `kind` is "digest", or "sign" for a sign of life."""

    rendered: Rendered
    numbers: dict[str, str]
    kind: str = "digest"


def labels_for(settings: DigestSettings) -> Labels:
    """The place's own names for wards and themes. UnknownPlace when there is no such place."""
    place = load_place(settings.place)
    return Labels(settings.place_name, place.wards, THEMES | place.labels, SUPPORT | place.labels, place.areas)


def wants_now(reader: Reader, send_at: datetime) -> bool:
    """Whether this issue is one that the reader asked for: every one, every second, or one a month."""
    if reader.last_letter is None:
        return True
    return send_at - reader.last_letter >= LEAST_PAUSE.get(reader.frequency, timedelta(0))


def leaves_at(reader: Reader, now: datetime, settings: DigestSettings) -> datetime:
    """When this reader's letter may leave: now, or on the weekday that it asked for, at the hour of the digest.

    Buyers all get theirs at the same hour, so that none knows sooner than another.
    """
    if reader.view.audience == "procurement" or reader.weekday not in WEEKDAYS:
        return now
    day = today(now)
    ahead = (WEEKDAYS.index(reader.weekday) - day.weekday()) % 7
    return max(now, send_time(day + timedelta(days=ahead), settings))


class Composer:
    """Composes the letters of one issue out of a fixed list of candidates.

    Only the last letter is remembered, so take readers in the order of `alike`: those who asked for the same come together.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        issue: IssueWords,
        settings: DigestSettings,
        *,
        outcomes: Sequence[Outcome] = (),
        leading: Sequence[str] = (),
    ):
        self.pool = Pool(
            candidates,
            issue_date=issue.issue_date,
            soon_days=settings.soon_days,
            overdue_days=settings.overdue_days,
        )
        self.settings = settings
        self.labels = labels_for(settings)
        self.leading = tuple(leading)
        self._files = self._made(issue)
        picture = self._files.get("map")
        self.issue = replace(issue, map_size=hexmap.size(picture.content) if picture else None)
        self._outcomes = {outcome.candidate.ref: outcome for outcome in outcomes}
        self._came = Pool(
            [outcome.candidate for outcome in outcomes],
            issue_date=issue.issue_date,
        )
        self._last: tuple[object, Composed | None] = (None, None)

    def selection(self, view: SubscriberView, *, limit: int, explain: bool = False) -> Selection:
        """What a reader with these wishes is shown; with `explain` also all that it is not, and why."""
        selection = chosen(self.pool, view, limit=limit, leading=self.leading, explain=explain)
        return replace(selection, outcomes=self._outcomes_for(view))

    def shown_to(self, reader: Reader, *, explain: bool = False) -> Selection:
        """What this reader is shown, on its channel."""
        return self.selection(reader.view, limit=self._limit(reader), explain=explain)

    def _limit(self, reader: Reader) -> int:
        limit = self.settings.max_entries if _by_mail(reader) else self.settings.max_chat_entries
        return min(reader.most_lines or limit, limit)

    def _outcomes_for(self, view: SubscriberView) -> tuple[Outcome, ...]:
        """What came of entries that the reader was shown, the newest first."""
        fitting = numpy.flatnonzero(self._came.fitting(view))[::-1][:MOST_OUTCOMES]
        return tuple(self._outcomes[self._came.candidates[position].ref] for position in fitting)

    def letter(self, reader: Reader) -> Composed | None:
        """The reader's letter, or None when there is nothing to tell."""
        key = alike(reader)
        if self._last[0] != key:
            self._last = (key, self._compose(reader))
        return self._last[1]

    def sign_of_life(self, reader: Reader, now: datetime) -> Composed | None:
        """A few words for a reader who has heard nothing for a month because nothing fitted; None before that."""
        if reader.last_word is None or now - reader.last_word < SILENCE:
            return None
        rendered = render.sign_of_life(
            reader.view, self.issue, settings=self.settings, labels=self.labels, by_mail=_by_mail(reader)
        )
        return Composed(rendered, {}, kind="sign")

    def _made(self, issue: IssueWords) -> dict[str, File]:
        """The files of the issue, the same for every reader who gets them: the map, and the tables for buyers."""
        counts, files = issue.counts, {}
        if counts is None:
            return {}
        picture = _picture(self.settings.place, counts) if counts.open_by_ward else b""
        if picture:
            files["map"] = File("wards.png", "image/png", picture, render.MAP_ID)
        name = f"{self.settings.service}-{self.settings.place}-{issue.issue_date}".lower().replace(" ", "-")
        buyers = [one for one in self.pool.candidates if one.kind in AUDIENCE_KINDS["procurement"]]
        files["needs"] = File(f"{name}.csv", "text/csv", entries_csv(buyers, issue.issue_date, self.labels))
        files["counts"] = File(f"{name}-counts.csv", "text/csv", counts_csv(counts, self.labels))
        return files

    def _files_for(self, audience: str) -> tuple[File, ...]:
        names = {"procurement": ("map", "needs", "counts"), "vcse": ()}.get(audience, ("map",))
        return tuple(self._files[name] for name in names if name in self._files)

    def _compose(self, reader: Reader) -> Composed | None:
        selection = self.shown_to(reader)
        if not selection.sections:
            return None
        settings, labels = self.settings, self.labels
        if _by_mail(reader):
            rendered = render.letter(
                selection, reader.view, self.issue, settings=settings, labels=labels, frequency=reader.frequency
            )
            rendered = replace(rendered, files=self._files_for(reader.view.audience))
        else:
            rendered = render.chat(selection, self.issue, settings=settings, labels=labels)
        return Composed(rendered, selection.numbers)


def _picture(place: str, counts: Counts) -> bytes:
    """The map of open needs; empty when it cannot be drawn, as its numbers are in the table too."""
    try:
        return hexmap.draw(load_place(place).hexes, counts.open_by_ward)
    except (ImportError, OSError, ValueError) as error:
        log.error("digest map failed", error=type(error).__name__)
        return b""


def alike(reader: Reader) -> tuple[object, ...]:
    """A key to sort by: readers with the same key get the same letter."""
    view = reader.view
    since = view.since.isoformat() if view.since else ""
    limit = reader.most_lines
    return (_by_mail(reader), reader.frequency, view.audience, view.themes, view.wards, view.support, since, limit)


def _by_mail(reader: Reader) -> bool:
    return reader.channel == "email"
