"""Words around a number that tell what is or was, and so say that it is neither wanted nor given."""

import re

SERVED = re.compile(
    r"\b(?:(?<!can )(?<!could )(?<!may )(?<!if )"
    r"(?:we|i)(?:'ve| have)? (?:now )?(?:have|got|serve[sd]?|feed|fed|support(?:ed)?|help(?:ed)?|see|saw|run|"
    r"turned away|teach|do|are|lost|look after|host(?:ed)?|handle|own|paint|hold)|we're|we['’]ve(?: now)?|"
    r"there(?:['’]?s| are| is|'re| were)|"
    r"they have|has|had|serves?|feeds?|supports?|covers|keeps|holds|visits|buys|does|consists? of|comprises?|made up of|says|"
    r"(?:was|were) for|(?<!each )of the|"
    r"rather than|instead of|not|"
    r"move|carry|pack|the other|those|"
    r"(?:he|she|they)(?:['’]s)? got|"
    r"founded|since|over|under|group of|average|means|following|fewer than|our|my|first|last|next|past|half|every|each|nearly|"
    r"between|carries|weighs|one of the|out of|some of the|most of the|half of the|stands at|"
    r"used to be|going since|up from|gone from|quoted|lasted|one of|waiting list of|list "
    r"of)\s*(?:about |around |roughly |some |nearly |over |only |just )?$",
    re.I,
)
TOLD = re.compile(
    r"\b(?:delivered(?: today)?|received|pledged|taught|hosts?|lets|hears? from|employs?|makes?|we make|collects? from|"
    r"sold|grown from|counted|asked for|handled?|serves?|feeds?|helped|"
    r"supported(?! employment| housing| living| lodgings)|reached|housed|families of|owns?)\b"
    r"[^.!?\n]{0,22}$",
    re.I,
)
HAVING = re.compile(
    r"\b(?:(?:we|i)(?: have|'ve|’ve)(?: got)?|has|got|(?:kept|put|set) (?:back|by|aside)|saved|gathered|"
    r"there(?: are|'s|'ll be))\s(?:about |around |some |over )?$",
    re.I,
)
LOST_OR_HELD = re.compile(r"\b(?:lost|held|buried|stole|nicked|broke|sold|ate|had)\s(?:about |our |another )?$", re.I)
DONE = re.compile(
    r"\b(?!needed|wanted|required|requested|interested|asked|looked|called|appealed|hoped|planned|pledged|offered|donated|limited|"
    r"committed|provided|supplied|sponsored|proposed|agreed|estimated|decided|released|need|add|spared|reduced|changed)"
    r"(?:[a-z]{2,}(?<!e)ed|gave|signed|pulled|found|made|built|saw|spent|bought|wrote|won|began|grew)"
    r" (?:out |up |in |on |over |away |back )?(?:about |around |roughly |some |over |nearly |only |another |our |all )?$",
    re.I,
)
"""The past of what somebody did, right before the number: "we surveyed 60 houses"."""
HAPPENED = re.compile(
    r"^ (?:(?:a|every|each|per) (?:year|month|week|day|night|evening|term|season) "
    r"(?!for|please|pls|from|to|and|would|in|of|or|at|with|on|needed|wanted|ready)[a-z]+|"
    r"did|now|donated|arriving|stayed|went|came|live|build|kept|got|had|were|was|signed|sharing|cycling|cook|remain)\b",
    re.I,
)
IS_NOW = re.compile(r"\b(?:it|that|number|total)(?:['’]?s| is| are) (?:only |now |just )?$", re.I)
PROMISED = re.compile(
    r"^ (?:we|you|they|i)(?:['’]d| had)? (?:promised|offered|pledged|asked|gave|sent|(?:do not|don['’]?t) (?:need|want))\b",
    re.I,
)
DID = re.compile(
    r"^(?: (?!(?:for|to|who|which|that|please|with|we|i|it|they|you|so|but|and|cos|because|if|once|when|while|after|until|where|whose)\b)"
    r"[\w’'-]+){0,6}? "
    r"(?:have|has|had|was|were|went|got|can['’]?t|cannot|won['’]?t|"
    r"(?:did|do|does|is|are)n['’]?t|keep|kept|gave|since|ago|leave|walked|pulled|failed|broke|bust|cancelled|"
    r"(?:is|are) (?:paid|sorted|found|booked|covered|here|done|poorly|ill|away|off sick|leaving|moving|retiring)|"
    r"arrived|came|declined|confirmed|attended|asked about|turned up|signed up)\b"
    r"(?! (?:been (?:wrecked|ruined|forced)|better|to go))",
    re.I,
)
"""What the thing that is counted did or cannot do, before the clause ends."""
AND_HAVE = re.compile(
    r"\b(?:we|they|i)(?:['’]ve| have| had)(?: got)? (?:an?|one|\w+)(?: [^.!?;,]{2,30})? (?:and|&|\+|n) $|"
    r"(?<!to )(?<!can we )(?<!could we )(?<!may we )\b(?:has|had|have|have the use of) (?:an?|the|our) [^.!?;]{2,60}(?:,| and| &| \+| n) $",
    re.I,
)
"""The second of two things that are there already: "we've a field and 40 stalls"."""
MEMBERS_OF = re.compile(
    r"\b(?:choir|club|team|band|group|class|congregation|membership|staff|charity|crew|squad|network|federation|company|"
    r"co-?op(?:erative)?|circle|community|troupe|branch|society|family|board|population|"
    r"caseload|project|scheme|consortium|cluster|kitchen|row|street|alliance|partnership) of (?:about |around |some )?$",
    re.I,
)
YEAR = re.compile(r"(?:1[89]|20)(?!00)\d\d")
MEASURES = frozenset("metres metre feet foot ft inches inch litre litres mm cm yard yards kg".split())
SIZES = frozenset("foot inch man seater berth inches ft".split())
INCIDENTS = frozenset(
    "muggings suicides scares loans deaths complaints referrals attacks burglaries thefts floods stars chords "
    "languages quotes break-ins ins accidents incidents falls fines fires storms".split()
)
IS_SO_LONG = re.compile(r"(?:\b(?:is|are|was|were)|['’]s)\s(?:about |only |just )?$", re.I)
AWAY = re.compile(r" (?:by|x|off|away|long|high|wide|deep|tall|from|&|down|up)\b")
OF_A_BUS = re.compile(r"\b(?:minibus|bus|coach|van)\b[^.!?\n]{0,20}, $", re.I)


def is_measure(before: str, written: str, what: str, after: str, asked: bool, giving: bool) -> bool:
    """Whether a figure is a year, a size, or how often something befell somebody."""
    first, last = what.casefold().split()[0], what.casefold().split()[-1]
    if YEAR.fullmatch(written):
        return not asked
    if last in MEASURES:
        spec = last in {"litre", "mm", "cm", "yard"} or (last == "kg" and not giving)
        spec = spec or (last in {"feet", "litres"} and before.endswith(", "))
        return (spec and not asked) or IS_SO_LONG.search(before) is not None or AWAY.match(after) is not None
    if last == "seats" and OF_A_BUS.search(before):
        return True
    return (first in SIZES and (first != last or first == "seater")) or (
        (last in INCIDENTS or what == "points") and not asked and not giving
    )
