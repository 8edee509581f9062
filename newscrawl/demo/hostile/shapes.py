"""Pages of extreme shape: deep, long, wide, and without end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from newscrawl.demo.hostile.case import Becomes, Case, fails, read, stored
from newscrawl.demo.hostile.pages import BODY, TITLE, article
from newscrawl.demo.hostile.wire import Answer, made, repeated, streamed

MANY = 100_000
MEGABYTE = 2**20
TOO_LARGE = "larger than|exceeded"
PAGE = article().encode()
START, REST = PAGE.split(b"</h1>")
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in BODY)
SENTENCE = f"<p>{BODY[0]}</p>\n".encode()


def around(open_: str, close: str, depth: int = MANY) -> str:
    """The text of an article, deep inside elements."""
    return open_ * depth + PARAGRAPHS + close * depth


def giant(block: bytes, size: int, before: bytes = START + b"</h1><div class=body>") -> Answer:
    def make() -> Iterable[bytes]:
        yield before
        yield from repeated(block, size)
        yield REST

    return streamed(make)


def endless() -> Iterator[bytes]:
    yield START
    while True:
        yield SENTENCE * 500


def shaped(name: str, make: Callable[[], str], becomes: Becomes | None = None) -> Case:
    return Case(f"shape-{name}", made(make), becomes or stored(title=TITLE))


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


CASES = [
    # -- deep: what lies deeper than a parser goes may be lost, and then the page has no text
    shaped(
        "100000-divs-around-the-text",
        lambda: article(body=around("<div>", "</div>")),
    ),
    shaped("200-divs-around-the-text", lambda: article(body=around("<div>", "</div>", 200))),
    shaped("100000-divs-behind", lambda: article(after="<div>" * MANY)),
    shaped("100000-divs-before", lambda: article(before="<div>" * MANY + "</div>" * MANY)),
    shaped("100000-tables", lambda: article(after="<table><tr><td>" * MANY)),
    shaped("100000-bold", lambda: article(after="<b>" * MANY)),
    shaped("100000-lists", lambda: article(after="<ul><li>" * MANY)),
    shaped("100000-fonts-closed-wrongly", lambda: article(after="<font><b></font>" * MANY)),
    shaped("100000-links-in-links", lambda: article(after='<a href="/fa">' * MANY)),
    shaped("100000-forms", lambda: article(after="<form>" * MANY)),
    shaped("100000-svg", lambda: article(after="<svg><math>" * MANY)),
    shaped("100000-ends-without-beginning", lambda: article(before="</div></p></table>" * MANY)),
    # -- wide
    shaped(
        "100000-attributes",
        lambda: article(before="<p " + " ".join(f"a{n}=b" for n in range(MANY)) + "></p>"),
    ),
    shaped("an-attribute-of-4-mb", lambda: article(before=f'<p title="{"a" * 4 * MEGABYTE}"></p>')),
    shaped("a-class-of-a-megabyte", lambda: article(before=f'<p class="{"body " * 200_000}"></p>')),
    shaped(
        "a-million-paragraphs",
        lambda: article(after="<p>a" * 1_000_000),
        fails("more than 400,000 tags"),
    ),
    shaped(
        "a-million-elements",
        lambda: article(before="<i>" * 1_000_000),
        fails("more than 400,000 tags"),
    ),
    shaped("a-headline-of-a-megabyte", lambda: article(title="باران " * 100_000), stored()),
    shaped("a-word-of-a-megabyte", lambda: article(after=f"<p>{'ب' * MEGABYTE}</p>")),
    shaped("a-line-of-4-mb", lambda: article(after=f"<p>{'باران ' * 350_000}</p>")),
    shaped("100000-paragraphs", lambda: article(after="<p>باران</p>" * MANY)),
    shaped("50000-line-breaks", lambda: article(after="باران<br>" * 50_000)),
    shaped("100000-empty-elements", lambda: article(after="<i></i>" * MANY)),
    shaped("20000-pictures", lambda: article(after='<img src="/files/1.jpg" alt="x">' * 20_000)),
    shaped("20000-headlines", lambda: article(after="<h1 class=title>باران</h1>" * 20_000)),
    shaped("20000-bodies", lambda: article(after='<div class="body"><p>باران</p></div>' * 20_000)),
    shaped(
        "20000-dates", lambda: article(after='<div class="news_pdate_c">۱۴۰۴/۰۸/۲۵</div>' * 20_000)
    ),
    shaped(
        "50000-metas", lambda: article(head='<meta property="og:title" content="باران">' * 50_000)
    ),
    shaped("20000-tags", lambda: article(tags="<a href=/fa/tag/1/a>باران</a>، " * 20_000)),
    shaped("20000-sections", lambda: article(sections='<a href="/fa/world">جهان</a>' * 20_000)),
    shaped(
        "100000-links-to-one-article",
        lambda: article(after='<a href="/fa/news/{good}">خ</a>' * MANY),
    ),
    shaped(
        "50000-links-to-nothing",
        lambda: article(after="".join(f"<a href='javascript:{n}'>x</a>" for n in range(50_000))),
    ),
    # -- words for a slow regular expression
    shaped("a-megabyte-of-spaces", lambda: article(after=f"<p>{' ' * MEGABYTE}</p>")),
    shaped("a-megabyte-of-spaces-in-the-headline", lambda: article(title=TITLE + " " * MEGABYTE)),
    shaped("100000-half-spaces", lambda: article(after=f"<p>{chr(0x200C) * MANY}</p>")),
    shaped("100000-tatweels", lambda: article(after=f"<p>بـ{'ـ' * MANY}</p>")),
    shaped("100000-vowel-signs", lambda: article(after=f"<p>ب{chr(0x64E) * MANY}</p>")),
    shaped("100000-digits", lambda: article(after=f"<p>{'۱' * MANY}</p>")),
    shaped("100000-digits-for-a-date", lambda: article(date="۱" * MANY), stored(published_at=None)),
    shaped("100000-digits-for-a-code", lambda: article(code="۱" * MANY)),
    shaped("20000-dates-in-one", lambda: article(date="۱۴۰۴/۰۸/۲۵ - " * 20_000)),
    shaped("100000-brackets", lambda: article(after=f"<p>{'(' * MANY}</p>")),
    shaped(
        "100000-quotes",
        lambda: article(title=TITLE + "«" * 1000, after=f"<p>{'«' * MANY}</p>"),
        stored(),
    ),
    shaped("100000-entities", lambda: article(after=f"<p>{'&zwnj;&nbsp;' * MANY}</p>")),
    shaped("100000-half-entities", lambda: article(after=f"<p>{'&' * MANY}</p>")),
    # -- JSON-LD
    shaped("json-ld-100000-deep", lambda: article(head=json_ld("[" * MANY))),
    shaped(
        "json-ld-100000-deep-and-closed", lambda: article(head=json_ld("[" * MANY + "]" * MANY))
    ),
    shaped("json-ld-100000-objects-deep", lambda: article(head=json_ld('{"a":' * MANY))),
    shaped("json-ld-of-3-mb", lambda: article(head=json_ld('{"a":"' + "b" * 3 * MEGABYTE + '"}'))),
    shaped(
        "json-ld-a-number-of-100000-digits",
        lambda: article(head=json_ld('{"a":' + "1" * MANY + "}")),
    ),
    shaped(
        "json-ld-not-a-number", lambda: article(head=json_ld('{"@type":"NewsArticle","a":NaN}'))
    ),
    shaped(
        "json-ld-of-wrong-types",
        lambda: article(
            head=json_ld(
                '{"@type":["NewsArticle",1,null],"headline":{"a":1},"author":[[[]]],"image":[0,{}],'
                '"datePublished":99,"keywords":{"a":{}},"articleBody":[1],"@graph":{"@graph":7}}'
            )
        ),
    ),
    shaped(
        "json-ld-of-half-letters",
        lambda: article(
            head=json_ld(
                r'{"@type":"NewsArticle","headline":"\ud83d","author":{"name":"\udc00\u0000"}}'
            )
        ),
    ),
    # -- never closed
    shaped("comment-never-closed", lambda: article(after="<!-- ")),
    shaped("script-never-closed", lambda: article(after="<script>")),
    shaped("cdata", lambda: article(after="<![CDATA[ x ]]>")),
    shaped("plaintext", lambda: article(after="<plaintext>"), stored()),
    shaped(
        "frameset",
        lambda: "<html><frameset><frame src='/fa'></frameset></html>",
        fails("no headline|no text"),
    ),
    shaped("html-twice", lambda: article() + article(), stored(title=TITLE)),
    shaped("base-href-broken", lambda: article(head='<base href="http://[::1">')),
    shaped("base-href-script", lambda: article(head='<base href="javascript:alert(1)">')),
    shaped("base-href-elsewhere", lambda: article(head='<base href="http://other.invalid/">')),
    # -- giant
    Case("giant-text-of-30-mb", giant(SENTENCE, 30 * MEGABYTE), fails(TOO_LARGE)),
    Case(
        "giant-comment-of-30-mb",
        giant(b"<!-- " + b"a" * 1000 + b"-->", 30 * MEGABYTE),
        fails(TOO_LARGE),
    ),
    Case(
        "giant-attribute-of-30-mb",
        giant(b"a", 30 * MEGABYTE, START + b'</h1><p title="'),
        fails(TOO_LARGE),
    ),
    Case(
        "giant-page-of-a-million-links",
        giant(b'<a href="/fa/x">x</a>\n', 22 * MEGABYTE),
        fails(TOO_LARGE),
    ),
    Case("giant-page-that-never-ends", streamed(endless), fails(TOO_LARGE)),
    Case(
        "giant-list-of-a-million-links",
        giant(b'<a href="/fa/x">x</a>\n', 22 * MEGABYTE, b""),
        fails(TOO_LARGE),
        path="/fa/giant",
    ),
    Case(
        "giant-list-of-a-million-tags",
        made(lambda: '<a href="/fa/world">x<p>' + "<p>" * 1_000_000),
        read(),
        path="/fa/tags",
    ),
    Case(
        "giant-list-of-100000-links",
        made(lambda: '<a href="/fa/world">x</a>\n' * MANY),
        read(),
        path="/fa/many",
    ),
    Case("giant-list-that-never-ends", streamed(endless), fails(TOO_LARGE), path="/fa/endless"),
]
