"""How this works, in answer to questions: HELP, hello, who sees it, what it costs; then the thread is taken up again."""

import re
from dataclasses import replace

from intake import wording_service
from intake.conversation import answering, asking, drafting, known_questions, naming, short_words
from intake.conversation.standing import told
from intake.conversation.talk import Talk, closed
from intake.effects import Turn

PRIVACY = re.compile(
    r"^privacy\W*$|\bwho\b.{0,25}\b(see|sees|read|reads|can see|gets?|looks at|look at)\b.{0,40}(this|it|my|our|what|post|message|\?|$)|"
    r"\b(is|are) (this|it|my \w+|our \w+) (private|confidential|public|shared)\b.{0,10}\?|\blawful basis\b|\bgdpr\b|"
    r"\btrain(ed|ing)? (anything|an? (ai|model))\b"
)
KEEPS = re.compile(r"\bhow long\b.{0,30}\b(keep|hold|store|kept|held|stored)\b")
HELP = re.compile(
    r"^(help|help me|info|/help|menu|commands|how (does|do) (this|it|i|you) (work|use it|use this).*|what (is this|"
    r"can you do|do you do)|\?+)\W*$"
)
NEED_HELP = re.compile(
    r"^(hi|hello|hiya|hey|please|pls)?[ ,.!]*((can|could|would) (you|u|anyone|somebody|someone) (please )?help( (us|me|our \w+))?|"
    r"((we|i) )?(really |urgently )?(need|want|could do with) (some |your |a bit of )?(help|support|a hand)|help (needed|wanted)|"
    r"help (us|me)? ?please|please help( (us|me))?)( please)?\W*$"
)
HELLO = re.compile(
    r"^(/start|hello|hi|hiya|hey|hey up|ey up|good (morning|afternoon|evening)|hi there|hello there|morning|"
    r"anyone there|test( test)*.*)\W*$"
)
BYE = re.compile(
    r"^(ok|okay|right|thanks|great|got to go|gotta go|[ ,.!])*(good ?bye|bye( bye| for now)?|see (you|ya)( later)?|ta ?ra|ttfn|"
    r"speak (soon|later)|talk later|good ?night|night night)( then| x+| all)*\W*$"
)
LINK = re.compile(r"(https?://|www\.)\S+(\s+(https?://|www\.)\S+)*\s*")
MEANING = re.compile(
    r"^(sorry|eh|hm+|er+m*|but|ok|[ ,.?!])*(what (do|does|did|d) (you|u|that|this|it|ya) mean( by that)?|what'?s that mean|wdym|huh|eh|"
    r"pardon( me)?|come again|you what|(i )?(don'?t|do not|not|no) (understand|get (it|that|this)|follow)"
    r"( (that|this|it|you|the question))?|"
    r"(not sure|don'?t know) what you mean|what are you (asking|on about)( for| me)?|(can you |please )?explain( please|"
    r" that)?|(so )?what('?s| is) (this|it|that|all this)( all)? (about|for)|"
    r"what)\W*$"
)
PERSON = re.compile(
    r"\b(talk|speak|chat|write) (to|with) (a |an |some |the )?(real |actual )?(person|human|somebody|someone|people|curator|team)\b|"
    r"^(is|are) there (a|any) (real )?(person|human|people)\b"
)
ANGER = re.compile(
    r"\b(fuck\w*|shit\w*|bollocks|bastards?|wank\w*|piss(ed)? off|arseholes?|idiots?|stupid|"
    r"useless|ffs|wtf|omfg)\b|\bthis is (rubbish|crap)\b"
)


GRIEVANCE = re.compile(
    r"\b(disgrac\w+|unacceptable|(not|un)( at all| very)? ?(happy|impressed|good enough)|angry|furious|appalled|disappointed|shocking|"
    r"(i|we) (said|told you|asked you) (no|not)|without (my|our) (permission|consent|say|ok)|you (printed|published|shared|named|lost)|"
    r"had (our|my) name|fed up|sick of (this|your|you)|waste of time|let (us|me|them) down|nobody (came|answers|helps))\b"
)


