"""What is put under somebody's own words: signatures, phone adverts, contact blocks, disclaimers, list footers."""

import re

from intake.mail.contact_block import ADDRESS_ONLY, CONTACT, is_contact, names_somebody, up_to_contact_block
from intake.mail.disclaimer import DISCLAIMER, FOOTER, is_registration

DASHES = re.compile(r"^(?:--|—|––|–|- -|-- -|__|\u2010\u2010|—-|-—|--\s*\*|=-=-=|-=-|~~)\s*$")
RULE = re.compile(r"^[_\-=*~#+]{3,200}$")
LONGEST_SIGNATURE = 30
LONGEST_TAIL = 200

_DEVICE = (
    r"(?:my |mijn |meinem? |mon |mi |meu |il mio |mio |mojego |min |mitt |mit |můj |mého |môjho |моего |мого |a )?"
    r"(?:\w+[ -]){0,3}?(?:i\s?phone|i\s?pad|i\s?pod|android|samsung|galaxy|huawei|honor|xiaomi|redmi|oneplus"
    r"|pixel|nokia|lumia|motorola|moto"
    r"|sony|xperia|lg|htc|blackberry\w*|windows ?phone|windows|smartphone|mobile|mobil\w*|handy|phone|cell"
    r"|tablet|tablette|tableta|device|telefon\w*"
    r"|téléphone|teléfono|telefone|móvil|telemóvel|celular|cellulare|gsm|outlook|yahoo|gmail|proton ?mail"
    r"|proton|aol|mail|ios|mailbird|spark"
    r"|fairphone|email app|мобильн\w*|телефон\w*|устройства|手机|手機|iphone|邮箱大师|携帯|스마트폰|هاتفي|الـ"
    r"|جهاز|موبائل"
    r"|آی ?فون|اندروید)"
)
_SENT = (
    r"sent (?:wirelessly |securely )?(?:from|via|using|with|by|on)|envoyé sans fil|provenance\s?: courrier pour"
    r"|get (?:outlook|bluemail|\w{2,12} mail) for"
    r"|gesendet (?:von|mit|über|aus)"
    r"|von meinem .{2,40} gesendet|envoyé (?:de|depuis|à partir d|avec)"
    r"|enviado (?:desde|de|do|a partir|a través)|enviada (?:do|de|a partir)|inviato (?:da|dal|con|tramite)"
    r"|wysłan[eoay] (?:z|za pomocą|przez)|wysłano (?:z|za)"
    r"|verzonden (?:met|vanaf|van|via)|verstuurd (?:vanaf|met|van)|skickat från|sendt fra|lähetetty"
    r"|odesláno (?:z|ze|pomocí)|odoslané (?:z|zo)"
    r"|отправлено (?:с|из|от)|надіслано (?:з|із)|відправлено з|trimis (?:de pe|din|de la|via)|elküldve|küldve"
    r"|iphone['’]?umdan|στάλθηκε από|εστάλη από|изпратено от|saadetud minu|nosūtīts no|išsiųsta iš|đã gửi từ|ส่งจาก"
    r"|मेरे iphone|dihantar dari|从我的|傳送自|dërguar nga|enviat des de"
    r"|发自|發自|從我的|从我的|来自|iphoneから送信|내 .{1,20}에서 보냄|나의 .{1,20}에서 보냄|أُرسلت من|ارسل من"
    r"|أرسلت من|تم الإرسال من|נשלח מ"
    r"|ارسال شده از|بھیجا گیا|anfonwyd o|obtenir outlook|holen sie sich outlook|obtener outlook"
    r"|descargar outlook|pobierz|ottieni outlook|outlook voor|download outlook"
    r"|poslano (?:s|z|iz)|dikirim dari|enviat des de|diese nachricht wurde von mein\w+ .{2,60} gesendet"
    r"|scaricare outlook|скачать outlook|отримати outlook"
    r"|typed on|written on|from my iphone|composed on"
)
MOBILE = re.compile(rf"^[\W_]{{0,4}}(?:{_SENT}).{{0,140}}$", re.I)
MOBILE_PROOF = re.compile(rf"{_DEVICE}|https?://|aka\.ms", re.I)
MINE = re.compile(r"\b(?:my|mijn|mein\w*|mon|mi|meu|mio|mojego|min|mitt|mého|môjho|моего|мого)\b", re.I)
SENT_FROM_PROGRAM = re.compile(r"^\W{0,4}(?i:sent (?:from|via|with|using)) [A-Z]\w{2,20}(?: [A-Z]\w{2,20})?\W{0,3}$")
MOBILE_ELSEWHERE = re.compile(
    r"^[\W_]{0,4}(?:.{2,40}['’]?(?:mdan|den|dan|mden) gönderildi|.{1,40}から送信.{0,10}|.{1,40}에서 보냄"
    r"|lähetetty .{2,40}|von meinem .{2,50} gesendet"
    r"|please excuse (?:any |my )?(?:typos|brevity|spelling).{0,80}|(?:sorry|apologies) for (?:any )?(?:typos"
    r"|brevity).{0,60}"
    r"|(?:excuse|pardon) (?:the |any |my )?(?:typos|brevity|thumbs).{0,60}|bitte entschuldigen sie die kürze.{0,40}"
    r"|.{0,30}outlook .{0,12}(?:ios|android)[\s\W]{0,4}(?:https?\S+|aka\S+)?\W?"
    r"|.{0,50}outlook\b.{0,40}aka\.ms/.{0,60}"
    r"|yahoo mail[:.].{0,80}|via .{0,30}yahoo mail.{0,40}|sent with (?:proton|secure).{0,60}"
    r"|t-mobile\. america['’]s first .{0,40}|.{0,20}mail\.ru для .{0,40})$",
    re.I,
)
SIGNED_NAME = re.compile(r"^(?:[-–—~/]|//|~ )[^\W\d_][\w.'’-]{0,20}(?: [^\W\d_][\w.'’-]{0,20}){0,2}$")
SHORT_ANSWER = re.compile(
    r"^\W+(?:yes|no|none|ok|okay|sorry|maybe|please|done|ja|nein|oui|non|sí|si|tak|nie|da|nu)\b", re.I
)
PICTURE = re.compile(
    r"^(?:\[(?:cid:|image|inline|logo|https?://[^\]]{1,300}\.(?:png|jpe?g|gif))[^\]]{0,200}\]|<[\w ().-]{1,80}\.(?:png|jpe?g|gif)>)$",
    re.I,
)
POSTSCRIPT = re.compile(r"^\s{0,4}p\.?\s?s\.?\s?[:.,–—-]?\s+\S", re.I)
LINK_ONLY = re.compile(r"^[\W_]{0,4}(?:https?://|www\.)\S+[\W_]{0,4}$", re.I)


