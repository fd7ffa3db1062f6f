"""What a letter says of its reader: what was asked for, why it comes, what became of earlier needs."""

from collections.abc import Sequence

from digest.entries import Outcome, SubscriberView
from digest.settings import DigestSettings
from digest.wording import NEUTRAL, NO_NAMES, Labels, amount, joined, listed, where, whole, whole_need
from nlp.taxonomy import CITY_WIDE


def footer(asked_for: str, settings: DigestSettings) -> tuple[str, ...]:
    """Why one gets the letter, how to change it, who runs it."""
    runs = f"{settings.service} in {settings.place_name} is run by {whole(settings.run_by)}." if settings.run_by else ""
    reach = (
        f"Questions or complaints: {settings.contact}."
        if settings.contact
        else "Questions or complaints: reply and say so."
    )
    privacy = f"How we look after data: {settings.privacy}." if settings.privacy else ""
    why = f"You get this letter because you asked for {asked_for}. To change that, reply and say what you want."
    return (why, NO_NAMES, NEUTRAL, " ".join(part for part in (runs, reach, privacy) if part))


def interests(view: SubscriberView, labels: Labels) -> str:
    """What a reader asked for: "needs in Leeds on digital inclusion, in Armley and Wortley"."""
    what = {"vcse": "offers and gaps", "procurement": "needs and local suppliers", "curator": "everything"}.get(
        view.audience, "needs and gaps"
    )
    words = f"{what} in {labels.place_name}"
    if view.themes:
        words += f", on {listed([labels.themes.get(theme, theme) for theme in view.themes])}"
    if view.support:
        words += f", for {listed([labels.support.get(kind, kind) for kind in view.support])}"
    if not view.wards or CITY_WIDE in view.wards or set(labels.wards) <= set(view.wards):
        return words
    return words + f", in {listed(places(view.wards, labels))}"


def places(wards: Sequence[str], labels: Labels) -> list[str]:
    """The names of wards; where all wards of an area are among them, the name of the area instead."""
    left = dict.fromkeys(wards)
    names = []
    for area, members in labels.areas.items():
        if len(members) > 1 and all(ward in left for ward in members):
            names.append(area)
            for ward in members:
                del left[ward]
    return names + [labels.wards.get(ward, ward) for ward in left]


def nothing_subject(place_name: str) -> str:
    return f"Nothing new for you in {place_name} this month"


def nothing_fitted(asked_for: str) -> str:
    return (
        f"We are still here. You asked for {asked_for}, and in the last four weeks nothing came that fits. "
        "When something does, you get a letter. To hear of more, reply and say what you want."
    )


def outcome(came: Outcome, labels: Labels) -> str:
    """What became of an entry: "LS-0042, 10 chairs, Armley: 8 came. 2 are still open."."""
    candidate = came.candidate
    name = f"{candidate.ref}, {whole_need(candidate, labels)}, {where(candidate, labels)}"
    unit = "£" if candidate.what == "£" else ""
    if came.met:
        return f"{name}: all of it came."
    if came.promised is None or came.came is None:
        return f"{name}: somebody has promised it."
    parts = [f"{amount(came.came, unit)} came"] * bool(came.came)
    parts += [f"{amount(came.promised, unit)} promised"] * bool(came.promised)
    left = candidate.open_quantity or 0
    rest = f" {amount(left, unit)} still open." if left else ""
    return f"{name}: {joined(parts or ['all of it promised'])}.{rest}"
