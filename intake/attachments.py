"""Files that came with a message: a name that no file system or reader is fooled by, and what kind of file it is. Pure.

What is in them is not read, and they go to nobody but a curator who asks for them.
"""

import re

LONGEST_NAME = 120
SAFE = ("picture", "pdf", "document", "sound", "calendar")
"""Kinds that a curator may open."""
RISKY = ("macros", "program", "archive")
KINDS = {
    "program": "exe com scr pif bat cmd msi msp jar js jse vbs vbe wsf wsh ps1 psm1 hta cpl lnk reg scf sys dll apk app dmg pkg "
    "deb rpm sh py pl php html htm shtml svg url iso img vhd vhdx one chm",
    "macros": "docm dotm xlsm xltm xlsb xlam pptm potm ppam ppsm sldm doc dot xls xlt ppt pps",
    "archive": "zip rar 7z gz tgz tar bz2 xz cab ace arj lzh z",
    "picture": "jpg jpeg png gif webp heic heif bmp tif tiff",
    "pdf": "pdf",
    "document": "docx dotx xlsx pptx odt ods odp rtf txt csv md pages numbers",
    "sound": "mp3 m4a wav ogg oga opus amr aac",
    "calendar": "ics vcf",
}
OF_ENDING = {ending: kind for kind, endings in KINDS.items() for ending in endings.split()}
OF_TYPE = {
    "application/pdf": "pdf",
    "application/zip": "archive",
    "application/x-msdownload": "program",
    "application/javascript": "program",
    "text/javascript": "program",
    "text/html": "program",
    "image/svg+xml": "program",
    "text/calendar": "calendar",
    "text/vcard": "calendar",
    "text/plain": "document",
}
STARTS = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!", "program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "macros"),  # the old Office formats, which may all hold macros
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)


def safe_name(name: str) -> str:
    """The name without folders, control signs and signs that turn the reading direction ("exe.fdp" read backwards), its ending kept.

    "file" when nothing is left.
    """
    plain = "".join(sign for sign in name if sign.isprintable())
    last = re.split(r"[/\\]", plain)[-1]
    last = re.sub(r'[<>:"|?*\s]+', " ", last).strip(" .")
    if _DEVICES.match(last):
        last = f"_{last}"
    if len(last) > LONGEST_NAME:
        stem, dot, ending = last.rpartition(".")
        last = f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else last[:LONGEST_NAME]
    return last or "file"


def kind_of(name: str, content_type: str, start: bytes = b"") -> str:
    """What kind of file this is: one of SAFE, one of RISKY, or "other".

    The most dangerous of three witnesses is believed: the ending of the name, the type it was sent as, and how it begins.
    """
    ending = safe_name(name).rpartition(".")[2].lower()
    content_type = content_type.lower()
    shown = OF_TYPE.get(content_type) or ("picture" if content_type.startswith("image/") else "")
    shown = shown or ("sound" if content_type.startswith("audio/") else "")
    begins = next((kind for sign, kind in STARTS if start.startswith(sign)), "")
    if not begins and start.startswith(b"PK\x03\x04") and OF_ENDING.get(ending) not in ("document", "macros"):
        begins = "archive"  # the new Office formats are such archives too
    witnesses = [kind for kind in (OF_ENDING.get(ending, ""), shown, begins) if kind]
    return next((kind for kind in RISKY if kind in witnesses), next(iter(witnesses), "other"))
