"""Of a number and the words after it: what is counted."""

import re

from nlp.numbers import value

NOT_A_THING = frozenset(
    "am pm oclock o'clock th st nd rd % percent per years year yrs yr yo months month weeks week wks wk days "
    "day hours hour hrs hr mins minutes minute min miles mile km mph kw degrees times yards yds "
    "of and or to in on at for from by with the a an is are was were be been has have had can could would will "
    "that this who which but if so because since until till per each x them em ours theirs yours "
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues "
    "wed weds thu thur thurs fri sat sun out off up down past half quarter odd odds ish plus day's week's "
    "hour's hr/wk hrs/wk inches centimetres cm p "
    "pence bed euros stairs floor floors noon evening morning mornin other others another hand way side "
    "thing one asks sentences incidents lots pages languages ends esp o til back back-to-backs pick "
    "waiting different mouths things steps flights reasons already still even almost most time grand quid pounds".split()
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
WORDS_IN_PAIRS = frozenset(
    {
        ("hand", "second"),
        *(("days", kind) for kind in "taster shadowing insight demonstration demo training fun work open".split()),
    }
)
WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday evening morning afternoon weekend".split()
)
MEETINGS = frozenset({"sessions", "meetings"})
PEOPLE = re.compile(
    r"\b(?:families|fams?|kids|children|childer|bairns|lads|lasses|girls|boys|women|men|ladies|gents|blokes|dads|mums|mams|"
    r"members|pensioners|residents|staff|learners|pupils|students|guests|users|clients|households|patients|tenants|"
    r"teenagers|teens|youngsters|players|runners|refugees|survivors|carers|veterans|elders|mothers|fathers|parents|"
    r"(?:older|young|younger|disabled|homeless) people|people|ppl|folk|friends|colleagues|schools|pantries|supermarkets|"
    r"nans|neighbours|daughters|sons|aunties|uncles|regulars|gadgies|singers|nanas|grans|grandmas|grandads|widows|widowers|scouts|cubs|brownies|seniors|dancers|"
    r"persons|companions|applicants|bikers|walkers|players|growers|receptionists|workers|leaders|trainees|teachers|congregations|year-olds|toddlers|babies|graduates|"
    r"old folk|couples|swimmers?|apprentices|interns|job ?seekers|newcomers|asylum seekers|prisoners|employees)$",
    re.I,
)
PEOPLE_WHO_HELP = re.compile(r"\b(?:people|ppl|folk|lads|men|workers|teachers|friends|colleagues|leaders)$", re.I)
GENERAL_PEOPLE = re.compile(r"\b(?:people|ppl|folk|lads|men)$", re.I)
PLURAL_WITHOUT_S = frozenset(
    "people men women children staff ppl folk kit equipment cutlery crockery pair pr prs".split()
)
UNITS = frozenset(
    "kg m m2 sqm sq ft litres litre tonne mm cm metre foot feet gb mb data paint fruit us them teeth sheep fish".split()
)


def thing(words: str, count: float | None = None) -> str:
    """The words that name what is counted, out of those that follow the number; "" when they name nothing."""
    kept: list[str] = []
    listed = words.split()
    for place, word in enumerate(listed):
        plain = word.casefold().strip("'’")
        if not kept and (plain in ("of", *DROPPED_FIRST) or (place and plain in ("our", "my", "your"))):
            continue
        if not kept and plain in WEEKDAYS and count != 1 and any(map(is_plural, listed[place + 1 : place + 2])):
            continue
        if not kept and plain == "us":
            return word
        if not kept and plain == "&":
            return ""
        if not kept and plain in LINKS | DURATIONS:
            kept.append(word)
            continue
        if plain in ("and", "or", "&") and _goes_on(kept, listed[place + 1 :], count):
            kept.append(word)
            continue
        if kept and (plain, kept[-1].casefold()) in WORDS_IN_PAIRS:
            kept.append(word)
            continue
        if not word.isupper() and (plain in STOP or (plain in NOT_A_THING and plain not in ("of", "bed"))):
            break
        if re.match(r"[A-Z]{2}-\d", word) or (kept and (plain.isdigit() or value(plain) is not None)):
            break
        if (
            kept
            and count != 1
            and is_plural(kept[-1])
            and plain != "of"
            and not any(map(is_plural, listed[place : place + 2]))
        ):
            break
        kept.append(word)
    while kept and kept[-1].casefold() in LINKS | {"of", "and", "or", "&"}:
        kept.pop()
    return " ".join(kept[:5] if len(kept) > 4 and kept[3].casefold() in ("of", "and") else kept[:4])


def _goes_on(kept: list[str], following: list[str], count: float | None) -> bool:
    """ "200 oak and rowan whips": of more than one, a word that is no plural cannot be the thing itself."""
    if not kept or not following or count == 1 or any(is_plural(word) for word in kept):
        return False
    return any(is_plural(word) for word in following[:2]) and following[0].casefold() not in STOP


def is_plural(word: str) -> bool:
    """Whether the word counts several, as far as its ending says."""
    plain = word.casefold()
    return plain in PLURAL_WITHOUT_S or (plain.endswith("s") and not plain.endswith(("ss", "us", "gas")))
