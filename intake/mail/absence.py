"""What an out-of-office note says that a curator needs: who stands in, until when, and whether the person has left for good."""

import re
from dataclasses import dataclass

from intake.mail.header_words import ADDRESS

LONGEST = 4_000
LONGEST_SENTENCE = 300
SENTENCE_END = re.compile(r"(?<=[^\d\s][.!?。])\s+(?=[^\W\da-z])|\n\s*\n|\n(?=[A-ZÄÖÜ])")
LEFT = re.compile(
    r"\b(?:(?:has|have|i['’]ve|i) (?:now |since |recently )?left (?:the |our |my )?\w|no longer (?:work|employed|with|part of|at)"
    r"|(?:my )?last (?:working )?day (?:is|was|will)|(?:i am|i['’]m|i will be|will be) (?:leaving|moving on)|have moved on"
    r"|(?:arbeite|arbeitet) nicht mehr|(?:unternehmen|verein|haus) verlassen|nicht mehr (?:bei|für) "
    r"|ne (?:travaille|fait) plus|(?:ai|a) quitté|ya no (?:trabajo|trabaja)|(?:já )?não trabalh[ao](?: mais)?|não faço mais parte"
    r"|non lavor[oa] più|(?:nie pracuj[eę] już|już nie pracuj[eę])|werkt? niet (?:meer|langer)|nu mai lucre[zs]|больше не работа"
    r"|більше не працю)",
    re.I,
)
DEPUTY = re.compile(
    r"\b(?:contact|e-?mail|call|ring|phone|speak (?:to|with)|get in touch with|reach out to|write to|reach|(?:direct|forward|send|address)"
    r" (?:\w+ ){1,6}to|(?:wenden|wende) sie? sich(?: bitte)? an|kontaktieren sie|vertritt mich|vertretung(?: ist| hat)?"
    r"|contacter|contactez|joindre|vous adresser à|adressez-vous à|póngase en contacto con|contacte(?:n)?(?: con| com)?|contactar"
    r"|entre em contato com|contattare|rivolgersi a|(?:o )?kontakt z|kontaktować się z|proszę o kontakt z|contact op(?:nemen)? met"
    r"|contactați|обращайтесь к|звертайтеся до)\b[\s:]*",
    re.I,
)
NAME = re.compile(
    r"(?:(?:my|our|the|meine?n?|mon|ma|mi|min) (?:\w+ ){1,2}?[,–-]? ?)?(?:frau |herr[n]? |mme |m\. )?"
    r"((?-i:[A-ZÀ-ÞŁŚŻ][\w'’-]{1,30}(?: (?:de |van |von |da )?[A-ZÀ-ÞŁŚŻ][\w'’-]{1,30}){0,3}))",
    re.I,
)
UNTIL = re.compile(
    r"\b(?:until|till|back (?:on|in)|return(?:ing)? (?:to (?:work|the office) )?(?:on|in)|(?:last (?:working )?day|leaving)"
    r"(?: \w+){0,4} (?:is|was|on|will be)|from|bis(?: einschließlich)?(?: zum)?|ab dem|jusqu['’]au|le retour le|hasta(?: el)?"
    r"|até(?: o)?(?: dia)?|fino al|do(?: dnia)?|tot(?: en met)?|până (?:pe|la)|до)\s+((?:\w+,? ){0,3}?(?:the )?"
    r"(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{1,2}(?:st|nd|rd|th|[.º])? (?:of |de )?[^\W\d]{3,12}(?: \d{4})?)"
    r"|(?-i:[A-Z])[^\W\d]{2,11}(?: \d{4})?)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Absence:
    """`left`: for good. `until` and `deputy` are the note's own words, "" when it has none; `deputy_address` is lower-case.

    `sentences` are those that say so, in order: what a curator is shown.
    """

    left: bool = False
    until: str = ""
    deputy: str = ""
    deputy_address: str = ""
    sentences: tuple[str, ...] = ()

    @property
    def matters(self) -> bool:
        """Whether somebody else should be written to instead."""
        return self.left or bool(self.deputy or self.deputy_address)


def absence_in(words: str) -> Absence:
    """What the words of an automatic answer say of the absence. Nothing raises; all empty when they say nothing."""
    left, until, deputy, address = False, "", "", ""
    said: list[str] = []
    for sentence in SENTENCE_END.split(words[:LONGEST]):
        sentence = " ".join(sentence.split())[:LONGEST_SENTENCE]
        has_left, moment, instead = LEFT.search(sentence), UNTIL.search(sentence), DEPUTY.search(sentence)
        if instead:
            after = sentence[instead.end() :]
            named, written = NAME.match(after), ADDRESS.search(after) or ADDRESS.search(sentence)
            deputy = deputy or (named.group(1) if named else "")
            address = address or (written.group(0).rstrip(".").lower() if written else "")
            instead = instead if named or written else None
        left, until = left or bool(has_left), until or (moment.group(1) if moment else "")
        if has_left or moment or instead:
            said.append(sentence)
    return Absence(left, until, deputy, address, tuple(said[:6]))
