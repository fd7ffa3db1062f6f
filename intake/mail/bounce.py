"""Letters that mail servers send back: whether this is one, whom it is about, and whether trying again is useless."""

import re
from email import message_from_bytes, policy

from intake.mail.header_words import ADDRESS, addresses
from intake.mail.mime import Letter

LONGEST = 60_000
MACHINE = re.compile(
    r"^(?:mailer-?daemon|mail-?daemon|post[-_.]?master|mailerdaemon|mail-?delivery\w*|bounce(?:s|r)?|mdaemon"
    r"|mail\.?system|smtp-?daemon|double-?bounce|mmdf|maildeliverysystem"
    r"|microsoftexchange\w+)(?:[+=_.-][^@]*)?@",
    re.I,
)
MACHINE_NAME = re.compile(
    r"mail delivery (?:sub)?system|mailer[- ]?daemon|mail delivery service|mail administrator"
    r"|system administrator|postmaster|internet mail delivery|microsoft outlook$|delivery (?:sub)?system"
    r"|mail deliver(?:y|er) sys|systemadministrator|administrateur système"
    r"|système de messagerie|mail system|systemadministratör|почтовая служба|^bounces?$|bounce (?:mail|handler|daemon)",
    re.I,
)
SUBJECT = re.compile(
    r"(?:undeliver(?:able|ed)(?: mail| message)?\b|undelivered mail returned|non[- ]?delivery (?:report"
    r"|notification|notice)|delivery status notification|delivery (?:has )?(?:failure|failed|error|problem"
    r"|notification|delayed|incomplete|unsuccessful|report)"
    r"|failure (?:notice|delivery|notification)|delivery notification:? delivery has failed"
    r"|mail delivery (?:failed|failure|problem|error|subsystem|delayed|warning)|returned (?:mail|to sender"
    r"|message|e-?mail)|mail (?:could not be|not) delivered|message (?:could not be|not) delivered"
    r"|could not (?:be delivered|deliver|send)"
    r"|message (?:delivery|status) (?:failure|failed|problem|delayed|notification|undeliverable|error)"
    r"|message you sent (?:could not|was blocked)|warning: (?:message|could not send"
    r"|e-?mail) .{0,40}(?:delayed|hours|not)|mail (?:system )?error|returned mail:|user unknown|unzustellbar"
    r"|zustell(?:ung)?(?:s|sfehler|barkeit|status)\w*|nicht zustellbar|zustellfehler"
    r"|unzustellbare nachricht|rücksendung|non remis|échec de (?:la )?remise|message non (?:distribué|délivré"
    r"|remis)|non[- ]distribu|échec de distribution|avis de non-remise|échec de livraison|no se (?:puede|pudo"
    r"|ha podido) entregar|no entregado|no entregable|mensaje no entregado|error de entrega"
    r"|notificación de estado de entrega|devuelto"
    r"|não (?:entregue|foi entregue)|falha (?:na|de) entrega|não é possível entregar|não entregável"
    r"|mensagem devolvida|mancata consegna|impossibile recapitare|non recapitabile|messaggio non (?:recapitat"
    r"|consegnat)\w*|niedostarczon[ea]|nie można dostarczyć|zwrot (?:wiadomości|poczty)|nie dostarczono"
    r"|onbestelbaar|niet (?:bezorgd|afgeleverd)|kan niet worden bezorgd|bezorging mislukt"
    r"|olevererbart|kunde inte levereras|ej levererat|kan ikke leveres|kunne ikke leveres|ikke leveret"
    r"|toimitus epäonnistui|ei voi toimittaa|nedoručiteln\w*|nedoručen\w*|не доставлено|недоставлен\w*"
    r"|невозможно доставить|неможливо доставити|не удалось доставить|nelivrabil\w*|nedistribuit"
    r"|teslim edilemedi|kézbesíthetetlen|kézbesítési"
    r"|لم يتم التسليم|تعذر تسليم|تعذر التسليم|退信|无法投递|無法傳遞|未送达|未送達|配信不能|配信できません"
    r"|送信できません|配達できません|배달되지|전송 ?실패|반송"
    r"|mailer-daemon|rejected (?:posting|mail):)",
    re.I,
)
ANSWER = re.compile(r"\s*(?:re|fwd?|fw|aw|wg|sv|vs|tr|rv|odp|pd|antw|i|r)\s*:", re.I)
FAILURE = re.compile(
    r"(?:could(?: not|n'?t) be delivered|was(?: not|n'?t) delivered|unable to deliver|not able to deliver"
    r"|delivery (?:to the following|has failed|failed|of the message)|has been returned|undeliverable"
    r"|permanent (?:fatal )?errors?|permanently|giving it up|i'm afraid i wasn'?t able|user unknown"
    r"|unknown (?:user|recipient|address)|mailbox (?:is )?(?:full|unavailable|not found|disabled)"
    r"|no such (?:user|recipient|mailbox|address|person)|does(?: not|n'?t) exist"
    r"|recipient(?:'s)? (?:address )?(?:rejected|not found|unknown)|address rejected|host (?:unknown|not found"
    r"|or domain name not found)|over ?quota|quota exceeded|message (?:was|has been) (?:rejected|delayed"
    r"|blocked|refused)|returned to (?:the )?sender|transcript of session|delivery (?:status|report)"
    r"|failed recipient|550[ -]|\b5\.\d\.\d{1,3}\b"
    r"|konnte nicht zugestellt|nicht zugestellt|unbekannter? (?:empfänger|benutzer)|n'a pas pu être"
    r"|n.a pas été remis|no se pudo entregar|não pôde ser entregue|não foi entregue|non è stato possibile"
    r"|nie można|nie została dostarczona|не может быть доставлено|не удалось доставить|не вдалося"
    r"|kon niet worden|could not reach|we were unable|will be retried|has not (?:yet )?been delivered"
    r"|is (?:no longer|not) (?:valid|available|in use))",
    re.I,
)
STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
REPLY_CODE = re.compile(r"(?:^|[\s:>(\[#<])([45])(\d\d)(?=[\s\-#(:])", re.M)
FULL = re.compile(
    r"mailbox (?:is |size limit |quota )?(?:full|exceed)|over ?quota|quota (?:is )?(?:exceeded|full)"
    r"|exceed\w* (?:\w+ ){0,4}(?:quota|storage|size|mailbox)|mailbox\w* .{0,30}full|inbox is full"
    r"|out of (?:storage )?space|storage (?:limit|quota)|not enough (?:storage|disk) space"
    r"|insufficient (?:system )?(?:storage|disk)|disk (?:quota|full)|account is full"
    r"|postfach (?:ist )?voll|boîte .{0,30}pleine|buz[oó]n .{0,20}llen|caixa .{0,20}cheia|casella .{0,20}piena"
    r"|skrzynka .{0,30}(?:pełna|przepełniona)|mailbox is vol|ящик переполнен|user is over",
    re.I,
)
DELAYED = re.compile(
    r"(?:this is a warning|warning message only|you do not need to resend|no need to resend"
    r"|still (?:being )?(?:trying|retr)|will (?:keep|continue) (?:to )?(?:try|retry)|will (?:be )?retr"
    r"|delivery (?:attempts? will|is being retried|has been delayed)|message (?:is |has been "
    r"|was )?(?:still )?(?:delayed|in the queue)|has not yet been delivered|temporarily|temporary"
    r"|not yet been delivered|greylist"
    r"|try again later|timed? ?out|could not (?:be )?(?:contacted|connect)|connection (?:refused|timed|dropped"
    r"|reset)|verzögert|retard[ée]|opóźni|demorad|will be attempted)",
    re.I,
)
DELAY_SUBJECT = re.compile(
    r"\b(?:delay(?:ed)?|warning|still trying|verzögert|retardé|opóźnion|retrasad|ritardo|vertraagd|försenad"
    r"|forsinket|задерж)",
    re.I,
)
FINAL = re.compile(
    r"^\s*(?:final-recipient|original-recipient)\s*:\s*(?:[\w-]{1,20}\s*;)?\s*<?([^\s<>;]+@[^\s<>;]+)", re.I | re.M
)
FAILED = re.compile(r"^\s*action\s*:\s*(?:fail|delay)", re.I | re.M)
ACTION = re.compile(r"^\s*action\s*:\s*([\w-]+)", re.I | re.M)
STATUS_FIELD = re.compile(r"^\s*status\s*:\s*([245])\.(\d{1,3})\.(\d{1,3})", re.I | re.M)
NEAR_RECIPIENT = re.compile(
    r"(?:^\s{0,12}<([^\s<>]+@[^\s<>]+)>\s*:|^\s{0,12}([^\s<>:,：（）]+@[^\s<>:,：（）]+)\s*$|(?:recipient|address|user"
    r"|mailbox|to|for|an|à|para|a|do|aan|<)[\s:(\"'<]{1,4}([^\s<>\"'()\[\],;：（）]+@[^\s<>\"'()\[\],;:：（）]+)"
    r"|<([^\s<>]+@[^\s<>]+)>)",
    re.I | re.M,
)


