"""Letters that mail servers send back: whether this is one, whom it is about, and whether trying again is useless."""

import re
from email import message_from_bytes, policy

from intake.mail.bounce_words import (
    DELAY_SUBJECT,
    DELAYED,
    FAILURE,
    FULL,
    MACHINE,
    MACHINE_NAME,
    SERVER_SPEAKS,
    SUBJECT,
)
from intake.mail.header_words import ADDRESS, addresses
from intake.mail.mime import Letter

LONGEST = 60_000
ANSWER = re.compile(r"\s*(?:re|fwd?|fw|aw|wg|sv|vs|tr|rv|odp|pd|antw|i|r)\s*:", re.I)
STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
REPLY_CODE = re.compile(r"(?:^|[\s:>(\[#<])([45])(\d\d)(?=[\s\-#(:])", re.M)
FINAL = re.compile(
    r"^\s*(?:final-recipient|original-recipient)\s*:\s*(?:[\w-]{1,20}\s*;)?\s*<?([^\s<>;]+@[^\s<>;]+)", re.I | re.M
)
FAILED = re.compile(r"^\s*action\s*:\s*(?:fail|delay)", re.I | re.M)
ACTION = re.compile(r"^\s*action\s*:\s*([\w-]+)", re.I | re.M)
STATUS_FIELD = re.compile(r"^\s*status\s*:\s*([245])\.(\d{1,3})\.(\d{1,3})", re.I | re.M)
NEAR_RECIPIENT = re.compile(
    r"(?:^\s{0,12}<([^\s<>]+@[^\s<>]+)>\s*:|^\s{0,12}([^\s<>:,：（）]+@[^\s<>:,：（）]+)\s*$|(?:recipient|address|user"
    r"|mailbox|to|for|an|à|para|a|do|aan|<)[\s:(\"'<]{1,4}([^\s<>\"'()\[\],;：（）]+@[^\s<>\"'()\[\],;:：（）]+)"
    r"|<([^\s<>]+@[^\s<>]+)>)",
    re.I | re.M,
)


def looks_like_bounce(letter: Letter) -> bool:
    """Whether a mail server sent this about a letter that it did not deliver, or not yet."""
    actions = {action.lower() for text in letter.delivery_status for action in ACTION.findall(text)}
    if actions:
        return bool(actions & {"failed", "delayed", "failure", "fail", "delay"}) or not actions <= {
            "delivered",
            "relayed",
            "expanded",
        }
    if letter.delivery_status and letter.report_type == "delivery-status":
        return True
    headers = letter.headers
    if "x-failed-recipients" in headers:
        return True
    by_machine = bool(MACHINE.match(letter.from_address)) or bool(MACHINE_NAME.search(letter.from_name[:200]))
    null_path = headers.get("return-path", "x").strip() in ("<>", "< >", "<MAILER-DAEMON>")
    says_so = bool(SUBJECT.search(letter.subject[:300]))
    if not (says_so or by_machine or null_path):
        return letter.report_type == "delivery-status" and bool(FAILURE.search(letter.text[:8000]))
    body = letter.text[:8000]
    fails = bool(FAILURE.search(body) or STATUS.search(body))
    if letter.report_type == "delivery-status":
        return True
    if by_machine and letter.returned is not None:
        return True
    if by_machine or null_path:
        return (says_so and (fails or by_machine)) or (fails and _names_an_address(body))
    is_answer = bool(letter.in_reply_to) or bool(ANSWER.match(letter.subject))
    return fails and not is_answer and bool(SERVER_SPEAKS.search(body[:400])) and _names_an_address(body)


def _names_an_address(body: str) -> bool:
    return bool(ADDRESS.search(body))


def recipient_of(letter: Letter, raw: bytes) -> str:
    """The address that a bounce is about, lower-case; "" when it names none."""
    groups = [
        group for text in letter.delivery_status for group in re.split(r"\n[ \t\r]*\n", text) if FINAL.search(group)
    ]
    failing = [group for group in groups if FAILED.search(group)]
    reported = [m for group in failing or groups for m in FINAL.finditer(group)]
    finals = [m.group(1) for m in reported if m.group(0).strip().lower().startswith("final")]
    originals = [m.group(1) for m in reported if m.group(0).strip().lower().startswith("original")]
    failed = [address for _, address in addresses(letter.headers.all("x-failed-recipients"))]
    own = {letter.from_address, *letter.to}
    for candidates in (
        finals,
        originals,
        failed,
        _near(letter.text[:LONGEST], own),
        _by_library(raw),
        _returned_to(letter),
    ):
        for one in candidates:
            tidy = one.strip().strip("<>\"'.,;:()[]").lower()
            if ADDRESS.fullmatch(tidy):
                return tidy
    return ""


def _near(text: str, own: set[str]) -> list[str]:
    head = re.split(
        r"\n[ >-]*(?:-{2,}.{0,60}(?:copy|original|returned|headers|unsent).{0,60}|Received: |Return-Path: "
        r"|Message-ID: )",
        text,
        maxsplit=1,
        flags=re.I,
    )[0]
    found = [next(group for group in match.groups() if group) for match in NEAR_RECIPIENT.finditer(head)]
    tidy = [one.strip("<>\"'.,;:()[]").lower() for one in found]
    named = [one for one in tidy if one not in own and not MACHINE.match(one)]
    return named or [
        one for one in (m.group(0).lower() for m in ADDRESS.finditer(head)) if one not in own and not MACHINE.match(one)
    ]


def _by_library(raw: bytes) -> list[str]:
    """What flufl.bounce finds. It raises on some real letters: then it found nothing."""
    if len(raw) > 2_000_000:
        return []
    from flufl.bounce import all_failures

    try:
        temporary, permanent = all_failures(message_from_bytes(raw, policy=policy.compat32))
        return [
            one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in (*permanent, *temporary)
        ]
    except Exception:
        return []


def _returned_to(letter: Letter) -> list[str]:
    return [address for _, address in addresses(letter.returned.all("to"))] if letter.returned is not None else []


def was_permanent(letter: Letter) -> bool | None:
    """True when the address will not work tomorrow either, False for a full mailbox or a delay, None if unsaid."""
    status = "\n".join(letter.delivery_status)
    text = _own_words(letter)
    actions = {action.lower() for action in ACTION.findall(status)}
    if actions and actions <= {"delayed", "delay"}:
        return False
    reported = STATUS_FIELD.search(status)
    if FULL.search(status) or (reported and reported.group(2, 3) == ("2", "2")):
        return False
    if reported and reported.group(1) in "45":
        return reported.group(1) == "5"
    if FULL.search(text) or (DELAY_SUBJECT.search(letter.subject) and DELAYED.search(text)):
        return False
    code = STATUS.search(status) or STATUS.search(text)
    if code and code.group(1) in "45":
        return code.group(1) == "5" and code.group(2, 3) != ("2", "2")
    answer = REPLY_CODE.search(status) or REPLY_CODE.search(text)
    if answer:
        return answer.group(1) == "5"
    if DELAYED.search(text) and not re.search(
        r"permanent|giv(?:en|ing) (?:it )?up|unknown|no such|does not exist", text, re.I
    ):
        return False
    return True if FAILURE.search(text) or actions & {"failed"} or SUBJECT.search(letter.subject) else None


def _own_words(letter: Letter) -> str:
    return re.split(
        r"\n[ >-]*(?:-{2,}.{0,60}(?:copy|original|returned|headers).{0,60}\n|Received: )",
        letter.text[:20_000],
        maxsplit=1,
        flags=re.I,
    )[0]
