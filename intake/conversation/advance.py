"""The conversation: one message in, one turn out. Pure: no clock, session, network, chance or logging.

The order of the handlers is the policy. Each takes a `Talk` and returns a `Turn`, or None when the message is not its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from intake import wording, wording_service
from intake.conversation import (
    about_entries,
    answering,
    asked_back,
    asking,
    beginning,
    came,
    confirming,
    curators_only,
    danger,
    dead_address,
    drafting,
    explaining,
    forms,
    home,
    linking,
    listing,
    own_things,
    pace,
    pledge_amounts,
    pledge_answers,
    pledge_details,
    pledging,
    proposed,
    remarks,
    reminded,
    short_words,
    slash,
    standing,
    subscribing,
    taking_back,
    unused,
    why,
)
from intake.conversation.meaning import SURE, WANTS_TO_GIVE
from intake.conversation.talk import Asked, Talk, closed, with_question
from intake.curating.advance import advance_curator
from intake.effects import Reply, TellCurators, Turn, ref_mark
from intake.facts import Facts
from intake.messages import Incoming
from intake.state import Draft, State
from nlp.reading import Reading, Tag

MOST_FILES = 10
Handler = Callable[[Talk], Turn | None]


def advance(state: dict[str, Any], incoming: Incoming, reading: Reading, facts: Facts) -> Turn:
    """What one message leads to. `state` is what the last turn from this address gave, {} at first.

    Automatic mail changes nothing and gets no reply. Every other message gets one reply at least; `why` says what was done.
    What acts in the name of a person who may not have written is asked about first.
    """
    if incoming.automatic:
        return Turn(state, why=f"automatic {incoming.automatic}: no answer")
    return confirming.confirmed_first(_taken(state, incoming, reading, facts), state, facts)


def _taken(state: dict[str, Any], incoming: Incoming, reading: Reading, facts: Facts) -> Turn:
    """What the message leads to when it is from whom it says."""
    incoming, reading = slash.spoken(incoming, reading)
    if facts.sender.curator:
        turn = advance_curator(state, incoming, reading, facts)
        if turn is not None:
            return turn
    talk = Talk(pace.counted(State.from_json(state), incoming.received_at), incoming, reading, facts)
    for handler in HANDLERS:
        turn = handler(talk)
        if turn is not None:
            return _taken_up(talk, turn)
    return closed(talk, wording_service.NOT_UNDERSTOOD, why="not understood")


def _taken_up(talk: Talk, turn: Turn) -> Turn:
    """The turn, and where it left drafts without a question, their question once more: something else came in between."""
    state = State.from_json(turn.state)
    if not state.drafts or state.question or not turn.replies:
        return turn
    if talk.state.question.get("kind") == "draft" and talk.state.drafts == state.drafts:
        state = replace(state, question=talk.state.question, offered=talk.state.offered)
        asked = asking.repeated(state, talk.facts)
    else:
        asked = asking.next_question(state, talk.facts)
    if not asked.text:
        return turn
    *earlier, last = turn.replies
    text = wording.sentences(last.text, explaining.resumed(talk, asked.text))
    reply = replace(last, text=text, choices=asked.choices or last.choices, about=asked.about)
    return replace(turn, state=replace(asked.state, last=text).to_json(), replies=(*earlier, reply))


def _no_words(talk: Talk) -> Turn | None:
    if talk.words or talk.incoming.choice or talk.incoming.answers:
        return None
    if not talk.incoming.attachments:
        return closed(talk, wording_service.NO_WORDS, why="no words in it")
    kind = talk.state.question.get("kind", "")
    if kind not in {"", "need"}:
        return explaining.answered(talk, wording_service.FILE_KEPT, "a file without words")
    names = [*talk.state.question.get("files", ()), *(file.name for file in talk.incoming.attachments)]
    state = talk.state.asking("need", files=names[-MOST_FILES:])
    return closed(talk, wording_service.FILE_KEPT, why="a file without words", state=state, about={"kind": "draft"})


def _old_button(talk: Talk) -> Turn | None:
    """A button of a question that has had its answer. Its label must not be read as words."""
    if not talk.incoming.choice or talk.state.question.get("kind") == "which":
        return None
    asked = asking.repeated(talk.state, talk.facts) if talk.state.question.get("kind") == "draft" else Asked(talk.state)
    return with_question(
        talk, asked, wording.OLD_BUTTON, why=f"an old button: {talk.incoming.choice.partition(':')[0]}"
    )


def _need_told(talk: Talk) -> Turn | None:
    """Words after HELP asked what is needed: they are an ask even without a verb ("10 chairs, Harehills")."""
    if talk.state.question.get("kind") != "need" or talk.intent in {
        "subscription",
        "pledge",
        "question",
        "update",
    }:
        return None
    if own_things.is_chat(talk) and not short_words.is_unsure(talk.words):
        return None
    # What the reader makes of words that say nothing ("everything") is a guess; only a count tells more than they do.
    if not drafting.tells_something(talk.words) and (short_words.is_unsure(talk.words) or not talk.reading.quantity):
        times = talk.state.question.get("times", 0) + 1
        if times > 2:
            return closed(talk, wording_service.ALL_RIGHT, why="no need was told", state=talk.state.answered())
        state = talk.state.asking("need", times=times)
        return closed(talk, wording.ask_need(times), why="need still unknown", state=state, about={"kind": "draft"})
    plainly = WANTS_TO_GIVE.match(talk.plain) is not None
    sure = talk.intent in drafting.KINDS and (plainly or talk.reading.intent.confidence >= SURE)
    kind = talk.intent if sure else "ask"
    return beginning.begin(replace(talk, state=talk.state.answered()), kind)


def _thanks(talk: Talk) -> Turn | None:
    if not short_words.is_thanks(talk.words) or talk.incoming.choice:
        return None
    return explaining.answered(talk, wording_service.WELCOME, "thanked")


def _new(talk: Talk) -> Turn | None:
    """A new ask, offer, capacity or gap."""
    slug = talk.intent
    if short_words.bare_number(talk.words) is not None:
        return None  # how many of what, nobody knows
    if beginning.is_place_alone(talk):
        return beginning.begin(talk, "ask", needs_need=True)
    if slug in drafting.KINDS:
        return beginning.begin(talk, slug)
    if slug in {"update", "pledge"} and not talk.references and answering.is_new_need(_as_ask(talk)):
        return beginning.begin(talk, "ask")
    if (
        slug == "other"
        and (talk.mine() or talk.state.drafts)
        and answering.ADDITION.match(talk.plain)
        and "?" not in talk.words.rstrip("?")
    ):
        return beginning.begin(talk, "ask")
    return None


def _as_ask(talk: Talk) -> Talk:
    return replace(talk, reading=replace(talk.reading, intent=Tag("ask", talk.reading.intent.confidence)))


def _open_again(talk: Talk) -> Turn | None:
    """Nothing else fitted while a question about drafts is open: ask it once more, in other words."""
    if talk.state.question.get("kind") != "draft" or not talk.state.drafts:
        return None
    return asking.proceed(talk, talk.state, wording.NOT_UNDERSTOOD, why="answer not understood")


HANDLERS: tuple[Handler, ...] = (
    pace.too_fast,
    _no_words,
    danger.danger,
    forms.wanted,
    forms.filled,
    home.home,
    curators_only.curators_only,
    confirming.confirming,
    dead_address.dead_address,
    standing.rights,
    linking.linking,
    explaining.foreign,
    asked_back.asked_back,
    pledge_answers.pledge_answers,
    came.came,
    proposed.proposed,
    unused.unused,
    subscribing.answer_subscribe,
    pledging.chosen,
    taking_back.undo,
    pledge_details.pledge_details,
    pledge_amounts.pledge_amount,
    why.why,
    explaining.service,
    listing.listed,
    _thanks,
    answering.answer_draft,
    _old_button,
    reminded.reminded,
    reminded.brought_unasked,
    reminded.later_unasked,
    taking_back.withdrawing,
    subscribing.pausing,
    pledging.from_digest,
    own_things.own_things,
    pledging.pledging,
    subscribing.subscribing,
    _need_told,
    _new,
    _open_again,
    about_entries.about_entry,
    remarks.question,
    remarks.disagrees,
    remarks.chat,
)


def advance_silence(state: dict[str, Any], facts: Facts) -> Turn:
    """What follows when a question stays open: one nudge; after the second silence drafts are kept for a curator.

    No reply and an unchanged state mean that nothing is open any more.
    """
    saved = State.from_json(state)
    files = saved.question.get("files", ()) if saved.question.get("kind") == "need" else ()
    if files and not saved.drafts:
        return _file_and_silence(saved, facts, files)
    if not saved.drafts:
        return Turn(saved.answered().to_json(), why="nothing open")
    if saved.nudges == 0 and not facts.sender.stopped:
        return _nudge(saved, facts)
    left, entries, drafts = asking.opened(saved, status="draft", all_of_them=True)
    return Turn(
        replace(left.answered(), nudges=0).to_json(),
        effects=(*entries, _not_finished(drafts, facts)),
        why="kept as drafts after two silences",
    )


def _file_and_silence(saved: State, facts: Facts, files: Sequence[str]) -> Turn:
    """A file came, and no words: one nudge; then a person is told that it is there."""
    if saved.nudges == 0 and not facts.sender.stopped:
        text = wording.nudge(wording.ask_need(1))
        reply = Reply(text=text, subject=wording.QUESTION_SUBJECT, about={"kind": "draft"})
        return Turn(replace(saved, nudges=1, last=text).to_json(), replies=(reply,), why="nudged once")
    named = wording.listed([wording.quoted(name) for name in files])
    text = wording_service.curators("problem", named, facts.sender.reachable, wording_service.FILE_WITHOUT_WORDS)
    told = TellCurators("problem", text, wording_service.curators_subject("problem"))
    return Turn(replace(saved.answered(), nudges=0).to_json(), effects=(told,), why="a file is left without words")


def _not_finished(drafts: Sequence[Draft], facts: Facts) -> TellCurators:
    """The note to the curators that something is kept which nobody finished."""
    refs = wording.listed([ref_mark(slot) for slot in range(1, len(drafts) + 1)])
    words = "\n\n".join(drafting.summary(draft, facts) for draft in drafts)
    text = wording_service.curators("problem", words, facts.sender.reachable, wording.NOT_FINISHED.format(refs=refs))
    return TellCurators("problem", text, wording_service.curators_subject("problem"))


def _nudge(saved: State, facts: Facts) -> Turn:
    asked = asking.repeated(saved, facts)
    text = wording.nudge(asked.text)
    state = replace(asked.state, nudges=1, last=text)
    reply = Reply(text=text, choices=asked.choices, subject=wording.QUESTION_SUBJECT, about={"kind": "draft"})
    return Turn(state.to_json(), replies=(reply,), why="nudged once")