def looks_like_bounce(letter: Letter) -> bool:
    """Whether a mail server sent this about a letter that it did not deliver, or not yet."""
    actions = {action.lower() for text in letter.delivery_status for action in ACTION.findall(text)}
    if actions:
        return bool(actions & {"failed", "delayed", "failure", "fail", "delay"}) or not actions <= {
            "delivered",
            "relayed",
            "expanded",
        }
    if letter.delivery_status and letter.report_type == "delivery-status":
        return True
    headers = letter.headers
    if "x-failed-recipients" in headers:
        return True
    by_machine = bool(MACHINE.match(letter.from_address)) or bool(MACHINE_NAME.search(letter.from_name[:200]))
    null_path = headers.get("return-path", "x").strip() in ("<>", "< >", "<MAILER-DAEMON>")
    says_so = bool(SUBJECT.search(letter.subject[:300]))
    if not (says_so or by_machine or null_path):
        return letter.report_type == "delivery-status" and bool(FAILURE.search(letter.text[:8000]))
    body = letter.text[:8000]
    fails = bool(FAILURE.search(body) or STATUS.search(body))
    if letter.report_type == "delivery-status":
        return True
    if by_machine and letter.returned is not None:
        return True
    if by_machine or null_path:
        return (says_so and (fails or by_machine)) or (fails and _names_an_address(body))
    is_answer = bool(letter.in_reply_to) or bool(ANSWER.match(letter.subject))
    return fails and not is_answer and _opens_like_a_server(body) and _names_an_address(body)