def without_signature(lines: list[str], *, is_end: bool, has_words: bool = False) -> list[str]:
    """Own words without what stands below them. `is_end`: no words of the writer's follow, so contact blocks go too.

    `has_words`: the writer has said something further up, so that these lines may be nothing but a contact block.
    """
    lines, postscript = _without_postscript(lines)
    kept = _trimmed(_up_to_dashes(lines))
    kept = _trimmed(_without_mobile(kept))
    kept = _trimmed(_up_to_disclaimer(kept))
    if is_end:
        above = up_to_contact_block(kept, may_be_all=has_words)
        kept = _trimmed(_without_rule(above if len(above) < len(kept) else _without_registration(kept)))
        kept = _trimmed(_without_signed_name(_without_pictures(kept)))
    kept = _trimmed(_without_mobile(kept))
    return [*kept, "", *postscript] if postscript else kept


def _without_postscript(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines without a last paragraph that begins "PS": it stands below a signature, and is the writer's own."""
    for start in range(len(lines) - 1, max(len(lines) - 12, 0), -1):
        if POSTSCRIPT.match(lines[start]) and not lines[start - 1].strip():
            end = next((number for number in range(start, len(lines)) if not lines[number].strip()), len(lines))
            return lines[:start] + lines[end:], lines[start:end]
    return lines, []


def _without_rule(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1].strip() or RULE.match(lines[end - 1].strip())):
        end -= 1
    return lines[:end]


def _without_registration(lines: list[str]) -> list[str]:
    start = len(lines)
    while start and lines[start - 1].strip():
        start -= 1
    return _trimmed(lines[:start]) if start and is_registration(" ".join(lines[start:])) else lines


