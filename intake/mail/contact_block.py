"""Contact blocks: name, telephone, web site below a closing, with no dashes to tell them from the words."""

import re

PHONE = re.compile(r"(?:\+|\(?0|00|\(\d{2,4}\) ?)[\d\s().\-/]{6,20}\d")
CONTACT = re.compile(
    r"^[\W_]{0,4}(?:(?:tel|fone?|tlf|tlm|puh|τηλ|durchwahl|celular|telemóvel"
    r"|telephone|phone|ph|mob|mobile|cell|fax|office|direct(?: line| dial)?|switchboard"
    r"|landline|whatsapp|[tmefwpdo]|e-?mail|mail|web|website|www|twitter|follow us(?: on)?|facebook"
    r"|instagram|linkedin|skype|telefon|telefono|teléfono|telefone|tél|téléphone|mobil|móvil|handy|kom|komórka"
    r"|gsm|тел|моб|телефон|电话|電話|手机|전화|هاتف|جوال|فون|address|adresse|registered (?:charity|office"
    r"|company).{0,40}"
    r"|charity (?:no|number|reg).{0,30}|company (?:no|number|reg).{0,30})\b[\s.:：|)/\]-]{1,4}\S.{0,90})$",
    re.I,
)
ADDRESS_ONLY = re.compile(
    r"^[\W_]{0,4}(?:[^\s@]{1,64}@[^\s@]{1,100}|(?:https?://|www\.)\S{3,200}|[\w-]{2,60}\.(?:org|co|com|net|ac"
    r"|gov)(?:\.uk)?(?:/\S*)?)[\W_]{0,4}$",
    re.I,
)
POSTCODE_END = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b[\W_]{0,3}$")
BARRED = re.compile(r"\S\s*[|•·]\s*\S")
CLOSING = re.compile(
    r"^[\W_]{0,3}(?:(?:kind(?:est)?|best|warm(?:est)?|many|with (?:kind|best|warm)|our)\s+(?:regards|wishes"
    r"|thanks)|regards|rgds|kr|br|best|cheers|yours (?:sincerely|faithfully|truly)"
    r"|sincerely(?: yours)?|faithfully|all the best|best wishes|warmly|respectfully|thanks(?: again| so much"
    r"| a lot| very much| in advance| and (?:kind |best )?regards)?|thank you(?: very much| so much)?"
    r"|many thanks|with thanks|take care|in solidarity|mit (?:freundlichen|besten|herzlichen|lieben) grüßen"
    r"|mit freundlichem gruß|(?:viele|liebe|beste|herzliche|freundliche|schöne) grüße"
    r"|mfg|lg|vg|gruß|cordialement|bien (?:cordialement|à vous)|cdlt|salutations.{0,20}|meilleures salutations"
    r"|amicalement|merci|saludos(?: cordiales)?|un (?:cordial )?saludo|atentamente|gracias"
    r"|atenciosamente|att|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|abraços?|obrigad[oa]"
    r"|cordiali saluti|distinti saluti|saluti|grazie|un saluto|pozdrawiam(?: serdecznie)?"
    r"|z poważaniem|z wyrazami szacunku|pozdrowienia|dziękuję|(?:met )?hartelijke groet(?:en)?|met vriendelijke groet(?:en)?"
    r"|vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|med vänlig(?:a)? hälsning(?:ar)?|vänliga hälsningar"
    r"|hälsningar|mvh"
    r"|med (?:venlig|vennlig) hilsen|venlig hilsen|vennlig hilsen|vh|hilsen|ystävällisin terveisin|terveisin"
    r"|s pozdravem|s přátelským pozdravem|с уважением|с наилучшими пожеланиями|з повагою"
    r"|з найкращими побажаннями|дякую|спасибо|cu (?:stimă|respect|drag)|o zi bună|toate cele bune|mulțumesc"
    r"|saygılarımla|saygılar|iyi çalışmalar|üdvözlettel|tisztelettel|με εκτίμηση|مع (?:خالص )?(?:التحية|تحياتي"
    r"|الشكر|فائق الاحترام).{0,20}"
    r"|تحياتي|شكرا|والسلام|بهترین احترامات|با (?:احترام|تشکر)|بصد احترام|نیک تمنا.{0,10}|شکریہ|此致|敬礼|祝好|谢谢|謝謝"
    r"|よろしくお願い.{0,10}|감사합니다|감사합니다\.|בברכה|cofion(?: gorau)?|diolch)[\s,.!;:،؛–-]{0,4}$",
    re.I,
)
SIGNED_IN_ONE = re.compile(
    r"^[\W_]{0,3}(?i:(?:kind(?:est)? |best |warm |many )?(?:regards|wishes|thanks)|cheers|thank you|best),? "
    rf"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}}[\s,|–-]+(?:{PHONE.pattern}|[^\s@]{{1,64}}@[^\s@]{{1,100}})$"
)
SOMEBODY_AND_PHONE = re.compile(
    rf"^(?!(?i:office|mob|cell|tel|fax|direct|phone|work|home))[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?[ ,:–-]+{PHONE.pattern}$"
)
SAID = re.compile(r"\b(?:you|could|can|would|please|need)\b(?! (?:consider|think|note))", re.I)
REACHES = re.compile(r"\d{3}|\d\d[ -]\d\d|@|\w\.\w{2}")
SOCIAL = re.compile(r"^(?:(?:facebook|twitter|instagram|linkedin|youtube|tiktok|bluesky|x)[\s|•·,/&-]*){2,}$", re.I)
DEEP_LINK = re.compile(r"^\W{0,3}(?:https?://|www\.)[^\s/]+/\S+$", re.I)
HOURS = re.compile(
    r"^[\W_]{0,4}(?:please note,? |i |my |our )?(?:normal |usual |core |office )?"
    r"(?:work(?:ing)? (?:days|hours|pattern|week|part|flexibl|mon|tue|wed|thu|fri|from)|office hours|hours of work)",
    re.I,
)
GREETINGLESS = re.compile(r"[.?!,;:]$")


