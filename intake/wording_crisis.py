"""What is said when somebody may be in danger: short, careful, with the numbers that fit. Checked in November 2026."""

EMERGENCY = "If anybody is in danger now, call 999."
"""999 reaches police, ambulance and fire. https://www.gov.uk/guidance/999-and-112-the-uks-national-emergency-numbers"""

LISTENERS = "Samaritans: 116 123, free, day and night."
"""For whoever struggles, and those who worry about them. https://www.samaritans.org/how-we-can-help/contact-samaritan/"""

CHILD = (
    "A child can call Childline: 0800 1111, free, day and night.\n"
    "If you worry about a child, call the NSPCC: 0808 800 5000, free."
)
"""Childline is for those under 19 (https://www.childline.org.uk/get-support/contacting-childline/); the NSPCC's line is for adults,
by day and evening (https://www.nspcc.org.uk/keeping-children-safe/reporting-abuse/report/)."""

HOME = "For harm by a partner or at home: National Domestic Abuse Helpline, 0808 2000 247, free, day and night."
"""Run by Refuge. https://www.nationaldahelpline.org.uk/"""


def crisis(numbers: str, *, child: bool, home: bool) -> str:
    """The fixed answer. `numbers` are the place's own, "" for none; `child` and `home` say whom the danger is about."""
    lines = [EMERGENCY, CHILD if child else "", HOME if home else "", numbers or LISTENERS]
    return (
        "What you wrote worries me. I am a computer program, so please talk to a person now.\n\n"
        + "\n".join(filter(None, lines))
        + "\n\nI have told a person at our service. Your words will not be put in any letter."
    )
