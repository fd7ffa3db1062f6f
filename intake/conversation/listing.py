"""What somebody has with us, on request: asks and offers, promises, the letter. Then the thread is taken up again."""

import re

from intake import wording, wording_linking, wording_own, wording_pledges, wording_subscribing
from intake.conversation import changing, drafting, subscribing
from intake.conversation.explaining import answered
from intake.conversation.pledge_answers import quantity_words
from intake.conversation.talk import Talk
from intake.effects import Turn
from intake.facts import EntryFacts, PledgeFacts

LIST = re.compile(
    r"\b(what|which|show|list|see|any news|where)\b.{0,30}\b((have|did|has) (i|we) (ask|request|offer|pledge|promise|g[ai]ve)\w*|"
    r"(my|our) (asks?|requests?|entries|list|needs|things|offers?|pledges?|promises?))\b|"
    r"^(my|our) (asks|requests|list|entries|offers|pledges|promises)\W*$|^(show |list )?mine\W*$|^list( my asks)?\W*$|"
    r"^status\W*$|\bwhat('?s| is| was) (my|our|the) (number|ref|reference|code)\b|\bwhat (do|have) you (have|got)( down|"
    r" noted| written)?( down)? (for|from|about) (me|us)\b"
)
NEWS = re.compile(
    r"^(hi |hello |so |and |but |[,.])*(did|has|have) (any ?(one|body)|some(one|body)|they|you)( all)?( had)? ?(any )?"
    r"(answer|repl|respon|hear|offer|pledg|find|found|got|come back|came back)\w*|"
    r"\b(is|are) (it|they|my \w+|our \w+) (in the letter|in your letter|out|live|posted|published|up|approved|read)( yet)?\W*$|"
    r"\b(any (news|luck|joy|word|interest|update|progress|takers?)|heard anything|what('?s| is) (happening|going on)|"
    r"what(('?s| has)? happened|'?s become) (to|with|of)|how is it going)\b"
)
LETTER = re.compile(
    r"^((what|which) (letter )?(do|will|would) (i|we) get( sent)?|"
    r"(when|how often) (do|will) (i|we) get (my|our|the|your) letter|what am i (subscribed|signed up) (to|for)|"
    r"(show( me)? )?my (subscription|letter|settings))\W*$"
)


def listed(talk: Talk) -> Turn | None:
    """The handler; None when the message asks for no list."""
    said = talk.plain
    if talk.incoming.choice or (talk.intent in drafting.KINDS and len(said.split()) > 8):
        return None
    current = subscribing.current(talk)
    if LETTER.match(said) and current:
        words = f"{wording_subscribing.LETTER_IS}\n{subscribing.described(talk, current)}"
        return answered(talk, words, "listed the subscription")
    if not LIST.search(said) and not NEWS.search(said):
        return None
    return listing(talk)


def listing(talk: Talk) -> Turn:
    """The sender's own entries and promises, a line each."""
    parts = paragraphs(talk)
    if not parts:
        parts = [wording_own.own_list([])] + [wording_linking.HINT] * (talk.incoming.channel != "email")
    return answered(talk, wording.sentences(*parts), "listed what is theirs")


def paragraphs(talk: Talk) -> list[str]:
    """The same as paragraphs: asks and offers, then promises; empty when there is nothing."""
    lines = [_line(entry) for entry in [*talk.mine(), *talk.mine("met")][:20]]
    lines += [
        wording_own.own_line(wording_own.NO_REF_YET, drafting.short_name(draft), "draft", "")
        for draft in talk.state.drafts
    ]
    given = [_promise(pledge) for pledge in talk.my_pledges(*wording_pledges.PLEDGE_STATUS)[:20]]
    parts = [wording_own.own_list(lines)] if lines else []
    return parts + ([wording_pledges.own_pledges(given)] if given else [])


def _line(entry: EntryFacts) -> str:
    promised = entry.status == "part-met" and entry.open_quantity == 0
    partly = entry.status == "part-met" and entry.open_quantity
    left = wording.amount(entry.open_quantity or 0, entry.what) if partly else ""
    return wording_own.own_line(entry.ref, changing.name_of(entry), "promised" if promised else entry.status, left)


def _promise(pledge: PledgeFacts) -> str:
    return wording_pledges.own_pledge(pledge.ref, quantity_words(pledge), pledge.by_words, pledge.status)
