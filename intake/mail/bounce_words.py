"""How mail servers say that a letter did not arrive, in many languages: their names, subjects and words."""

import re

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
    r"(?:(?:undeliver|non-? ?deliver)(?:able|ed)(?: mail| message)?\b|error sending message|unable to deliver"
    r"|error report from|undelivered mail returned|non[- ]?delivery (?:report"
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
FAILURE = re.compile(
    r"(?:could(?: not|n'?t) (?:be delivered|deliver)|was(?: not|n'?t) delivered|unable to deliver|not able to deliver"
    r"|delivery (?:to the following|has failed|failed|of the message)|has been returned|undeliverable"
    r"|permanent (?:fatal )?errors?|permanently|giving it up|i'm afraid i wasn'?t able|user unknown"
    r"|unknown (?:user|recipient|address)|mailbox (?:is )?(?:full|unavailable|not found|disabled)"
    r"|no such (?:user|recipient|mailbox|address|person)|does(?: not|n'?t) exist"
    r"|recipient(?:'s)? (?:address )?(?:rejected|not found|unknown)|address rejected|host (?:unknown|not found"
    r"|or domain name not found)|over ?quota|quota exceeded|message (?:was|has been) (?:rejected|delayed"
    r"|blocked|refused)|returned to (?:the )?sender|transcript of session|delivery (?:status|report)"
    r"|failed recipient|delivery error|550[ :-]|\b5\.\d\.\d{1,3}\b"
    r"|konnte nicht zugestellt|nicht zugestellt|unbekannter? (?:empfänger|benutzer)|n'a pas pu être"
    r"|n.a pas été remis|no se pudo entregar|não pôde ser entregue|não foi entregue|non è stato possibile"
    r"|nie można|nie została dostarczona|не может быть доставлено|не удалось доставить|не вдалося"
    r"|kon niet worden|could not reach|we were unable|will be retried|has not (?:yet )?been delivered"
    r"|is (?:no longer|not) (?:valid|available|in use))",
    re.I,
)
FULL = re.compile(
    r"mailbox (?:is |size limit |quota )?(?:full|exceed)|over (?:the |its |his |their )?(?:allowed |disk |storage )?quota|overquota"
    r"|quota (?:is )?(?:exceeded|full)"
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
SERVER_SPEAKS = re.compile(
    r"this (?:message|is|report)|your (?:message|e-?mail|mail)|the (?:following|original|enclosed|message|e-?mail)"
    r"|(?:our|the) (?:mail|e-?mail) (?:server|system)|i'm (?:sorry|afraid)|message (?:from|was|could not)|delivery|transcript"
    r"|-{3,}|hi\.|sorry|unable to",
    re.I,
)
