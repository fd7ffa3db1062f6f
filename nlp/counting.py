"""Of a number and the words after it: what is counted, and whether it is wanted, people whom the help is for, or only told."""

import re

from nlp.clauses import DENIAL, Clause
from nlp.numbers import value

NOT_A_THING = frozenset(
    "am pm oclock o'clock th st nd rd % percent per years year yrs yr yo months month weeks week wks wk days "
    "day hours hour hrs hr mins minutes minute min miles mile km mph kw degrees times yards yds "
    "of and or to in on at for from by with the a an is are was were be been has have had can could would will "
    "that this who which but if so because since until till per each x them em ours theirs yours "
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues "
    "wed weds thu thur thurs fri sat sun out off up down past half quarter odd odds ish plus day's week's "
    "hour's p pence bed euros stairs floor floors noon evening morning mornin other others another hand way side "
    "thing one asks sentences incidents lots pages languages ends esp o til back back-to-backs pick "
    "waiting different".split()
)
STOP = frozenset(
    "for to in on at with and that who which by from or but so if as is are was were be been has have had can "
    "could would will wud we our us they their he she it its you your i my me please pls plz thanks cheers "
    "because since until till off into over under within a an the this these those then than plus every "
    "each not no when where while what how need needs want wants only asap urgent urgently per "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun "
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays "
    "today tonight tomorrow instead after before about around via along being coming going left ideally "
    "w w/ wi n size sizes age ages aged wanted needed reserved yes now got did kept stuck placed live lives "
    "stayed went came arriving sharing wanting confirmed donated finished taught cook build leave remain stand "
    "pledged delivered received sorted printing between til once does do did below above near opposite here "
    "there requested required missing short available".split()
)
LINKS = frozenset({"more", "other", "extra", "free", "spare"})
DROPPED_FIRST = frozenset({"more", "other", "further", "additional", "odd"})
DURATIONS = frozenset("hours hour hrs weeks days nights sessions evenings afternoons mornings meetings seasons".split())
PEOPLE = re.compile(
    r"\b(?:families|fams|kids|children|childer|bairns|lads|lasses|girls|boys|women|men|ladies|gents|blokes|dads|mums|mams|"
    r"members|pensioners|residents|staff|learners|pupils|students|guests|users|clients|households|patients|tenants|"
    r"teenagers|teens|youngsters|players|runners|refugees|survivors|carers|veterans|elders|mothers|fathers|parents|"
    r"(?:older|young|younger|disabled|homeless) people|people|ppl|folk|friends|colleagues|schools|pantries|supermarkets|"
    r"persons|receptionists|workers|leaders|trainees|teachers|congregations|year-olds|toddlers|babies|graduates|"
    r"old folk|couples|swimmers?)$",
    re.I,
)
PEOPLE_WHO_HELP = re.compile(r"\b(?:people|ppl|folk|lads|men|workers|teachers|friends|colleagues|leaders)$", re.I)
GENERAL_PEOPLE = re.compile(r"\b(?:people|ppl|folk|lads|men)$", re.I)
PLURAL_WITHOUT_S = frozenset("people men women children staff ppl folk kit equipment cutlery crockery".split())
SERVED = re.compile(
    r"\b(?:we(?:'ve| have)? (?:now )?(?:have|got|serve[sd]?|feed|fed|support(?:ed)?|help(?:ed)?|see|saw|run|"
    r"turned away|teach|do|are|lost|look after|host(?:ed)?|handle|own|paint|hold)|we're|there(?:'s| are| is|'re| were)|"
    r"they have|has|had|serves?|feeds?|supports?|"
    r"founded|since|aged?|over|under|year|years|y|yr|level|size|sizes|no\.?|number|section|act|grade|phase|"
    r"part|step|bus|route|group of|average|our|my|first|last|next|past|half|every|each|another|nearly|page|"
    r"room|flat|key stage|ks|type|version|unit|plot|"
    r"between|stands at|used to be|going since|up from|gone from|quoted|lasted|one of|waiting list of|list "
    r"of)\s*(?:about |around |roughly |some |nearly |over |only |just )?$",
    re.I,
)
TOLD = re.compile(
    r"\b(?:delivered(?: today)?|received|pledged|taught|hosts?|lets|hears? from|employs?|makes?|we make|collects? from|"
    r"sold|grown from|counted|asked for|handled?|serves?|feeds?|helped|supported|reached|housed|families of|owns?)\b"
    r"[^.!?\n]{0,22}$",
    re.I,
)
SOMEWHERE = re.compile(
    r"\b(?:(?<!throw )(?<!put )(?<!chip )in|into|(?<!up )(?<!committed )to|across|between|from|behalf of|catalogue|sharing)\s"
    r"(?:about |around |some |our |the )?$|(?<!looking )(?<!look )(?<!ask )(?<!asking )(?<!pay )(?<!appeal )"
    r"(?<!request )(?<!hoping )\bfor (?:about |around |some |our |the )?$",
    re.I,
)
WANTED_BEFORE = re.compile(
    r"\b(?:need(?:s|ed|ing)?|want(?:s|ed|ing)?|after|looking for|look for|short of|still (?:need|short)|"
    r"another|seek(?:s|ing)?|could (?:do with|use|take|host|give|fit|provide|lend)|can (?:do|offer|give|lend|"
    r"spare|provide|take)|borrow|lend|offer(?:s|ing)?|give|giving|got|donat\w+|sponsor|"
    r"spare|up to|space for|room for|enough for|places? for|somewhere for|seats?|provide|supply|for|plus|and|"
    r"\+|&|also|or|about|around|roughly|another|to find|missing|x|buy|fund|pay for|cover|commit to|have|with|"
    r"would (?:do|love)|us|of|send|count us in|requires?|recruit|ideally|we'd love|put|do|=|:|release|"
    r"deliver(?:ed)?|is|are|some)\s*(?:about |around |roughly |some |at least |up to |another |the |c\.? ?|~ ?|"
    r"circa |say |maybe )?$",
    re.I,
)
ASKED_JUST_BEFORE = re.compile(
    r"\b(?:needs?|wants?|(?:we're|are|is) after|looking for|short of|part with|can do|could do|could use|we'll have|we will have|"
    r"can offer|provide|we want|lend|offer|give|grades out|has committed to|train|find|spare|what we lack|"
    r"find)\b[^.!?]{0,25}$",
    re.I,
)
FOR_PEOPLE = re.compile(
    r"\b(?:for|train|teach|take|host|seat|seats|fits?|places for|space for|room for|short|find|bring|of|feed)\s"
    r"(?:about |around |up to |some |our |another |the |roughly )*$",
    re.I,
)
HAVING = re.compile(
    r"\b(?:(?:we|i)(?: have|'ve|’ve)(?: got)?|has|got|there(?: are|'s|'ll be))\s(?:about |around |some |over )?$", re.I
)
HAPPENED = re.compile(
    r"^ (?:did|now|donated|arriving|stayed|went|came|live|build|kept|got|had|were|was|signed|sharing|cycling|cook|remain)\b",
    re.I,
)
RANGED = re.compile(r"\w+ ?(?:-|–|to|or) ?\w+ ")
STRAIGHT = re.compile(
    r"\b(?:need|needs|want|wants|wanted:?|after|looking for|short of|could (?:use|do with)|can do|we'll do|could do|offer|"
    r"spare|borrow|send|provide|recruit|seeking|find|request)\s(?:about |around |some |at least |up to |another )?$",
    re.I,
)

