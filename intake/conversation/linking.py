"""One person in two channels: the other address is theirs once a code that was sent to it comes back, and never by guess."""

import re
from dataclasses import replace

from intake import wording_linking, wording_own
from intake.conversation import asking
from intake.conversation.talk import Talk, closed, with_question
from intake.effects import LinkAddress, SendCode, Turn

KIND = "link"
MOST_TRIES = 5
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_ASKED = re.compile(
    r"^(please |pls |hi |hello |can (you|i|we) |could you |(i|we) (want|would like|'d like) to |[ ,.!])*"
    r"(link|connect|join|merge)( up)?\b(?! (us|me) (up )?with (a|an|some|any)\b)"
)
_ALSO = re.compile(
    r"\b(also|sometimes|usually|normally|before|already|first)\b.{0,30}\b(writ\w+|wrote|e-?mail\w*|message\w*|asked|use|used|from)\b|"
    r"\b(that'?s|that is|it'?s|is|are|was) (me|mine|us|ours) (too|as well|also)\b|\b(same person|is me|was me)\b"
)
_OTHERS = re.compile(r"\b(e-?mails?|telegram|slack|address(es)?|accounts?|channels?)\b")
_CODE = re.compile(r"\W*(?:(?:the|my|your) )?(?:code(?: is)?|it'?s|it is|here it is)?\W*(\d{3})[ -]?(\d{3})\W*")


def linking(talk: Talk) -> Turn | None:
    """The handler: the wish to link, and the code that comes back; None when the message is about something else."""
    if talk.incoming.choice:
        return None
    if talk.state.question.get("kind") == KIND:
        code = _CODE.fullmatch(talk.plain)
        if code:
            return _answered(talk, code[1] + code[2])
    said = talk.plain
    if len(said.split()) > 20 or not (_ASKED.match(said) or _ALSO.search(said)):
        return None
    address = _ADDRESS.search(said)
    if address:
        return _send(talk, SendCode(channel="email", address=address.group().rstrip(".")))
    theirs = [ref for ref in talk.references if ref in talk.facts.entries]
    if theirs and not talk.facts.entries[theirs[0]].mine:
        return _send(talk, SendCode(ref=theirs[0]))
    if theirs and _ASKED.match(said):
        return closed(talk, wording_linking.IS_YOURS.format(ref=theirs[0]), why="linked already")
    if talk.references and _ASKED.match(said):
        return closed(talk, wording_own.unknown_ref(talk.references[0]), why="no such entry to link by")
    if _ASKED.match(said) and _OTHERS.search(said):
        how = wording_linking.HOW_BY_MAIL if talk.incoming.channel == "email" else wording_linking.HOW
        return closed(talk, how, why="said how to link")
    return None


def _send(talk: Talk, effect: SendCode) -> Turn:
    if talk.incoming.channel == "email":
        return closed(talk, wording_linking.HOW_BY_MAIL, why="said how to link")
    state = asking.set_aside(talk.state, KIND, tries=0)
    text = wording_linking.sent(effect.address) if effect.address else wording_linking.sent_to_sender(effect.ref)
    return closed(talk, text, why="a code was sent", effects=[effect], state=state)


def _answered(talk: Talk, code: str) -> Turn:
    """The code: right, wrong, or wrong too often. It holds for a day, and only the newest one."""
    known = talk.facts.code
    if known is not None and code == known.code:
        effect = LinkAddress(known.channel, known.address)
        return _taken_up(talk, wording_linking.LINKED, "linked", (effect,))
    tries = int(talk.state.question.get("tries", 0)) + 1
    if known is None or tries >= MOST_TRIES:
        return _taken_up(talk, wording_linking.NO_MORE, "no such code", ())
    state = replace(talk.state, question={**talk.state.question, "tries": tries})
    return closed(talk, wording_linking.WRONG, why="wrong code", state=state)


def _taken_up(talk: Talk, said: str, why: str, effects: tuple[LinkAddress, ...]) -> Turn:
    return with_question(talk, asking.taken_up(talk.state, talk.facts), said, why=why, effects=effects)