def answered(talk: Talk, text: str, why: str) -> Turn:
    """An answer to a question from the side; then the thread is taken up again, or its own answer taken ("Yes. How long …?")."""
    if talk.state.question.get("kind") != "draft":
        return closed(talk, text, why=why)
    told_too = " ".join(part for part in re.split(r"(?<=[.!?])\s+|\n+", talk.words) if not part.endswith("?"))
    if told_too and told_too != talk.words and naming.may_share(told_too) is not None:
        turn = answering.answer_draft(replace(talk, incoming=replace(talk.incoming, text=told_too)))
        if turn and turn.replies:
            said = f"{text}\n\n{turn.replies[0].text}"
            reply = replace(turn.replies[0], text=said)
            return replace(turn, replies=(reply,), state={**turn.state, "last": said}, why=f"{why}, {turn.why}")
    asked = asking.repeated(talk.state, talk.facts)
    again = resumed(talk, asked.text)
    return closed(talk, text, again, why=why, state=asked.state, choices=asked.choices, about=asked.about)


def resumed(talk: Talk, question: str) -> str:
    """The open question as the thread that is taken up again, with another opening when the last reply did so too."""
    return wording_service.resumed(question, again=wording_service.BACK_TO_IT in talk.state.last) if question else ""


def service(talk: Talk) -> Turn | None:
    """HELP, hello, and questions on how this works; a question that has no ready answer goes to a person."""
    said, place = talk.plain, talk.facts.place
    asks = talk.intent == "question" or len(said.split()) <= 8
    if asks and PRIVACY.search(said):
        return answered(talk, wording_service.who_sees(place.service, place.keeps_months), "said who sees it")
    if asks and KEEPS.search(said):
        return answered(talk, wording_service.keeps(place.keeps_months), "said how long")
    if known_questions.COVERS.match(said):
        return answered(talk, wording_service.covers(place.name), "said where")
    if HELP.match(said):
        text = wording_service.help_text(place.service, place.name)
        if talk.state.question.get("kind") == "draft":
            return answered(talk, text, "help")
        state = replace(talk.state, question={"kind": "need"}, offered=())
        return closed(talk, text, wording_service.WHAT_DO_YOU_NEED, why="help", state=state, about={"kind": "draft"})
    if NEED_HELP.match(said) and not talk.state.question:
        state = replace(talk.state, question={"kind": "need"}, offered=())
        words = (wording_service.GLADLY, wording_service.WHAT_DO_YOU_NEED)
        return closed(talk, *words, why="help wanted", state=state, about={"kind": "draft"})
    if LINK.fullmatch(said):
        return answered(talk, wording_service.NO_WORDS, "only a link")
    if MEANING.match(said):
        return _explained(talk)
    for name, pattern in known_questions.KNOWN:
        if asks and pattern.search(said) and not (talk.intent in drafting.KINDS and talk.reading.quantity):
            return answered(talk, wording_service.ANSWERS[name], f"answered {name}")
    if PERSON.search(said) and len(said.split()) <= 12:
        return _to_a_person(talk)
    if ANGER.search(said) and len(said.split()) <= 8 and talk.intent not in drafting.KINDS:
        return answered(talk, wording_service.SORRY_FOR_ANGER, "annoyed")
    if GRIEVANCE.search(said) and talk.intent not in drafting.KINDS and not talk.about.get("kind"):
        return replace(answered(talk, wording_service.SORRY_PASSED_ON, "aggrieved"), effects=(told(talk, "question"),))
    if BYE.match(said):
        return closed(talk, wording_service.BYE, why="bye")
    if HELLO.match(said):
        return answered(talk, wording_service.HELLO, "hello")
    return None


def _explained(talk: Talk) -> Turn:
    """What the open question is for; what this is at all when none is open."""
    if talk.state.question.get("kind") == "draft":
        return answered(talk, wording_service.WHAT_I_MEAN, "said what it means")
    return answered(talk, wording_service.WHAT_THIS_IS, "said what this is")


def _to_a_person(talk: Talk) -> Turn:
    turn = answered(talk, wording_service.TO_A_PERSON, "wants a person")
    return replace(turn, effects=(told(talk, "question"),))


def foreign(talk: Talk) -> Turn | None:
    """A message in another language: a plain answer, and a person is told."""
    if (
        talk.reading.language == "en"
        or talk.incoming.choice
        or len(talk.plain.split()) < 3
        or short_words.lead(talk.words)[0]
    ):
        return None
    return closed(
        talk,
        wording_service.ENGLISH_ONLY,
        why=f"language {talk.reading.language}",
        effects=[told(talk, "question", f"Language: {talk.reading.language}")],
    )
