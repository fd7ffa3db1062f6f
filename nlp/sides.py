"""Who gives and who lacks, sentence by sentence: what tells an offer from an ask when the words for the things are the same."""

import re
from functools import cache

SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
GIVER = r"(?:[Ww]e|[Ii]|[Oo]ur (?:\w+ ){1,3}?|my (?:\w+ ){1,2}?|[A-Z][\w'’&]+(?: (?:&|[A-Z][\w'’&]*))*(?:['’]s (?:\w+ ){1,3}?)?)"
GIVING = (
    r"(?:offer|give|donate|lend|host|run|help|sponsor|adopt|teach|repair|mend|visit|fit|see|volunteer|provide|supply|bag|drop|"
    r"mentor|read|cover|let|pass|share|deliver|print|design|cook|open|welcome|train|put on|come (?:in|out|and|to)|spend|do|pay)"
)
PHRASES = {
    "gives-willing": rf"\b{GIVER} ?(?:can|could|will|['’]ll|['’]d|would like to|['’]d like to|wants? to|wish(?:es)? to|"
    rf"hopes? to|"
    rf"proposes? to|(?:is|are|am|['’]re|['’]m) (?:able to|happy to|keen to|willing to|pleased to|offering to|"
    rf"glad to)) (?:also |gladly |happily )?{GIVING}\b",
    "gives-has": r"\b(?:has|have|['’]ve|got|there(?:['’]ll be| are| is|['’]s))\b[^.!?;]{0,60}\b(?:spare|surplus|"
    r"standing (?:empty|"
    r"idle)|stands? empty|idle|left ?over|to give|to donate|to lend|ex-demo|unused|going (?:free|spare|begging)|"
    r"we (?:don['’]t|no longer) (?:need|use))\b|\b(?:stands?|sits?|standing) (?:empty|idle|unused)\b",
    "gives-free": r"\b(?:available|open|reserved|ring-?fenced|earmarked|set aside|free) (?:to|for|of charge)\b|\b(?:is|"
    r"are) (?:yours|available|free to)\b|\b(?:no|without) (?:charge|cost|strings|rent|fee)\b|\bat no (?:cost|"
    r"charge)\b|\bfor nothing\b|\bto give (?:out|away)\b|\bgoing (?:spare|free|begging)\b|\bup for grabs\b|(?:^|"
    r"[.,;:–-] ?)free\b(?! school)",
    "gives-disposal": r"\b(?:else|otherwise) (?:it['’]s |they['’]re |it |they )?(?:the )?(?:skip|tip|bin|landfill|go)|"
    r"\bneeds? gone\b|"
    r"\bmust (?:go|be (?:gone|collected|fetched))\b|\bcome (?:and )?(?:get|fetch|take|collect)\b|"
    r"\byou(?:['’]d have to|['’]ll need to| would need to)? (?:collect|take|fetch)\b|\bpick(?:ed)?[ -]?up (?:from|in|"
    r"at|only)\b|\bhelp yourself\b|\bfirst come\b|\bripped out\b|\bclear(?:ance|ing out|ed out)\b|\brefit\b|"
    r"\b(?:office|shop|showroom|school|hostel|site) (?:is )?(?:clos|shut|mov)\w*|\btoo many\b|\bupgrad\w+|"
    r"\bheading for the (?:skip|tip)\b",
    "gives-takers": r"\b(?:charit(?:y|ies)|groups?|schools?|clubs?|organisations?|somebody|someone|anyone) (?:may|that|"
    r"who|which|"
    r"to) (?:can |could |might |would )?(?:use|have|take|want|like|benefit|make use)|\b(?:any|a|"
    r"to) (?:\w+ )?(?:charity|group|school|club|organisation)s? (?:can|may|welcome|only|free)|\bwho (?:wants|should|"
    r"could use|organises|do we|gets|would like)\b|\b(?:shout|say|tell us|dm|ask) if (?:your|you)\b|\b(?:a|good|"
    r"new) homes?\b(?! visit)|\bwants? (?:it|them|this|these) (?:to go|lived|used|to be)|\brather than (?:see|skip|"
    r"bin|throw)|\bwelcome (?:to (?:it|them|use|have|come)|(?:\w+ ){1,4}(?:for|on|to))|\buse (?:it|them) for\b|"
    r"\bintroductions?\b|\bput (?:our|my) name\b|\breferrals?\b",
    "gives-time": r"\b(?:wants?|wanting|looking|keen|like|happy|wish|up|ready|love) (?:to|for) (?:help|volunteer\w*|"
    r"get (?:muddy|"
    r"stuck in|our hands)|give (?:back|time)|do something (?:useful|good)|be useful|muck in|being|doing)\b|\b(?:staff|"
    r"team|colleagues|employees|of us|lawyers|engineers) (?:\w+ ){0,4}?(?:wants?|wanting|keen|free|available|"
    r"would like|up for|can)\b|\bvolunteering days?\b|\bteam days?\b|\bi(?:['’]m| am) (?:a |an )?(?:semi-)?(?:retired|"
    r"qualified|trained)\b|\b(?:my|our) (?:saturdays?|evenings?|lunch ?hours?|weekends?|mornings?)\b|\bfree (?:every|"
    r"on|most|all) \w+",
    "gives-places": r"\b(?:placements?|traineeships?|internships?|apprenticeships?|vacanc(?:y|ies)|work experience places?|"
    r"training places?|site visits?|bursar(?:y|ies))\b[^.!?]{0,50}\b(?:for|to|reserved|ring-?fenced|open|paid)\b",
    "lacks-subject": r"\b(?:we|i|they|us|our (?:\w+ ){1,3}?)(?:['’]re| are|['’]m| am)? ?(?:really |also |still |"
    r"desperately |urgently |"
    r"do |just |badly )*(?:needs?|lacks?|wants?(?! to (?:help|give|offer|do|donate|sponsor|get))|require|short|"
    r"have no|has no|haven['’]t|hasn['’]t|can['’]?t (?:afford|find|pay|do|use)|could (?:really )?(?:do with|use)|"
    r"after|looking for|seeking|desperate|without|miss)\b",
    "lacks-bare": r"(?:^\W*|[.,;:!?–—-] ?|\b(?:and|so|but|also|still|then) )(?:also |still |desperately |urgently |really |"
    r"do )*(?:needs?|want|looking for|after|seeking|wanted|needed|short of|could do with|request(?:ing)?|"
    r"appeal(?:ing)?|require[sd]?)\b(?! gone)|\b(?:group|club|centre|school|project|hall|church|choir|team|charity|"
    r"shed|pantry|hub|society|refuge|league|bank|café|cafe|network|trust) (?:also |still |really |"
    r"urgently )?(?:needs?|wants?|seeks?|lacks?|asks|requires?|is (?:looking|asking|after|short|seeking))\b",
    "lacks-state": r"\b(?:is|are|was|has|have|had|['’]s|went|gone|been) (?:broken|leaking|dead|died|bust|condemned|"
    r"unsolved|gone|"
    r"packed up|failed|lost|nowhere|no|stolen|nicked|flooded|vandalised|too (?:small|narrow|cold|big)|falling|blunt|"
    r"cracked|out of action|stepping down|stopped|in rags)\b|\b(?:nicked|stolen|knackered|conked|burst|blew down|"
    r"fell (?:off|down|apart)|ran out|run out|running (?:low|out)|lost (?:our|its|the|his)|outgrown|outgrew|overrun|"
    r"waiting list|turn(?:ed|ing) (?:\w+ )?away|nobody|no one|used to|can['’]?t (?:afford|keep|go on))\b",
    "lacks-wish": r"\bwould (?:be (?:class|mint|great|lovely|grand|ace|a godsend|champion|brilliant|perfect|wonderful|"
    r"sick|so|ideal|"
    r"grateful)|change|do (?:it|the trick)|help (?:us|so|no end)|make (?:it|all|our)|see us|keep us|let us|save)\b|"
    r"\b(?:help|lend|give|find|show|teach|fund|sponsor|donate to|join) us\b|\bgrateful\b|\b(?:pls|plz|please)\b|"
    r"\bwanted\b|\bneeded\b|\bSOS\b",
    "lacks-question": r"\b(?:any(?:one|body|1)|any (?:\w+ ){1,3}?(?:firms?|employers?|compan\w+|business\w*|suppliers?|"
    r"shops?|builders?|"
    r"solicitors?|plumbers?|people|volunteers?))\b[^.!]{0,90}\?|\b(?:can|could|would|might|will|is there|does|"
    r"has) (?:a|an|any|some|one|somebody|someone|anyone|anybody|there be|you|your)\b[^.!]{0,140}\?|\bwho (?:could|can|"
    r"does|has|knows|'s hiring|is hiring|fancies)\b[^.!]{0,80}\?",
    "self-business": r"^\W*(?:(?:hi|hello|dear \w+|good \w+|to [^.:]{3,40}:),?\W+)?(?:(?:we(?:['’]?re| are| r)?|"
    r"i(?:['’]?m| am)|as|"
    r"from|at|local|retired|the|our|my|i (?:own|run)) )*(?:an? |the )?(?:\w+ ){0,3}?(?:importers?|caterers?|bakery|"
    r"dairy|hotels?|firms?|company|agency|studio|practice|bank|building society|decorators?|electricians?|plumbers?|"
    r"joiners?|scaffolders?|builders?|roofers?|photographers?|accountants?|solicitors?|lawyers?|architects?|barbers?|"
    r"hairdressers?|counsellors?|therapists?|tutors?|teachers?|designers?|developers?|printers?|coaches|removals|"
    r"supermarkets?|restaurants?|caf[eé]|bar|pub|shop|showroom|depot|warehouse|factory|office|contractors?|merchants?|"
    r"manufacturers?|growers?|nursery|landlords?|team|apprentices|staff|facilities|quarr(?:y|ies)|"
    r"telecom)\b(?! (?:needed|wanted|is leaking|roof))|\b(?:ltd|llp|plc|group plc|& sons|& co)\b",
    "self-community": r"\b(?:our|we(?:['’]?re| are| r| run)(?: an?)?|my|this) (?:\w+ ){0,3}?(?:club|group|choir|charity|pantry|"
    r"food ?bank|school|pupils|kids|children|young people|youth|members|residents|tenants|lads|girls|elders|"
    r"pensioners|shed|refuge|hostel|project|church|mosque|hall|league|playscheme|volunteers|trustees|families|"
    r"learners|drop-in|lunch|village|federation|committee)\b",
    "asks-others": r"\b(?:which|what|any|would|could|can|do|does|might|are) (?:\w+ ){0,2}?(?:employers?|firms?|compan(?:y|ies)|"
    r"business(?:es)?|practices?|solicitors?|developers|landlords?|manufacturers?|supermarkets?|retailers?|suppliers?|"
    r"people|you)\b(?! (?:want|need))[^.!]*\?|\bfrom (?:employers|firms|companies|businesses)\b|\b(?:know|"
    r"knows) (?:who|anyone|somebody|someone|of)\b|\bwould love\b|\ba cheeky\b",
    "gives-condition": r"\b(?:ex[- ]display|display models?|shop[- ]soiled|slight(?:ly)? (?:scratch\w*|marked|damaged|"
    r"worn)|box(?:es)? (?:damaged|"
    r"dented)|(?:as|like|nearly|brand) new|new in (?:bags?|box(?:es)?)|hardly used|barely used|never (?:used|worn|opened)|"
    r"good (?:nick|condition|working order|order)|serviced|pat tested|wiped|reconditioned|refurbished by us|discontinued|"
    r"end of line|"
    r"returned|day[- ]old|in date|past (?:its|their) best|seconds|misprint\w*|over[- ]?order\w*|old stock|excess stock|"
    r"wonky|short[- ]dated|frozen (?:down|doon)|still (?:boxed|wrapped|sealed)|"
    r"(?:in|out of) (?:our|my) (?:storeroom|warehouse|van|yard|loft|garage|shed|stock ?room|cupboard|basement)|"
    r"taking up room)\b",
    "gives-conditions": r"\b(?:collection only|buyer collects|collect (?:only|from (?:us|our|my|the|reception))|"
    r"bring (?:bags?|boxes|a (?:van|trailer|"
    r"mate)|your own)|come (?:to the )?(?:back|round)|(?:some(?:one|body)|you) come|back door|knock|"
    r"first (?:charity|group|come|to|one|that|who)|preferred|preferably (?:a|to)|no more than (?:that|one)|one lump|in one go|"
    r"not included|no (?:selling|sales) |mornings? only|weekdays? only|(?:till|until) (?:our|we|the) (?:new|need|lease|"
    r"line|tenant)|"
    r"on (?:us|me|the house)|our treat|same again next|without a fee|for the price of|whoever|registered charit\w+|"
    r"i(?:'ll| will)? come|can hev (?:it|em|them)|can have (?:it|em|'em|them|these)|for (?:some(?:body|one)|a \w+) (?:who|"
    r"that)|"
    r"some(?:one|body)['’]s)\b",
    "gives-intends": r"\b(?:(?:will|would|to) (?:guarantee|carry out|make up|adopt|underwrite|match|hand over|part with|"
    r"release|set aside)|"
    r"proposes?|(?:is|are|was) (?:willing|prepared|minded) to|have (?:put|set) (?:aside|by)|kept back|putting (?:aside|"
    r"by)|getting shot of|"
    r"getting rid of|(?:clearing|emptying|shutting|selling up)|(?:pot|fund|budget|settlement|levy|allowance) (?:of|for|to)|"
    r"every (?:member of staff|employee)|our (?:give|social value|community) (?:back|commitment|pledge|days?|fund)|"
    r"(?:hours?|days?|half[- ]days?) "
    r"(?:a|each|per) (?:month|year|week|quarter)|tell us where|point us|where (?:should|do|can) we|who(?:['’]d| would|"
    r" might| could)? "
    r"(?:like|use|need|want|benefit)s?|who needs|"
    r"any (?:gardens?|soup kitchens?|lunch clubs?|schools?|clubs?|groups?|charit\w+|pantr\w+|shelters?|nurser\w+|hostels?|"
    r"centres?|halls?|"
    r"dads|old folks?|food ?banks?) (?:or \w+ )?(?:want|that|can|after|interested|could|who|round|i)|for any \w+)\b",
    "self-trade": r"(?:^|[.!?\n] ?)\W*(?:(?:hi|hiya|hello|hey|morning|evening)\W+)?(?:i(?:['’]?m| am) (?:an? )?|"
    r"we(?:['’]?re| are) (?:an? )?|an? |the |"
    r"our |my |local |retired |independent |small |family )*(?:\w+ ){0,2}?(?:butchers?|bakers?|bakery|greengrocers?|"
    r"fishmonger|chippy|"
    r"takeaway|caf[eé]|pubs?|bar|brewery|restaurant|hotel|pharmac(?:y|ist)s?|opticians?|dentists?|vets?|florists?|"
    r"barbers?|hairdressers?|salon|"
    r"garage|mechanics?|joiners?|plumbers?|sparky|sparks|electricians?|roofers?|plasterers?|tilers?|decorators?|painters?|"
    r"gardeners?|landscapers?|tree surgeons?|builders?|scaffolders?|glaziers?|locksmiths?|carpet fitters?|removals?|"
    r"couriers?|hauliers?|"
    r"taxi firm|minicab firm|coach (?:firm|company|operator)|bus operator|rail|airline|"
    r"supermarkets?|wholesalers?|importers?|distributors?|manufacturers?|factory|warehouse|"
    r"printers?|agency|studio|web (?:dev\w*|designers?)|software (?:house|firm)|helpdesk|it (?:team|firm|manager|"
    r"department)|consultanc(?:y|ies)|"
    r"accountants?|bookkeepers?|auditors?|solicitors?|barristers?|law(?:yers?| firm)|surveyors?|architects?|engineers?|"
    r"planners?|brokers?|"
    r"insurers?|bank|building society|lettings?|estate agents?|landlords?|developers?|housebuilders?|contractors?|"
    r"energy (?:supplier|company)|water company|phone (?:shop|repair shop|company)|alarm company|security firm|"
    r"counsellors?|therapists?|physios?|nurses?|tutors?|teachers?|yoga teacher|personal trainer|photographers?|musicians?|"
    r"undertakers?|funeral directors?|roasters?|furniture (?:shop|maker|firm)) (?:here|in|by|from|near|on|at|of|with|"
    r"retired|based)?(?=\b)",
    "lacks-asks": r"\b(?:(?:we|i) (?:would )?(?:ask|invite|appeal|beg|request|hope|seek|propose)\b|"
    r"ask(?:ing)? (?:employers?|for|the)|dear employers|"
    r"requested by|target|what (?:helps|we (?:lack|need|miss)|would help)|what is (?:missing|wanted)|(?:would|ud|"
    r"['’]d) (?:be|do|make|cover|fix|get|let|"
    r"save|sort|see|put) (?:a |an |the |us |it |so |more )?\w+|"
    r"(?:that|this)['’]?s the (?:dream|ask|need|problem|trouble)|(?:is|are) ready to work|(?:is|are) not enough|"
    r"no (?:money|budget|funds|"
    r"bed|beds|heating|kit|transport|home)|(?:sleep|sit|stand)(?:ing)? (?:on|in) (?:the|a|bare)|(?:has|have) (?:nothing|"
    r"nowhere|nobody|none|no)|"
    r"ha(?:ve|s)n['’]?t (?:got|any|a)|running out|nearly out|down to (?:our|the|one|two|\d)|given notice|must (?:quit|"
    r"leave|move)|"
    r"waiting|for what we can afford|swap|more than (?:another|any)|summat|owt)\b",
    "lacks-fetching": r"\b(?:we|i)(?:['’]ll| can| will| could)(?: all)? (?:collect|fetch|pick (?:it|them)? ?up|"
    r"come and get|transport|"
    r"arrange collection)",
}  # fmt: skip


