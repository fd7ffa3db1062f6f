"""Pledge lines in words: which need, how many, when, on what condition, or no. Plain parsing; who may pledge is not known here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from intake import wording_pledges
from intake.conversation import giving_days, short_words
from intake.conversation.mentioned import Segment, clauses, refs_in, segments
from intake.messages import Answer

_HELPING = "help|do|manage|offer|take|commit|support|meet|supply|stretch|afford|give|pledge|be|spare|promise|assist|oblige|make|find any"
REFUSAL = re.compile(
    rf"\b((can'?t|cannot|can not|couldn'?t|won'?t|will not|shan'?t)( be able to)?( really)? ({_HELPING}|this|"
    rf"right now|at (the|this)|sorry)|"
    r"(can'?t|cannot|won'?t)(?=\W*$)|unable to|not (for us|one for us|this (time|week|month|one)|pledging|going to|be taking)|"
    r"(not|\w+n't) (able|possible|in a position|be able|taking)|none( of (them|these|those))? (fits?|suits?|is|are)|none this|"
    r"nothing (for us|this)|no(t)? thank(s| you)?|sorry,? no|pass( on)?|(don'?t|do not) (have|think)|decline|regret|"
    r"isn'?t (for us|possible)|we'?re out|"
    r"(isn'?t|is not|not) (really )?(something|anything|a thing|one) (we|i|that we|for us)|"
    r"(don'?t|do not|doesn'?t|does not) (really |currently |usually )?(do|give|offer|stock|sell|cover|work|supply|deal|handle|get|"
    r"fund|make|use|run)|"
    r"not (really |quite )?(our|my|in our|within our|what we|an option)|out(side)?( of)? (our|my) |beyond (us|our)|"
    r"too (far|big|much|many|late|soon|heavy|tight|small)|"
    r"(no|not enough|zero) (spare|capacity|budget|stock|money|cash|staff|time|room)|"
    r"not (a )?(good |right |really )?(fit|match|suitable)|(doesn'?t|does not|won'?t|wouldn'?t|would not) (really )?(suit|fit|work)|"
    r"sit this|having no|nothing we can)\b"
)
GIVES = re.compile(
    r"\b((we|i|she|he|they|you)('?ll| will| can| could| would|'d)\b|'ll\b|yes|yep|ok|happy to|glad to|count (us|me) in|"
    r"put (us|me) down|mine|ours|found|offer|supply|donate|provide|cover|commit|pledge|all of|half)\b|\d"
)
COMMIT = re.compile(
    r"\b((we|i|you|they|he|she|it)('?ll| will| can| could| would| might| shall)? ?(can|could|will|'ll)?|'ll|can|"
    r"could|yes|yep|ok|okay|happy to|"
    r"glad to|count us in|count me in|put (us|me) down|mine|ours|take|have|give|send|bring|lend|offer|supply|donate|"
    r"provide|cover|fund|do|"
    r"commit|pledge|all of|half|sure)\b"
)
ALL = re.compile(
    r"\b(all( of)?( it| them| the| these| those)?|the (whole )?lot|everything|every one|in full|the whole|full amount)\b"
)
HALF = re.compile(r"\bhalf\b")
_PERCENT = re.compile(r"\b(\d{1,3}) ?(?:%|per ?cent\b)")
SOME = re.compile(
    r"\b(some|a few|several|a number|part|a couple|a bit)\b(?! (of )?(time|day|stage|point))", re.IGNORECASE
)
DOUBT = re.compile(
    r"\b(maybe|perhaps|possibly|might( be able)?|probably|hopefully|hope to|provisional(ly)?)\b", re.IGNORECASE
)
"""Words that promise, but not for sure."""
_OTHERS_GIVE = re.compile(
    r"\b(can|could|will|would|might|may)( \w+ly)? (come|do|help|bring|look|fix|mend|send|give|provide|take|offer|lend|run|host|go|"
    r"visit|pop|paint|teach|sort|drop|supply|spare)\b"
)
"""Somebody of theirs gives: "our roofer could come in January"."""
BARE = re.compile(
    r"\W*((hi|hello|please)\b\W*)*((i|we)('d| would| can| could| want| wish)?( like)?( to)? )?"
    r"(help|pledge)( (out|on|for|with|to|towards))*\W*",
    re.IGNORECASE,
)
"""Words that pledge and say nothing of how much."""
CONDITION = re.compile(
    r"\b(if|subject to|provided|providing|as long as|on condition|conditional(ly)? on|conditional|depending on|"
    r"depends on|assuming|unless|"
    r"once|when (our|the|we)|(need|have|got) to (check|ask|confirm|run it past)|needs? (a )?(sign[- ]?off|approval)|awaiting|"
    r"pending)\b[^.;,\n]*",
    re.IGNORECASE,
)
CONTRACT = re.compile(
    r"\b(?:contract|framework|call-off|lot)\s+(?:is\s+)?(?:no\.?\s*|number\s*|ref\.?\s*)?([A-Za-z]{0,6}[-/]?\d[\w/-]*)",
    re.IGNORECASE,
)
_NAMED_CONTRACT = re.compile(
    r"\b(?:(?:under|part of|for|it'?s|through|on) )?(?:the|our) (?P<name>[\w&' -]{3,60}?) (?:contract|framework|call-off)\b",
    re.I,
)
NO_CONTRACT = re.compile(
    r"\b(no|not (for|under|part of|on) (a|any)|without a|isn'?t (a|any)) (contract|framework)\b|\bno contract\b"
)
_NUMBERS = "|".join(word for word in short_words.NUMBER_WORDS if word not in {"zero", "one"})
_NO_AMOUNT = re.compile(
    rf"\b\d{{1,2}}(?:[.:]\d{{2}})?\s?(?:am|pm)\b|\b\d{{1,2}}[.:]\d{{2}}\b|\b0\d{{3,4}}[ \d]{{5,}}|"
    rf"\b[A-Z]{{1,2}}\d{{1,2}}[A-Z]?\s?\d[A-Z]{{2}}\b|"
    rf"\bq[1-4]\b|\b(?:in|since) (?:19|20)\d\d\b|\b(?:\d+|{_NUMBERS})-(?=[a-z])|\b\d+ (?:until|till|to) (?=\d)|"
    rf"\b(?:in|within|for|after|over) (?:about )?(?:\d+|{_NUMBERS})(?: |-)?(?:minute|hour|day|week|month|year)s?\b(?:'? time)?|"
    rf"\b(?:out )?of (?:the |your |their )?(?:\d+|{_NUMBERS})\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"£\s?(?P<money>\d[\d,]*(?:\.\d+)?)|(?:\b(?P<number>\d[\d,]*(?:\.\d+)?|{_NUMBERS})|"
    rf"(?:^|\b(?:do|give|take|send|bring|manage|offer|just|only|fund|lend|maybe|perhaps|possibly|about|least|spare|yes) )(?P<one>one))"
    rf"(?:\s?[x×])?(?!\w)(?P<rest>(?: [A-Za-z][\w-]*){{0,3}})",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(numbers?|nos?\.|items?|needs?|entry|entries)\s*#?\d|#\d|^\W*\d+\s*[:.)]", re.IGNORECASE)
_AFTER_WHAT = re.compile(
    r"\b(?:of|for|to|on|by|from|if|and|but|at|in|this|next|with|please|each|wiped|towards|off)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Promise:
    """What one line says about one need. `portion` is "all", "half", "25%" or ""; `yes` False is a refusal."""

    ref: str
    words: str
    yes: bool = True
    count: float | None = None
    what: str = ""
    portion: str = ""
    by_date: date | None = None
    by_words: str = ""
    condition: str = ""
    contract: str = ""


def amount_in(text: str) -> tuple[float | None, str]:
    """How many of what a line gives; dates, times, phones, years, ranges and totals ("of the 10") are no amounts."""
    said = giving_days.NAMED.sub(" ", _NO_AMOUNT.sub(" ", text))
    found = _AMOUNT.search(said)
    if not found:
        return None, ""
    if found.group("money"):
        return float(found.group("money").replace(",", "")), "£"
    value = (found.group("number") or found.group("one")).lower().replace(",", "")
    count = float(short_words.NUMBER_WORDS[value]) if value in short_words.NUMBER_WORDS else float(value)
    what = _AFTER_WHAT.split(found.group("rest") or "")[0].strip()
    return count, what if len(what) > 2 else ""


def contract_in(words: str) -> str:
    """The contract that the words name: by its number, or as "the cleaning contract"; "" when they name none."""
    if NO_CONTRACT.search(short_words.plain(words)):
        return ""
    numbered = CONTRACT.search(words)
    if numbered:
        return numbered.group(1)
    named = _NAMED_CONTRACT.search(words)
    return named["name"].strip() if named else ""


def says_yes(text: str) -> bool:
    """Whether the words give something. The first sentence that gives or refuses decides; "we can't do 10 but can do 5" gives."""
    first, _ = short_words.lead(text)
    if first:
        return first == "yes"
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        said = short_words.plain(sentence)
        refuses = REFUSAL.search(said) is not None
        if refuses and not re.search(r"\bunless\b|\b(but|though|however)\b.*(\d|\b(can|will|could|half|some)\b)", said):
            return False
        if GIVES.search(said):
            return True
    return True


def understood(ref: str, words: str, today: date) -> Promise:
    """What these words say about this need."""
    said = short_words.plain(words)
    condition = CONDITION.search(words)
    outside = words.replace(condition.group(), " ") if condition else words
    refused, but, given = outside.partition(" but ")
    outside = given if but and REFUSAL.search(short_words.plain(refused)) else outside
    day, day_words = giving_days.named(outside, today)
    count, what = amount_in(outside)
    percent = _PERCENT.search(said)
    count, what = (None, "") if percent else (count, what)
    portion = f"{percent.group(1)}%" if percent else "half" if HALF.search(said) else "all" if ALL.search(said) else ""
    doubt = DOUBT.search(words)
    return Promise(
        ref=ref,
        words=words.strip(),
        yes=says_yes(words) and count != 0,
        count=count,
        what=what,
        portion="" if count is not None else portion,
        by_date=day,
        by_words=day_words,
        condition=condition.group().strip(" ,.") if condition else wording_pledges.NOT_SURE_YET if doubt else "",
        contract=contract_in(words),
    )


def promises(
    text: str, answers: Sequence[Answer], numbers: Mapping[str, str], prefixes: Sequence[str], today: date
) -> list[Promise]:
    """Every promise and refusal of a message, one for each need named, in order. Words below a quoted line belong to its need."""
    gathered: dict[str, list[str]] = {}
    for answer in answers:
        for ref, words in _below(answer, numbers, prefixes):
            gathered.setdefault(ref, []).append(words)
    seen = {short_words.plain(line) for answer in answers for line in answer.words.splitlines()}
    leading = _written(
        "\n".join(line for line in text.splitlines() if short_words.plain(line) not in seen),
        numbers,
        prefixes,
        gathered,
    )
    found = [understood(ref, ". ".join(part for part in parts if part), today) for ref, parts in gathered.items()]
    before = " ".join(leading)
    if found and before and REFUSAL.search(short_words.plain(before)) and all(not item.words for item in found):
        found = [replace(item, yes=False) for item in found]
    return found


def _below(answer: Answer, numbers: Mapping[str, str], prefixes: Sequence[str]) -> list[tuple[str, str]]:
    """The needs that an answer between quoted lines is about, with the words for each.

    What the answer names itself counts; else it is about the item that it stands in, if it gives or refuses anything. There
    "ok for 2" is an amount: only a reference, or a number called one, names another item.
    """
    own: dict[str, list[str]] = {}
    named = refs_in(answer.quoted, numbers, prefixes)
    refs = named if len(named) == 1 else refs_in(answer.item, numbers, prefixes)[:1] or named[-1:]
    _written(answer.words, {} if refs and not _CALLED.search(answer.words) else numbers, prefixes, own)
    if own:
        return [(ref, ". ".join(part for part in parts if part)) for ref, parts in own.items()]
    said = short_words.plain(answer.words)
    gives = GIVES.search(said) or _OTHERS_GIVE.search(said) or "👍" in answer.words
    answers = gives or REFUSAL.search(said) or short_words.lead(answer.words)[0]
    return [(ref, answer.words.strip()) for ref in refs] if answers else []


def _written(
    text: str, numbers: Mapping[str, str], prefixes: Sequence[str], gathered: dict[str, list[str]]
) -> list[str]:
    """Add to `gathered` the words for each need that the text names; what stands before the first is returned.

    References in a row without words of their own share the words that follow: "LS-0042, LS-0051. None fit."
    """
    current: tuple[str, ...] = ()
    bare = False
    leading: list[str] = []
    for clause in clauses(text):
        for segment in _with_day_for_all(clause, segments(clause, numbers, prefixes)):
            if segment.refs:
                current = (*(current if bare else ()), *segment.refs)
                bare = not re.search(r"\w|👍|👎", segment.words)
            else:
                bare = False
            for ref in current:
                gathered.setdefault(ref, []).append(segment.words)
            if not current:
                leading.append(segment.words)
    return leading


def _with_day_for_all(clause: str, found: Sequence[Segment]) -> list[Segment]:
    """The pieces of a clause, each with the day that stands behind a comma at its end: "5 of number 1 and 2 of number 3, by Friday"."""
    days = [match for match in giving_days.NAMED.finditer(clause) if match.end() >= len(clause.rstrip(" .!"))]
    if len(found) < 2 or not days or not clause[: days[-1].start()].rstrip().endswith(","):
        return list(found)
    day = days[-1].group().strip()
    return [one if giving_days.NAMED.search(one.words) else replace(one, words=f"{one.words}, {day}") for one in found]
