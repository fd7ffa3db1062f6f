"""What is answered at any time, whatever is open: STOP and START, rights, complaints; and the note to the curators."""

import re
import zlib
from datetime import timedelta

from intake import wording, wording_service, wording_subscribing
from intake.conversation import asking, short_words
from intake.conversation.meaning import SURE
from intake.conversation.talk import Talk, closed, with_question
from intake.conversation.wishes import Wish
from intake.effects import ForgetSender, SendHoldings, StartAgain, StopAll, TellCurators, Turn
from intake.messages import Choice
from intake.state import State

COMPLAINT_DAYS = 30
STOP = re.compile(
    r"^(please |pls )?(stop|stopp|stop it|stop this|stop now|stop all|stopall|unsubscribe|unsub|opt out|end|quit|"
    r"(please )?(stop|quit) (sending|e-?mailing|messaging|texting|contacting|writing)\b.*|"
    r"(stop|cancel|end) (all |the |my |our |this |these |those |your |weekly )*(letters?|digests?|"
    r"newsletters?|e-?mails?|messages|texts|"
    r"subscriptions?|mailings?)|(i|we) (don'?t|do not|no longer) want (the |your |these |this |any more |more |any )*(letters?|digests?|"
    r"newsletters?|e-?mails?|messages)( any ?more)?|take (me|us) off .*|remove (me|us) from .*|"
    r"no more (e-?mails|messages|letters|texts)( please)?|leave me alone|"
    r"(i|we) (want|would like) to (unsubscribe|stop).*|unsubscribe (me|us).*)( please| pls| now| thanks)?\W*$"
)
START = re.compile(r"^(start|start again|restart|resume|unstop|un-?pause|begin again)\W*$")
DELETE = re.compile(
    r"^(please |pls |can you |could you |i want you to |i would like you to )*(delete|erase|forget|remove|wipe)"
    r"( (me|us|my (data|details|info|information|account|stuff|messages)|our (data|details)|everything( (about|on) (me|us))?|all my data|"
    r"all( (you|that you) (have|hold|keep) (about|on) (me|us))?))?( please| now)?\W*$"
)
DELETE_ALL = re.compile(
    r"\b(delete|erase|remove|wipe|forget)\b.{0,30}\b(my|our|me|us) ?(\w+ )?"
    r"(data|details|info(rmation)?|messages|from your (system|list|files|records))\b|"
    r"\b(my|our|all) (\w+ )?(data|details|info(rmation)?|messages) (to be |should be )?(deleted|erased|removed|wiped|gone)\b|"
    r"\b(everything|all|data|what) (that )?(you|u) (have|hold|keep|know) (about|on) (me|us)\b.{0,20}"
    r"\b(deleted|erased|removed|wiped|gone)\b|"
    r"\b(delete|erase|remove|wipe) (what|everything|all|anything)( that)? (you|u) (have|hold|keep|know)\b|"
    r"\bright (to be forgotten|to erasure)\b|\berasure request\b"
)
HOLDINGS = re.compile(
    r"\b(send|show|give|tell|see|get|want|request)\b.{0,30}\b(what|everything|all( the)?( data| information)?|data|"
    r"information|copy)\b.{0,25}"
    r"\b(you|u) (hold|have|keep|store|got|know)\b|\bsubject access\b|\b(what|which) (data|information|"
    r"details) do you (hold|have|keep|store)\b|\bwhat (do|have) (you|u) (hold|have|keep|store|know|got) (about|on) (me|us)\b"
)
COMPLAINT = re.compile(
    r"^\W*(complaints?\b|(i|we) (want|wish|would like|need|have) to (complain|make a complaint)|formal complaint|i'?m complaining)|"
    r"\b(this|that|it) is (a|my) (formal |official )?complaint\b"
)


def told(talk: Talk, kind: str, extra: str = "") -> TellCurators:
    """The note to the curators that carries this message."""
    sender = talk.facts.sender
    who = ", ".join(
        part for part in (sender.name or talk.incoming.sender_name, sender.organisation, sender.reachable) if part
    )
    text = wording_service.curators(kind, talk.words, who or talk.incoming.channel, extra)
    return TellCurators(
        kind,
        text,
        wording_service.curators_subject(kind),
        key=f"{kind}:{talk.incoming.channel}:{talk.incoming.external_id}",
    )


