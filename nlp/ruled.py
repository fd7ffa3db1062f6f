"""What the sender wants, where the words are so few and plain that a rule is surer than the trained head."""

import re

from nlp.lexicon import lexicon
from nlp.phrases import AUTOMATIC, BUYING, CODE, NEEDING, STRAY, THANKING
from nlp.reading import Tag

REFUSED_WHOLE = re.compile(r"^\W*(?:no|nope|no thanks|no thank you|no sorry|not today)\W*$", re.I)
LABELLED = re.compile(r"^\W*(?P<label>ask|offer|capacity|gap|pledge|update|question)\s*[:–—-]\s+(?=\w)", re.I)
PLAIN_QUESTION = re.compile(
    r"^\W*(?:(?:hi|hiya|hello|hey|sorry|just wondering|quick question|so|and|ok|but|brilliant|great|lovely|thanks|thank you)\b[\s,!.:-]*)*"
    r"(?:is (?:this|it|the service|askline) (?:only|just|free|ok|safe|private|open|for (?:charities|groups|anyone|everyone|schools))|"
    r"who (?:can |will |else )*(?:sees?|reads?|runs?|gets to see|decides?)|how (?:does|do|long|much does) (?:this|it|you|i|we)|"
    r"what (?:happens|do you do|does it cost|is this|are you)|do (?:i|we|you) (?:have to|need to be|charge|keep|share|sell)|"
    r"does (?:this|it) cost|do(?:es)? (?:the|your|my) \w+(?: \w+)? (?:include|cover|count|mean|see|know)|"
    r"will my \w+|do you (?:take|accept|pass|tell)|"
    r"(?:is|are|was|were|do|does|did|has|have|will) (?:it|they|these|those|that)\b|"
    r"are you (?:a|the|part)\b|can (?:a|any|anyone|schools?) \w+ (?:use|post|join|ask)|why do you)\b[^.!]*\??\s*$",
    re.I,
)
PLAIN_OFFER = re.compile(
    r"\b(?:going spare|up for grabs|to give away|giving away|free to (?:a good home|collect|any\w*|whoever)|"
    r"(?:would|does|do|could|can) (?:any(?:one|body)|a \w+|any \w+)(?: \w+)? (?:like|want|use) (?:our|these|them|it|\d+|some of our)|"
    r"who (?:wants|would like|could use|can use|should have) (?:our|these|them|it|\d+)|"
    r"looking (?:to (?:donate|give|offer|re-?home)|for (?:a |an |some )?(?:good )?(?:new )?(?:homes?|takers?|charit\w+ (?:to take|that)))|"
    r"(?:we|i) can offer|(?:we|i)(?:'d| would) like to offer|(?:we|i) are offering)\b",
    re.I,
)
PLAIN_PLEDGE = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|ok|okay|sure|of course)\W+)?"
    r"(?:count (?:us|me) in|put (?:us|me) down|(?:we|i) can help(?! with (?!that|this|it))|"
    r"(?:we|i)(?:'ll| will) (?:take|do|have) (?:it|that|this|them|one|that one|the lot|all of it)|consider it done)\b.{0,40}$",
    re.I | re.S,
)
SOME_DONE = re.compile(
    r"^\W*(?:yes\W+)?(?:we|i) (?:can|could)(?: only)? (?:do|manage|spare|bring) (?:\d{1,3}|one|two|three|four|five|six|eight|ten|half)\b",
    re.I,
)
"""How much of what others asked for somebody takes over; whatever else they say."""
STATE_OF_IT = re.compile(
    r"^\W*(?:(?:but|and|sorry|some of|all of|most of|half of)\W+)*(?:it|they|them|these|those)(?:['’]?s|['’]re| is| are| was| were)"
    r"(?: all| both| just| a bit)? (?:broken|damaged|cracked|faulty|wrong|too \w+|the wrong \w+|no (?:good|use))\b.{0,40}$",
    re.I | re.S,
)
PLAIN_UPDATE = re.compile(
    r"^\W*(?:it|they|the \w+|all)(?:'s| has| have| all| is| are)* (?:came|come|arrived|turned up|sorted(?: now)?|been delivered)\b.{0,40}$",
    re.I | re.S,
)
PLAIN_ANSWER = re.compile(
    r"^\W*(?:(?:yes|no|ok|hi|sorry)\W+)?(?:(?:it|this|that)(?:['’]?s| is) for (?!sale|free)[^?]{2,80}|"
    r"(?:yes,? )?(?:you|u) (?:may|can) (?:name us|use (?:our|the) name|say so|share (?:it|that|our name))[^?]{0,40})$",
    re.I,
)
BARE = re.compile(r"\W*((?:\d+ )?[a-z'’-]{4,}(?: [a-z'’-]{3,})?)\W*", re.I)
SHORT = 14


def ruled(text: str) -> Tag | None:
    """The intent where a rule is sure; None where it is not."""
    for pattern in (AUTOMATIC, STRAY, THANKING, REFUSED_WHOLE):
        match = pattern.search(text)
        if match:
            return Tag("other", 0.95, (match.group().strip(),))
    labelled = LABELLED.match(text)
    if labelled:
        return Tag(labelled["label"].casefold(), 0.95, (labelled.group().strip(),))
    answer = PLAIN_ANSWER.match(text)
    if answer and not NEEDING.search(text):
        return Tag("other", 0.8, (answer.group().strip(),))
    return _plain(text) or _bare_thing(text)


def _bare_thing(text: str) -> Tag | None:
    """ "Chairs!" or "20 hi-vis vests": who says nothing but a thing wants it."""
    words = BARE.fullmatch(text)
    if words is None or not any(field == "support" for field, _ in lexicon().evidence(text)):
        return None
    return Tag("ask", 0.85, (words.group(1),))


def _plain(text: str) -> Tag | None:
    """Short messages with one plain phrase; those that name an entry or a purchase are left to the trained head."""
    if len(text.split()) > SHORT or CODE.search(text) or BUYING.search(text):
        return None
    for pattern, slug in (
        (PLAIN_QUESTION, "question"),
        (PLAIN_OFFER, "offer"),
        (PLAIN_PLEDGE, "pledge"),
        (SOME_DONE, "pledge"),
        (PLAIN_UPDATE, "update"),
        (STATE_OF_IT, "update"),
    ):
        match = pattern.search(text)
        if match:
            return Tag(slug, 0.85, (match.group().strip(),))
    return None
