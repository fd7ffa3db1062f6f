"""What the service says to those who ask and offer, until the receipt: plain English, short, no promise.

What is said later is in `wording_own`, what suppliers are told in `wording_pledges`.

Arguments are ready words (amounts, dates, labels), so that this file holds language and nothing else.
"""

import re
from collections.abc import Sequence
from datetime import date


def listed(words: Sequence[str], last: str = "and") -> str:
    """["a", "b", "c"] → "a, b and c"."""
    return ", ".join(words[:-1]) + f" {last} {words[-1]}" if len(words) > 1 else "".join(words)


def amount(count: float, what: str) -> str:
    """10 chairs, 1 chair, £250, 2.5 days. Whole numbers have no decimals."""
    number = f"{count:,.0f}" if count == int(count) else f"{count:,.2f}".rstrip("0")
    if what.startswith("£"):
        return f"£{number}"
    thing, of, rest = what.partition(" of ")
    if count == 1:
        thing = _one(thing)
    return f"{number} {thing}{of}{rest}".strip()


def _one(things: str) -> str:
    """One of the things: laptop, box, nappy. What is no plain plural stays as it is."""
    if re.search(r"[a-z]ies$", things):
        return f"{things[:-3]}y"
    if re.search(r"(x|ch|sh|ss|bus)es$", things):
        return things[:-2]
    return things[:-1] if re.search(r"[^siu]s$", things) else things


def day(value: date, today: date) -> str:
    """25 December; with its year when that is not this year or soon after."""
    written = f"{value.day} {value:%B}"
    return written if -60 < (value - today).days < 300 else f"{written} {value.year}"


def by_day(day: str) -> str:
    return f"by {day}"


def on_day(day: str) -> str:
    return f"on {day}"


def all_of(place: str) -> str:
    return f"all of {place}"


def for_place(wards: Sequence[str]) -> str:
    return f"for {listed(wards)}"


def quoted(text: str, most: int = 60) -> str:
    """A few words of the sender's own in quotation marks, cut at a word."""
    words = " ".join(text.split())
    if len(words) > most:
        words = words[:most].rsplit(" ", 1)[0].rstrip(",.;:") + " …"
    return f"“{words}”"


A_GROUP = "a local group"


def unnamed(text: str, organisation: str) -> str:
    """The text without the name of who asks, for those who keep it private."""
    name = rf"(?<!\w)(?:the )?{re.escape(organisation)}(?!\w)"
    signed = re.compile(rf"(?<=[.!?\n])[ \t]*{name}[ \t]*(?:[.!\n]|$)", re.IGNORECASE)
    text = re.sub(name, A_GROUP, signed.sub("", text), flags=re.IGNORECASE).strip()
    return re.sub(rf"(?:^|(?<=[.!?] )){A_GROUP[:1]}(?={A_GROUP[1:]})", A_GROUP[:1].upper(), text)


def sentences(*parts: str) -> str:
    """The parts that hold words, each a paragraph of its own."""
    return "\n\n".join(part.strip() for part in parts if part and part.strip())


# --- What was understood -------------------------------------------------------------------------------------------------

OPENINGS = {
    "ask": "This is what I understood:",
    "offer": "Thank you for the offer. This is what I understood:",
    "capacity": "Thank you. You told me what you can do as paid work. This is what I understood:",
    "gap": "Thank you. You told me what is hard to buy. This is what I understood:",
}
WHAT, ABOUT, KIND_OF_HELP, WHERE, WHEN = "What", "About", "Kind of help", "Where", "When"
CORRECTIONS = "If something is wrong, just tell me. For example: “12, not 10”."
LEFT_TO_A_PERSON = "That is fine. A person will look at that."


def corrected(what: str) -> str:
    return f"Thank you. I have changed that: {what}." if what else "Thank you. I have changed that."


KIND_CORRECTED = {
    "ask": "Sorry. I have put it down as something that you need.",
    "offer": "Sorry. I have put it down as something that you can give.",
}
DROPPED = "All right. I have dropped it. Nothing was kept."
NOTHING_TO_DROP = "There is nothing open that I could drop. To take back an ask, write “cancel” and its reference."


def field(name: str, words: str, evidence: str = "") -> str:
    """One line of what was understood, with the sender's words that it was read from."""
    return f"- {name}: {words}" + (f" (from {quoted(evidence, 40)})" if evidence else "")


def several(number: int) -> str:
    return f"I found {number} needs in your message. This is what I understood:"


# --- Questions -----------------------------------------------------------------------------------------------------------


def _turns(times: int, first: str, second: str) -> str:
    """Two ways to put a question once more, in turn."""
    return first if times % 2 else second


def ask_need(times: int, placed: bool = False) -> str:
    """`placed`: a place was named, and nothing else."""
    if placed and not times:
        return "What do you need there? Say it in your own words. Please also say how many, and by when."
    if times > 0:
        return _turns(
            times,
            "What would help most? Tell me what, how many, and where.",
            "Please tell me in a few words what your group needs.",
        )
    return "What do you need? Say it in your own words. Please also say how many, by when, and for which area."


def ask_ward(place: str, about: str, loose: str, outside: str, times: int) -> str:
    what = f" for {about}" if about else ""
    help_with = f"the help with {about}" if about else "the help"
    if times > 0 and loose:
        return _turns(
            times,
            f"“{loose}” can be more than one place. Which of these is it{what}? The name of a street or estate is fine too.",
            f"Which of these is it{what}? If you do not know, say “not sure”.",
        )
    if times > 0:
        return _turns(
            times,
            f"Which area{what}? A postcode or the name of a street or estate is fine too.",
            f"Where in {place} is it{what}? If you do not know, say “not sure”.",
        )
    if outside and not loose:
        return f"That sounds like {outside}. We cover {place}. Which part of {place} is {help_with} for?"
    if loose:
        return f"“{loose}” can be more than one place. Which ward of {place} is {help_with} for?"
    return f"Which part of {place} is {help_with} for?"