def rights(talk: Talk) -> Turn | None:
    """STOP, START, "delete me", "send me what you hold", complaints."""
    if talk.state.question.get("kind") == "forget" or talk.incoming.choice.startswith("forget:"):
        turn = _forget_answer(talk)
        if turn:
            return turn
    said = talk.plain
    if STOP.match(said):
        state, drafts, _ = asking.opened(talk.state, status="draft", all_of_them=True)
        return closed(
            talk, wording_service.STOPPED, why="stopped", effects=[*drafts, StopAll()], state=state.answered()
        )
    if START.match(said) and (talk.facts.sender.stopped or _paused(talk)):
        return _start(talk)
    if (DELETE.match(said) or DELETE_ALL.search(said)) and talk.incoming.authentication == "confirmed":
        return closed(talk, wording_service.DELETED, why="erased", effects=[ForgetSender()], state=State())
    if DELETE.match(said) or DELETE_ALL.search(said):
        choices = (Choice(wording_service.DELETE_YES, "forget:yes"), Choice(wording_service.DELETE_NO, "forget:no"))
        state = talk.state.asking("forget", choices)
        return closed(
            talk,
            wording_service.DELETE_ASK,
            why="asked to erase",
            state=state,
            choices=choices,
            about={"kind": "forget"},
        )
    if HOLDINGS.search(said):
        return closed(
            talk,
            wording_service.HOLDINGS,
            why="holdings sent",
            effects=[SendHoldings()],
            subject=wording_service.HOLDINGS_SUBJECT,
        )
    if COMPLAINT.search(said):
        return _complaint(talk)
    return _more_complaint(talk) if talk.state.question.get("kind") == "complaint" else None


def _paused(talk: Talk) -> bool:
    subscription = talk.facts.sender.subscription
    return subscription is not None and subscription.status in {"stopped", "paused"}


def _start(talk: Talk) -> Turn:
    """START after STOP: messages again; the letter only after a yes."""
    if not _paused(talk):
        return closed(
            talk, wording_service.STARTED, wording_service.WHAT_DO_YOU_NEED, why="started", effects=[StartAgain()]
        )
    choices = (
        Choice(wording_subscribing.SUBSCRIBE_YES, "subscribe:yes"),
        Choice(wording_subscribing.SUBSCRIBE_NO, "subscribe:no"),
    )
    old = talk.facts.sender.subscription
    if old and old.status == "paused" and not talk.facts.sender.stopped:
        again = [Wish.of(old).order("active")]
        return closed(
            talk,
            wording_subscribing.LETTERS_AGAIN,
            why="letters come again",
            effects=again,
            state=talk.state.answered(),
        )
    wish = Wish.of(old).to_json() if old else {}
    state = talk.state.asking("subscribe", choices, wish=wish)
    return closed(
        talk,
        wording_service.STARTED,
        wording_service.LETTER_AGAIN,
        why="started",
        effects=[StartAgain()],
        state=state,
        choices=choices,
        about={"kind": "subscribe"},
    )


def _forget_answer(talk: Talk) -> Turn | None:
    """The one confirmation before everything is erased. Anything but yes or no leaves all as it is."""
    answer = {"forget:yes": "yes", "forget:no": "no"}.get(talk.choice) or short_words.polarity(talk.words)
    if answer == "yes" or DELETE.match(talk.plain):
        return closed(talk, wording_service.DELETED, why="erased", effects=[ForgetSender()], state=State())
    if answer == "no":
        return closed(talk, wording_service.KEPT, why="not erased", state=talk.state.answered())
    return None


def _complaint(talk: Talk) -> Turn:
    message = f"{talk.incoming.channel}:{talk.incoming.sender}:{talk.incoming.external_id}"
    number = f"C-{talk.facts.today:%y%m%d}-{zlib.crc32(message.encode()) % 10_000:04d}"
    effects = [_complained(talk, number)]
    text, why = wording_service.complaint(number), f"complaint {number}"
    if len(talk.plain.split()) >= 6:
        return closed(talk, text, why=why, effects=effects)
    state = asking.set_aside(talk.state, "complaint", number=number)
    return closed(talk, text, wording_service.COMPLAINT_WORDS_MISSING, why=why, effects=effects, state=state)


def _more_complaint(talk: Talk) -> Turn | None:
    """What went wrong, told after the complaint had its number."""
    known = (
        talk.intent in {"ask", "offer", "capacity", "gap", "subscription"} and talk.reading.intent.confidence >= SURE
    )
    if known or len(talk.plain.split()) < 3 or talk.incoming.choice or short_words.is_thanks(talk.words):
        return None
    number = str(talk.state.question.get("number", ""))
    return with_question(
        talk,
        asking.taken_up(talk.state, talk.facts),
        wording_service.complaint_more(number),
        why=f"more on complaint {number}",
        effects=[_complained(talk, number)],
    )


def _complained(talk: Talk, number: str) -> TellCurators:
    """The note to the curators, with the day by which the law wants a complaint acknowledged: 30 days, Data (Use and Access) Act 2025."""
    due = talk.facts.today + timedelta(days=COMPLAINT_DAYS)
    return told(talk, "complaint", wording_service.complaint_duty(number, wording.day(due, talk.facts.today)))
