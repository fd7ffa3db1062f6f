"""Words on one's own asks and offers: taken back, met, partly found elsewhere."""

import re

from intake.conversation import short_words

CANCEL = re.compile(
    r"\b(cancel|withdraw|take back|remove|delete|scrap|take (down|off)|drop)\b|\b(no longer|don'?t|do not) (need|"
    r"want|require)(ed)?\b|\b(not|no longer) (needed|wanted|required)\b"
)
NOT_NEEDED = re.compile(
    r"^(sorry|hi|hello|ok|actually|all|it'?s|they'?re|[ ,.])*(not|no longer) (needed|wanted|required)\b"
)
ORDER = re.compile(r"^(please |pls |can you |ok |hi |[,.])*(cancel|withdraw|scrap)\b")
MET = re.compile(
    r"\b(sorted|done|met|close (it|this|our|the)|can (be )?closed?|you can close|fitted|fixed|found (one|them|some|someone|somebody)|"
    r"mark (it |this |us )?as met|no longer short|got (it|them|one|some|a \w+)|all (here|arrived|in)|take (it|this|us) (down|off)|filled|"
    r"delivered|arrived|received|came)\b"
)
_OTHERS = r"(someone|somebody|elsewhere|somewhere|another|others?|a different)"
_THINGS = r"(the|our|all|all the|all our|enough|everything)( [a-z-]+){0,3}"
MET_PLAINLY = re.compile(
    r"^((hi|hello|hey|thanks|thank you|good news|great news|just to say|update|sorry|please note|fyi)\b[ ,.:!–-]*)*("
    r"((this|that|the|our|my) )?(need|ask|request|it|this|that)('s| is| was| has)( now| already)*( been)?( now| already)* "
    r"(met|fulfilled|filled|covered|satisfied|dealt with|resolved|taken care of)\b|"
    rf"(we|i)('ve| have)?( now| already)* (got|found|had|received|been given|borrowed|bought) {_THINGS} (from )?{_OTHERS}\b|"
    rf"(someone|somebody|another [a-z]+)( else)?('s| has)?( now| already| kindly)* (given|gave|donated|lent|provided) (us )?{_THINGS}|"
    rf"(the|our) [a-z-]+( [a-z-]+)? (has|have) been (donated|given|lent|provided|found)( to us)?( by)? {_OTHERS}\b)"
)
"""Words that are news of help from elsewhere and nothing else, whatever else the reader sees in them."""
MORE_WANTED = re.compile(r"\b(but|(we|i|also|and) (also |still )*need|\d+|some of|except|apart from|part(ly)?)\b|\?")
_COUNT = r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
STILL_WANTED = re.compile(
    rf"\b(still )?(short of|need|needs|want) (another )?{_COUNT}\b|\b{_COUNT} (more )?to go\b|"
    rf"\bonly {_COUNT} (\w+ )?(is |are )?(still )?(wanted|needed)\b|\b{_COUNT} (\w+ ){{0,2}}(still )?(remain|"
    rf"remaining|outstanding|wanted)\b"
)
SOME_LEFT = re.compile(
    r"\b(still|short of|to go|remain\w*|outstanding|not all|half|not (met|done|sorted)|hasn'?t|haven'?t|never)\b"
)
GONE = re.compile(
    r"\b(they|it|all|that)('ve|'s| have| has| are| is)? ?(all )?(now )?(gone|sold|taken|been (taken|given|sold))\b"
)
REPLACES = re.compile(
    r"\b(need|want)(ed)?\b.{0,30}(,|\bbut\b|\bjust\b|\bonly\b).{0,10}\b(it'?s|its|they'?re|now|just|only|instead)\b"
)
"""Words that take back a part and put another in its place ("we don't need it Saturdays, it's Sundays now")."""
PART = re.compile(r"\b(numbers?|nos?\.?|items?|parts?) \d+\b")
LESS_NOW = re.compile(r"\b(got|found|have|been given|now|only|just|still)\b")
CLOSE = re.compile(r"\b(mark (it |this |us )?as met|(can be|you can|please) close|close (it|this|our))\b")


def still_wanted(said: str) -> float | None:
    """How many are still wanted when part was found elsewhere: "still short of 6 coats", "1 to go"."""
    found = STILL_WANTED.search(said)
    return short_words.number_in(found.group()) if found else None
