"""From a reading to drafts: what was understood of each need, and how to say it back."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from intake import wording
from intake.conversation import short_words
from intake.conversation.gist import gist
from intake.conversation.meaning import NEEDS
from intake.conversation.promises import amount_in
from intake.conversation.same_need import repeats
from intake.conversation.talk import Talk
from intake.conversation.theme_words import themes_named
from intake.facts import Facts
from intake.state import Draft, State
from nlp.feasts import feast_day
from nlp.reading import Quantity, Reading, Tag
from nlp.taxonomy import CITY_WIDE

KINDS = NEEDS
SURE_THEME = 0.45
LIKELY_THEME = 0.1
NEAR_THEME = 0.02
MOST_WARDS = 6
"""So many wards are offered as choices at most; with more than twice as many candidates the place is asked for in words."""
_SAYS_NOTHING = frozenset(
    "need needs help please can could would you our group charity club team support something things stuff and the for some any with want "
    "would like looking hello there who what are this that have just really lots thanks thank anyone somebody someone does hiya dear all "
    "dunno idea know sure not yet maybe whatever nothing "
    "dont everything anything sorts all suppose guess think "
    "use get got give from your way urgent urgently asap lot bit very much too also time again one two".split()
)
MOST_TEXT = 20_000
WITH_EVIDENCE = QUANTITY, NEEDED_BY = ("quantity", "needed_by")
"""Under these names the evidence of an amount and of a day is kept, beside that of slugs and wards."""


def known_share(facts: Facts) -> tuple[str, bool | None]:
    """The sender's organisation and its answer on sharing, as given before."""
    return facts.sender.organisation, facts.sender.share_organisation


def tells_something(text: str) -> bool:
    """Whether any word is more than "we need help please"."""
    return any(word not in _SAYS_NOTHING for word in re.findall(r"[a-z']{3,}", text.lower()))


def _wards(reading: Reading) -> dict[str, Any]:
    if reading.city_wide:
        return {"wards": (CITY_WIDE,), "ward_certain": True}
    if reading.ward_certain and reading.wards:
        return {
            "wards": tuple(ward.gss for ward in reading.wards),
            "ward_certain": True,
        }
    return {"candidates": tuple((ward.gss, ward.name) for ward in reading.wards)}


def _tags(reading: Reading, labels: Any) -> dict[str, Any]:
    sure = bool(reading.themes) and reading.themes[0].confidence >= SURE_THEME
    ranking = reading.theme_ranking or reading.themes
    evidence = {
        tag.slug: tag.evidence[:3]
        for tag in (*reading.themes, *reading.support, *reading.beneficiaries)
        if tag.evidence
    }
    evidence |= {ward.gss: ward.evidence[:3] for ward in reading.wards if ward.evidence}
    counts = tuple(item.evidence for item in reading.quantity if item.evidence and _is_wanted(item))
    evidence |= {QUANTITY: counts[:3]} if counts else {}
    evidence |= {NEEDED_BY: (reading.needed_evidence,)} if reading.needed_evidence else {}
    confidence = {
        tag.slug: round(tag.confidence, 3) for tag in (*reading.themes, *reading.support, *reading.beneficiaries)
    }
    return {
        "themes": tuple(tag.slug for tag in reading.themes),
        "theme_unsure": not sure,
        "theme_choices": _theme_choices([tag for tag in ranking if tag.slug in labels]),
        "support": tuple(tag.slug for tag in reading.support),
        "beneficiaries": tuple(tag.slug for tag in reading.beneficiaries),
        "confidence": confidence | {"intent": round(reading.intent.confidence, 3)},
        "evidence": evidence,
    }


def _is_wanted(item: Quantity) -> bool:
    """Whether an amount is of what is wanted: not of those who gain by it, nor "3 things"."""
    return not item.people and item.what.lower() not in {
        "things",
        "needs",
        "asks",
        "requests",
        "questions",
        "items",
        "people",
    }


