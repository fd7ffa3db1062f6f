"""The marks that words carry until references and numbers exist, and what they stand for once they do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from intake.effects import pledge_mark, ref_mark


@dataclass
class Marks:
    """`refs` by slot of the entries opened in a turn, `pledges` by reference of the pledges made in it."""

    refs: dict[int, str] = field(default_factory=dict)
    pledges: dict[str, int] = field(default_factory=dict)

    def words(self, words: str) -> str:
        """The words with every mark replaced."""
        for slot, ref in self.refs.items():
            words = words.replace(ref_mark(slot), ref)
        for ref, pledge_id in self.pledges.items():
            words = words.replace(pledge_mark(ref), str(pledge_id))
        return words

    def data(self, data: Any) -> Any:
        """Plain data with every mark in it replaced, in keys too."""
        if not self.refs and not self.pledges:
            return data
        if isinstance(data, str):
            return self.words(data)
        if isinstance(data, Mapping):
            return {self.data(key): self.data(value) for key, value in data.items()}
        if isinstance(data, list | tuple):
            return [self.data(value) for value in data]
        return data

    def about(self, about: Mapping[str, Any]) -> dict[str, Any]:
        """What an answer refers to; one about a new pledge gets the pledge's number."""
        filled: dict[str, Any] = self.data(dict(about))
        if filled.get("kind") == "pledged" and "pledge" not in filled and filled.get("ref") in self.pledges:
            filled["pledge"] = self.pledges[filled["ref"]]
        return filled
