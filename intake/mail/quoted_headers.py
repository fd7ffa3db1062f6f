"""Where an earlier letter begins in a text without ">" marks: header blocks and dividing lines, in many languages."""

import re
from collections.abc import Sequence

_FROM = (
    "From|Von|De|Da|Od|Van|Fra|Från|Lähettäjä|Kimden|Gönderen|Від|От|От кого|Отправитель|Feladó|De la"
    "|Expéditeur|Remitente|Mittente"
    "|Afzender|Odesílatel|Odosielateľ|发件人|發件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|من"
    "|Αποστολέας|Από|מאת|از|Saatja|Nuo|No|Dari|Từ"
    "|منجانب|Pošiljatelj|Šalje|Nga|Oddi ?wrth|Nadawca|Avsender|Avsändare|Afsender|Pengirim|จาก|Від кого|Од|От"
)
_DATE = (
    "Sent|Date|Gesendet|Gesendet am|Datum|Envoyé|Envoyé le|Enviado|Enviada|Enviado el|Enviada em|Enviado em"
    "|Enviada el|Data|Fecha|Inviato"
    "|Wysłano|Wysłane|Data wysłania|Verzonden|Sendt|Dato|Skickat|Skickades|Lähetetty|Päivämäärä|Päiväys"
    "|Gönderilme Tarihi|Tarih"
    "|Gönderildi|Отправлено|Дата|Надіслано|Odesláno|Odoslané|Trimis|Elküldve|Dátum|Küldve|发送时间|發送時間"
    "|发送日期|日期"
    "|时间|時間|寄件日期|傳送日期"
    "|送信日時|日時|日付|보낸 날짜|보낸날짜|날짜|تاريخ الإرسال|أُرسلت|أرسلت|التاريخ|تم الإرسال|Στάλθηκε"
    "|Ημερομηνία|נשלח|תאריך"
    "|تاریخ|بھیجا گیا|Poslano|Saadetud"
    "|Išsiųsta|Nosūtīts|Anfonwyd|Dikirim|Tanggal|Đã gửi|Ngày|วันที่|Sent on|Sent at|Изпратено|Dërguar"
)
_TO = (
    "To|An|À|A|Para|Do|Aan|Til|Till|Vastaanottaja|Kime|Alıcı|Кому|Получатель|Komu|Pre|Către|Catre|Címzett|收件人"
    "|收件者|宛先|받는 사람|받는사람|إلى"
    "|Προς|אל|به|Destinatario|Destinataire|Destinatário|Pour|Za|Prima|Kepada|Đến|ถึง|K|Adresat|At|Saaja|Kam"
    "|Per|До|Për|بنام"
)
_SUBJECT = (
    "Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Temat|Onderwerp|Emne|Ämne|Aihe|Konu|Тема|Předmět|Predmet"
    "|Subiect|Tárgy|主题|主題|主旨|件名|제목"
    "|الموضوع|Θέμα|נושא|موضوع|Perihal|Subjek|Chủ đề|เรื่อง|Zadeva|Teema|Tēma|Pwnc|Sujet|Tema|Относно|Предмет|Subjekt"
)
_COPY = (
    "Cc|Kopie|Copie|Copia|DW|Cópia|Kopia|Kopi|Bilgi|抄送|副本|Копия|Копія|نسخة|Másolatot kap|参照|참조|Reply-To"
    "|Importance|Priority|Bcc"
    "|Organization|Attachments?|Wichtigkeit|Importancia|Importância"
)


def _label(words: str) -> re.Pattern[str]:
    return re.compile(rf"^[>\s*_|]{{0,6}}(?:{words})\s{{0,2}}[*_]{{0,2}}\s{{0,2}}[:：][*_]{{0,2}}(?=\s|\S|$)", re.I)