def _theme_choices(ranking: Sequence[Tag]) -> tuple[str, ...]:
    """The likeliest themes to choose from; none when the words point nowhere, for then the question would only puzzle."""
    near = [tag.slug for tag in ranking if tag.confidence >= NEAR_THEME]
    return tuple(near[:3]) if len(near) > 1 and ranking[0].confidence >= LIKELY_THEME else ()


def _read_here(reading: Reading, talk: Talk) -> dict[str, Any]:
    """What a text holds of amount and theme when the reader took it for something else and looked for neither."""
    if reading.intent.slug in NEEDS or reading.quantity or reading.themes:
        return {}
    count, what = amount_in(reading.text)
    themes = themes_named(reading.text, talk.facts.theme_labels)[:2]
    found: dict[str, Any] = {"quantity": ((count, what),)} if count and what else {}
    return {**found, "themes": themes, "theme_unsure": False} if themes else found


def draft_of(reading: Reading, talk: Talk, number: int, kind: str) -> Draft:
    """One draft from one reading. A draft of which nothing is known asks what is needed."""
    organisation, share = known_share(talk.facts)
    draft = Draft(
        number=number,
        batch=number,
        kind=kind,
        text=reading.text[:MOST_TEXT] or talk.words[:MOST_TEXT],
        public_text=_without_consent(reading.public_text[:MOST_TEXT]),
        outside=reading.outside,
        quantity=tuple((item.count, item.what) for item in reading.quantity if _is_wanted(item)),
        needed_by=reading.needed_by.isoformat() if reading.needed_by else "",
        needed_words=reading.needed_words,
        organisation=reading.organisation or organisation,
        share=share if share is False or (organisation and reading.organisation in {"", organisation}) else None,
        needs_need=not reading.quantity and not tells_something(reading.text) and kind == "ask",
        personal=tuple(span.text for span in reading.personal),
        **_wards(reading),
        **_tags(reading, talk.facts.theme_labels),
    )
    here = _read_here(reading, talk)
    return replace(draft, needs_need=False, **here) if here else draft


_CONSENT_BEHIND = re.compile(
    r"(?:\s*[,;:–—-])?\s+(?:(?:and|so) )?(?:(?:yes|sure),? )?(?:(?:please|you (?:may|can)) (?:name us|(?:use|share) (?:our|the) name)|"
    r"(?:we(?:[’']re| are) )?(?:happy|fine|ok|okay) (?:to be named|(?:for you )?to (?:name us|(?:use|share) (?:our|the) name)))"
    r"(?=\s*(?:[.!;]|$))",
    re.IGNORECASE,
)


def _without_consent(text: str) -> str:
    """The words without what only says whether the name may be given, a short sentence or the end of one: it is for us."""
    kept = [
        _CONSENT_BEHIND.sub("", sentence)
        for sentence in re.split(r"(?<=[.!?])[ \t]+|(?<=\n)", text)
        if len(sentence.split()) > 9
        or re.search(r"\d", sentence)
        or not (short_words.wants_open(sentence) or short_words.wants_private(sentence))
    ]
    return " ".join(kept).replace("\n ", "\n").strip() or text


def _inherited(draft: Draft, whole: Draft) -> Draft:
    """A part of a message takes what only the whole says: the place, the date, the organisation, who gains, and the theme."""
    place = (
        {}
        if draft.wards or draft.candidates
        else {name: getattr(whole, name) for name in ("wards", "ward_certain", "candidates")}
    )
    known = draft.theme_unsure and whole.themes and not whole.theme_unsure
    return replace(
        draft,
        batch=whole.number,
        themes=whole.themes if known else draft.themes,
        theme_unsure=draft.theme_unsure and not known,
        theme_choices=(),
        organisation=draft.organisation or whole.organisation,
        share=whole.share if draft.share is None else draft.share,
        needed_by=draft.needed_by or ("" if draft.needed_words else whole.needed_by),
        needed_words=draft.needed_words or ("" if draft.needed_by else whole.needed_words),
        beneficiaries=draft.beneficiaries or whole.beneficiaries,
        needs_need=False,
        **place,
    )


