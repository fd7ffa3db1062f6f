"""What puts one entry before another: points, each with its reason. Pure arithmetic on one entry and one reader."""

from dataclasses import dataclass
from datetime import date

from digest.entries import Candidate, SubscriberView
from nlp.taxonomy import CITY_WIDE

THEME, WARD, SUPPORT = 1.5, 1.5, 1.0
NEED, DEADLINE, WAITING = 2.0, 3.0, 3.0
DEADLINE_DAYS, WAITING_DAYS = 28, 84
UNKNOWN_DECILE = 5.5


@dataclass(frozen=True, slots=True)
class Standing:
    """What an entry weighs whoever reads: `need` by the deprivation of its wards, `deadline` by how near it is, `waiting`
    by how long nobody has promised anything.
    """

    need: float
    deadline: float
    waiting: float

    @property
    def total(self) -> float:
        return self.need + self.deadline + self.waiting


def standing(candidate: Candidate, issue_date: date) -> Standing:
    """The points of an entry on a day: need 0 to 2 (a ward in the most deprived tenth of England has 2), deadline 0 to 3
    (today has 3, four weeks ahead none), waiting 0 to 3 (twelve weeks without an answer and more have 3).
    """
    decile = UNKNOWN_DECILE if candidate.decile is None else candidate.decile
    days = (candidate.needed_by - issue_date).days if candidate.needed_by else DEADLINE_DAYS
    near = 1 - min(max(days, 0), DEADLINE_DAYS) / DEADLINE_DAYS
    waited = min(max((issue_date - candidate.created_on).days, 0), WAITING_DAYS) / WAITING_DAYS
    return Standing(
        need=NEED * (10 - decile) / 9,
        deadline=DEADLINE * near,
        waiting=0.0 if candidate.part_met else WAITING * waited,
    )


def fit(candidate: Candidate, view: SubscriberView) -> float:
    """The points of an entry for a reader: for each wish that the entry answers by name. What it leaves open earns none."""
    themes = THEME * any(theme in candidate.themes for theme in view.themes)
    support = SUPPORT * any(kind in candidate.support for kind in view.support)
    wards = WARD * any(ward in candidate.wards for ward in view.wards if ward != CITY_WIDE)
    return themes + support + wards