LABELS = {
    "from": _label(_FROM),
    "date": _label(_DATE),
    "to": _label(_TO),
    "subject": _label(_SUBJECT),
    "copy": _label(_COPY),
}
ONE_LINE = re.compile(
    rf"^[>\s*_-]{{0,6}}(?:{_FROM})\s?[:：].{{3,200}}\b(?:{_DATE})\s?[:：].{{3,200}}\b(?:{_TO}|{_SUBJECT})\s?[:：]", re.I
)
_DIVIDED = (
    "original message|mail original|reply message|original appointment|original e-?mail|message history"
    "|(?:original )?message from .{2,60}"
    "|ursprüngliche (?:nachricht|mail)|antwort nachricht|urspr\\. nachricht|original-?nachricht|original-?mail"
    "|message d['’]origine|message original|courriel original|message initial"
    "|mensaje original|mensagem original|messaggio originale|messaggio originario|oryginalna wiadomość"
    "|wiadomość oryginalna"
    "|wiadomość pierwotna|oorspronkelijk bericht|origineel bericht|originalmeddelande|ursprungligt meddelande"
    "|opprinnelig melding"
    "|oprindelig (?:meddelelse|besked)|original besked|alkuperäinen viesti|исходное сообщение"
    "|оригинальное сообщение|первоначальное сообщение"
    "|оригінальне повідомлення|вихідне повідомлення|původní (?:zpráva|e-mail)|pôvodná správa"
    "|orijinal (?:ileti|mesaj)|özgün ileti"
    "|原始邮件|原始郵件|回复的原邮件|回復的原郵件|原邮件|元のメッセージ|original message|원본 메시지|원본 메일|الرسالة الأصلية"
    "|mesaj(?:ul)? original|mesaj iniţial"
    "|eredeti üzenet"
    "|αρχικό μήνυμα|הודעה מקורית|پیام اصلی|اصل پیغام|izvorna poruka|originalna poruka|missatge original"
    "|neges wreiddiol|pesan asli"
    "|thư gốc|ข้อความต้นฉบับ|algne kiri|originali žinutė|sākotnējā ziņa"
)
_FORWARDED = (
    "(?:begin )?forwarded message|forwarded by .{2,80}|weitergeleitete nachricht"
    "|(?:début du )?message (?:transféré|réexpédié)|mensaje reenviado"
    "|mensagem (?:encaminhada|reencaminhada)|messaggio inoltrato|wiadomość przekazana|przekazana wiadomość"
    "|treść przekazanej wiadomości"
    "|doorgestuurd bericht|vidarebefordrat meddelande|videresendt (?:melding|meddelelse|besked)"
    "|välitetty viesti|пересылаемое сообщение"
    "|пересланное сообщение|перенаправленное сообщение|переслане повідомлення|přeposlaná zpráva"
    "|preposlaná správa|iletilen (?:ileti|mesaj)"
    "|yönlendirilmiş ileti|转发邮件|轉寄郵件|转发的邮件|转发的邮件信息|転送されたメッセージ|転送メッセージ"
    "|전달된 메시지|رسالة مُ?عاد توجيهها"
    "|الرسالة المعاد توجيهها"
    "|mesaj redirecționat|mesaj redirectionat|továbbított üzenet|προωθημένο μήνυμα|הודעה שהועברה"
    "|missatge reenviat|proslijeđena poruka"
)
_DASH = "[-_=*+~#<>\u2010-\u2015]"


def _between_dashes(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"^[>\s*]{{0,4}}{_DASH}{{2,40}}\s*(?:{words})\s*:?\s*{_DASH}{{0,40}}[\s*]*(?:(?<=--)(?:{_FROM})\s?:.*)?$", re.I
    )


DIVIDER = _between_dashes(_DIVIDED)
FORWARD = _between_dashes(_FORWARDED)
BEGIN_FORWARD = re.compile(
    r"^[>\s]{0,4}(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)"
    r"|début du message (?:transféré|réexpédié)"
    r"|inicio del mensaje reenviado|início da mensagem (?:encaminhada|reencaminhada)"
    r"|inizio messaggio inoltrato|begin doorgestuurd bericht"
    r"|początek (?:przekazanej|przekazywanej) wiadomości|vidarebefordrat brev|start på videresendt (?:melding|besked)"
    r"|начало переадресованного (?:сообщения|письма)|начало переадресованного сообщения"
    r"|początek wiadomości przekazanej dalej"
    r"|iletilmiş mesajın başlangıcı|Початок (?:листа, що|повідомлення, яке) .{3,40}"
    r"|începutul mesajului redirecționat)\s*:?$",
    re.I,
)
REPLY_ABOVE = re.compile(
    r"^[\W_]{0,10}(?:please )?(?:(?:type|write|enter|add) your (?:reply|response|answer) above this line"
    r"|reply above (?:this|the) line"
    r"|please reply above this line|reply above this line to .{0,60}|write above this line.{0,80}"
    r"|in replies all text above this line.{0,60}"
    r"|bitte oberhalb dieser linie antworten|répondre au-dessus de cette ligne"
    r"|responda (?:por )?encima de esta línea)[\W_]{0,30}$",
    re.I,
)
NOTES_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}.{0,4}\d{1,2}[:.]\d{2}")
NOTES_TO = frozenset({"to", "an", "pour", "para", "per", "aan", "a", "do", "til", "till"})
NOTES_SUBJECT = frozenset(
    {"subject", "thema", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "temat", "emne", "ämne"}
)
NOTES_LABEL = re.compile(
    rf"^[*\s]*({'|'.join(sorted(NOTES_TO | NOTES_SUBJECT))}|cc|kopie|copie|copia|kopi)[*\s]*(?::.*)?$", re.I
)
ANY_LABEL = re.compile(r"^[*\s]{0,3}[^\W\d_][^:：@<>]{0,24}[:：]")
ANGLED_ADDRESS = re.compile(r"[<(\[][^<>\s]{1,80}@[^<>\s]{1,120}[>)\]]")
MOMENT = re.compile(r"\b(?:19|20)\d\d\b.{0,20}\d{1,2}[:.]\d{2}|\d{1,2}[:.]\d{2}.{0,20}\b(?:19|20)\d\d\b")
FULL_DATE = re.compile(r"\b\w{3},? \d{1,2} \w{3} \d{4} \d{1,2}:\d{2}:\d{2}")
RULE = re.compile(r"^(?:[_\-=*—–]{5,200}|[-_=*]{3,20}\s?\w[\w '’.]{1,40}[-_=*]{3,20})$")


