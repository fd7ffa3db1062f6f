"""Which mission of the Social Value Model a need serves, and how such help is often measured: advice, from a dated file."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from digest.entries import Candidate


@dataclass(frozen=True, slots=True)
class SocialValue:
    """Names of missions by theme and by kind of entry, hints by kind of support, and the day on which they were checked.

    Only names that were verified at their source are here.
    """

    themes: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    measures: Mapping[str, str]
    checked_on: date

    def missions(self, themes: Iterable[str], kind: str = "ask") -> tuple[str, ...]:
        """The missions that an entry of these themes serves; none when no mission fits plainly."""
        names = [name for theme in themes for name in self.themes.get(theme, ())]
        return tuple(dict.fromkeys([*self.kinds.get(kind, ()), *names]))

    def hints(self, candidate: Candidate) -> tuple[str, ...]:
        """How help of the kinds that an entry asks for is often measured."""
        kinds = (candidate.kind,) if candidate.kind == "capacity" else candidate.support
        return tuple(dict.fromkeys(self.measures[kind] for kind in kinds if kind in self.measures))


@cache
def social_value() -> SocialValue:
    """What digest/data/social_value.toml says, read once. Missions that are not verified there are left out."""
    data = tomllib.loads(resources.files("digest").joinpath("data/social_value.toml").read_text(encoding="utf-8"))
    names = data["missions"]["names"] if data["missions"]["verified"] else {}

    def named(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
        return {key: tuple(names[slug] for slug in slugs if slug in names) for key, slugs in table.items()}

    return SocialValue(
        themes=named(data["themes"]["missions"]),
        kinds=named(data["kinds"]["missions"]),
        measures=data["measures"]["hints"],
        checked_on=data["checked_on"],
    )
