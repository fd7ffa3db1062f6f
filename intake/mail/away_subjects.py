"""Subjects of automatic answers in many languages. Some are proof alone; some only when the words speak of being away."""

import re

_BEFORE = r"^[\W_]{0,4}(?:\[?(?:external|extern|ext|spam)\]?\s*[:\-]?\s*)?[\W_]{0,4}"
_AFTER = (
    r"(?=\s*(?:[:\-–—(!./\[]|(?:re|aw|sv|auto\w*|today|this|message|reply|notification|notice|until|from|till|bis|du|jusqu|do|od"
    r"|til)\b|$))"
)
CERTAIN = re.compile(
    _BEFORE
    + r"(?:auto(?:matic|mated|matisch|matische?r?|matisk|maattinen|matyczna)?[- ]?(?:reply|response|respons|answer"
    r"|responder|replied|acknowledge?ment|antwort|antwoord|svar|vastaus|odpowiedź)\b"
    r"(?=\s*(?:[^\w\s]|(?:re|aw|wg|fwd?|sv|from|to|for|auf|message|e-?mail|notification|notice)\b|$))|autoreply\b"
    r"|autosvar\b|auto:\s*(?:re|aw|fwd?|sv):"
    r"|away from my mail\s*$"
    r"|out[- ]of[- ](?:the[- ]|my[- ])?office\b"
    + _AFTER
    + r"|ooo\b\s*(?:[:\-]|$)|vacation (?:reply|response|message|notice)"
    r"|i(?:['’]m| am) (?:currently )?(?:out of (?:the )?office|away from|on (?:annual )?leave|on (?:my )?(?:vacation|holiday))"
    r"|(?:currently )?away from (?:the |my )?office"
    r"|absence notification|automatisch bericht|(?:automatische|autom\.) (?:antwort|abwesenheit\w*|rückmeldung|e-?mail-?antwort"
    r"|antwoord|beantwoording)"
    r"|abwesenheits(?:notiz|nachricht|meldung|assistent|benachrichtigung|info)\b|ich bin (?:nicht im büro"
    r"|im urlaub|abwesend)"
    r"|urlaubsnotiz|r[ée]ponse automatique|message d.absence|notification d.absence|absence du bureau"
    r"|absente? du bureau"
    r"|respuesta autom[aá]tica|fuera de (?:la )?oficina" + _AFTER + r"|autorespuesta|contestación automática"
    r"|resposta autom[aá]tica|fora do escritório" + _AFTER + r"|ausente do escritório|risposta automatica"
    r"|risposta di assenza"
    r"|fuori ufficio" + _AFTER + r"|odpowied[zź] automatyczna|automatyczna odpowied[zź]|autoodpowied[zź]|autoresponder"
    r"|afwezigheids(?:bericht|assistent|melding)|automatisk (?:svar|besked|svarmelding)|automatiskt svar"
    r"|frånvaromeddelande"
    r"|fraværs(?:melding|besked|meddelelse)|automaattinen vastaus|poissaoloilmoitus"
    r"|automatick[aáé] (?:odpov[eě][dď]|odpoveď)"
    r"|автоответ\w*|автоматический ответ|автоматична відповідь|автовідповідь|r[ăa]spuns automat|automatikus válasz"
    r"|otomatik (?:yanıt|cevap|yanit)|ofis dışında|αυτόματη απάντηση|εκτός γραφείου|автоматичен отговор"
    r"|automatski odgovor"
    r"|samodejni odgovor|automaatvastus|automātiska atbilde|automatinis atsakymas|رد تلقائي|الرد التلقائي"
    r"|رد آلي|خارج المكتب"
    r"|پاسخ خودکار|خودکار جواب|מענה אוטומטי|תשובה אוטומטית|自动(?:回复|答复|回覆)|自動(?:回信|答覆)"
    r"|自動回覆|自動回复|自動返信|自動応答|不在通知"
    r"|不在のお知らせ|자동 ?회신|자동 ?응답|부재중|trả lời tự động|balasan otomatis|jawapan automatik|ตอบกลับอัตโนมัติ"
    r"|स्वचालित उत्तर|ਸਵੈਚਲਿਤ|ymateb awtomatig|allan o.r swyddfa|resposta automàtica|erantzun automatikoa)",
    re.I,
)
LIKELY = re.compile(
    _BEFORE
    + r"(?:(?:on )?(?:annual|maternity|paternity|sick|parental) leave|on (?:leave|holiday|vacation)|(?:our )?office(?: is)? closed"
    r"|away\b|absence|absente?|abwesenheit|abwesend|urlaub|nicht im (?:büro|haus)|ausencia|ausente|ausência"
    r"|assenza|assente"
    r"|fuori (?:sede|ufficio)|poza biurem|nieobecno[sś][cć]|urlop|afwezig\w*|niet aanwezig|buiten kantoor|frånvar\w*"
    r"|ikke til stede|fravær\w*|ude af kontoret|poissa(?:olo\w*)?|mimo kancelář|nepřítomnost|neprítomnosť"
    r"|отсутствую|вне офиса"
    r"|not in (?:the )?office|hors du bureau|im urlaub|en vacances|de vacaciones|de férias|in ferie|na urlopie|op vakantie"
    r"|außer haus|ikke på kontoret|ude af huset|på semester|på ferie|lomalla|házon kívül|외출 중)"
    r"(?: (?:de la oficina|de l['’]école|dall['’]ufficio|d[oe] escritório|w biurze|du bureau|vom büro|from (?:the |my )?office"
    r"|van kantoor|toimistolta|från kontoret|fra kontoret|z kanceláře))?" + _AFTER,
    re.I,
)
SOMEBODY_AWAY = re.compile(
    r"^[^,;:?!]{2,60}\s(?:is (?:currently )?(?:out of (?:the )?office|on (?:annual )?leave|away from the office)"
    r"|ist (?:derzeit )?(?:außer haus|nicht im (?:büro|haus)|im urlaub|abwesend)|est (?:actuellement )?absente?(?: du bureau)?"
    r"|está (?:fuera de la oficina|ausente)|está ausente do escritório|è fuori (?:ufficio|sede)|jest poza biurem"
    r"|is (?:afwezig|niet op kantoor)|är inte på kontoret|er ikke på kontoret|er ude af kontoret)[\s.!]*$",
    re.I,
)
AT_THE_END = re.compile(
    r"(?:[(\[]|\s[-–—|]\s|:\s)\s*(?:auto(?:matic|mated|matische)?[- ]?(?:reply|response|antwort)|out of (?:the )?office"
    r"|ooo|abwesenheitsnotiz|réponse automatique|respuesta automática|risposta automatica)\s*[)\]]?[\s.!]*$",
    re.I,
)
AWAY = re.compile(
    r"out of (?:the )?office|\baway (?:until|till)\b"
    r"|away from my (?:desk|e-?mail)|\bam (?:currently )?(?:away|on (?:annual |sick )?leave|on holiday)|on (?:annual"
    r"|maternity|paternity|sick|parental) leave"
    r"|\b(?:i|we)(?:['’]ll| will) (?:return|be back|respond|reply|answer) (?!to you)|(?:^|[.!,;\n]\s*)(?:back|returning) (?:in|on)\b"
    r"|\bi(?:['’]m| am) (?:currently )?(?:on|away|out)\b|limited access"
    r"|no access to (?:my )?e-?mail|not in the office|office (?:is|will be) closed"
    r"|nicht im (?:büro|haus)|nicht erreichbar|wieder (?:erreichbar|im büro|da)|abwesend|absente? (?:du|jusqu"
    r"|et)|de retour|mon retour|ausente|mi regreso"
    r"|fuera de|retorno|regressarei|assente|rientr|nieobecn|wrócę|na urlopie|afwezig|ben (?:ik )?terug"
    r"|op vakantie|tillbaka|frånvarande|tilbage|tilbake"
    r"|poissa|palaan|nepřítom|vrátím|отсутств|вернусь|відсутн|повернусь|sunt plecat|revin|szabadság",
    re.I,
)


def says_automatic(subject: str, words: str) -> bool:
    """Whether a subject marks an automatic answer. A subject that people write too needs words of being away below it."""
    if CERTAIN.match(subject):
        return True
    return (
        bool(LIKELY.match(subject) or SOMEBODY_AWAY.match(subject) or AT_THE_END.search(subject))
        and len(words) < 3000
        and bool(AWAY.search(words[:1000]))
    )
