"""Says in words why a line is in a reader's letter."""

from digest.select import CITY_WIDE, Line
from digest.wording import Labels


def in_words(line: Line, labels: Labels) -> str:
    """Why a line was chosen, for whoever asks: "needed in 9 days; theme Digital inclusion; ward Armley"."""
    words = []
    for reason in line.reasons:
        code, _, value = reason.partition(":")
        words.append(
            {
                "soon": f"needed in {value} days",
                "open": f"open for {value} days",
                "new": "new since the last letter",
                "part-met": "part met",
                "theme": f"theme {labels.themes.get(value, value)}",
                "support": f"help of the kind {labels.support.get(value, value)}",
                "ward": f"ward {labels.wards.get(value, value)}",
                CITY_WIDE: f"for all of {labels.place_name}",
                "ward-not-said": "its ward is not given",
                "all": "the reader asked for all",
            }.get(code, code)
        )
    return "; ".join(words)
