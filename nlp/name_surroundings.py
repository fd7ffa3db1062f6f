"""What stands before and after a run of words, by kind: "at" the start, after "we are", before a verb of wanting."""

import re
from functools import lru_cache

BEFORE_AT_MOST, AFTER_AT_MOST = 60, 50


def _compiled(*kinds: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in kinds)


BEFORE = _compiled(
    (
        "friendsof",
        r"\b(?:Friends|Tenants|Residents|Parents|Users|Voices|Mothers|Carers|Council|Society|Association|Women|Men) of\s$",
    ),
    ("sole", r"(?i)^\s*$"),
    ("ref", r"(?i)^\s*[A-Z]{2}-?\d{4}[:,.–-]*\s*$"),
    ("subject", r"(?i)(?:^|\n)\s*(?:subj(?:ect)?|fwd?|fw|re)\b[^\n]{0,4}:\s*(?:(?:fwd?|re|fw):\s*)*$"),
    ("fromline", r"(?i)(?:^|\n)[\s>]*from:\s*$"),
    ("insubject", r"(?i)(?:^|\n)\s*subj(?:ect)?:[^\n]*$"),
    (
        "greet",
        r"(?i)(?:^|\n)\s*(?:(?:good )?(?:morning|evening|afternoon)|hi|hiya|hello|hey|dear|ey up|salaam|"
        r"now then|alright|good day)\b[^\n.!]{0,30}[,.!\n–—-]\s*$",
    ),
    ("address", r"(?i)\b(?:dear|hi|hiya|hello|hey|attn|att|fao)\s$"),
    ("weare", r"(?i)\bwe(?: are|['’]?re)(?: all)?\s$"),
    ("weat", r"(?i)\b(?:we|us|me|here|over|down|team|all|lot|everyone|folk|lads|those)(?: \w+)? (?:at|from|of)\s$"),
    ("behalf", r"(?i)\bbehalf of\s$"),
    ("whofrom", r"@ ?$"),
    ("weare", r"(?i)(?:^|[.!?\n]\s*)we, $"),
    (
        "whofrom",
        r"(?i)\bi (?:write|speak|act|ask|volunteer) for\s$|\b(?:this is|it['’]?s|is) from\s$"
        r"|\b(?:greetings|hello|hi|writing|write|writes|touch|messag\w+|speaking|calling|email\w*|request|"
        r"ask|appeal|offer|note|news|thanks|update|message) from\s$",
    ),
    (
        "personfrom",
        r"(?i)\b(?:it'?s|its|i'?m|i am|this is|name is|name's)(?: the)? [\w'’. -]{2,30},? (?:from|at|of|with|"
        r"for)\s$",
    ),
    (
        "role",
        r"(?i)\b(?:run|runs|manage|manager|chair|chairs|chairman|chairwoman|represent|coach|treasurer|"
        r"secretary|clerk|trustee|trustees|head|headteacher|governor|governors|caretaker|lead|leader|"
        r"coordinator|co-ordinator|organiser|director|founder|volunteer|volunteering|teach|work|works|working|"
        r"help|help out|warden|vicar|committee|members?|parents|mums|dads|staff|residents|tenants|families|"
        r"pupils|teacher|lads|lasses|women|people|kids|team|admin|officer|custodians|behalf)(?: (?:of|for|at|"
        r"with|from|to|in))?\s$",
    ),
    ("thisis", r"(?i)\b(?:this is|it['’]?s|its|here is|tis)\s$"),
    (
        "closing",
        r"(?i)\b(?:regards|wishes|thanks|thank you|thx|cheers|sincerely|faithfully|truly|yours|love|gratitude|"
        r"respectfully|warmest|best|ta|bless|blessings)[,.!]*\s+$",
    ),
    ("called", r"(?i)\b(?:call it|call us|called|calls? itself|calls? ourselves|named|known as)\s$"),
    ("runby", r"(?i)\b(?:run|held|hosted|organised|led|wanted|served|asked for|made|started|needed|set up) by\s$"),
    ("byfor", r"(?i)\b(?:by|to)\s$"),
    (
        "invenue",
        r"(?i)\b(?:in|near|outside|behind|opposite|beside|next to|off|past|inside|round|around|via|into|"
        r"between)\s$",
    ),
    ("onthe", r"(?i)\bon\s$"),
    ("atdot", r"(?i)(?:^|[.!?\n,]\s*)at\s$"),
    ("fordot", r"(?i)(?:^|[.!?\n]\s*)for\s$"),
    ("at", r"(?i)\bat\s$"),
    ("from", r"(?i)\bfrom\s$"),
    ("of", r"(?i)\bof\s$"),
    ("for", r"(?i)\bfor\s$"),
    ("with", r"(?i)\b(?:with|like|than|through|use|using|ask|asked|tried|try|visit)\s$"),
    (
        "det",
        r"(?i)\b(?:our|my|your|their|his|her|a|an|any|every|each|this|that|some|no|other|local|wor|these|"
        r"those|its|new|old|another|own|certain)\s$",
    ),
    ("conj", r"(?i)\b(?:what|because|that|as|which|but|while|since|if|when|where|though)\s$"),
    ("and", r"(?i)\b(?:and|&|or|plus|n|\+)\s$"),
    ("number", r"(?i)\d[\d,.]*(?:st|nd|rd|th)?\s$"),
    ("cap", r"[A-Z][\w'’-]*\s$"),
    ("para", r"(?i)\n\s*\n\s*$"),
    ("line", r"(?i)\n\s*$"),
    ("sent", r"(?i)[.!?…)\]]+[\x22”']?\s+$"),
    ("colon", r"(?i)[:;]\s+$"),
    ("dash", r"(?i)\s?[–—-]+\s*$"),
    ("namecomma", r"(?:^|[.!?\n–—-]\s*)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?,\s$"),
    ("comma", r"(?i),\s*$"),
    ("paren", r"(?i)\($"),
    ("quote", r"(?i)[\x22“‘'>*]\s*$"),
)