@cache
def compiled() -> dict[str, re.Pattern[str]]:
    """The phrases made ready once, at the first reading. A name with capital letters is a giver: that one does not ignore case."""
    return {name: re.compile(pattern, 0 if name == "gives-willing" else re.I) for name, pattern in PHRASES.items()}


def patterns() -> str:
    """All the phrases, as one text."""
    return " ".join(f"{name}={pattern}" for name, pattern in PHRASES.items())


def features(text: str) -> dict[str, float]:
    """Which sentences give and which lack: whether any does, which comes first and last, and which side has more."""
    found = dict.fromkeys(PHRASES, 0.0)
    balance: list[int] = []
    for match in SENTENCE.finditer(text):
        sentence = match.group()
        held = {name for name, pattern in compiled().items() if pattern.search(sentence)}
        for name in held:
            found[name] = 1.0
        gives = sum(name.startswith("gives") for name in held)
        lacks = sum(name.startswith("lacks") for name in held)
        if gives != lacks:
            balance.append(1 if gives > lacks else -1)
    giving, lacking = (
        sum(value for name, value in found.items() if name.startswith(side)) for side in ("gives", "lacks")
    )
    found["sides-first"] = float(balance[0]) if balance else 0.0
    found["sides-last"] = float(balance[-1]) if balance else 0.0
    found["sides-sum"] = max(-2.0, min(2.0, float(sum(balance)))) / 2
    found["gives-only"] = float(giving > 0 and lacking == 0)
    found["lacks-only"] = float(lacking > 0 and giving == 0)
    found["sides-more"] = max(-2.0, min(2.0, giving - lacking)) / 2
    return found
