"""Forms as modals and a person's own page as App Home, within Block Kit's limits; and what was filled in."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bots.render import fitting, plain
from bots.slack_blocks import LONGEST_LABEL, Block, messages
from intake.messages import Choice, Field, Form

OPENS_FORM = "form:"
HOME = "home"
CALLBACK = "form"
LONGEST_TITLE = 24
LONGEST_VALUE = 3000
MOST_OPTIONS = 100
MOST_BLOCKS = 100


def modal(form: Form, thread: str = "") -> Block:
    """The form as a modal. What comes back is answered in `thread`, or to the person alone."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"value": form.value, "thread": thread}),
        "title": _plain_text(form.title, LONGEST_TITLE),
        "submit": _plain_text(form.submit, LONGEST_TITLE),
        "blocks": [_input(field) for field in form.fields],
    }


def home(text: str, choices: tuple[Choice, ...]) -> Block:
    """Words and buttons as the person's own page."""
    blocks = [block for message in messages(text, choices) for block in message.blocks]
    return {"type": "home", "blocks": blocks[:MOST_BLOCKS]}


def filled_in(view: Mapping[str, Any]) -> tuple[str, str, dict[str, str]]:
    """What came back: the form's value, the thread to answer in, and the fields by name. KeyError when it is no form of ours."""
    about = json.loads(view["private_metadata"])
    values: Mapping[str, Mapping[str, Mapping[str, Any]]] = (view.get("state") or {}).get("values") or {}
    fields = {name: plain(_value(element)) for block in values.values() for name, element in block.items()}
    return str(about["value"]), str(about.get("thread") or ""), fields


def _value(element: Mapping[str, Any]) -> str:
    chosen = (element.get("selected_option") or {}).get("value")
    return str(element.get("value") or chosen or element.get("selected_date") or "")


def _input(field: Field) -> Block:
    return {
        "type": "input",
        "block_id": field.name,
        "optional": field.optional,
        "label": _plain_text(field.label, 2000),
        "element": {"action_id": field.name, **_element(field)},
    }


def _element(field: Field) -> Block:
    if field.day:
        is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", field.value)
        return {"type": "datepicker", **({"initial_date": field.value} if is_day else {})}
    if field.choices:
        options = [_option(choice) for choice in field.choices[:MOST_OPTIONS]]
        chosen = next((option for option in options if option["value"] == field.value), None)
        return {"type": "static_select", "options": options, **({"initial_option": chosen} if chosen else {})}
    element: Block = {"type": "plain_text_input", "multiline": field.long, "max_length": LONGEST_VALUE}
    return {**element, "initial_value": field.value[:LONGEST_VALUE]} if field.value else element


def _option(choice: Choice) -> Block:
    return {"text": _plain_text(choice.label, LONGEST_LABEL), "value": choice.value}


def _plain_text(text: str, most: int) -> Block:
    return {"type": "plain_text", "text": fitting(text, most), "emoji": False}
