"""HTML of a letter to plain text, with what is quoted in it marked by "> " as in a plain letter."""

import re

from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_engine import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml.etree import LxmlError, ParserError  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from intake.mail.quoted_headers import header_block_at

LONGEST = 300_000
LONGEST_READ = 2_000_000
LONGEST_AT_ALL = 12_000_000
DEEPEST = 150
QUOTE_CLASSES = re.compile(
    r"\b(gmail_quote_container|yahoo_quoted|protonmail_quote|zmail_extra|tutanota_quote|iosymail)\b"
)
SIGNATURE_MARK = re.compile(
    r"\b(?:gmail_signature|moz-signature|protonmail_signature_block|tutanota_signature|zmail_signature_[\w-]*"
    r"|ms-outlook-mobile-signature|front-signature|mail-signature|ydp\w+signature|yahoo-signature|iCloudSignature"
    r"|x?_?Signature|AppleMailSignature|lineBreakAtBeginningOfSignature)(?![\w-])"
)
HEAD_RULE = re.compile(r"border-top\s*:\s*solid #?\w+ 1\.0pt", re.I)
UNSEEN = frozenset({"head", "title", "style", "script", "meta"})
HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|font-size\s*:\s*0", re.I)
BREAKS = re.compile(r"<(?:br|/?p|/?div|/?tr|/?li|/?h[1-6]|/?table|/?ul|/?ol|/?blockquote|hr)\b[^>]{0,2000}>", re.I)
TAG = re.compile(r"<[!/?a-zA-Z][^<>]{0,5000}>")
NOT_SHOWN = tuple(
    (re.compile(start, re.I), re.compile(end, re.I))
    for start, end in (
        ("<!--", "-->"),
        *(
            (rf"<{name}\b", rf"</{name}\s{{0,9}}>")
            for name in ("script", "style", "head", "title", "noscript", "template")
        ),
    )
)
PICTURE_DATA = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=\s]+")
LOOKS_LIKE_HTML = re.compile(
    r"\A\s*(?:<!doctype html|<\?xml[^>]{0,200}>\s*(?:<!doctype[^>]{0,300}>\s*)?<html"
    r"|<html|<head\b|<body\b|<meta |<div\b|<p>|<p |<table\b|<center\b|<font\b|<span\b|<br ?/?>)",
    re.I,
)
QUOTE_START, QUOTE_END = "\ue000", "\ue001"
PARSER = ParserConfig(css=CSS_PROFILES["strict"], display_images=False, display_links=False)


def looks_like_html(text: str) -> bool:
    """Whether a text that claims to be plain is HTML."""
    head = text[:3000]
    return bool(LOOKS_LIKE_HTML.match(head)) and len(re.findall(r"</?[a-zA-Z][^<>]{0,500}>", text[:20000])) >= 2


def text_of(html: str) -> str:
    """Plain text of HTML. Very long or very deep HTML is read more simply; nothing raises."""
    if len(html) > LONGEST:
        html = _without_hidden(PICTURE_DATA.sub("", html[:LONGEST_AT_ALL])[:LONGEST_READ])
    if not html.strip():
        return ""
    if len(html) > LONGEST:
        return _simply(html)
    try:
        return _carefully(html)
    except (LxmlError, ParserError, ValueError, RecursionError, AssertionError, LookupError, TypeError, AttributeError):
        return _simply(html)


def _carefully(html: str) -> str:
    html = re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", html).replace("\x00", "")
    html = html.replace(QUOTE_START, "").replace(QUOTE_END, "")
    tree = document_fromstring(html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8", huge_tree=False))
    if _depth(tree) > DEEPEST:
        return _simply(html)
    _prepare(tree)
    return _with_quote_marks(Inscriptis(tree, PARSER).get_text())


def _depth(tree: HtmlElement) -> int:
    deepest, level, stack = 0, [tree], 0
    while level and stack <= DEEPEST:
        level = [child for element in level for child in element]
        stack += 1
        deepest = stack
    return deepest


def _prepare(tree: HtmlElement) -> None:
    """Hide what mail programs hide, and put private signs round what is quoted."""
    has_words = False
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            continue
        above, has_words = has_words, has_words or _has_words(element)
        is_hidden = HIDDEN.search(element.get("style", "")) and element.tag not in ("body", "html")
        if is_hidden or (above and _is_signature(element)):
            _empty(element)
        elif _is_unread_head(element):
            element.text = f"-----Original Message-----\n{element.text or ''}"
        elif _is_quote(element):
            element.tag = "div"
            element.text = QUOTE_START + (element.text or "")
            if len(element):
                element[-1].tail = (element[-1].tail or "") + QUOTE_END
            else:
                element.text += QUOTE_END


def _empty(element: HtmlElement) -> None:
    for child in list(element):
        element.remove(child)
    element.text = ""


def _is_quote(element: HtmlElement) -> bool:
    if element.tag == "blockquote":
        return "gmail_quote" in element.get("class", "") or not re.search(r"margin[^;]*40px", element.get("style", ""))
    return bool(element.tag == "div" and QUOTE_CLASSES.search(element.get("class", ""))) and not element.xpath(
        ".//blockquote"
    )


def _has_words(element: HtmlElement) -> bool:
    return bool((element.text or "").strip() or (element.tail or "").strip())


def _is_signature(element: HtmlElement) -> bool:
    """What the mail program itself marks as the signature. With no words above it, it may be what was typed inside the mark."""
    mark = f"{element.get('class', '')} {element.get('id', '')}"
    return bool(SIGNATURE_MARK.search(mark)) or element.get("data-signature-widget") == "container"


def _is_unread_head(element: HtmlElement) -> bool:
    """The head of a quoted letter, known by Outlook's rule above it, in a language that `quoted_headers` does not know."""
    if element.tag != "div" or not (HEAD_RULE.search(element.get("style", "")) or element.get("id") == "divRplyFwdMsg"):
        return False
    words = " ".join(" ".join(element.itertext()).split())[:600]
    return words.count(":") >= 3 and not header_block_at([words], 0)


def _with_quote_marks(text: str) -> str:
    depth, lines = 0, []
    for line in text.splitlines():
        for piece in re.split(f"([{QUOTE_START}{QUOTE_END}])", line):
            if piece == QUOTE_START:
                depth += 1
            elif piece == QUOTE_END:
                depth = max(depth - 1, 0)
            elif piece.strip() or piece == line:
                lines.append("> " * depth + piece.strip() if depth else piece.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _without_hidden(html: str) -> str:
    """Comments, scripts and styles taken out, in time that grows with the length only."""
    for start, end in NOT_SHOWN:
        kept: list[str] = []
        position = 0
        while (opening := start.search(html, position)) and (closing := end.search(html, opening.end())):
            kept.append(html[position : opening.start()])
            position = closing.end()
        html = " ".join(kept) + html[position:]
    return html


def _simply(html: str) -> str:
    """Tags taken out one by one: keeps the words of HTML that is too long, deep or broken to be read properly."""
    from html import unescape

    text = _without_hidden(html[:LONGEST_READ])
    text = TAG.sub(" ", BREAKS.sub("\n", re.sub(r"\s+", " ", text)))
    return re.sub(r"\n\s*\n+", "\n\n", re.sub(r"[ \t\xa0]+", " ", unescape(text))).strip()
