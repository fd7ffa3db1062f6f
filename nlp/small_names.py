"""Names of groups written with few capitals or none: "bramble lane knitters", "Hackney Wick sea swimmers"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from nlp.encoder import ordinary_words
from nlp.folding import fold

GROUP = (
    r"(?:clubs?|groups?|society|choir|project|association|league|charity|trust|academy|"
    r"pantry|food ?bank|foodbank|playgroup|scouts|guides|brownies|cubs|beavers|rainbows|cadets|circle|collective|"
    r"network|forum|fellowship|band|brass|shed|wi|pta|fc|rfc|cic|tots|knitters|gardeners|growers|bakers|singers|players|"
    r"ringers|bellringers|swimmers|runners|ramblers|striders|wheelers|cyclists|riders|rowers|paddlers|climbers|boxers|dancers|"
    r"bowlers|bowls|netball|football|rugby|cricket|hockey|boxing|judo|karate|gymnastics|rollers|skaters|makers|menders|fixers|"
    r"tinkerers|stitchers|crafters|quilters|weavers|painters|potters|poets|writers|readers|gamers|thespians|kings|queens|"
    r"befrienders|companions|neighbours|elders|survivors|pals|mates|buddies|friends|angels|rovers|rangers|juniors|"
    r"tigers|lions|harriers|wanderers|athletic|united|vixens|panthers|larder|gala|"
    r"in bloom|hub|squad|crew|troupe|orchestra|radio|archive|co-?op|mission|"
    r"residents|tenants|litter pickers|wombles|foragers|beekeepers|anglers)"
)
GENERAL = frozenset(
    "reuse leaver courier interpreter youth community local lunch luncheon toddler toddlers baby parent parents support homework breakfast "
    "after before school employability homecare couriers interpreters leavers powerchair congolese represented litter "
    "pickers job call business bus hotel says schools art arts craft crafts sport sports football boxing walking "
    "running knitting gardening mens men's womens women's men women kids kid children childrens children's young "
    "older old over under carers carer church village drama music dance bike bikes cycling social day friendship "
    "residents tenants neighbourhood chess book reading writing sewing coffee warm walk wildlife history theatre film "
    "photography cookery cooking swimming swim netball rugby cricket hockey bowls judo karate gymnastics martial "
    "holiday play nursery primary secondary after-school lads lasses girls boys girls' boys' mums dads mams family "
    "families disability disabled deaf blind mental health wellbeing well-being dementia memory cancer stroke "
    "bereavement addiction recovery refugee refugees asylum migrant lgbt lgbtq trans queer student students veterans "
    "veteran veterans' vets ex-forces armed forces pensioners pensioners' seniors senior citizens retired tree park "
    "street food soup clothes clothing toy uniform furniture repair tool tools digital computer it language english "
    "esol training advice debt credit housing homeless hostel only mixed small big little new whole amateur voluntary "
    "charity sunday monday tuesday wednesday thursday friday saturday weekly evening morning afternoon night faith "
    "interfaith muslim christian jewish hindu sikh sudanese somali polish kurdish bengali chinese african caribbean "
    "asian black roma eritrean syrian afghan ukrainian sensory inclusive free first five-a-side u11 u12 u13 u14 u15 "
    "u16 under-11s grassroots garden allotment brass silver steel gospel rock ladies ladies' gents beginners beginner "
    "intergenerational creative outdoor forest nature green".split()
)
FUNCTION = frozenset(
    "our the my your their his her its a an this that these those some any all both every each many most several few "
    "no not we i you they he she it us them who what when where why how if so and or but as because please pls can "
    "could would will is are was were be been has have had do does did need needs needed want wants wanted looking "
    "urgent urgently asap today hi hello hey hiya dear morning evening afternoon thanks thank cheers at by for from "
    "in of on to with about between near into two three four five six seven eight nine ten twelve twenty other others "
    "another anyone anybody someone somebody there here just only also again still now then maybe more much very "
    "really local re fwd subject ps january february march april may june july august september october november "
    "december get got make run help says said tell sorry oh anyway wrong find give send lend know like love come see "
    "think kindly possible".split()
)
WORD = r"(?:[A-Z0-9a-z][\w'’&+-]*)"
WANTING = (
    r"(?:(?:badly |really |urgently |desperately |also |still |now |just )?(?:needs?|needing|wants?|wanting|seeks?|require[sd]?)\b|"
    r"(?:is|are|r) (?:after|looking|in need|short|seeking|desperate|trying|hoping)\b|looking for\b|could (?:do|use)\b|"
    r"would (?:love|like|welcome)\b|(?:has|have|can|gets?|runs?|meets?|lost|here)\b)"
)
OPENS = re.compile(
    rf"(?:^|[.!?\n]\s*|^(?:[Hh]i|[Hh]ello|[Hh]iya|[Hh]ey|[Mm]orning|[Ee]vening|[Aa]fternoon)(?: all| there)?,?\s+)(?:the )?"
    rf"(?P<name>{WORD}(?: (?:{WORD}|&)){{0,5}}? {GROUP})(?= {WANTING}|:|,? ?\([^)\n]{{0,40}}\)| [-–—] |,)",
    re.I,
)
ALONE = re.compile(
    rf"(?:[.!?\n]\s*|\s[-–—]\s|\b(?:thanks|cheers|ta|regards),?\s+)(?:the )?(?P<name>{WORD}(?: (?:{WORD}|&)){{0,5}}? {GROUP})"
    r"(?=[.!]?\s*(?:$|\n)|[.!] )",
    re.I,
)
FROM = re.compile(
    rf"\b(?:this is from|is from|it['’]?s from|this is|from:?|on behalf of|(?:jo|me|us|here) (?:at|from)|we are|we['’]re) (?:the )?"
    rf"(?P<name>{WORD}(?: (?:{WORD}|&)){{0,4}}? {GROUP})\b(?! (?:of|in|for|and)\b)",
    re.I,
)
LINKS = frozenset("and n of the on in".split())
DESCRIBING = re.compile(
    r"(?:residents|tenants|elders|neighbours|friends|pals|mates|survivors|readers|players|singers|cyclists|runners|riders|clubs|groups)",
    re.I,
)
PLACE_WORDS = frozenset(
    "lane road roads street st rd hill mill mills hall field fields wood woods bank row court house close".split()
)
FURTHER = re.compile(rf"(?: [a-z][\w'’-]*)? {GROUP}\b")
LONGEST = 600


def small_names(text: str, places: frozenset[str]) -> Iterator[str]:
    """Names that end in a small word for a kind of group and hold a word of their own. `places`: folded names of places."""
    for pattern, part in ((OPENS, text[:LONGEST]), (ALONE, text[-LONGEST:]), (FROM, text[:LONGEST])):
        for match in pattern.finditer(part):
            more = FURTHER.match(part, match.end("name"))
            name = match["name"]
            if more and not {*fold(more.group()).split()} & FUNCTION:
                name += more.group()
            if _is_a_name(name, places, said=pattern is FROM):
                yield name


def _is_a_name(name: str, places: frozenset[str], *, said: bool) -> bool:
    """Whether some word of it, besides the kind of group, is its own: a place or a word of no dictionary.

    "Felling residents" and "our chess club" are nobody by name, "St Luke's toddler group" is. After "from" (`said`) a word
    that tells of no kind will do, or three words.
    """
    kind = re.search(rf" ({GROUP})$", name, re.I)
    if kind is None:
        return False
    own = [re.sub(r"s?['’]s?$", "", word) for word in name[: kind.start()].split()]
    folded = [fold(word) for word in own]
    if (
        not own
        or {*folded} & FUNCTION - LINKS
        or folded[0] in {*LINKS, "under", "over"}
        or re.search(r"^\d+ |\d{3}", name)
    ):
        return False
    if fold(" ".join(own)) in places and DESCRIBING.fullmatch(kind[1]):
        return False
    pairs = {f"{one} {other}" for one, other in pairwise(folded)}
    if ({*folded[1:]} & PLACE_WORDS) or ({*folded} | pairs) & places:
        return True
    parts = {
        part for word in own for part in fold(word.replace("-", " ")).split() if not (word.isupper() and len(word) < 5)
    }
    if said and (len(own) > 2 or not parts <= GENERAL):
        return True
    if any(word[:1].isupper() and not word.isupper() for word in own[1:]):
        return True
    return not parts <= ordinary_words() | GENERAL
