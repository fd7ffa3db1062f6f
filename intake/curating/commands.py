"""A curator's commands as typed: "ok 1-4, 5 theme digital, 6 ask how many, 7 no: outside Leeds". Words in, commands out."""

import re
from dataclasses import dataclass

VERBS = {
    "approve": "okay|ok|good|approve|approved|yes|yep|fine|publish|👍|✅|✓",
    "decline": "no|nope|decline|declined|reject|rejected|refuse|👎|❌",
    "ask": "ask back|ask them|ask",
    "theme": "change theme|edit theme|themes|theme|tags|tag",
    "ward": "change ward|edit ward|wards|ward|areas|area|where",
    "support": "support|kind of help|kind",
    "text": "public text|edit text|change text|text|edit|reword|rewrite|words|wording",
    "quantity": "change quantity|edit quantity|quantity|amount|count",
    "merge": "merge|join|same as|duplicate of|duplicate",
    "split": "split",
    "reopen": "reopen|re-open|undo",
    "hold": "hold|wait|later|keep|park",
}
OF_WORD = {word: name for name, words in VERBS.items() for word in words.split("|")}
_VERB = "|".join(sorted((word for words in VERBS.values() for word in words.split("|")), key=len, reverse=True))
_TARGET = r"(?:[A-Za-z]{2}-\d{3,6}|#?\d{1,3}(?:\s?(?:-|–|—|to)\s?#?\d{1,3})?)(?![\w-])"
_SEPARATOR = r"\s*(?:,|&|\+|\band\b|,\s*and\b)\s*"
_START_VERB = rf"(?:{_VERB})(?!\w)"
_ALONE = rf"{_TARGET}(?!\s*[:.)=–-]?\s*{_START_VERB})(?=\s*(?:$|[,;.&+!]|and\b|but\b|{_TARGET}))"
_LIST = rf"{_TARGET}(?:{_SEPARATOR}{_TARGET})*"
_LONE_LIST = rf"{_ALONE}(?:{_SEPARATOR}{_ALONE})*"
_REST = r"(?:all|everything|the rest|the others|rest)"
_BUT = rf"(?:\s*,?\s*(?:but|except(?: for)?|apart from|bar|other than|not)\s+(?P<but>{_LONE_LIST}))?"
_ALL = re.compile(
    rf"(?:(?P<verb>{_START_VERB})\s+(?:(?:to|with|for)\s+)?{_REST}(?: of them)?\b|"
    rf"{_REST}(?:\s+(?:is|are))?\s+(?P<verb_after>{_START_VERB}))" + _BUT,
    re.IGNORECASE,
)
_FIRST = re.compile(rf"(?P<targets>{_LIST})\s*[:.)=–-]?\s*(?:(?:is|are)\s+)?(?P<verb>{_START_VERB})", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?P<verb>ok|okay|approve|yes|publish|hold|wait|park|keep)\s+(?P<targets>{_LONE_LIST})"
    rf"|(?P<other>no|decline|reject|refuse|ask|merge|split|theme|ward|text|edit|support|reopen|undo)\s+(?P<target>{_TARGET})",
    re.IGNORECASE,
)
_SOFT = re.compile(r"[\s,.]*(?:,|\.\s|\band\b|\s)\s*(?:and\s+|then\s+)?", re.IGNORECASE)
_NICE = re.compile(
    r"^(?:thanks?|thank you|please|cheers|ta|hi|hello|morning|good morning|all the best|best wishes|best|\W)*$", re.I
)
_GREETING = re.compile(
    r"(?:hi|hello|hiya|dear|good morning|morning|good afternoon|thanks|thank you)(?: (?!ok\b|all\b)[a-z]+)?\s*[,!.:]+\s*(?=\S)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:[\s,.*•>-]|(?:and|then)\b)+", re.IGNORECASE)
_LIKELY = re.compile(rf"\d|\b{_START_VERB}", re.IGNORECASE)
_TO_END_OF_LINE = {"text", "split"}


@dataclass(frozen=True, slots=True)
class Command:
    """`verb` is a key of VERBS; `targets` are numbers or references as typed; `every` stands for all but `targets`."""

    verb: str
    targets: tuple[str, ...]
    words: str = ""
    every: bool = False