def is_contact(line: str) -> bool:
    """Whether a line is a phone number, an address or a web site and nothing else."""
    plain = line.strip().strip("*_")
    if not plain or len(plain) > 120:
        return False
    if (
        (CONTACT.match(plain) and REACHES.search(plain))
        or SOCIAL.match(plain)
        or ADDRESS_ONLY.match(plain)
        or (POSTCODE_END.search(plain) and len(plain) < 90 and ("," in plain or len(plain) < 9))
    ):
        return True
    digits = PHONE.search(plain)
    if digits and len(digits.group()) >= len(plain) * 0.5:
        return True
    return bool(BARRED.search(plain) and (digits or "@" in plain or "www." in plain or "http" in plain))


def up_to_contact_block(lines: list[str], *, may_be_all: bool = False) -> list[str]:
    """Cuts at a closing that a contact block follows, or at a last paragraph that is nothing but a contact block.

    `may_be_all`: that block may be all there is.
    """
    if len(lines) > 1 and SIGNED_IN_ONE.match(lines[-1].strip()):
        return lines[:-1]
    closing = _closing_above_contacts(lines)
    if closing:
        return lines[:closing]
    start = len(lines)
    while start and lines[start - 1].strip():
        start -= 1
    if (start or may_be_all) and _is_block(lines[start:]) and not _introduces(lines[:start]):
        return lines[:start]
    return lines[: _below_short_words(lines, start)]


def _closing_above_contacts(lines: list[str]) -> int:
    """Where "Kind regards" stands with a contact block and nothing else below it; 0 when it does not."""
    for index in range(len(lines) - 1, max(len(lines) - 20, 0), -1):
        if CLOSING.match(lines[index].strip()):
            below = [one for one in lines[index + 1 :] if one.strip()]
            is_block = any(is_contact(one) for one in below) and all(len(one.strip()) < 110 for one in below)
            if not is_block or any(_is_said(one) for one in below):
                return 0
            return index - 1 if CLOSING.match(lines[index - 1].strip()) else index
    return 0


def _is_block(paragraph: list[str]) -> bool:
    """Whether a paragraph names somebody and how to reach them, and says nothing."""
    block = [one.strip() for one in paragraph if not HOURS.match(one)]
    if not block or len(block) > 20 or any(len(one) > 109 for one in block):
        return False
    contacts = sum(is_contact(one) for one in block)
    if contacts == 1:
        is_named = names_somebody(block[0]) and (BARRED.search(block[0]) if len(block) == 1 else is_contact(block[-1]))
        if not is_named or len(block) > 5:
            return False
    is_list = (
        all(DEEP_LINK.match(one) for one in block) or sum(bool(SOMEBODY_AND_PHONE.match(one)) for one in block) > 1
    )
    speaks = any(re.search(r"[.?!]$", one) and len(one.split()) > 5 for one in block)
    return contacts > 0 and contacts * 4 >= len(block) and not is_list and not speaks


def _below_short_words(lines: list[str], start: int) -> int:
    """Where a block with two ways to reach somebody begins right below a sentence, with no blank line; else the end."""
    for index in range(max(start + 1, len(lines) - 20), len(lines) - 1):
        above = lines[index - 1].strip()
        is_over = above.endswith((".", "!", "?")) or len(above.split()) < 4
        is_named = names_somebody(lines[index]) and not is_contact(lines[index]) and not is_contact(above)
        if is_over and is_named and sum(is_contact(one) for one in lines[index:]) > 1 and _is_block(lines[index:]):
            return index
    return len(lines)


def _is_said(line: str) -> bool:
    """Whether a line below a closing speaks to the reader, so that it is no signature."""
    return "?" in line or (not is_contact(line) and bool(SAID.search(line)))


def _introduces(above: list[str]) -> bool:
    """Whether the words above announce what follows: "deliver to:"."""
    return next((line for line in reversed(above) if line.strip()), "").rstrip(" *_").endswith((":", "："))


def names_somebody(line: str) -> bool:
    """Whether a line looks like a person's or an organisation's name alone."""
    words = re.split(r"[|•·,]", line.strip().strip("*_"))[0].split()
    return (
        1 <= len(words) <= 5
        and not GREETINGLESS.search(line.strip())
        and all(word[:1].isupper() for word in words if word[:1].isalpha())
    )
