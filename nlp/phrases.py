"""Phrases by which people say what they want: each tells of an intent, alone or with others."""

import re

CODE = re.compile(r"\b[A-Z]{2}[- ]?\d{4}\b|\b(?:ls|gh|hk|cl)[- ]?\d{3,4}\b|\b(?:number|item|no\.?|#) ?\d{1,3}\b", re.I)
AUTOMATIC = re.compile(
    r"\b(?:automatic reply|auto-?reply|out of (?:the )?office|on annual leave|no longer monitored|"
    r"undeliverable|delivery (?:has )?failed|do not reply to this)\b",
    re.I,
)
SUBSCRIBING = re.compile(
    r"\b(?:un-?subscribe|(?:re-?)?subscribe|sub me|take (?:me|us) off|remove (?:me|us|my|him|her)\b.*?(?:list|"
    r"mailing|digest)?|stop (?:sending|e-?mailing|texting|these|the (?:digest|emails?))|pause (?:till|until|my|"
    r"our|it|the)|"
    r"(?:add|put|sign) (?:me|us) (?:to|on|up)|(?:weekly|fortnightly|monthly)(?: instead)? (?:to|instead|please|"
    r"pls)|switch (?:me|us)|on here instead of (?:e-?mail|text)|too many (?:e-?mails|messages)|"
    r"my (?:topics|themes|subscription|wards)|change (?:my|our) (?:e-?mail|topics|themes|wards|settings|"
    r"frequency|subscription)|(?:only|just) (?:want|send|see|show)\b.{0,30}\b(?:things|asks|digest|entries)|"
    r"the digest.{0,40}(?:fortnightly|monthly|weekly)|"
    r"(?:mailing|mail) list|no more (?:e-?mails|messages|digests))\b|^\s*(?:stop|unsubscribe|start)\W*$",
    re.I,
)
REFUSING = re.compile(
    r"\b(?:(?:we|i) (?:can(?:no|')?t|cannot|won'?t be able to|are unable to|aren'?t able to) (?:help|do|take|"
    r"offer|support|commit|manage)\b|not (?:one )?for us|not this (?:time|week|month|one)|unable to (?:help|"
    r"assist|support)|"
    r"will not be taking|cant do (?:any|this|it)|can'?t do (?:any|this|it|ls|gh|hk)|have to (?:pass|decline)|"
    r"no can do|nothing (?:we|i) can (?:do|offer)|(?:we'?ll|i'?ll) (?:have to )?pass\b|regret (?:that )?we "
    r"(?:can|are))",
    re.I,
)
COMMITTING = re.compile(
    r"\b(?:we|i|he|she|they|my \w+|our \w+|[A-Z]\w+)(?:'ll|'d| will| can| could| would| may| might| are able "
    r"to| am able to|'re happy to| are happy to| voted to)(?: also| certainly| gladly| happily| be glad to| "
    r"like to| be happy to| probably)? "
    r"(?:do|take|give|supply|provide|send|lend|offer|cover|pay|bring|donate|host|fund|commit|meet|come|manage|"
    r"match|drop|deliver|sponsor|put|help|spare|disconnect|read|find|inspect|make|fit|print|run|throw|have|"
    r"build|repair|fix|clear|stand|be there)|"
    r"\bcount (?:us|me|our \w+) in|\bput (?:us|me) down|\bon me\b|\bwe(?:'re| are) in\b|\b(?:leave it with me|"
    r"got you|i got|we've got|we have got|you can have|is (?:yours|theirs)|are (?:yours|theirs)|happy to|yes "
    r"to|we pledge|i pledge|let us|welcome to)\b|\b(?:can|could) do\b|"
    r"\btowards (?:the|it|ls|gh|hk)\b|\boff (?:LS|GH|HK)[- ]?\d|\bwe'll\b|\bi'll\b|\bfrom us\b|\bwe'?d "
    r"(?:commit|do|give|take)\b|\bpromise\b|\b(?:will|can|could) (?:take|offer|meet|lend|give|provide|supply|"
    r"do|cover)\b",
    re.I,
)
REPORTING = re.compile(
    r"\b(?:withdraw\w*|close (?:it|this|the|that)|can (?:be )?close[d]?|mark (?:it|as|this)|(?:now |all |been "
    r")(?:sorted|met|found|delivered|moved|done|fixed|filled|received)|sorted now|found!+|(?:is|are|was|were) "
    r"(?:met|delivered|done|found|sorted|delighted|fulfilled)|any news|"
    r"still (?:short|need|wait|outstanding|wanted)|(?:have|has) (?:arrived|turned up|come|been|gone|passed|"
    r"fallen)|arrived|turned up|delivered today|amend|change[ds]?|our (?:entry|ask|offer|pledge|listing|"
    r"situation)|(?:go|going) through with|came (?:on|and|today|yesterday)|"
    r"chas(?:e|ing)|haven'?t heard|has(?:n'?t| not) (?:come|signed|arrived)|no longer need\w*|don'?t need|we "
    r"(?:pledged|asked|offered|got|had)|you asked how|thank(?:s| you) (?:to|for the)|come off the list|take "
    r"(?:it|ours|us|our) off the list|outstanding|we regret|"
    r"update[d]?|took place|went (?:well|ahead)|is (?:done|off)|instead of|postponed|cancelled|only .{1,40} "
    r"(?:still|left)|close it|stuck|to go\b|trim the entry|do not need|off the list|landlord says no|received|"
    r"(?:can|could) you (?:remove|chase|extend)|in the post)\b",
    re.I,
)
ASKING_HOW = re.compile(
    r"\b(?:who (?:can|will|gets to|else)? ?(?:reads?|sees?|see)|how (?:does|do|long|are|is) (?:this|it|you|we|"
    r"i|the)|what (?:does|do|is|are|happens) (?:'|the|this|it|you|if|a ward|to my)|is (?:this|it|there) "
    r"(?:only|just|a (?:charge|fee|cost|form|limit|deadline)|free|ok|allowed)|"
    r"do (?:i|we|you|asks|offers|they) (?:have to|need to|count|charge|keep|accept|share|cost)|can (?:i|we) "
    r"(?:use|post|join|ask|see|edit|offer|put|send|delete)|may i ask|lawful basis|gdpr|privacy|data protection|"
    r"keep my|delete (?:my|our)|could you tell (?:me|us) (?:if|whether|how|what|who)|"
    r"does (?:this|it|support|that) (?:cost|count|cover|work)|am i (?:allowed|in the right)|are you (?:a|the|"
    r"part|run))\b",
    re.I,
)
ABOUT_US = re.compile(
    r"\b(?:this|here|you|your|digest|list|bot|service|entry|post|message|number|ask|form|ward|data|charit\w+|"
    r"my|personal|read|our name|social value|HK-|LS-|GH-|use it)\b",
    re.I,
)
SUPPLYING = re.compile(
    r"\b(?:we can|can) (?:supply|take on|deliver)|\bhas capacity|\bspare capacity|\bcapacity (?:for|from|to)|"
    r"\bcontracts?\b|\bprocurement\b|\bcommissioners?\b|\btender(?:s|ing)?\b|\bframework\b|\bprime\b|"
    r"\bsubcontract\w*|\binvoice\b|\bbid\b|\blot \d|\bwho buys\b|"
    r"\b(?:public (?:bodies|sector|services)|councils?|NHS|hospitals?|universit(?:y|ies)|housing (?:providers?|"
    r"associations?)|main contractors?|buyers?|works canteens|FM contractors?)\b|\bsocial enterprise\b|"
    r"\bliving wage employer\b|\bper (?:page|hour|day)\b|£\d+ ?/ ?(?:page|hour|day)|price list|turnaround|"
    r"accredited|public liability|\bCIC\b|co-?operative",
    re.I,
)
BUYING = re.compile(
    r"\b(?:procurement|tender(?:s|ed)?|bids?|bidders?|bidding|re-?let|contract(?:s|or|ors)?|framework|lot|"
    r"dynamic purchasing|DPS|quotes|suppliers?|local (?:firm|supplier|provider|pipeline)|below threshold|"
    r"social value|market engagement|PIN|commission(?:er|ing|ers)?|spend|buy locally|struggling to (?:buy|find|"
    r"source)|"
    r"wholesalers|category|our contractors|specification|ITT|estates? (?:team|programme))\b",
    re.I,
)
LACKING = re.compile(
    r"\b(?:can'?t find|cannot find|struggl\w+|no (?:local|yorkshire|one|bidder)|nobody (?:local|bid)|single "
    r"bid|only (?:one|two) bid\w*|failed to (?:attract|find)|is there any(?:one| organisation)?|ideas\?|"
    r"upcoming|coming up|tender (?:out|opens|closes|in)|to be re-?let|currently .{0,40}(?:from|comes|pays?)|"
    r"hard to (?:buy|source|find)|gap|no bids|would be welcome|who (?:locally|could)|are there|anyone local|"
    r"we'd reserve|never been approached|absurd|what would it take|approach us|keep telling us)\b",
    re.I,
)
OFFERING = re.compile(
    r"\b(?:(?:we|i)(?:'ve| have)(?: got)? .{0,60}(?:spare|free|going|surplus|left ?over|to give|available|"
    r"going spare|stand(?:ing)? (?:empty|idle))|(?:can|could|would like to|want to|happy to|will|'d like to|"
    r"able to|wish to|we'll|we'd) (?:offer|give|donate|provide|help|sponsor|host|do|run|lend|see|teach|repair|"
    r"fix|supply|guarantee|sort|train)|"
    r"free to (?:a good home|any|charit|collect|registered|community)|to give away|giving away|going free|"
    r"surplus|left over|spare (?:saturdays?|time|capacity|hours)|available (?:to|for|free)|who (?:should have|"
    r"wants|needs|could use|organises|do we send)|any (?:use|good) to|up for grabs|pro bono|would (?:suit|do)|"
    r"no (?:charge|fee|hire charge|strings)|free of charge|at no cost|come (?:get|and get|take)|reserved for|"
    r"ring-?fenced for|we are offering|i can offer|i offer|must be collected|you collect|want(?: it)? to go "
    r"(?:on|to)|free\b|otherwise skip|else skip|charities? (?:only|welcome|can have))",
    re.I,
)
THANKING = re.compile(
    r"^\W*(?:(?:many |so |ok |okay |great |lovely |aw+ )*(?:thanks|thank you|thankyou|thx|ta|cheers|brilliant|"
    r"lovely|great|ok|okay|yes|yeah|yep|hello|hi|hiya|hey|\?+|test|👍|🙏)(?: so much| very much| a lot| again| "
    r"everyone| all| both| you)*\W*)+$",
    re.I,
)
STRAY = re.compile(
    r"\b(?:wrong (?:chat|group|number|person|window)|meant for|sent (?:to you )?in error|your parcel|follow "
        r"the link|click (?:here|the link)|you have won|verify your account|customs fee|crypto|seo services|"
        r"rank(?:ing)? (?:on|your) (?:google|website)|says hi|did anyone see)\b", re.I
)  # fmt: skip
GIVING_FIRST = re.compile(
    r"\b(?:we|i)(?:'ve| have)? (?:got )?(?:can|could|would like to|want to|are happy to|am|run|teach|grade|"
    r"change|wipe|lost|raised)\b|"
    r"\b(?:free|spare|surplus|left ?over|going|available|no longer need|giving away|to give|reserved|pro bono|"
    r"retired|yours)\b|"
    r"^\W*\d+ (?:\w+ ){1,4}(?:free|reserved|to give|going|can|up for)|\b(?:ltd|llp|plc|solicitors|insurance|"
    r"construction|bank|our (?:team|firm|company|staff|apprentices|engineers|electricians|social value|"
    r"lawyers))\b",
    re.I,
)
SELLING = re.compile(
    r"\b(?:capacity (?:for|from|to|of)|spare capacity|contracts?|(?:can|could) (?:supply|take on|deliver|turn "
    r"round|do \d+|make \d+|invoice|subcontract)|who (?:buys|commissions)|quote|invoice|price list|rates|"
    r"subcontract\w*|primes?|supplier list|cqc|accredited|insured to|public liability|delivery partner|"
    r"employer\b.{0,20}reference|£\d+ ?(?:/|a|per) ?(?:page|hour|head|drop|day))",
    re.I,
)
HAVING = re.compile(
    r"\b(?:we(?:'ve| have)|i(?:'ve| have)|there(?:'s| are| is| will be|'ll be)|got)(?: about| roughly| some| got)? (?:\d+|"
    r"a|an|two|three|"
    r"four|five|six|ten|twelve|\w+teen|\w+ty|loads|lots|room)\b|"
    r"\b(?:our|my) (?:firm|company|staff|team|engineers|apprentices|solicitors|office|offices|warehouse|factory|shop|branch|"
    r"employees|directors|managers|landlord|showroom|canteen|depot|kitchen has|unit|yard)\b",
    re.I,
)
TAKERS = re.compile(
    r"\b(?:any|which|what|a|one|some|local) (?:charit(?:y|ies)|group|groups|club|food ?banks?|pantr(?:y|ies)|shelter|"
    r"school|schools|"
    r"community (?:centre|group|groups|building)|good cause|cause|day centre)\b[^.!?]{0,40}\b(?:want|like|use|have|take|"
    r"need|benefit|"
    r"welcome|interested|could|who|that)\b|\b(?:who|where) (?:wants|needs it|would like|should|could use|do we send|takes)\b|"
    r"\b(?:collect|fetch|come (?:and|n|&) (?:get|fetch|collect))\b.{0,20}\b(?:from|it|them|by|before|only)\b|"
    r"\b(?:new home|good home|better than the (?:skip|tip)|rather than (?:the )?(?:skip|tip|bin)|in the skip|landfill|"
    r"no charge|"
    r"without charge|unpaid|at cost|gladly|happy to|welcome to|they're yours|for nothing|on the house)\b",
    re.I,
)
OWN_NEED = re.compile(
    r"\b(?:we|i|our \w+|us) (?:really |also |still |desperately |urgently |do |just |now )*(?:need|want|lack|require|"
    r"could do with|"
    r"could use|are after|are short|have no|haven'?t|can'?t (?:afford|pay|find))|\b(?:for|to) (?:us|our)\b|\bhelp us\b|"
    r"\b(?:pls|please)\b|\b(?:wanted|needed)\b",
    re.I,
)
FETCHING = re.compile(r"\b(?:we|i)(?:'ll| can| will| could)(?: all)? (?:collect|fetch|pick|come and get)", re.I)
BARE_NEED = re.compile(
    r"\bneed(?:s|ed)? (?!(?:a |its? |their |your )?(?:new |good )?homes?\b|to be\b|n't)(?:a|an|some|more|new|about|two|"
    r"three|\w+ten|"
    r"someone|somebody|people|volunteers|help|\d+|\w+)\b|\b(?:request for|appeal for|wanted|short of|could do with|"
    r"would be (?:class|mint|great|lovely|grand|ace|a godsend|champion|brilliant)|would change|see us|ours (?:is|are|went|"
    r"has|broke))\b",
    re.I,
)
FIRMS_ASKED = re.compile(
    r"\b(?:any|can|could|would|might|is there|does any) (?:of )?(?:a |an |some |any |your )?(?:friendly |local |"
    r"kind )?(?:\w+ ){0,3}?"
    r"(?:firms?|employers?|compan(?:y|ies)|business(?:es)?|supermarkets?|banks?|law(?:yers?| firm)|solicitors?|plumbers?|"
    r"electricians?|builders?|joiners?|accountants?|architects?|designers?|dev(?:eloper)?s?|engineers?|landlords?|wholesalers?|"
    r"garages?|printers?|broadcasters?|suppliers?|contractors?|industry|hotels?)\b",
    re.I,
)
NEEDING = re.compile(
    r"\b(?:need(?:s|ed|ing)?|wants?|looking for|seek(?:s|ing)?|short of|could (?:any|some|a|an|you|we)|can "
        r"(?:any|some)|any(?:one|body)|is there a|are there any|please help|help|we'?d love|would (?:any|some|a "
        r"firm)|appeal|wanted|require[sd]?|ran out|run out|desperate|who (?:has|can|could)|borrow|after (?:a|some|"
        r"\d))\b", re.I
)  # fmt: skip