def notes_head_at(lines: Sequence[str], start: int) -> int:
    """How many lines the head of a Lotus Notes quotation has at `start`: a sender, a time, and labels on lines of their own."""
    filled = [number for number in range(start, min(start + 18, len(lines))) if lines[number]]
    if len(filled) < 4 or not _names_and_dates(lines, filled):
        return 0
    labels = [number for number in filled if NOTES_LABEL.match(lines[number])]
    words = {found.group(1).lower() for number in labels if (found := NOTES_LABEL.match(lines[number]))}
    if not (words & NOTES_TO and words & NOTES_SUBJECT) or labels[0] > filled[:5][-1]:
        return 0
    return labels[-1] - start + 1


def _names_and_dates(lines: Sequence[str], filled: Sequence[int]) -> bool:
    first, second = lines[filled[0]], lines[filled[1]]
    if NOTES_DATE.search(first):
        return "@" in first or "/" in first.split(" on ")[0]
    is_next = filled[1] == filled[0] + 1
    return is_next and bool(NOTES_DATE.match(second)) and len(first) < 100 and not first.endswith((".", "!", "?", ","))


def strange_head_at(lines: Sequence[str], start: int) -> int:
    """How many lines a head in an unknown language has at `start`: sender with address, then a time, then two more labels."""
    head = lines[start : start + 4]
    if len(head) < 4 or not all(ANY_LABEL.match(line) for line in head):
        return 0
    return 4 if ANGLED_ADDRESS.search(head[0]) and MOMENT.search(head[1]) else 0


def header_block_at(lines: Sequence[str], start: int) -> int:
    """How many lines the header block (From, Sent, To, Subject in any order) at `start` has; 0 when there is none."""
    if not _kinds(lines[start]):
        return 0
    if ONE_LINE.match(lines[start][:600]):
        return 1
    seen: set[str] = set()
    last, strangers = 0, 0
    for count, line in enumerate(lines[start : start + 16], 1):
        kinds = _kinds(line)
        if kinds - seen:
            seen.add(sorted(kinds - seen)[0])
            last, strangers = count, 0
        elif kinds:
            last = count
        elif line:
            strangers += 1
            if strangers > 2:
                break
    return last if _is_header(seen, " ".join(lines[start : start + last])) else 0


def _is_header(seen: set[str], block: str) -> bool:
    """Whether these labels make a letter's head: "From: Harehills, To: Armley, Date: Friday" is a need, not a head."""
    if "subject" in seen and len(seen) >= 3 and ("from" in seen or {"to", "copy"} <= seen):
        return True
    if "@" in block or "mailto:" in block:
        pairs = ({"from", "date"}, {"from", "subject"})
        return any(pair <= seen for pair in pairs) or ({"to", "date"} <= seen and bool(FULL_DATE.search(block)))
    return len(seen) >= 4


def _kinds(line: str) -> set[str]:
    if ":" not in line[:40] and "：" not in line[:40]:
        return set()
    head = line[:60]
    return {kind for kind, label in LABELS.items() if label.match(head)}


def divides(line: str) -> bool:
    """Whether everything below this line is an earlier letter."""
    return len(line) < 400 and bool(
        DIVIDER.match(line) or FORWARD.match(line) or BEGIN_FORWARD.match(line) or REPLY_ABOVE.match(line)
    )


def forwards(line: str) -> bool:
    """Whether what follows was forwarded rather than answered."""
    return len(line) < 200 and bool(FORWARD.match(line) or BEGIN_FORWARD.match(line))