def unknown_place(name: str, place: str) -> str:
    return f"I do not know {name} in {place}. If I have the place wrong, please give me its postcode or its ward."


def for_group(name: str) -> str:
    return f"Thank you. It is for {name}."


def ask_theme(about: str, times: int) -> str:
    what = f" for {about}" if about else ""
    if times > 0:
        return _turns(times, f"What is it mostly about{what}?", f"Which heading fits best{what}? “Not sure” is fine.")
    return f"I am not sure which heading fits best{what}. Which one is right?"


def ask_share(organisation: str, times: int, kind: str = "ask") -> str:
    letter = "our weekly letter" if kind == "ask" else "what we pass on"
    if organisation:
        if times > 0:
            return _turns(
                times,
                f"One thing is still open. Is it all right to name {organisation} in {letter}? Yes or no is enough.",
                f"Shall I name {organisation} in {letter}? Please say yes or no.",
            )
        return f"May I name {organisation} in {letter}?"
    if times > 0:
        return _turns(
            times,
            "One thing is still open. Who are you, and may I give that name? “No” is fine. Then I keep it private.",
            "What is your group called, and may I say so? You can also say “keep it private”.",
        )
    return f"Which group or organisation is this for? And may I give its name in {letter}?"


def ask_same(ref: str, text: str, times: int) -> str:
    if times > 0:
        return _turns(
            times, f"Is it the same as {ref}? Please say yes or no.", f"Is {ref} yours as well, or is this a new one?"
        )
    return f"I have one like it already: {ref}, {quoted(text, 90)}. Is yours the same?"


def all_questions(questions: Sequence[str]) -> str:
    """All open questions of one letter."""
    if len(questions) == 1:
        return questions[0]
    return f"I have {len(questions)} questions. A short answer to each is enough.\n\n" + "\n".join(
        f"- {ask}" for ask in questions
    )


SHARE_YES = "Yes, you may name us"
SHARE_NO = "No, keep it private"
SOMEWHERE_ELSE = "Somewhere else"
NOT_SURE = "I am not sure"
SAME_YES = "Yes, the same"
SAME_NO = "No, a new one"
WHERE_ELSE = "Where is it then? A postcode or the name of an estate is fine."
ONCE_MORE = "Once more:"
OLD_BUTTON = "That question has its answer already. If you want to change something, just tell me in words."
NOT_FINISHED = (
    "An ask was not finished, for the last question got no answer. It is kept as {refs}, unnamed and in no letter."
)
NOT_UNDERSTOOD = "Sorry, I did not understand that."
TOLD_BEFORE = "I have that already. There is no need to send it again."
THAT_IS_IN = "I have put it down for {wards}."
ALL_OVER = "I have put down all of {place}."
ADDED = "Thank you. I have added that to what you told me."
TOOK_NEW = "Thank you, I have added that."


def options(labels: Sequence[str]) -> str:
    """Possible answers to one of several questions in a letter, said in the question itself."""
    likely = [label for label in labels if label not in {SOMEWHERE_ELSE, NOT_SURE}]
    return f"It may be {listed(likely, 'or')}. “Not sure” is fine too."


def nudge(questions: str) -> str:
    return f"A short reminder about your message. {questions}"


# --- Receipts ------------------------------------------------------------------------------------------------------------


def receipt(marks: Sequence[tuple[str, str]]) -> str:
    """`marks` are (reference, short name) pairs."""
    if len(marks) == 1:
        return f"Thank you. It is written down. Your reference is {marks[0][0]}."
    return "Thank you. They are written down. These are your references:\n" + "\n".join(
        f"- {ref}: {name}" for ref, name in marks
    )


def naming(organisation: str, share: bool) -> str:
    if not share:
        return "Your name stays private."
    if organisation:
        return f"I will name {organisation}."
    return "I do not know the name of your group yet. You can tell me at any time: “we are …”."


NEXT = {
    "ask": "Then it can go into our weekly letter to local firms and public bodies.",
    "offer": "Then we look for groups that it fits, and ask you before you are put in touch.",
    "capacity": "Then we can show it to public bodies and firms who look for such work.",
    "gap": "Then we can show it to local charities and social enterprises.",
}
NO_PROMISE = {
    "ask": "We cannot promise that somebody will help.",
    "offer": "We cannot promise that somebody will need it.",
    "capacity": "We cannot promise that work comes of it.",
    "gap": "We cannot promise that somebody can supply it.",
}


def notice(service: str, months: int, kind: str = "ask") -> str:
    return (
        f"A person at {service} reads it first. {NEXT[kind]} Names of people, phones and addresses stay out. "
        f"We keep it for {months} months. {NO_PROMISE[kind]}\n\n"
        "Write STOP and I will send nothing more. Write DELETE and I will erase your details."
    )


def short_notice(kind: str = "ask") -> str:
    return f"A person reads it before it goes out. {NO_PROMISE[kind]}"


RECEIPT_SUBJECT = "Your ask is written down"
QUESTION_SUBJECT = "One question about your ask"


def noted_on(ref: str) -> str:
    return f"Thank you. I have added your words to {ref}. You do not need a new one."
