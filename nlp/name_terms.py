"""Words and phrases that tell whether a run of words is a group's name, besides the kinds of groups."""

import re
from functools import cache
from pathlib import Path

LISTS = Path(__file__).parent / "data" / "lists"
BACKGROUND, SENTENCE_WORDS = LISTS / "background_names.txt", LISTS / "sentence_words.txt"
COUNTS = frozenset("under over 50+ 60+".split())
OPENS_A_NAME = frozenset("friends parents mothers voices families".split())
PREPOSITIONS = frozenset("in at on for to with by".split())
LINKS_TOLD_APART = frozenset("of in and & for at".split())
PEOPLE = (
    r"(?:residents|people|folks?|families|children|kids|bairns|pensioners|women|men|lads|lasses|neighbours|parents|mums|mams|dads|"
    r"villagers|locals|youth|youths|teenagers)"
)
TIME = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|march|april|june|july|august|september|"
    r"october|november|december|christmas|easter|ramadan|eid|diwali)\b",
    re.I,
)
KIND_BEFORE = re.compile(
    r"\b(?:our|my|a|the|small|little|local) (?:\w+ ){0,2}(?:choir|club|group|society|charity|project|team|trust|shed|band|league|"
    r"church|school|nursery|cic|enterprise|company|firm|network|class|association)(?:,|:| is| -| –|,? called)? ?\(?$",
    re.I,
)


@cache
def sentence_words() -> frozenset[str]:
    """Words that open sentences and seldom names."""
    lines = SENTENCE_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def background() -> re.Pattern[str]:
    """Bodies, schemes and firms that messages tell of and that hardly ever write."""
    lines = BACKGROUND.read_text(encoding="utf-8").splitlines()
    return re.compile(r"\b(?:" + "|".join(line for line in lines if line and not line.startswith("#")) + r")\b")
