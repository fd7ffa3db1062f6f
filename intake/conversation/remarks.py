"""What no other handler took: questions for a person, news, words against what was understood, and chat."""

import re

from intake import wording_own, wording_service
from intake.conversation import own_things, short_words, standing
from intake.conversation.talk import Talk, closed
from intake.effects import Turn

_BAD_NEWS = re.compile(
    r"\b(broken|damaged|faulty|dirty|mouldy|wrong (ones?|size|thing)|too (big|small|late)|out of date|unusable)\b"
)
_WRONG_FIELD = re.compile(
    r"\bwrong (ward|area|place|theme|heading|topic|number|amount|date|day|name|words?|kind)\b|"
    r"\b(ward|area|place|theme|heading|topic|number|amount|date|day|name)('s| is)? wrong\b"
)
_WRONG = re.compile(
    r"^(no|sorry|but|hi|hello|[ ,.])*(that|this|it)('?s| is| are)? (wrong|not (right|true|correct|what)|incorrect)\b"
)


def question(talk: Talk) -> Turn | None:
    """A question without a ready answer, or news that changes nothing here: a person gets it."""
    slug = talk.intent
    if slug == "question" or (slug == "update" and len(talk.plain.split()) > 2):
        effects = [standing.told(talk, "question")]
        said = wording_service.PASSED_ON if slug == "question" else wording_service.NEWS_PASSED_ON
        return closed(talk, said, why=f"{slug} passed to a person", effects=effects)
    return None


def disagrees(talk: Talk) -> Turn | None:
    """Words against what was understood or decided that change nothing by themselves: a person gets them."""
    if _WRONG_FIELD.search(talk.plain) and len(talk.plain.split()) <= 6 and talk.mine("waiting", "open", "part-met"):
        return closed(talk, wording_own.WHAT_IS_RIGHT, why="asked what is right")
    got_help = any(pledge.on_mine for pledge in talk.facts.pledges)
    against = _WRONG.match(talk.plain) and talk.mine("waiting", "open", "part-met", "declined")
    if not against and not (got_help and _BAD_NEWS.search(talk.plain)):
        return None
    return closed(talk, wording_service.NEWS_PASSED_ON, why="disagrees", effects=[standing.told(talk, "question")])


def chat(talk: Talk) -> Turn | None:
    """Words that want nothing, or that nobody can make sense of."""
    if talk.intent != "other" and not own_things.is_chat(talk):
        return None
    if "?" in talk.words or talk.incoming.choice:
        return closed(talk, wording_service.NOT_UNDERSTOOD, why="nothing to do")
    said_yes_or_no = short_words.lead(talk.words)[0] and len(talk.plain.split()) <= 3
    if said_yes_or_no:
        return closed(talk, wording_service.ALL_RIGHT, why="nothing to do")
    known = talk.mine(*wording_own.STATUS_WORDS) or talk.facts.pledges or talk.facts.sender.subscription or talk.about
    if not known and not short_words.is_thanks(talk.words):
        return closed(talk, wording_service.NOT_UNDERSTOOD, why="nothing to do")
    remark = (
        talk.mine("waiting", "open", "part-met")
        and len(talk.plain.split()) >= 2
        and not short_words.is_thanks(talk.words)
    )
    return closed(talk, wording_service.CHAT_WITH_ASK if remark else wording_service.CHAT, why="nothing to do")
