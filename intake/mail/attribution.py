"""The line that introduces a quotation ("On Monday Jo wrote:"), in many languages, wrapped over lines or not."""

import re
from collections.abc import Sequence

MOST_LINES = 5
LONGEST = 420
ENDINGS = (":", "：", "-", ">", "]", "—", "؛", "︰")

_AT_THE_END = (
    "wrote|writes|said|sent|a envoyé|geschreven|geschrieben|skrivit|skrevet|a écrit|a ecrit|écrit|ha scritto"
    "|scrive|escribió|escribio|ha escrito|escrigué"
    "|va escriure|escribiu|escreveu"
    "|escreveu o seguinte|schrieb|schrieb folgendes|schreibt|hat geschrieben|schreef|schreef het volgende|heeft geschreven"
    "|napisał|napisała|napisał\\(a\\)|napisał/a|napisali|pisze|napsal|napsala|napsal\\(a\\)|napísal|napísala"
    "|napísal\\(a\\)"
    "|skrev|skreiv|har skrevet|skrev følgende|har skrivit|kirjoitti|kirjutas|rakstīja|rašė|parašė|írta"
    "|ezt írta|a következőt írta"
    "|a scris|a scris următoarele|escrie|написал|написала|написал\\(а\\)|пишет|писал|писала|писал\\(а\\)"
    "|написав|написала|пише|писав"
    "|написав\\(ла\\)|написа|је написао|је написала|je napisao|je napisala|je napisao/la|je pisao|je napisal"
    "|je napisala"
    "|έγραψε|έγραψαν|yazdı|şunu yazdı|şunları yazdı|yazmış|写道|寫道|写到|のメール|さんは書きました"
    "|が書きました|に書きました|書きました|님이 작성|님이 작성함|작성"
    "|כתב|כתבה|כתב/ה|‫כתב|كتب|كتبت|نے لکھا|لکھا|نوشت|ने लिखा|লিখেছেন|ਨੇ ਲਿਖਿਆ|đã viết|เขียนว่า|menulis"
    "|sumulat|shkroi|skrifaði"
    "|ysgrifennodd|idatzi du|ka shkruar|ayaa qoray|aliandika"
)
_BEFORE_THE_NAME = (
    "schrieb|schreibt|schreef|heeft|hat|skrev|skreiv|escribió|escribio|escreveu|napisał|napisała|napisał\\(a\\)|pisze|napsal"
    "|napsala|napsal\\(a\\)|napísal"
    "|napísal\\(a\\)|كتب|كتبت|כתב|כתבה|написал|написала|пишет|написав|написала|пише|kirjoitti|a scris"
    "|je napisao|je napisala|написа"
    "|έγραψε|נכתב|írta|shkroi|escriu"
)
_VERBS = tuple(re.sub(r"\\", "", one) for one in f"{_AT_THE_END}|님이 작성|のメール".lower().split("|"))
_STEMS = tuple(
    dict.fromkeys(re.sub(r"\\", "", one)[:12] for one in f"{_AT_THE_END}|{_BEFORE_THE_NAME}".lower().split("|"))
)
_SIGN = "[\\s*_\"'»)\\]]*"
VERB_LAST = re.compile(
    rf"(?:^|[\s,>)\]:*_\d])(?:{_AT_THE_END}|님이 작성|のメール){_SIGN}(?:[:：︰.…]|-{{2,}}|—)*{_SIGN}$", re.I
)
VERB_THEN_NAME = re.compile(
    rf"(?:^"
    rf"|[\s,>)\]*_])(?:{_BEFORE_THE_NAME})\s*:?\s+(?:[^\s:<>]+\s*){{1,6}}(?:<[^<>]*>)?(?:\s*\([^()]*\))?\s*[:：]\s*$",
    re.I,
)
VERB_ANYWHERE = re.compile(rf"(?:^|[\s,>)\]*_\d])(?:{_AT_THE_END})(?=$|[\s:：,<\[(*.-])", re.I)
DATE = re.compile(
    r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]?\d{0,4}|\d{4}[年년]|\d{1,2}[月월]|[٠-٩۰-۹०-९]{1,4}"
    r"|\b\d{1,2}(?:st|nd|rd|th|er|º)?\.? (?:de )?\w{3,12}\b|\b\w{3,10} \d{1,2}\b"
)
ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,80}(?:\.[\w-]{1,80}){0,6}|<mailto:")
ANGLED = re.compile(r"[<(\[][^<>\s]{1,80}@[^<>\s]{1,120}[>)\]]")
PRECISE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d{2}|\b(?:wrote|said|made|writes)\b")
CLOCK = re.compile(r"\b\d{1,2}[:.h٫]\d{2}(?!\d)")
MID_LINE = re.compile(r"(<[^<>\s]{1,80}@[^<>\s]{1,120}>\s?[^\s:]{2,20}(?: [^\s:]{2,20}){0,2}\s?:)\s+(?=\S)")
DATE_FIRST = re.compile(
    r"^[\W_]{0,4}(?:\w{2,12}[.,]{0,2} )?(?:\d{4}[-/.年년]\s?\d{1,2}[-/.月월]\s?\d{1,2}"
    r"|\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{1,2}\.? \w{3,12}\.? \d{4})"
)
START = re.compile(
    r"^[\W_]{0,30}(?:On|At|Am|Um|Le|El|Em|No dia|Il|Il giorno|In data|W dniu|Dnia|W|Op|Den|Dne|Dňa|D?ne|Dana|Na"
    r"|U|Pe|În|In|La|Στις|Vào|Pada|"
    r"Ha|Kl|På|Ti|To|Fr|Ma|Pá|Po|Út|St|Čt|Пн|Вт|Ср|Чт|Пт|Сб|Нд|Вс|В|У|На|Во?|О|Quoting|Zitat von|Citando|Citat"
    r"|Citazione|Citát|Zacytowane|Cytat|"
    r"Mon|Tue|Wed|Thu|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|lun|mar|mer|mié|jue"
    r"|vie|sáb|dom|seg|ter|qua|qui|sex|"
    r"pon|wt|śr|czw|pt|sob|niedz|ma|di|wo|do|vr|za|zo|mån|tis|ons|tors|fre|lör|sön|man|tir|ons|tor|fre|lør|søn"
    r"|Date|Dear|"
    r"在|於|于|في|بتاريخ|بتاریخ|در|ב|ב-|בתאריך|Ar|Ar ddydd|Datum)(?=[\s,.:*]|\d|$)",
)
SHARED_LINE = re.compile(
    r"(?<=[\w.,!?)])(?:\s+|(?=-{2,}))"
    r"(-{0,10}\s?On (?:\w{3,9},? )?(?:\d{1,2}[ ./-]|\d{4}-|\w{3,9}\.? \d{1,2}\b).{5,300})$"
)
QUOTING = re.compile(r"^[\W_]{0,6}(?:Quoting|Zitat von|Citando|Citazione|Zacytowane|Cytat|Citat av)\b.{3,200}:$")