AFTER = _compiled(
    ("tohub", r"(?i)^,? (?:to|for) (?:the )?(?:hub|exchange|team)\b"),
    ("end", r"(?i)^[\s.!x]*$"),
    ("contact", r"(?i)^[\s.,:;–—()-]*(?:tel|mob|ring|call|text|phone|t)?[\s.:]*(?:0\d|\+44|[\w.+-]+@)"),
    ("line", r"(?i)^[.,!]?[ ]*\n"),
    ("commawe", r"(?i)^,? (?:we|our|us|who|which|here|speaking)\b"),
    ("poss", r"(?i)^['’]s?\b"),
    ("colon", r"(?i)^:"),
    ("dash", r"(?i)^\s?[–—]|^ -"),
    ("paren", r"(?i)^ ?\("),
    (
        "need",
        r"(?i)^,? (?:(?:badly|really|urgently|desperately|also|still|now|just|currently) )?(?:needs?|needing|"
        r"wants?|wanting|seeks?|requires?|(?:is|are|r) (?:after|looking|in need|short|seeking|desperate|"
        r"trying|hoping|asking)|looking for|could (?:do|use)|would (?:love|like|welcome|be)|asks?|wish(?:es)?|"
        r"hopes?|request)\b",
    ),
    ("have", r"(?i)^,? (?:has|have|hasn|haven|had|lost|got|gets?)\b"),
    ("be", r"(?i)^,? (?:is|are|was|were|isn|aren)\b"),
    ("modal", r"(?i)^,? (?:can|could|will|would|must|may|should|cannot|can't|won)\b"),
    (
        "verbs",
        r"(?i)^,? (?:runs?|meets?|offers?|provides?|supports?|helps?|teaches|teach|works?|opens?|serves?|"
        r"feeds?|gives?|takes?|does|do|holds?|trains?|employs?|puts?|goes|makes?|collects?|here|again|ran|"
        r"opened|started|starts)\b",
    ),
    ("inplace", r"(?i)^,? (?:in|on|at|near|off|from|up)\b"),
    ("andword", r"(?i)^ (?:and|&|or|n|\+|with)\b"),
    ("tofor", r"(?i)^ (?:to|for|of|by)\b"),
    ("period", r"(?i)^[.!?…]"),
    ("comma", r"(?i)^[,;]"),
    ("thatclause", r"(?i)^ (?:that|who|which|where|we|i|because|since)\b"),
    ("caps", r"^ (?:[A-Z])"),
    ("digit", r"(?i)^ ?\d"),
    ("sverb", r"^ [a-z]{3,}(?:s|ed)\b"),
    ("word", r"(?i)^ "),
)


SPEAKS = frozenset("weare weat behalf whofrom personfrom role runby fromline called".split())
"""After these the name of who writes is likely to stand."""
OPENS = frozenset("sole ref greet para line sent".split())
CLOSES = frozenset("end contact line".split())
ACTS = frozenset("need have be modal verbs sverb commawe".split())
"""Before these somebody is likely to be named who does something."""


def what_precedes(text: str, start: int) -> str:
    """The kind of what stands before this place in the text, the word "the" before it aside."""
    before = text[max(0, start - BEFORE_AT_MOST) : start]
    return _kind_before(before if start <= BEFORE_AT_MOST else f"\0{before}")


def what_follows(text: str, end: int) -> str:
    """The kind of what stands after this place in the text."""
    return _kind_after(text[end : end + AFTER_AT_MOST])


@lru_cache(maxsize=1024)
def _kind_before(before: str) -> str:
    return next((kind for kind, pattern in BEFORE if pattern.search(before)), "other")


@lru_cache(maxsize=1024)
def _kind_after(after: str) -> str:
    return next((kind for kind, pattern in AFTER if pattern.search(after)), "other")
