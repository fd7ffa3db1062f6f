"""Words of danger: a fixed answer with the numbers that fit, and a person at once, whatever else is open."""

import re

from intake import wording_crisis
from intake.conversation import short_words
from intake.conversation.standing import told
from intake.conversation.talk import Talk, closed
from intake.effects import Turn

_WHO = (
    r"(i|i'm|im|i am|she|she's|he|he's|they|they're|we|we're|someone|somebody|my \w+|"
    r"a (child|girl|boy|kid|lad|lass|teenager|pupil|student|young person|woman|man|member|volunteer)( (here|of ours))?|"
    r"one of \w+( \w+)?)"
)
_PERSON = (
    r"(she|he|someone|somebody|my \w+|(her|his|their) (mum|dad|mother|father|stepdad|husband|wife|partner|boyfriend|girlfriend|son|ex)|"
    r"(a|an|the|one of (our|the|my)) ([a-z]+ )?(child|kid|lad|lass|teenager|woman|man|member|volunteer|mum|dad|mother|father|parent|"
    r"carer|neighbour|client|resident|regular|staff)s?( (here|of ours|(in|at|from) (our|the) [a-z]+))?)"
)
_FAMILY = (
    r"(child|children|kids?|baby|son|sons|daughters?|girls?|boys?|little (one|boy|girl|lad)|wife|husband|partner|girlfriend|mum|mother|"
    r"dad|father|nan|gran|grandm\w+|toddler|stepson|stepdaughter)"
)
_LIFE = (
    r"\b(kill (myself|himself|herself|themselves)|killing (myself|himself|herself)|end(ing)? (my|his|her|their|it) (own )?(life|all)|"
    r"(want|wants|wanting|going|ready) to die|take (my|his|her|their) (own )?life|(don'?t|do not|"
    r"doesn'?t) want to (live|be here)( any ?more)|"
    r"no (point|reason) (in|to) (living|live|going on)|better off dead|slit (my|her|his) wrists?|(taken|took|"
    r"taking) an? overdose|overdosed|"
    r"(cutting|hurting|harming) (myself|himself|herself|themselves)|self[- ]harming|"
    r"(wish|wishes) (i|she|he|they) (was|were) dead|(don'?t|do not) want to wake up|(feel|feels) like dying|"
    r"(don'?t|do not|can'?t|cannot) see (the |any )?point (in|of|to) (living|life|going on|anything|being here|carrying on)|"
    r"(going|want|wants|threatening|threatened) to jump (off|from)|too many (tablets|pills)|"
    r"(can'?t|cannot) (go|carry) on (living|like this|any ?more))\b",
    rf"\b{_WHO} ((is|am|are|was|feel|feels|feeling|been|really|so|very|just) )*suicidal\b",
)
_HARM = (
    rf"\b{_WHO} ((is|are|was|am|being|been|gets?|keeps? getting|has|have|just|still) )*(beaten|beaten up|abused|"
    rf"molested|groomed|raped|threatened|"
    r"assaulted|trafficked|locked in|starved)\b(?! (in|at) the past)",
    r"\b(he|she|they|my \w+|dad|mum|stepdad|husband|wife|partner|boyfriend|girlfriend) (hits|beats|touches|hurts|"
    r"rapes|threatens|is hitting|"
    r"is beating|is hurting|is touching|hit|beat|strangled|choked) (me|her|him|them|us|the (kids|children|baby))\b",
    rf"\b{_PERSON} ((is|was|has|have|been|keeps?|kept|just|always) )*(hit|hits|hitting|beats?|beating|beaten|slap(s|ped|ping)?|"
    rf"punch(es|ed|ing)?|kick(s|ed|ing)?|strangl(es|ed|ing)|chok(es|ed|ing)|hurts|hurting|rap(es|ed|ing)|abus(es|ed|ing)) "
    rf"((his|her|their|my) (own |[a-z]+ old )?{_FAMILY}|the (kids|children|baby))\b(?! (at|in|hard|by)\b)",
    r"\b(not safe|unsafe|scared|afraid|frightened) (at|to go|to be) home\b",
    r"\b(he|she|they|my \w+|dad|mum|stepdad|husband|wife|partner|boyfriend|girlfriend|someone|somebody)('s|'re| is| are| has| have)? ?"
    r"(going to|gonna|will|threaten(s|ed|ing) to|says (he|she|they)('ll| will)|tried to) "
    r"(kill|hurt|beat|stab|rape|strangle|attack|harm) (me|us|her|him|them|my \w+|the \w+)\b(?! to it)",
    r"\b(he|she|they|my \w+|dad|mum|stepdad|husband|wife|partner|boyfriend|girlfriend|uncle|neighbour) (has|have|had|'s|keeps|kept) "
    r"(hit|hitting|beaten|beating|hurt|hurting|raped|strangled|choked|attacked|touched|touching|threatened|threatening) "
    r"(me|her|him|them|us|the (kids|children|baby))\b",
    r"\b(has|have|got|with) a knife\b.{0,40}\b(me|us|her|him|them|outside|house|door|home)\b|"
    r"\b(outside|house|door|home|threaten\w*)\b.{0,30}\b(with|has) a (knife|gun)\b",
    r"\b(bruises|marks) (on|all over) (a|the|this|one|her|his|their|my)\b.{0,20}"
    r"\b(child|kid|girl|boy|baby|arms?|legs?|neck|face|back|body)\b",
    r"\b(kept|held|keeping|holding|working|made to work|forced to work) (her |him |them )?against (her|his|their|my) will\b|"
    r"\b(being|is|are) forced (to marry|into marriage|to work)\b",
)
_ANY = (
    r"\b(in immediate danger|child (is )?at risk|safeguarding (concern|issue|worry|disclosure|referral)|disclosed (abuse|that))\b",
)
_CHILD = re.compile(
    r"\b(child|children|childs|kids?|girls?|boys?|baby|babies|toddlers?|teen\w*|pupils?|son|sons|daughters?|grand(son|daughter)s?|"
    r"step(dad|mum|father|mother)|(my|her|his|their) (dad|mum|father|mother)|year[- ]?\d{1,2}s?|at school|"
    r"(aged? )?(\d|1[0-7])[- ]years?[- ]olds?|groomed)\b"
)
_HOME = re.compile(r"\b(husband|wife|partner|boyfriend|girlfriend|ex|at home|domestic|her fella|(go|be) home)\b")


def in_danger(text: str) -> bool:
    """True for words of crisis or of somebody being harmed now; not for needs about such subjects."""
    said = short_words.plain(text)
    return any(re.search(pattern, said) for pattern in (*_LIFE, *_HARM, *_ANY))


def danger(talk: Talk) -> Turn | None:
    """Words of danger get one fixed answer and go to a person at once. They make no draft, so they are in no letter."""
    words = " ".join((talk.words, *(answer.words for answer in talk.incoming.answers)))
    if not in_danger(words):
        return None
    said = short_words.plain(words)
    child = _CHILD.search(said) is not None
    harmed = any(re.search(pattern, said) for pattern in _HARM)
    text = wording_crisis.crisis(
        talk.facts.place.crisis,
        child=child or (not harmed and any(re.search(pattern, said) for pattern in _ANY)),
        home=harmed and (not child or _HOME.search(said) is not None),
    )
    return closed(talk, text, why="crisis: a person was told", effects=[told(talk, "crisis")])
