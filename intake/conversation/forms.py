"""Forms in a chat that can show them: one that is filled in with what was read, and what comes back filled in."""

from dataclasses import replace
from datetime import date

from intake import wording, wording_forms
from intake.conversation import beginning, drafting
from intake.conversation.asking import proceed
from intake.conversation.promises import amount_in
from intake.conversation.same_need import repeats
from intake.conversation.talk import Talk, closed
from intake.effects import Reply, SetSender, Turn
from intake.messages import Choice, Field, Form
from intake.state import Draft
from nlp.taxonomy import CITY_WIDE

WANTED, FILLED = "form:ask", "filled:ask"
OPENS_FORM = "form:"
MOST_WARDS = 99
"""A list to choose from holds a hundred lines in Slack; one is for the whole place."""


def wanted(talk: Talk) -> Turn | None:
    """Someone's message is to be an ask, or the button for a new one was tapped: a form where one opens, else the words alone.

    A form holds one need; a message of several is taken up in words.
    """
    if talk.incoming.choice != WANTED:
        return None
    said = replace(talk, incoming=replace(talk.incoming, choice=""))
    if talk.incoming.surface.startswith(OPENS_FORM) and len(talk.reading.parts) < 2:
        return Turn(
            talk.state.to_json(), (Reply(wording_forms.NO_ROOM, form=_form(said)),), why="opened the form of an ask"
        )
    if not talk.words:
        state = talk.state.asking("need")
        return closed(talk, wording.ask_need(0), why="asked for the need", state=state, about={"kind": "draft"})
    return beginning.begin(said, talk.intent if talk.intent in drafting.KINDS else "ask")


def filled(talk: Talk) -> Turn | None:
    """A form that came back. Its words are read anew, and what was filled in beside them counts."""
    if talk.incoming.choice != FILLED:
        return None
    if not talk.words:
        return closed(talk, wording.ask_need(0), why="an empty form", state=talk.state.asking("need"))
    said = replace(talk, incoming=replace(talk.incoming, choice=""))
    number = talk.state.count + 1
    read = drafting.draft_of(talk.reading, said, number, "ask")
    draft = _with_fields(replace(read, needs_need=False, theme_choices=()), talk)
    draft = replace(draft, same_as=repeats(said, draft))
    state = replace(talk.state, drafts=(*talk.state.drafts, draft), count=number)
    learnt = [SetSender(organisation=draft.organisation or None, share_organisation=draft.share)]
    words = drafting.summaries((draft,), talk.facts)
    return proceed(said, state, words, why="ask: a form was filled in", effects=learnt)


def _form(talk: Talk) -> Form:
    """The fields, with what the reader found; empty where it found nothing."""
    read = drafting.draft_of(talk.reading, talk, 1, "ask") if talk.words else Draft(1, 1, "ask", "", "")
    place = talk.facts.place
    wards = tuple(Choice(name, gss) for gss, name in sorted(place.wards.items(), key=lambda pair: pair[1]))
    everywhere = Choice(wording_forms.CITY_WIDE.format(place=place.name), CITY_WIDE)
    themes = tuple(Choice(label, slug) for slug, label in talk.facts.theme_labels.items())
    ward = next(iter(read.wards or tuple(gss for gss, _ in read.candidates[: drafting.MOST_WARDS])), "")
    share = {True: "yes", False: "no", None: ""}[read.share]
    fields = (
        Field("text", wording_forms.TEXT, read.public_text, long=True, optional=False),
        Field("amount", wording_forms.AMOUNT, drafting.counted(read.quantity[:1])),
        Field("needed_by", wording_forms.NEEDED_BY, read.needed_by, day=True),
        Field("ward", wording_forms.WARD, ward, (everywhere, *wards[:MOST_WARDS])),
        Field("theme", wording_forms.THEME, read.themes[0] if read.themes else "", themes),
        Field("organisation", wording_forms.ORGANISATION, read.organisation),
        Field("share", wording_forms.SHARE, share, _yes_no(), optional=False),
    )
    return Form(wording_forms.TITLE, fields, wording_forms.SUBMIT, FILLED)


def _yes_no() -> tuple[Choice, ...]:
    return (Choice(wording.SHARE_YES, "yes"), Choice(wording.SHARE_NO, "no"))


def _with_fields(draft: Draft, talk: Talk) -> Draft:
    """The draft with what was filled in. A field that came back empty was emptied, one that did not come back was not asked."""
    fields, facts = talk.incoming.fields, talk.facts
    count, what = amount_in(fields.get("amount", ""))
    if count:
        draft = replace(draft, quantity=((count, what or (draft.quantity[0][1] if draft.quantity else "")),))
    elif "amount" in fields and not fields["amount"]:
        draft = replace(draft, quantity=())
    if "needed_by" in fields:
        words = "" if fields["needed_by"] or draft.needed_by else draft.needed_words
        draft = replace(draft, needed_by=_day(fields["needed_by"]), needed_words=words)
    ward = fields.get("ward", "")
    if ward in facts.place.wards or ward == CITY_WIDE:
        draft = replace(draft, wards=(ward,), ward_certain=True, candidates=(), outside="")
    theme = fields.get("theme", "")
    if theme in facts.theme_labels:
        others = tuple(slug for slug in draft.themes if slug != theme)
        draft = replace(draft, themes=(theme, *others), theme_unsure=False)
    organisation = fields.get("organisation", "").strip()
    share = {"yes": True, "no": False}.get(fields.get("share", ""), draft.share)
    return replace(draft, organisation=organisation or draft.organisation, share=share)


def _day(text: str) -> str:
    """The day as it is kept, "" when the text is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