def _without_signed_name(lines: list[str]) -> list[str]:
    """A last line such as "-Jo" or "/Jo Bloggs" is a signature, unless it is the last item of a list."""
    above = [line.strip() for line in lines[:-1] if line.strip()]
    last = lines[-1].strip() if lines else ""
    if above and SIGNED_NAME.match(last) and above[-1][:1] not in "-–—/~" and not SHORT_ANSWER.match(last):
        return lines[:-1]
    return lines


def _without_pictures(lines: list[str]) -> list[str]:
    """Without the marks that stand for the logos of a signature, when there are words above them."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or PICTURE.match(lines[end - 1].strip())):
        end -= 1
    return lines[:end] or lines


def _trimmed(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return lines[start:end]


def _up_to_dashes(lines: list[str]) -> list[str]:
    for index in range(max(len(lines) - LONGEST_TAIL, 0), len(lines)):
        plain = lines[index].strip()
        if not plain or len(plain) > 200 or plain[0].isalnum():
            continue
        is_dashes = DASHES.match(plain) and (index or lines[index] == "-- ")
        if not (is_dashes or RULE.match(plain)):
            continue
        below = [one for one in lines[index + 1 :] if one.strip()]
        is_advert = len(plain) >= 30 and len(below) <= 4 and any("http" in one for one in below)
        is_signature = is_dashes and len(below) <= LONGEST_SIGNATURE and (lines[index] == "-- " or not _speaks(below))
        if is_signature or is_advert or (below and _is_tail(below)):
            return lines[:index]
    return lines


def _speaks(below: list[str]) -> bool:
    """Whether what stands below a line of dashes reads like words to somebody rather than like a signature."""
    sentences = sum(len(line.split()) > 7 and not is_contact(line) for line in below)
    return sentences > 1 or any("?" in line for line in below)


def _is_tail(below: list[str]) -> bool:
    head = [one.strip()[:500] for one in below[:4]]
    if any(FOOTER.match(one) or DISCLAIMER.match(one) or CONTACT.match(one) or ADDRESS_ONLY.match(one) for one in head):
        return len(below) <= 12 or any(DISCLAIMER.match(one) or FOOTER.match(one) for one in head[:2])
    is_short = len(below) <= 8 and all(len(one) < 90 for one in below)
    return is_short and names_somebody(below[0]) and any(is_contact(one) for one in below)


def _is_mobile(line: str) -> bool:
    plain = line.strip()
    if not plain or len(plain) > 180:
        return False
    if MOBILE.match(plain):
        head, words = plain.split(",")[0], len(plain.split())
        is_short = words <= 6 and bool(MINE.search(plain) or SENT_FROM_PROGRAM.match(plain))
        return is_short or (words <= 16 and bool(MOBILE_PROOF.search(head)))
    return bool(MOBILE_ELSEWHERE.match(plain))


def _without_mobile(lines: list[str]) -> list[str]:
    """Takes out "Sent from my …" lines near the end, with the link that follows and what stands under them."""
    for index in range(len(lines) - 1, max(len(lines) - 12, -1), -1):
        if _is_mobile(lines[index]):
            below = [one.strip() for one in lines[index + 1 :] if one.strip()]
            lines = lines[:index] if all(map(_belongs_under, below)) else lines[:index] + lines[index + 1 :]
    return lines


def _belongs_under(line: str) -> bool:
    return bool(LINK_ONLY.match(line) or _is_mobile(line) or DISCLAIMER.match(line[:500]) or FOOTER.match(line[:300]))


def _up_to_disclaimer(lines: list[str]) -> list[str]:
    for index in range(max(len(lines) - LONGEST_TAIL, 0), len(lines)):
        plain = lines[index].strip()
        if len(plain) < 8:
            continue
        opens = (
            index == 0
            or not lines[index - 1].strip()
            or RULE.match(lines[index - 1].strip())
            or DISCLAIMER.match(plain[:40])
        )
        joined = " ".join(one.strip() for one in lines[index : index + 3])[:600]
        if (opens and DISCLAIMER.match(joined) and index and "?" not in joined) or (
            FOOTER.match(plain[:300]) and index
        ):
            end = index
            while end and (
                not lines[end - 1].strip() or RULE.match(lines[end - 1].strip()) or DASHES.match(lines[end - 1].strip())
            ):
                end -= 1
            return lines[:end] if end else lines
    return lines
