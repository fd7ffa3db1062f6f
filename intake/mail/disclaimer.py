"""Legal notices, requests to save paper, scanners' marks and list footers: what no writer typed, in many languages."""

import re

DISCLAIMER = re.compile(
    r"^[\W_]{0,8}(?:disclaimer|confidentiality(?: notice| note)?\b|confidential(?:ity)? (?:notice|statement"
    r"|warning)|legal (?:notice|disclaimer)|important notice|privileged and confidential|haftungsausschluss"
    r"|vertraulichkeitshinweis"
    r"|aviso (?:legal|de confidencialidad|de confidencialidade)|avis de confidentialité"
    r"|clause de confidentialité|klauzula poufności|nota de confidencialidade)[\W_]{0,6}"
    r"(?:$|[:.\-–—])|^[\W_]{0,8}(?:this|the (?:information|contents?)|the above) .{0,60}(?:e-?mail|message"
    r"|communication|transmission|attachments?)\b.{0,200}"
    r"(?:confidential|privileged|intended (?:solely |only )?(?:for|recipient)|may contain|solely for"
    r"|virus\w*.{0,60}(?:scan|check|free)|(?:scan|check)\w*.{0,60}virus)"
    r"|^[\W_]{0,8}(?:the )?information (?:contained )?in this (?:e-?mail|message).{0,200}"
    r"|^[\W_]{0,8}(?:if you (?:are not the|have received this (?:e-?mail|message)|received this (?:e-?mail"
    r"|message)|think you have received)).{0,120}(?:intended|error|mistake|sender|recipient)"
    r"|^[\W_]{0,8}(?:any|the) (?:views|opinions)(?: or opinions| and opinions)? (?:expressed|presented|contained|stated).{0,200}"
    r"|^[\W_]{0,8}mae['’]r (?:neges|e-?bost) .{0,80}gyfrinachol.{0,200}"
    r"|^[\W_]{0,8}(?:p\s?)?(?:please )?(?:consider|think (?:of|about)) the environment(?:\W*$|,? (?:before|when|and|prior|do).{0,80})"
    r"|^[\W_]{0,8}(?:before printing|do not print|please don'?t print).{0,100}|^[\W_]{0,8}(?:save paper"
    r"|think before you print).{0,80}"
    r"|^[\W_]{0,8}(?:bitte (?:denken|prüfen|überlegen|bedenken) .{0,60}(?:umwelt|ausdruck)|pensez à l['’]environnement"
    r"|avant d['’]imprimer|antes de imprimir|pense no meio ambiente|piense en el medio ambiente|pomyśl o środowisku"
    r"|zanim wydrukujesz|prima di stampare|pensa all['’]ambiente|denk aan het milieu|tänk på miljön|tænk på miljøet"
    r"|tenk på miljøet|подумайте об окружающей|прежде чем распечат|gândiți-vă la mediu|lütfen .{0,20}çevre).{0,120}"
    r"|^[\W_]{0,8}(?:\w{1,14} ){0,3}"
    r"(?:diese[rs]? (?:e-?mail|nachricht)|ce (?:message|courriel|courrier|mail)|(?:este|esse)"
    r" (?:mensaje|correo|e-?mail"
    r"|mensagem)|(?:esta|essa) (?:mensagem|comunicación|información)|questo messaggio|questa (?:e-?mail|comunicazione)"
    r"|niniejsz[ay] (?:wiadomość|e-?mail)|tej wiadomości"
    r"|ta wiadomość|dit (?:bericht|e-?mail\w*)|deze e-?mail|настоящее сообщение|это сообщение|это электронное"
    r"|цей лист|acest (?:mesaj|e-?mail)|bu (?:e-?posta|mesaj)\w*|tento e-?mail|tato zpráva"
    r"|ez az (?:e-?mail|üzenet)|tämä (?:sähköposti|viesti)|(?:detta|dette|denna) (?:meddelande|e-?post\w*|e-?mail)"
    r"|denne (?:e-?mail|e-?post\w*|meddelelse\w*))\b.{0,200}"
    r"(?:vertraulich|confidenti|confidencial|riservat|poufn|vertrouwelijk|конфиденциальн|конфіденційн"
    r"|confidențial|gizli|konfidentiel|fortrolig|luottamuks|důvěrn|bizalmas|bestimmt|destin|przeznaczon|bestemd)"
    r"|^[\W_]{0,8}(?:to|for) (?:find out |more |further |information (?:about |on )?){0,3}"
    r"(?:how we (?:use|handle|process)|read our privacy|our privacy (?:notice|policy)).{0,120}"
    r"|^[\W_]{0,8}read our privacy (?:notice|policy|statement).{0,120}$",
    re.I,
)
FOOTER = re.compile(
    r"^[\W_]{0,8}(?:you(?:'re| are)? (?:received|are receiving|receiving|are subscribed).{0,160}(?:because"
    r"|subscribed|group|list)|to unsubscribe,? (?:from|and stop|send|e-?mail|visit|click|go to|please).{0,160}"
    r"|-{3,}.{0,20}groups sponsor.{0,60}|unsubscribe(?:: ?\S| (?:here|at|by|instructions|link|<|https?)).{0,160}"
    r"|reply to this e-?mail directly.{0,200}|.{0,40}links: you receive all messages.{0,60}|view/reply online.{0,120}"
    r"|view (?:it|this).{0,30} on (?:github|gitlab).{0,100}|this (?:e-?mail|message) (?:has been"
    r"|was) (?:scanned|checked|sent).{0,120}|this email has been checked for viruses.{0,80}"
    r"|(?:https?://\S{1,300} )?virus-free\..{0,60}|virenfrei\..{0,60}|garanti sans virus.{0,60}"
    r"|libre de virus.{0,60}|diese e-?mail wurde von avast.{0,60}|l'absence de virus.{0,80}"
    r"|[\w.@-]{2,40} mailing list$|scanned by .{2,60}|no virus found in.{0,60}|checked by avg.{0,60}"
    r"|to view this discussion.{0,120}|for more options, visit.{0,100}"
    r"|yahoo! groups links.{0,20}|do you yahoo!\?.{0,40}|get your free"
    r" (?:e-?mail|account|toolbar|hotmail|web|private).{0,60}|join msn .{0,60}"
    r"|_{2,}\s*do you yahoo.{0,60})$",
    re.I,
)
REGISTERED = re.compile(
    r"\b(?:registered (?:in|as a|charity|company|office)|company (?:no|number|registration)|limited by guarantee"
    r"|amtsgericht|handelsregister|ust-?id|siret\b|rcs\b|krs\b|kvk)\b.{0,120}\d{3,}",
    re.I,
)
OWN_VOICE = re.compile(
    r"\b(?:we|i|i'm|our|us|my|wir|ich|nous|je|nos|somos|nós|jesteśmy|needs?|wants?|offers?|looking|would|can|could|please|you)\b|[?]",
    re.I,
)


def is_registration(paragraph: str) -> bool:
    """Whether a paragraph only says where an organisation is registered; one in which somebody speaks does not."""
    return len(paragraph) < 500 and bool(REGISTERED.search(paragraph)) and not OWN_VOICE.search(paragraph)