SPOKEN = re.compile(
    r"^[\W_]{0,4}(?:according to|also sprach|thus (?:spake|spoke)|once upon a time|in (?:message|article)|quoth) .{2,100}:$"
    r"|^message text written by .{2,60}$",
    re.I,
)


def attribution_ending_at(lines: Sequence[str], end: int, *, quoted_below: bool = False) -> int | None:
    """The first line of the attribution whose last line is `end`, or None when there is none. Lines are stripped.

    `quoted_below`: a marked quotation follows, so that less proof is enough.
    """
    last = lines[end]
    if not last or len(last) > LONGEST:
        return None
    if not last.endswith(ENDINGS) and not (_may_end_in_verb(last[-60:]) and VERB_LAST.search(last[-60:])):
        return None
    for count in range(1, MOST_LINES + 1):
        start = end - count + 1
        if start < 0 or not lines[start]:
            return None
        block = " ".join(lines[start : end + 1])
        if len(block) > LONGEST:
            return None
        if is_attribution(block, quoted_below=quoted_below):
            return _widened(lines, start, end)
    return None


def _may_end_in_verb(words: str) -> bool:
    bare = words.lower().rstrip(" *_\"'»].…—-\t")
    return bare.endswith(_VERBS) or bare.rstrip(")").endswith(_VERBS)


