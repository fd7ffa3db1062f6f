"""How a day is written, and which day that is, counted from the day the message arrived. British order: 3/12 is 3 December."""

import re

from nlp.date_resolving import (
    DAYS,
    MONTHS,
    ORDINAL_WORDS,
    Resolver,
    day_month,
    day_of_month,
    end_of,
    feast,
    figures,
    first_week,
    in_hours,
    in_units,
    iso,
    month_then_day,
    near,
    next_period,
    notice,
    ordinal_month,
    weekday,
    weekday_numbered,
    weekday_within,
    weekend,
    weeks_on,
)
from nlp.feasts import BANK_HOLIDAY, FIXED_FEASTS, IN_TABLE, SEASONS, bank_holiday, single_day

MOVEABLE = (
    "|".join(sorted(map(re.escape, {*IN_TABLE, *SEASONS}), key=len, reverse=True))
    + r"|(?:the )?(?:next |spring |may |august |summer )?bank holiday|half[- ]term|(?:the )?end of (?:the "
    ")?(?:summer |autumn |spring |winter )?(?:term|season|school year)|"
    "term(?: starts?)?|(?:the )?summer holidays|the holidays|winter|summer|spring|autumn|(?:early|mid|late|"
    "mid-)[- ]?(?:" + "|".join(MONTHS) + ")|asap|as soon as (?:possible|poss|you can)|soon"
)
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = "(?:" + "|".join(sorted(DAYS, key=len, reverse=True)) + r")\b\.?"
NO_SENTENCE_END = r"(?<!y\.)(?<!ch\.)(?<!il\.)(?<!ne\.)(?<!st\.)(?<!er\.)"
NUMBERED = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
ORDINAL = "(?:" + "|".join(sorted(ORDINAL_WORDS, key=len, reverse=True)) + ")"
COUNT = r"(?:\d{1,2}|a couple of|couple of|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


