"""Texts that mean something to a program: none may do anything but stand in the archive."""

from __future__ import annotations

from html import escape

from newscrawl.demo.hostile.case import Case, stored
from newscrawl.demo.hostile.pages import TITLE, article
from newscrawl.demo.hostile.wire import http

#: Name → a text that has to be in the archive as it is.
KEPT = {
    "script": "<script>alert('1')</script>",
    "picture": "<img src=x onerror=alert(1)>",
    "sql": "'); DROP TABLE articles; --",
    "sql-quotes": "a' OR '1'='1\" UNION SELECT 1 --",
    "csv-formula": "=cmd|' /C calc'!A0",
    "csv-plus": '+1+1,"@SUM(1)"',
    "jinja": "{{ 7 * 7 }}{% raw %}",
    "shell": "$(reboot) `reboot` ; rm -rf / #",
    "percent-format": "%s %n %(title)s %99999999d",
    "brace-format": "{0} {title!r} {} {title.__class__}",
    "path": "../../../../etc/passwd",
    "xml": "]]></title>&xxe;<!ENTITY x>",
    "json": '", "site": "other", "x": "\\u0000',
    "backslashes": "\\\\server\\share\\n\\x00",
    "emoji": "باران ☔ 🌧️ 👨‍👩‍👧",
    "astral": "𝔅 𐏀 𓀀",
    "markdown": "[x](javascript:alert(1)) | *a* | `b`",
    "full-text-query": 'title:"a" AND NEAR(b) OR c* -d ^',
    "null-word": "null",
    "proto": "__proto__",
}
#: Name → what stands on the page, and what is left of it.
CLEANED = {
    "nul": ("باران&#0;در شمال", None),
    "raw-nul": ("باران\0در شمال", None),
    "terminal-escape": ("باران\x1b[2J\x1b]0;x\x07در شمال", None),
    "terminal-escape-as-entity": ("باران&#27;[2Jدر شمال", None),
    "control-characters": ("باران\x01\x02\x08\x0b\x7f\x9bدر شمال", None),
    "bidi-override": ("باران \u202edexim\u202c در شمال", None),
    "zero-width": ("بار\u200b\u2060\ufeffان در شمال", None),
    "half-a-letter": ("باران &#xD800; در شمال", None),
    "beyond-unicode": ("باران &#x110000; &#99999999999; در شمال", None),
    "no-characters": ("باران \ufffe\uffff در شمال", None),
    "line-breaks": ("باران\r\nHTTP/1.1 200 OK\r\n در شمال", "باران HTTP/1.1 200 OK در شمال"),
    "tags": ("باران <b>در</b> <i onclick=x>شمال</i>", "باران در شمال"),
    "script-inside": ("باران<script>alert(1)</script> در شمال", "باران در شمال"),
}
TEXT = "<script>alert('1')</script>"
HTML = escape(TEXT)
#: Stands on both databases, whatever it is.
BAD = "\0\x1b[2J\u202e&#0;&#27;&#xD800;"


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


CASES = [
    *(
        Case(
            f"injection-{name}",
            http(article(f"{TITLE} {escape(text)}")),
            stored(title=f"{TITLE} {text}"),
        )
        for name, text in KEPT.items()
    ),
    *(
        Case(f"injection-{name}", http(article(html)), stored(**({"title": text} if text else {})))
        for name, (html, text) in CLEANED.items()
    ),
    # -- every field
    Case("injection-into-kicker", http(article(kicker=HTML)), stored(kicker=TEXT)),
    Case("injection-into-lead", http(article(lead=HTML)), stored(lead=TEXT)),
    Case("injection-into-body", http(article(body=f"<p>{HTML}</p>")), stored(body=TEXT)),
    Case("injection-into-author", http(article(author=HTML)), stored(author=TEXT)),
    Case(
        "injection-into-sections",
        http(article(sections=f"<a href=/fa/world>{HTML}.</a>")),
        stored(sections=[f"{TEXT}."]),
    ),
    Case(
        "injection-into-tags",
        http(article(tags=f"<a href=/fa/tag/1/a>{HTML}</a>")),
        stored(tags=[TEXT]),
    ),
    Case(
        "injection-into-date", http(article(date=f"۲۵ آبان ۱۴۰۴ {HTML} '; DROP TABLE x")), stored()
    ),
    Case(
        "injection-into-code", http(article(code=f"1'; DROP TABLE articles; -- {HTML}")), stored()
    ),
    Case(
        "injection-into-picture",
        http(
            article(
                body=(
                    f'<p>{TITLE} است.</p><img src="javascript:alert(1)"><img src="file:///etc/passwd">'
                    f'<img src="http://[::1"><img src="data:image/png;base64,AAAA" alt="{HTML}">'
                    f'<img src="/files/1.jpg" alt="{HTML}">'
                )
            )
        ),
        stored(title=TITLE),
    ),
    *(
        Case(
            f"injection-of-bad-characters-into-{name}",
            http(article(**{name: f"باران {BAD}"})),
            stored(),
        )
        for name in ("kicker", "lead", "author", "date", "code")
    ),
    *(
        Case(
            f"injection-of-bad-characters-into-{name}",
            http(article(**{name: f'<a href="/fa/{BAD}">باران {BAD}</a>'})),
            stored(),
        )
        for name in ("sections", "tags")
    ),
    Case(
        "injection-of-bad-characters-into-body",
        http(article(body=f'<p>باران {BAD}</p><img src="/files/{BAD}.jpg" alt="باران {BAD}">')),
        stored(),
    ),
    Case(
        "injection-of-bad-characters-into-meta",
        http(
            article(
                head=(
                    f'<meta property="og:title" content="{TITLE}{BAD}">'
                    f'<meta name="author" content="م{BAD}">'
                    f'<meta property="article:published_time" content="{BAD}">'
                )
            )
        ),
        stored(),
    ),
    Case(
        "injection-of-bad-characters-into-json-ld",
        http(
            article(
                head=json_ld(
                    r'{"@type":"NewsArticle","headline":"\u0000\ud800","author":{"name":"\u0000\ud83d"},'
                    r'"datePublished":"\u0000","image":"/files/\ud800\u0000.jpg","keywords":"\u0000,\udc00"}'
                )
            )
        ),
        stored(title=TITLE),
    ),
    Case(
        "injection-into-headers",
        http(
            article(),
            headers={"ETag": '"\x1b[2J\x01"', "Last-Modified": "'; DROP TABLE frontier; --"},
        ),
        stored(title=TITLE),
    ),
    Case(
        "injection-into-links",
        http(
            article(
                after=(
                    f'<a href="/fa/news/1{HTML}">x</a><a href="/fa/news/99999999999999999999">x</a>'
                    '<a href="/fa/news/۱۲۳">x</a><a href="//[">x</a><a href="http://[::1]:99999/fa/news/1">x</a>'
                    '<a href="/fa/%00%1b%ff">x</a><a href="/fa/\0">x</a><a href="\x1b[2J">x</a>'
                    '<a href="http://user:password@other.invalid/fa/news/1">x</a>'
                )
            )
        ),
        stored(title=TITLE),
    ),
]
