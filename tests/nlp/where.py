"""Reads the wards of a text, for the stories of where the help is for."""

from nlp.places import load_place
from nlp.wards import WardReading, read_wards


def wards(text: str, place: str = "leeds", **more: object) -> WardReading:
    return read_wards(text, load_place(place), **more)  # type: ignore[arg-type]


def names(reading: WardReading) -> set[str]:
    return {ward.name for ward in reading.wards}