WANTED, STATED, SERVING = 0, 1, 2


def thing(words: str, count: float | None = None) -> str:
    """The words that name what is counted, out of those that follow the number; "" when they name nothing."""
    kept: list[str] = []
    listed = words.split()
    for place, word in enumerate(listed):
        plain = word.casefold().strip("'’")
        if not kept and (plain in ("of", *DROPPED_FIRST) or (place and plain in ("our", "my"))):
            continue
        if not kept and plain == "us":
            return word
        if not kept and plain in LINKS | DURATIONS:
            kept.append(word)
            continue
        if plain in ("and", "or", "&") and _goes_on(kept, listed[place + 1 :], count):
            kept.append(word)
            continue
        if plain == "hand" and kept and kept[-1].casefold() == "second":
            kept.append(word)
            continue
        if not word.isupper() and (plain in STOP or (plain in NOT_A_THING and plain not in ("of", "bed"))):
            break
        if re.match(r"[A-Z]{2}-\d", word) or (kept and (plain.isdigit() or value(plain) is not None)):
            break
        kept.append(word)
    while kept and kept[-1].casefold() in LINKS | {"of", "and", "or", "&"}:
        kept.pop()
    return " ".join(kept[:5] if len(kept) > 4 and kept[3].casefold() in ("of", "and") else kept[:4])


def _goes_on(kept: list[str], following: list[str], count: float | None) -> bool:
    """ "200 oak and rowan whips": of more than one, a word that is no plural cannot be the thing itself."""
    if not kept or not following or count == 1 or any(_plural(word) for word in kept):
        return False
    return any(_plural(word) for word in following[:2]) and following[0].casefold() not in STOP


def _plural(word: str) -> bool:
    plain = word.casefold()
    return plain in PLURAL_WITHOUT_S or (plain.endswith("s") and not plain.endswith("ss"))


def rank(text: str, start: int, clause: Clause, written: str, what: str, giving: bool = False) -> int | None:
    """WANTED, STATED or SERVING (people whom the help is for); None for a figure that is only told.

    Of one who gives (`giving`), "we have six pallets" is what is given and no background.
    """
    before = text[clause.start : start]
    first, last = what.split()[0].casefold(), what.split()[-1].casefold()
    if DENIAL.search(before) or (first in NOT_A_THING - DURATIONS - LINKS and not what.split()[0].isupper()):
        return None
    opens = not before.strip(" \n,.:;-–(!?*•")
    straight = STRAIGHT.search(before) is not None
    asked = straight or ASKED_JUST_BEFORE.search(before) is not None
    wanted = opens or WANTED_BEFORE.search(before) is not None
    given = giving and HAVING.search(before) is not None
    if (SERVED.search(before) or TOLD.search(before)) and not (asked or given):
        return None
    if first == "us" and not (opens or straight):
        return None
    if (written in ("one", "a") and not straight) or (written == "both" and not (wanted and not opens)):
        return None
    after = text[start : clause.end].partition(what)[2]
    if (clause.kind == "background" or HAPPENED.match(after)) and not (asked or given):
        return None
    if first in DURATIONS or last in DURATIONS:
        return WANTED if asked or (wanted and clause.kind == "need" and " of " in text[start : clause.end]) else None
    if PEOPLE.search(what):
        return _people(before, what, opens or clause.kind == "need", straight, asked)
    if SOMEWHERE.search(before) and not straight and not RANGED.match(text[start:]):
        return None
    return WANTED if asked else STATED


def _people(before: str, what: str, opens: bool, straight: bool, asked: bool) -> int | None:
    """People are wanted ("need 6 people"), served by what is wanted ("a bus for 14 people"), or only told of."""
    if FOR_PEOPLE.search(before):
        return SERVING
    if straight or (asked and GENERAL_PEOPLE.search(what)):
        return WANTED
    told = SOMEWHERE.search(before) is not None
    if GENERAL_PEOPLE.search(what) and not told and (opens or WANTED_BEFORE.search(before) or before.endswith(", ")):
        return STATED
    return None