CHANGING = re.compile(
    r"\b(?:can (?:come down|be (?:closed|taken down|removed))|may be closed|(?:is|are|all|it'?s|they'?re) (?:now )?(?:in|"
    r"up|here|on the wall|fitted|"
    r"planted)\s*[!.,(]|delivered|arrived|came (?:on|in|today|yesterday|friday|monday)|(?:only|just|still|now|leaves?|"
    r"leaving) (?:need |want |short of |"
    r"about )?(?:£ ?)?[\w,]+ (?:left|short|to (?:find|go|raise|get)|more|of the)|(?:is|are) left to find|(?:got|found|"
    r"have|raised) (?:£ ?)?[\w,]+ "
    r"(?:now|already|of (?:it|them)|so far)|so (?:it'?s )?(?:only|just) |the (?:rest|number|date|figure|amount) (?:should|"
    r"is|has|can|whenever)|"
    r"should (?:be|read|say) .{1,30}(?:rather than|not|instead of)|\w+,? not \w+,? (?:and|please|as)|rather than (?:the )?\w+|"
    r"(?:now|we) want \w+ .{1,15}not|less urgent|more urgent|no longer|pause (?:our|my)|withdraw|cancel (?:our|my|the)|"
    r"(?:our|my) (?:ask|offer|pledge|entry|one|post|request)(?: (?:about|for|of|from))?|we wrote|you asked how|lent us|gave us|"
    r"(?:went|done|finished|sorted|snapped up)\b.{0,20}(?:well|today|now|!))",
    re.I,
)
RECEIVING = re.compile(
    r"\b(?:(?:receive|get|see|have|send (?:us|me)) (?:only|just|asks?|entries|the digest)|asks? for .{2,40} only|"
    r"(?:only|just) .{2,40}(?:asks?|entries|please|pls|alerts?)|(?:to|from|in) (?:my|our|mine|ours) (?:alerts?|list|"
    r"digest|areas?|settings)|to mine|"
    r"(?:swap|switch|change|move) .{2,30} (?:for|to|in)|(?:stop|start) (?:getting|sending|receiving)|(?:drop|add|"
    r"leave out) .{2,40} "
    r"(?:to|from|ones|asks)|"
    r"(?:first|last|these|your) (?:few |two |three )?(?:issues|letters|digests|e-?mails)|too (?:long|often|many)|"
    r"every (?:month|fortnight|week) instead|"
    r"(?:we|i)(?:'ve| have)? moved (?:branch|office|area)|sign (?:us|me) up|register (?:us|me))\b|^\W*(?:un)?sub\b",
    re.I,
)
WONDERING = re.compile(
    r"\b(?:(?:is|are|does|do|has|have|was|did|who|what|when|which|why|how|can|could|will) .{0,60}\b(?:entry|entries|ask|"
    r"asks|offers?|this|"
    r"it|form|digest|ward|limit|count|mean|say|data|messages?|LS-|GH-|HK-|open|taken|submitted|charity|charities)\b[^.!]*\?|"
    r"is there a (?:limit|fee|cost|form|deadline|way)|what does .{1,20} mean|may i ask|can you tell (?:me|us)|dont? say|"
    r"doesn'?t say)",
    re.I,
)
SOURCING = re.compile(
    r"\b(?:(?:we(?:'d| would)?|i(?:'d| would)?) (?:rather |like to |gladly |happily )?(?:spend|buy|pay for|procure|"
    r"reserve|source)|end up paying|"
    r"(?:opens?|closes?|out|due|goes? out|comes? up|coming up|ends?|expires?) (?:on|in|this|next) \w+|roster|framework|"
    r"lots?|bidders?|tenders?|quotes?|"
    r"advertised (?:it )?(?:once|twice|three times)|nil\b|single bid|nobody (?:on|in|local|round|near)|none (?:local|near|"
    r"run by|of them)|"
    r"(?:every|all) (?:\w+ )?(?:quot|bid)\w+|the nationals|big firms|from (?:birmingham|manchester|london|wigan|hull|"
    r"derby|outside)|up the motorway|"
    r"oughtn'?t to be this hard|who(?:'s| is) closer|which firms|suggestions|ideas|anyone (?:training|making|growing|"
    r"local)|talk to me|"
    r"(?:must|has to|required to) (?:hit|buy|recruit|source|spend)|procurement|our (?:usual|current|school meals?|"
    r"schools' meals|catering|cleaning) "
    r"(?:\w+ )?(?:contractors?|suppliers?|chaps?)|supply chain)\b",
    re.I,
)
TRADING = re.compile(
    r"\b(?:£ ?[\d,.]+ ?(?:a|an|per|/) ?(?:day|page|head|hour|mile|sqm|square metre|unit|delegate|session)|hire us|"
    r"would tender|invoice|purchase orders?|"
    r"price list|turnaround|(?:could|can|would) (?:take on|turn round|do|carry|cover|supply|handle|host) .{0,40}(?:more|"
    r"a (?:day|week|month)|covers|"
    r"hours|councils?|housing|hospitals?|schools)|(?:sell|sells|selling)|paying (?:customers|clients)|capacity|"
    r"(?:nhs|council|councils|hospitals?|universit\w+|main contractors?|primes?|public bod\w+|commissioners?|"
    r"buyers?) .{0,20}(?:hire|buy|use|used|"
    r"commission|short of|please)|g-cloud|iso ?\d+|accredited|insured|permitted by|cyber essentials|owned by|"
    r"social enterprise|cooperative|"
    r"co-op|community interest|our (?:rates?|prices?|fee)|not after donations|dynamic purchasing)\b",
    re.I,
)