def drafts_of(talk: Talk, kind: str) -> tuple[State, tuple[Draft, ...]]:
    """The state with the drafts of this message added, and those drafts: one for each part, or one for the whole.

    A heading is asked for in chat, where it is one tap, and for one need only; else the curator chooses it.
    """
    start = talk.state.count + 1
    whole = draft_of(talk.reading, talk, start, kind)
    parts = talk.reading.parts[:12]
    if len(parts) > 1:
        made = tuple(
            _inherited(
                draft_of(
                    part,
                    talk,
                    start + step,
                    part.intent.slug if part.intent.slug in KINDS else kind,
                ),
                whole,
            )
            for step, part in enumerate(parts)
        )
    else:
        choices = () if talk.facts.channel.asks_together else whole.theme_choices
        made = (replace(whole, same_as=repeats(talk, whole), theme_choices=choices),)
    state = replace(talk.state, drafts=(*talk.state.drafts, *made), count=start + len(made) - 1)
    return state, made


def completed(old: Draft, fresh: Draft) -> Draft:
    """The draft of which little was known, with what a later message says of the need; the place and the name may be from either."""
    place: dict[str, Any] = (
        {}
        if fresh.wards or fresh.candidates
        else {name: getattr(old, name) for name in ("wards", "ward_certain", "ward_settled", "candidates")}
    )
    return replace(
        fresh,
        kind=old.kind,
        batch=old.batch,
        asked=old.asked,
        text=f"{old.text}\n{fresh.text}".strip(),
        public_text=f"{old.public_text}\n{fresh.public_text}".strip(),
        personal=(*old.personal, *fresh.personal),
        needed_by=fresh.needed_by or old.needed_by,
        needed_words=fresh.needed_words or old.needed_words,
        organisation=fresh.organisation or old.organisation,
        share=fresh.share if old.share is None else old.share,
        **place,
    )


def counted(quantity: tuple[tuple[float, str], ...]) -> str:
    return wording.listed([wording.amount(count, what) for count, what in quantity])


def short_name(draft: Draft) -> str:
    """How to speak of a draft in few words."""
    return counted(draft.quantity[:2]) or wording.quoted(gist(draft.public_text or draft.text), 50)


def ward_names(draft: Draft, facts: Facts) -> str:
    if CITY_WIDE in draft.wards:
        return wording.all_of(facts.place.name)
    return wording.listed([facts.place.wards.get(gss, gss) for gss in draft.wards])


def _evidence(draft: Draft, slugs: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(words for slug in slugs for words in draft.evidence.get(slug, ())[:1]))


def summary(draft: Draft, facts: Facts) -> str:
    """What was understood of one draft, a line each, with the words it was read from."""
    lines = [wording.field(wording.WHAT, short_name(draft))]
    if draft.themes and not draft.theme_unsure:
        labels = wording.listed([facts.theme_labels.get(slug, slug) for slug in draft.themes])
        lines.append(wording.field(wording.ABOUT, labels, _evidence(draft, draft.themes)))
    if draft.support:
        labels = wording.listed([facts.support_labels.get(slug, slug) for slug in draft.support])
        lines.append(wording.field(wording.KIND_OF_HELP, labels))
    if draft.wards:
        lines.append(wording.field(wording.WHERE, ward_names(draft, facts), _evidence(draft, draft.wards)))
    if draft.needed_date:
        lines.append(wording.field(wording.WHEN, wording.by_day(wording.day(draft.needed_date, facts.today))))
    elif draft.needed_words:
        feast = feast_day(draft.needed_words, facts.today)
        day = f" ({wording.day(feast, facts.today)})" if feast else ""
        lines.append(wording.field(wording.WHEN, draft.needed_words + day))
    return "\n".join(lines)


def summaries(drafts: tuple[Draft, ...], facts: Facts) -> str:
    """The whole of what was understood, with its opening words."""
    if len(drafts) == 1:
        opening = wording.OPENINGS.get(drafts[0].kind, wording.OPENINGS["ask"])
        return f"{opening}\n{summary(drafts[0], facts)}"
    blocks = [summary(draft, facts) for draft in drafts]
    return wording.several(len(drafts)) + "\n\n" + "\n\n".join(blocks)
