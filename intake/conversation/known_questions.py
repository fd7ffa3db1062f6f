"""Questions on how this works that have a ready answer (`wording_service.ANSWERS`, by name)."""

import re

COVERS = re.compile(
    r"^(what|which|where) (areas?|places?|parts?|towns?)?( of \w+)? ?(do|does|are|is) (you|it|this) "
    r"(cover|work|serve|operate|for)\b.{0,20}$"
)
KNOWN = (
    (
        "what_for",
        re.compile(
            r"^(do|can|could|may) (you|we|i) (do|ask for|help with|give|get|request) "
            r"(money|cash|grants?|food|volunteers|people|things|rooms?|advice|furniture|equipment)\b.{0,20}$|"
            r"^what (kind of (things|help) )?(can|could|may) (i|we) (ask|get|request)\b.{0,25}$"
        ),
    ),
    (
        "give",
        re.compile(
            r"^(so |and |hi |hello |[,.])*(do|can|would|could) (you|i|we) (take|accept|want|collect|have|donate|give|offer|hand in)\b"
            r".{0,20}\b(donations?|old|used|second[- ]hand|spare|unwanted|things|stuff|something)\b.{0,40}$"
        ),
    ),
    (
        "anything_else",
        re.compile(
            r"^(ok |so |and |great |[,.])*((is|was) (that|there) )?(all|it|everything|anything else)( that)? (you|u|i|"
            r"we) (still )?(need|want)\w*"
            r"\b.{0,20}$|^(is|was) (that|it) (all|it|everything)\W*$|^do (i|we) (need|have) to do anything( else)?\b.{0,10}$"
        ),
    ),
    (
        "free",
        re.compile(
            r"^(so |and |but )?(is|are) (it|this|you) free\b|^(does|do|will) (it|this|you) (cost|charge)\b|"
            r"\b(free|cost|charge|fee|pay)\b.*\?|\bhow much (is|does) (it|this)\b"
        ),
    ),
    (
        "who_can",
        re.compile(
            r"\b(registered charit|charity number|who can (ask|use|post)|only for|"
            r"can (a|an|any|we|i|my \w+|they|anyone|anybody) .*\b(use|ask|post))\b.*"
        ),
    ),
    ("ward", re.compile(r"\bwhat('?s| is| does|s)\b.{0,10}\bward\b")),
    ("binding", re.compile(r"\b(legally )?binding\b|\bis (a|the) pledge a contract\b")),
    (
        "marks",
        re.compile(
            r"\b(social value|tom'?s|marks|score|points)\b.*\b(bid|tender|count|counts)\b|\bcounts? as social value\b"
        ),
    ),
    (
        "robot",
        re.compile(
            r"\b(are you|is this|am i talking to|you) (a |an )?(real |actual )?(bot|robot|human|person|machine|computer|ai)\b|"
            r"^(who|what) (are you|am i (talking|writing) to)\W*$|^who('s| is) this\W*$"
        ),
    ),
    ("sure", re.compile(r"^(do|can|will|could) you (guarantee|promise|be sure|make sure)\b")),
    (
        "when",
        re.compile(
            r"^(so |and |ok )*(what happens (next|now|then)|what now|then what|what'?s next)\W*$|"
            r"\bhow (long|soon|quickly)\b.{0,15}\b(take|takes|until|before|till|will|hear|know|get)\b|"
            r"\bwhen (will|do|does|can|would|shall) (i|we|you|it|somebody|someone|they)\b.{0,20}\b"
            r"(hear|know|get|answer|reply|tell|find|come out|go out|happen)\b"
        ),
    ),
    ("letter", re.compile(r"^(when|how often|what)\b.{0,30}\b(letter|digest|newsletter)\b.{0,25}$")),
    (
        "change",
        re.compile(
            r"^(can|could|may) (i|we) (still |also )?(change|edit|correct|amend|update|add|tell you) (it|this|that|my|our|"
            r"something|more|one more|to)\b"
        ),
    ),
    ("why_asked", re.compile(r"^(but |and )?why (do|would|are) (you|u) (need|want|have|ask|asking)\b")),
)