def _opens_like_a_server(body: str) -> bool:
    return bool(
        re.search(
            r"(?:this (?:message|is|report)|your (?:message|e-?mail|mail)|the (?:following|original|message"
            r"|e-?mail)|i'm (?:sorry|afraid)|message (?:from|was|could not)|delivery|transcript|-{3,}|hi\.|sorry"
            r"|unable to).{0,200}",
            body[:400],
            re.I | re.S,
        )
    )


def _names_an_address(body: str) -> bool:
    return bool(ADDRESS.search(body))


def recipient_of(letter: Letter, raw: bytes) -> str:
    """The address that a bounce is about, lower-case; "" when it names none."""
    groups = [
        group for text in letter.delivery_status for group in re.split(r"\n[ \t\r]*\n", text) if FINAL.search(group)
    ]
    failing = [group for group in groups if FAILED.search(group)]
    reported = [m for group in failing or groups for m in FINAL.finditer(group)]
    finals = [m.group(1) for m in reported if m.group(0).strip().lower().startswith("final")]
    originals = [m.group(1) for m in reported if m.group(0).strip().lower().startswith("original")]
    failed = [address for _, address in addresses(letter.headers.all("x-failed-recipients"))]
    own = {letter.from_address, *letter.to}
    for candidates in (
        finals,
        originals,
        failed,
        _near(letter.text[:LONGEST], own),
        _by_library(raw),
        _returned_to(letter),
    ):
        for one in candidates:
            tidy = one.strip().strip("<>\"'.,;:()[]").lower()
            if ADDRESS.fullmatch(tidy):
                return tidy
    return ""


def _near(text: str, own: set[str]) -> list[str]:
    head = re.split(
        r"\n[ >-]*(?:-{2,}.{0,60}(?:copy|original|returned|headers|unsent).{0,60}|Received: |Return-Path: "
        r"|Message-ID: )",
        text,
        maxsplit=1,
        flags=re.I,
    )[0]
    found = [next(group for group in match.groups() if group) for match in NEAR_RECIPIENT.finditer(head)]
    tidy = [one.strip("<>\"'.,;:()[]").lower() for one in found]
    named = [one for one in tidy if one not in own and not MACHINE.match(one)]
    return named or [
        one for one in (m.group(0).lower() for m in ADDRESS.finditer(head)) if one not in own and not MACHINE.match(one)
    ]


def _by_library(raw: bytes) -> list[str]:
    """What flufl.bounce finds. It raises on some real letters: then it found nothing."""
    if len(raw) > 2_000_000:
        return []
    from flufl.bounce import all_failures

    try:
        temporary, permanent = all_failures(message_from_bytes(raw, policy=policy.compat32))
        return [
            one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in (*permanent, *temporary)
        ]
    except Exception:
        return []


def _returned_to(letter: Letter) -> list[str]:
    return [address for _, address in addresses(letter.returned.all("to"))] if letter.returned is not None else []


def was_permanent(letter: Letter) -> bool | None:
    """True when the address will not work tomorrow either, False for a full mailbox or a delay, None if unsaid."""
    status = "\n".join(letter.delivery_status)
    text = _own_words(letter)
    actions = {action.lower() for action in ACTION.findall(status)}
    if actions and actions <= {"delayed", "delay"}:
        return False
    reported = STATUS_FIELD.search(status)
    if FULL.search(status) or (reported and reported.group(2, 3) == ("2", "2")):
        return False
    if reported and reported.group(1) in "45":
        return reported.group(1) == "5"
    if FULL.search(text) or (DELAY_SUBJECT.search(letter.subject) and DELAYED.search(text)):
        return False
    code = STATUS.search(status) or STATUS.search(text)
    if code and code.group(1) in "45":
        return code.group(1) == "5" and code.group(2, 3) != ("2", "2")
    answer = REPLY_CODE.search(status) or REPLY_CODE.search(text)
    if answer:
        return answer.group(1) == "5"
    if DELAYED.search(text) and not re.search(
        r"permanent|giv(?:en|ing) (?:it )?up|unknown|no such|does not exist", text, re.I
    ):
        return False
    return True if FAILURE.search(text) or actions & {"failed"} or SUBJECT.search(letter.subject) else None


def _own_words(letter: Letter) -> str:
    return re.split(
        r"\n[ >-]*(?:-{2,}.{0,60}(?:copy|original|returned|headers).{0,60}\n|Received: )",
        letter.text[:20_000],
        maxsplit=1,
        flags=re.I,
    )[0]