WITH_DAY = rf"(?:the )?(?:{DAY},? )?(?:the )?"
RULES: tuple[tuple[re.Pattern[str], Resolver, float], ...] = (
    (_rule(r"\b20\d\d-\d\d-\d\d\b"), iso, 0.5),
    (_rule(
        rf"(?<!under )(?<!over )(?<!aged )\b{WITH_DAY}(?P<day>{NUMBERED})"
        rf"(?: ?(?:-|–|to|until|till|and|&|/) ?(?:{WITH_DAY}){NUMBERED})? (?:of "
        rf")?(?P<month>{MONTH})(?:,? ?(?P<year>20\d\d))?(?!\w)"), day_month, 0.5),
    (_rule(
        rf"\b{WITH_DAY}(?P<month>{MONTH}){NO_SENTENCE_END} (?:the )?"
        rf"(?P<day>{NUMBERED})(?![\d:.,]\d|\w|(?: ?[ap]m)| ?(?:people|of "
        rf"us|-))(?:,? (?P<year>20\d\d))?"), day_month, 0.5),
    (_rule(rf"\b{WITH_DAY}(?P<day>{ORDINAL}) of (?P<month>{MONTH})(?!\w)"), ordinal_month, 0.5),
    (_rule(
        rf"\b(?P<which>first|second|third|fourth|last|final|1st|2nd|3rd|4th) (?P<weekday>{DAY}) (?:of|in) "
        rf"(?P<what>{MONTH}|next month)(?!\w)"), weekday_within, 0.5),
    (_rule(r"(?<![\d£./-])(?P<day>\d{1,2})(?P<mark>[.-])(?P<month>\d{1,2})(?P=mark)(?P<year>20\d\d|\d\d)(?![\d/.-]\d|\d)"), figures, 0.5),
    (_rule(r"\bwithin(?: the next)? (?P<hours>12|24|36|48|72) ?(?:hours|hrs|h)\b"), in_hours, 0.6),
    (_rule(r"(?<![\d£./])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?(?![\d/])"), figures, 0.5),
    (_rule(
        rf"\b(?P<count>{COUNT}) weeks? (?:on |from |this |next )?(?P<weekday>{DAY})|\ba (?P<fortnight>fortnight) "
        rf"(?:on |from )?(?P<weekday2>{DAY})"), weeks_on, 0.6),
    (_rule(
        rf"\b(?:in |within |next )?(?P<count>{COUNT}) (?P<unit>days?|weeks?|wks?|fortnights?|months?)(?: today| "
        rf"from (?:now|today)|(?: |')s? time)\b"), in_units, 0.7),
    (_rule(rf"\bwithin (?:the next |a )?(?P<count>{COUNT}|)\s?(?P<unit>days?|weeks?|wks?|fortnight|months?)\b"), in_units, 0.6),
    (_rule(rf"\b(?P<count>{COUNT}) (?P<unit>weeks?|wks?)['’]? "
        r"(?:notice|& out|and out|to (?:get out|leave|move out|find))\b"), in_units, 0.6),
    (_rule(r"(?<!\d )\b(?P<days>\d\d) days\b(?! (?:a|per|each|in|off|of))"), notice, 0.55),
    (_rule(rf"\b(?:in )?(?P<month>{MONTH})(?: bank holiday)?, (?:the )?(?P<day>{NUMBERED})(?! ?\w)"), month_then_day, 0.5),
    (_rule(rf"\bin (?!a day\b)(?P<count>{COUNT}) (?P<unit>days?|weeks?|wks?|fortnight|months?)\b(?! each| a )"), in_units, 0.3),
    (_rule(rf"\bend (?:of|o['’]?) (?:the |this )?(?P<what>{MONTH}|(?:next )?month|(?:next )?week|year)(?!\w)|"
        r"\b(?P<what2>(?:this |next )?month) end\b"), end_of, 0.55),
    (_rule(rf"\b(?:the )?first week (?:of|in) (?P<month>{MONTH})(?!\w)"), first_week, 0.5),
    (_rule(r"\b(?:the )?week after next\b|\bnext week\b"), next_period, 0.35),
    (_rule(
        r"\b(?:today|2day|tonight|2nite|tomorrow|tmrw|tomoz|tmro|tomorow|2moro|the morra|day after tomorrow|this (?:morning|"
        r"afternoon|evening))\b"), near, 0.4),
    (_rule(r"\b(?:this |the |next )weekend\b"), weekend, 0.45),
    (_rule(
        rf"\b(?P<which>{BANK_HOLIDAY} )?bank holiday(?: monday| weekend)?\b"),
        lambda m, r: bank_holiday(m["which"] or "", r), 0.3),
    (_rule(
        r"\b(?:easter (?:sunday|monday)|good friday|shrove tuesday|pancake day|ash wednesday|mothering sunday|mother['’]?s['’]? day|"
        r"father['’]?s['’]? day|palm sunday|maundy thursday|whit sunday|remembrance (?:sunday|day))\b"),
        lambda m, r: single_day(m.group(), r), 0.5),
    (_rule(rf"\b(?P<weekday>{DAY})(?P<count>)(?P<weekday2>) (?:week|wk)\b"), weeks_on, 0.5),
    (_rule(r"\b(?P<feast>" + "|".join(re.escape(name) for name in sorted(FIXED_FEASTS, key=len, reverse=True)) +
        r")\b(?! (?:dinner|party|parties|hamper|box|lunch|lights|tree|card|present|toy|fair|appeal|meal|market|"
        r"gift)s?)"), feast, 0.3),
    (_rule(rf"\b(?P<weekday>{DAY})(?<!\.) (?P<day>3[01]|2\d|1[3-9])(?![\w:/-]|[.,]\d| ?(?:am|pm|people|of us)\b)"),
        weekday_numbered, 0.5),
    (_rule(
        rf"\b(?:{DAY},? )?(?:the )?(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b"
        r"(?! ?(?:&|and|\+|,) ?(?:the )?\d(?:st|nd|rd|th) (?:mon|tue|wed|thu|fri|sat|sun))"
        rf"(?! (?:century|birthday|floor|"
        rf"anniversary|hand|edition|time|year|yr|"
        rf"fortnight|week|month|day|one|home|game|team|class|prize|pay|place|of(?! (?:this|the) month)|aid|scout|leeds|grade|"
        r"xi|row|half|leg|attempt|round|reading|language|opinion|foot|avenue|street|mon|tue|wed|thu|fri|sat|sun))"), day_of_month, 0.5),
    (_rule(rf"\b(?P<which>this (?:coming )?|next )(?P<weekday>{DAY})(?!s\b)"), weekday, 0.5),
    (_rule(
        r"\b(?:before|by|b4|ahead of|in time for) (?P<which>)(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)['’]?s "
        r"(?=(?!and|or|in|at|from|to)[a-z]{4,})"),
        weekday, 0.5),
    (_rule(
        rf"\b(?P<which>coming )?(?P<weekday>{DAY})(?!s|['’]s|/|\w)(?! (?:evening|night|morning|afternoon|lunch|tea|"
        rf"club|eve|group|\d)s?\b(?<!x))"), weekday, 0.3),
)  # fmt: skip