def _may_hold_verb(words: str) -> bool:
    """A cheap look, because the patterns of all languages take time on long letters."""
    lower = words.lower()
    return any(stem in lower for stem in _STEMS)


def is_attribution(block: str, *, quoted_below: bool = False) -> bool:
    """Whether these words, as one line, introduce a quotation and nothing else."""
    block = block.strip().replace("\u200f", "").replace("\u200e", "").replace("\u202f", " ")
    has_address, has_date = bool(ADDRESS.search(block)), bool(DATE.search(block))
    if QUOTING.match(block):
        return True
    if not (has_address or has_date):
        return False
    if quoted_below and PRECISE.search(block) and START.match(block) and block.endswith((":", "：")):
        return True
    has_verb = _may_hold_verb(block)
    if has_verb and (VERB_LAST.search(block[-80:]) or VERB_THEN_NAME.search(block[-160:])):
        return has_address or bool(START.match(block) or DATE_FIRST.match(block) or _ends_in_date_and_verb(block))
    if ANGLED.search(block) and CLOCK.search(block) and block.endswith((":", "：")) and len(block) < 240:
        opens = START.match(block) or DATE_FIRST.match(block)
        if quoted_below or (opens and re.search(r"\b(?:19|20)\d\d\b", block)):
            return True
    if DATE_FIRST.match(block) and has_address:
        return bool(re.search(r"[>)\]][\s:：]*$|@\S+\s*[:：]$", block)) and len(block) < 200
    return (
        has_address and has_date and has_verb and bool(VERB_ANYWHERE.search(block)) and block.endswith((":", "：", "-"))
    )


def _ends_in_date_and_verb(block: str) -> bool:
    """A name, then a date, then the verb: "Jo Bloggs, 20 Nov 2026 10:15 tarihinde yazdı:"; or name, verb, date."""
    return (
        bool(re.match(r"^[\W_]{0,4}[^\W\d_]", block))
        and len(block) < 160
        and bool(re.search(r"\d{1,2}[:.h]\d{2}|\d{4}", block))
    )


def _widened(lines: Sequence[str], start: int, end: int) -> int:
    """The wrapped beginning belongs to it too: up to the line that opens it, with no sentence between."""
    if START.match(lines[start]) and DATE.search(lines[start]):
        return start
    for above in range(start - 1, max(end - MOST_LINES, -1), -1):
        if not lines[above] or len(" ".join(lines[above : end + 1])) > LONGEST:
            break
        opening = " ".join(lines[above : above + 2])
        if (START.match(lines[above]) and DATE.search(opening)) or DATE_FIRST.match(lines[above]):
            return above
        if lines[above].endswith("<") and DATE.search(lines[above]):
            return above
        if re.search(r"[.!?]$", lines[above]):
            break
    return start


def shared_line(line: str) -> int | None:
    """Where to part a line that an attribution shares with words ("yes On 4 Apr 2026 Jo wrote:"), or None."""
    before = MID_LINE.search(line[:LONGEST])
    is_parted = before and ("  " in before.group(0) or CLOCK.search(line[: before.start()]))
    if before and is_parted and is_attribution(line[: before.end(1)]):
        return before.end()
    if len(line) > LONGEST or not _may_hold_verb(line) or not VERB_LAST.search(line[-60:]):
        return None
    found = SHARED_LINE.search(line)
    return found.start(1) if found and is_attribution(found.group(1)) else None


def bare_attribution(line: str) -> bool:
    """A short introduction with neither date nor address: only the quotation right below it proves it."""
    if SPOKEN.match(line):
        return True
    return (
        len(line) < 120
        and _may_hold_verb(line)
        and bool(
            VERB_LAST.search(line)
            or (line.endswith((":", "：")) and VERB_ANYWHERE.search(line))
            or VERB_THEN_NAME.search(line)
        )
    )
