"""What an SMTP server's refusal means: whether trying again helps, and in words that a curator can use."""

import re

from intake.messages import SendError

_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>]+>?")
_WORDS = {
    "1.0": "the address was refused",
    "1.1": "there is no such mailbox",
    "1.2": "there is no such mail domain",
    "1.3": "the address is not well formed",
    "1.6": "the mailbox has moved",
    "1.8": "our own sender address was refused: its domain does not exist or takes no mail",
    "1.10": "that domain takes no mail",
    "2.0": "the mailbox cannot take mail",
    "2.1": "the mailbox is closed",
    "2.2": "the mailbox is full",
    "2.3": "the letter is too big for the mailbox",
    "3.4": "the letter is too big for the mail server",
    "4.1": "the receiver's mail server does not answer",
    "4.4": "no mail server was found for the address",
    "4.7": "the letter could not be delivered in time",
    "5.3": "the mail server takes fewer receivers at a time",
    "7.0": "the mail server's rules refused the letter",
    "7.1": "the mail server's rules refused the letter",
    "7.25": "our mail server's address has no name: ask its operator for a PTR record",
    "7.26": "the letter counts as unauthenticated: set up SPF and DKIM for our domain",
    "7.27": "SPF does not pass: add the sending server to the SPF record of our domain",
    "7.28": "too much mail at once from our domain",
    "7.30": "DKIM does not pass: publish the DKIM key of our domain",
    "7.32": "the From domain is not aligned with SPF or DKIM",
    "7.515": "Outlook asks for SPF, DKIM and DMARC on our domain",
    "7.606": "our mail server's address is on Microsoft's block list",
}
_CODES = {
    421: "the mail server is closing or busy",
    450: "the mailbox cannot be reached just now",
    451: "the mail server has a passing fault, or asks us to come again later",
    452: "the mail server has no room just now",
    550: "there is no such mailbox, or it refuses our mail",
    551: "the mailbox is on another server",
    552: "the mailbox is full, or the letter is too big",
    553: "the address is not well formed",
    554: "the mail server refused the letter",
    530: "the mail server asks for a log-in",
    535: "the mail server refused our name and password",
}
_ADDRESS_CODES = frozenset({550, 551, 553})
_DEAD = frozenset({"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"})
_OUR_SETTINGS = frozenset({502, 503, 504, 530, 534, 535, 538})


def refusal(code: int, answer: bytes | str, *, stage: str) -> SendError:
    """The error for one answer. `stage` is "sender", "receiver" or "letter": what the server was told when it gave it.

    5xx is permanent, 4xx is not. An answer that speaks of our log-in is never permanent: the letter waits until the
    settings are mended. The server's own words are kept, without addresses.
    """
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    permanent = 500 <= code < 600 and code not in _OUR_SETTINGS
    enhanced = _ENHANCED.search(said)
    if enhanced and enhanced[1] == "4":
        permanent = False
    if stage == "sender" and permanent and code not in (552, 523):
        # Our own address was refused, which says nothing about the receiver: keep the letter until it is mended.
        permanent = False
    meaning = _meaning(code, f"{enhanced[2]}.{enhanced[3]}" if enhanced else "", stage)
    own_words = " ".join(_ADDRESS.sub("…", said).split())[:300]
    dead = enhanced[0][2:] in _DEAD if enhanced else code in _ADDRESS_CODES
    return SendError(
        f"{meaning} ({code} {own_words})".strip(),
        permanent=permanent,
        gone=permanent and stage == "receiver" and dead,
    )


def _meaning(code: int, enhanced: str, stage: str) -> str:
    if code in _OUR_SETTINGS and code in _CODES:
        return _CODES[code]
    if code < 500 and enhanced.startswith("7."):
        return "the mail server's rules ask us to come again later"
    if stage == "sender" and not enhanced and code not in _CODES.keys() - _ADDRESS_CODES:
        return "our own sender address was refused"
    usual = "the mail server refused it for good" if code >= 500 else "the mail server asks us to come again later"
    return _WORDS.get(enhanced) or _CODES.get(code) or usual