@dataclass(frozen=True, slots=True)
class Commands:
    """What was typed, in order; `unclear` are the pieces that look like a command and are none."""

    commands: tuple[Command, ...] = ()
    unclear: tuple[str, ...] = ()


def parse(text: str) -> Commands:
    """Every command in the text. Line breaks and semicolons always end one; commas only where the next one begins.

    A yes with other words after it ("1 ok but not the ward") is unclear and no yes.
    """
    commands: list[Command] = []
    unclear: list[str] = []
    for line in re.split(r"[\n;]+", text):
        _parse_line(line.strip(), commands, unclear)
    return Commands(tuple(commands), tuple(unclear))


def _parse_line(line: str, commands: list[Command], unclear: list[str]) -> None:
    greeting = _GREETING.match(line)
    position = greeting.end() if greeting else 0
    while position < len(line):
        lead = _LEAD.match(line, position)
        position = lead.end() if lead else position
        found = _start(line, position)
        if found is None:
            end = _next_start(line, position)
            piece = line[position:end].strip(" ,.")
            if piece and _LIKELY.search(piece):
                unclear.append(piece)
            position = max(end, position + 1)
            continue
        command, position = found
        began = position
        end = _end_of_words(line, position) if command.verb in _TO_END_OF_LINE else _next_start(line, position)
        words = line[position:end].strip().lstrip(":=–- ").strip(" ,")
        position = end
        if command.verb in ("approve", "hold", "reopen"):
            if words and not _NICE.match(words) and not _new_sentence(line[began:end]):
                unclear.append(f"{', '.join(command.targets)} {words}".strip())
                continue
            words = ""
        commands.append(Command(command.verb, command.targets, words, command.every))


def _new_sentence(rest: str) -> bool:
    """Whether words after a yes are a sentence of their own that commands nothing: a greeting, a name."""
    return re.match(r"\s*[.!]\s", rest) is not None and not _LIKELY.search(rest)


def _start(line: str, position: int) -> tuple[Command, int] | None:
    """The command that begins here, without its words, and where they begin."""
    found = _ALL.match(line, position)
    if found:
        verb = OF_WORD[(found["verb"] or found["verb_after"]).lower()]
        return Command(verb, _targets(found["but"] or ""), every=True), found.end()
    found = _FIRST.match(line, position)
    if found:
        return Command(OF_WORD[found["verb"].lower()], _targets(found["targets"])), found.end()
    found = _AFTER.match(line, position)
    if found:
        verb = (found["verb"] or found["other"]).lower()
        return Command(OF_WORD[verb], _targets(found["targets"] or found["target"])), found.end()
    return None


def _end_of_words(line: str, position: int) -> int:
    """Where new words for the letter end: at a full stop with a number and a verb behind it, else with the line."""
    for stop in re.finditer(r"(?<=[.!?])\s+", line[position:]):
        if _FIRST.match(line, position + stop.end()):
            return position + stop.start()
    return len(line)


def _next_start(line: str, position: int) -> int:
    """Where the next command of this line begins, after a comma, a full stop, "and" or a space; the end when none does."""
    for separator in _SOFT.finditer(line, position):
        if separator.end() < len(line) and _start(line, separator.end()) and _ends_words(line, position, separator):
            return separator.start()
    return len(line)


def _ends_words(line: str, position: int, separator: "re.Match[str]") -> bool:
    """A space alone begins a command only right after the last one: "ok 1-4 5 theme digital", "1 yes 2 no"."""
    return bool(separator.group().strip()) or separator.start() == position


def _targets(words: str) -> tuple[str, ...]:
    """Each number of a range, and each reference in capitals, in order."""
    targets: list[str] = []
    for found in re.finditer(_TARGET, words):
        target = found.group().replace("#", "").replace(" ", "")
        numbers = re.fullmatch(r"(\d+)(?:-|–|—|to)(\d+)", target)
        if numbers:
            targets += [
                str(number) for number in range(int(numbers[1]), min(int(numbers[2]), int(numbers[1]) + 99) + 1)
            ]
        elif "-" in target:
            prefix, _, number = target.partition("-")
            targets.append(f"{prefix.upper()}-{int(number):04d}")
        else:
            targets.append(str(int(target)))
    return tuple(dict.fromkeys(targets))
