"""What older programs wrapped round or put into plain text: inline PGP signatures and uuencoded files."""

import re

SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
SIGNATURE_END = "-----END PGP SIGNATURE-----"
UUENCODED = re.compile(r"^begin [0-7]{3,4} (\S[^\n]{0,200})\n(?:[ -`]{1,62}\n){1,100000}(?:`?\n)?end[ ]*$", re.M)


def without_armour(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with PGP's frame and uuencoded files taken out, and the names of those files."""
    names: tuple[str, ...] = ()
    if "\nbegin " in text or text.startswith("begin "):
        names = tuple(found.group(1).strip() for found in UUENCODED.finditer(text))
        text = UUENCODED.sub("", text) if names else text
    return _unsigned(text) if SIGNED in text else text, names


def _unsigned(text: str) -> str:
    before, _, signed = text.partition(SIGNED)
    if ">" in before.rpartition("\n")[2]:
        return text
    _, blank, words = signed.partition("\n\n")
    words, _, rest = (words if blank else signed).partition(SIGNATURE)
    _, _, after = rest.partition(SIGNATURE_END)
    return before + re.sub(r"^- ", "", words, flags=re.M) + after
