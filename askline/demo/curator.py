"""The demo's curator: reads the morning letter as a person would, and answers all of it in one reply."""

import re

HEAD = re.compile(r"^\s*(\d+)[.)]\s+([A-Z]{2}-\d{4})", re.MULTILINE)
JUDGEMENT = {
    "shipley": "no: Shipley is in Bradford, outside Leeds",
    "dust extractor": "theme buildings, connection",
    "sprung floor": "text: Cwmni Dawns, a dance group in Chapeltown for people over 60, needs a sprung floor of about 40 square metres.",
}


def decisions(letter: str) -> str:
    """The curator's answer to a queue letter: one line an item, or "" when the letter is not a queue."""
    heads = list(HEAD.finditer(letter))
    ends = [head.start() for head in heads[1:]] + [len(letter)]
    lines = []
    for head, end in zip(heads, ends, strict=False):
        words = letter[head.end() : end].casefold()
        judged = next((decision for key, decision in JUDGEMENT.items() if key in words), "")
        if judged:
            lines.append(f"{head[1]} {judged}")
        if not judged.startswith("no"):
            lines.append(f"{head[1]} ok")
    return "\n".join(lines)
