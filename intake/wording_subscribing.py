"""What is said of the letter itself: how one gets it, what is in it, and that it rests."""

from collections.abc import Sequence


def area(name: str) -> str:
    """One of the place's areas, such as "Inner East"."""
    return f"all wards of {name}"


def subscription(
    themes: Sequence[str],
    places: Sequence[str],
    support: Sequence[str],
    frequency: str,
    place: str,
    *,
    day: str = "",
    most_lines: int = 0,
    until: str = "",
) -> str:
    """A letter as somebody gets it. `places` are wards and areas; `day` is a weekday, `until` the end of a pause."""
    every = {"weekly": "each week", "fortnightly": "every two weeks", "monthly": "once a month"}.get(
        frequency, frequency
    )
    about = "all themes" if not themes else ", ".join(themes)
    where = f"all of {place}" if not places else ", ".join(places)
    lines = [f"- How often: {every}{', on ' + day if day else ''}", f"- About: {about}", f"- Where: {where}"]
    if support:
        lines.append(f"- Kind of help: {', '.join(support)}")
    if most_lines:
        lines.append(f"- Length: no more than {most_lines} needs")
    if until:
        lines.append(f"- Not before: {until}")
    return "\n".join(lines)


SUBSCRIBE_ASK = "You would get our letter like this:"
SUBSCRIBE_CONFIRM = "Is that right? Write yes, or tell me what to change."
SUBSCRIBE_YES = "Yes, send it to me"
SUBSCRIBE_NO = "No, thank you"
SUBSCRIBED = "Done. You are on the list. You can answer each letter in your own words. STOP ends it."
SUBSCRIPTION_CHANGED = "Done. Your letter is now like this:"
SUBSCRIPTION_SUBJECT = "Your letter from us"
NOT_SUBSCRIBED = "All right. I will not send you the letter."
SHARED_MAILBOX = "This address gets our letter already. I have added what you want. It is now like this:"


def paused(until: str) -> str:
    """`until` is the day on which letters come again, "" when nobody said."""
    if until:
        return (
            f"Done. You get no letter before {until}. Then it comes again by itself. Write START if you want it sooner."
        )
    return "Done. You get no letter for now. Write START when you want it again."


LETTERS_AGAIN = "Welcome back. You get our letter again from the next one on."
NEW_ADDRESS = "Please write to me from the new address and say “subscribe”. Then write STOP from the old one."
ALREADY_SO = "Your letter is like this already:"
LETTER_IS = "Your letter from us is like this:"
