"""What leads to articles: robots.txt, feeds, sitemaps, lists; and what they must not lead to."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from newscrawl.demo.hostile.case import Becomes, Case, End, LinkedFrom, fails, read, stored, waits
from newscrawl.demo.hostile.compression import TOO_LARGE, bomb
from newscrawl.demo.hostile.pages import TITLE, article, page
from newscrawl.demo.hostile.redirects import CIRCLE
from newscrawl.demo.hostile.wire import Act, Answer, head, http, made_once, raw, repeated, streamed

XML = "application/xml"
RSS = "application/rss+xml; charset=utf-8"
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'
GOOD = http(article())
NOT_ASKED = Becomes(End.READ, (0, 0))
MANY = 100_000
#: Entities that become a thousand million words.
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)).join(
    ('<!DOCTYPE x [<!ENTITY l0 "ha">', "]>")
)
EXTERNAL = (
    '<!DOCTYPE x SYSTEM "{base}/hostile/dtd" [<!ENTITY file SYSTEM "file:///etc/passwd">'
    '<!ENTITY net SYSTEM "{base}/hostile/entity">'
    '<!ENTITY % p SYSTEM "{base}/hostile/parameter">%p;]>'
)


def only(name: str, becomes: Becomes | None = None) -> Case:
    """An article that nothing but another case leads to: if it is stored, that one was read."""
    return Case(name, GOOD, becomes or stored(title=TITLE), found=LinkedFrom.CASE)


def feed(name: str, body: str | bytes, becomes: Becomes | None = None, kind: str = RSS) -> Case:
    return Case(
        f"feed-{name}", http(body, kind=kind), becomes or read(), _feed_path(name), LinkedFrom.FEEDS
    )


def _feed_path(name: str) -> str:
    return f"/fa/rss/{name}"


def rss(items: str, doctype: str = "") -> str:
    return f'{PROLOG}{doctype}<rss version="2.0"><channel>{items}</channel></rss>'


def item(link: str) -> str:
    return f"<item><title>خبر</title><link>{link}</link></item>"


def sitemap(name: str, answer: Answer, becomes: Becomes | None = None) -> Case:
    return Case(
        f"sitemap-{name}", answer, becomes or read(), f"/sitemaps/{name}.xml", LinkedFrom.SITEMAPS
    )


def urlset(urls: str, doctype: str = "") -> str:
    return f'{PROLOG}{doctype}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def index(urls: str) -> str:
    return f"{PROLOG}<sitemapindex>{urls}</sitemapindex>"


def loc(url: str, element: str = "url") -> str:
    return f"<{element}><loc>{url}</loc></{element}>"


def never(path: str, name: str) -> Case:
    """An address that must not be asked for."""
    return Case(name, http("x", kind="text/plain"), NOT_ASKED, path, LinkedFrom.CASE)


NO_LINKS = waits("no link of the site")
NO_ARTICLES = fails("looks like an article")
FORBIDDEN = [
    Case("robots-forbids-an-article", GOOD, fails("robots.txt", (0, 0)), is_forbidden=True),
    Case("robots-forbids-another-article", GOOD, fails("robots.txt", (0, 0)), is_forbidden=True),
    Case(
        "robots-forbids-a-list",
        http(page("x", "x")),
        fails("robots.txt", (0, 0)),
        path="/fa/forbidden",
        is_forbidden=True,
    ),
    Case(
        "robots-forbids-what-a-redirect-leads-to",
        http(b"", 302, {"Location": "/fa/forbidden"}),
        fails("robots.txt|no article"),
    ),
]

FEEDS = [
    feed("good", rss(item("{base}{article:in-a-good-feed}"))),
    only("in-a-good-feed"),
    feed(
        "broken-in-the-middle",
        rss(item("{base}{article:in-a-broken-feed}") + "<item><title>a & b &nbsp;"),
    ),
    only("in-a-broken-feed"),
    feed("cut", rss(item("{base}{article:in-a-cut-feed}"))[:-30]),
    only("in-a-cut-feed"),
    feed("billion-laughs", rss(item("{base}{article:in-a-feed-of-laughs}") + item("&l9;"), LAUGHS)),
    only("in-a-feed-of-laughs", Becomes(End.STORED, (1, 1))),
    feed(
        "external-entities",
        rss(
            item("{base}{article:in-a-feed-of-entities}") + item("{base}/fa/&file;&net;"), EXTERNAL
        ),
    ),
    only("in-a-feed-of-entities"),
    never("/hostile/dtd", "feed-s-external-dtd"),
    never("/hostile/entity", "feed-s-external-entity"),
    never("/hostile/parameter", "feed-s-parameter-entity"),
    feed(
        "that-is-a-page",
        page("x", '<a href="/fa/news/{good}">x</a>'),
        fails("not a feed: text/html"),
        "text/html",
    ),
    feed(
        "behind-a-comment",
        "<!-- " + "x" * 3000 + "-->" + rss(item("{base}{article:in-a-feed-behind-a-comment}")),
    ),
    only("in-a-feed-behind-a-comment"),
    feed(
        "that-is-json",
        '{"version": "https://jsonfeed.org/version/1", "items": []}',
        NO_LINKS,
        "application/feed+json",
    ),
    feed("that-is-a-picture", bytes(range(256)) * 40, fails("not a feed: image/png"), "image/png"),
    feed("empty", "", waits("empty page")),
    feed("of-random-bytes", bytes(n * 7919 % 251 for n in range(9999)), NO_LINKS),
    feed("of-nuls", bytes(9999), NO_LINKS),
    feed("100000-deep", PROLOG + "<rss>" + "<item>" * MANY, NO_LINKS),
    feed(
        "of-100000-attributes",
        rss(
            item("{base}{article:in-a-feed-of-attributes}")
            + "<item "
            + " ".join(f"a{n}=''" for n in range(MANY))
            + "/>"
        ),
    ),
    only("in-a-feed-of-attributes"),
    Case(
        "feed-in-utf-16",
        http(
            rss(item("{base}{article:in-a-feed-in-utf-16}")).replace("UTF-8", "UTF-16"),
            kind="application/rss+xml",
            charset="utf-16",
        ),
        read(),
        _feed_path("in-utf-16"),
        LinkedFrom.FEEDS,
    ),
    only("in-a-feed-in-utf-16"),
    feed(
        "in-no-charset",
        rss(item("{base}{article:in-a-feed-in-no-charset}")).replace("UTF-8", "none"),
        kind="application/rss+xml; charset=hex",
    ),
    only("in-a-feed-in-no-charset"),
    feed(
        "of-links-elsewhere",
        rss(
            "".join(
                map(
                    item,
                    (
                        "http://other.invalid/fa/news/1",
                        "javascript:alert(1)",
                        "file:///etc/passwd",
                        "//[",
                        "",
                        "http://169.254.169.254/fa/news/1",
                        "{base}/fa/news/",
                        "\x1b[2J",
                    ),
                )
            )
        ),
        NO_ARTICLES,
    ),
    feed(
        "that-names-itself",
        page("x", f'<a href="{_feed_path("that-names-itself")}">x</a>'),
        kind="text/html",
    ),
    Case(
        "feed-that-redirects-to-itself",
        http(b"", 302, {"Location": _feed_path("circle")}),
        fails(CIRCLE, (1, 30)),
        _feed_path("circle"),
        LinkedFrom.FEEDS,
    ),
    Case("feed-404", http("x", 404), fails("^HTTP 404$"), _feed_path("missing"), LinkedFrom.FEEDS),
    Case("feed-503", http("x", 503), waits("^HTTP 503$"), _feed_path("down"), LinkedFrom.FEEDS),
    Case(
        "feed-never-answers",
        raw(Act.HANG),
        waits("no answer in time"),
        _feed_path("silent"),
        LinkedFrom.FEEDS,
    ),
    Case(
        "feed-bomb",
        made_once(bomb, {"Content-Encoding": "gzip"}, RSS),
        fails(TOO_LARGE),
        _feed_path("bomb"),
        LinkedFrom.FEEDS,
    ),
    Case(
        "feed-that-never-ends",
        streamed(lambda: repeated(item("{base}/").encode(), 2**40), kind=RSS),
        fails(TOO_LARGE),
        _feed_path("endless"),
        LinkedFrom.FEEDS,
    ),
]


def gzipped(text: str | bytes) -> bytes:
    return gzip.compress(text.encode() if isinstance(text, str) else text, mtime=0)


def zipped(text: str) -> Answer:
    return lambda place: http(gzipped(place.fill(text)), kind="application/gzip")(place)


def late(make: Callable[[], bytes]) -> Answer:
    return made_once(make, {}, "application/gzip")


NO_SITEMAP = "no sitemap"
SITEMAPS = [
    sitemap("good", http(urlset(loc("{base}{article:in-a-good-sitemap}")), kind=XML)),
    only("in-a-good-sitemap"),
    sitemap("cut", http(urlset(loc("{base}{article:in-a-cut-sitemap}"))[:-20], kind=XML)),
    only("in-a-cut-sitemap"),
    sitemap(
        "names-itself", http(index(loc("{base}/sitemaps/names-itself.xml", "sitemap")), kind=XML)
    ),
    sitemap("in-a-circle", http(index(loc("{base}/sitemaps/round.xml", "sitemap")), kind=XML)),
    Case(
        "sitemap-in-a-circle-back",
        http(index(loc("{base}/sitemaps/in-a-circle.xml", "sitemap")), kind=XML),
        read(),
        "/sitemaps/round.xml",
        LinkedFrom.CASE,
    ),
    sitemap("elsewhere", http(index(loc("http://other.invalid/sitemap.xml", "sitemap")), kind=XML)),
    sitemap(
        "of-pages-elsewhere",
        http(
            urlset(
                "".join(
                    map(
                        loc,
                        (
                            "http://other.invalid/fa/news/1",
                            "javascript:x",
                            "file:///etc/passwd",
                            "http://[::1",
                            "",
                            "/fa/news/",
                            "\u202e",
                            "http://127.0.0.1:1/fa/news/1",
                        ),
                    )
                )
            ),
            kind=XML,
        ),
    ),
    sitemap(
        "of-odd-dates",
        http(
            urlset(
                "<url><loc>{base}{article:in-a-sitemap-of-odd-dates}</loc><lastmod>99999-99-99</lastmod></url>"
                "<url><loc>x</loc><lastmod>"
                + "9" * 10_000
                + "</lastmod></url><url><lastmod/></url>"
            ),
            kind=XML,
        ),
    ),
    only("in-a-sitemap-of-odd-dates"),
    sitemap("billion-laughs", http(urlset(loc("&l9;"), LAUGHS), kind=XML), NO_ARTICLES),
    sitemap(
        "external-entities",
        http(urlset(loc("{base}/fa/&file;&net;"), EXTERNAL), kind=XML),
        NO_ARTICLES,
    ),
    sitemap("that-is-a-page", http(page("x", "x")), fails(NO_SITEMAP)),
    sitemap("that-is-a-feed", http(rss(item("{base}{article:in-a-feed-as-a-sitemap}")), kind=XML)),
    only("in-a-feed-as-a-sitemap"),
    sitemap("empty", http("", kind=XML), waits("empty page")),
    sitemap(
        "of-random-bytes",
        http(bytes(n * 7919 % 251 for n in range(9999)), kind=XML),
        fails(NO_SITEMAP),
    ),
    sitemap("100000-deep", http(PROLOG + "<urlset>" + "<url>" * MANY, kind=XML)),
    sitemap(
        "gzipped",
        zipped(urlset(loc("{base}{article:in-a-gzipped-sitemap}"))),
    ),
    only("in-a-gzipped-sitemap"),
    sitemap(
        "gzip-cut",
        http(gzipped(urlset(loc("{base}/fa/news/2") * 500))[:60], kind="application/gzip"),
        waits("breaks off"),
    ),
    sitemap(
        "gzip-twice",
        http(gzipped(gzipped(urlset(loc("x")))), kind="application/gzip"),
        fails(NO_SITEMAP),
    ),
    sitemap("bomb", late(bomb), fails(NO_SITEMAP + "|" + TOO_LARGE)),
    sitemap("bomb-nested", late(lambda: gzipped(bomb())), fails(NO_SITEMAP + "|" + TOO_LARGE)),
    sitemap("404", http("x", 404), fails("^HTTP 404$")),
    sitemap("503", http("x", 503), waits("^HTTP 503$")),
    sitemap(
        "cut-by-the-server",
        raw(head(headers={"Content-Length": "9999"}, kind=XML) + b"<u"),
        waits("breaks off"),
    ),
    sitemap(
        "redirects-elsewhere",
        http(b"", 302, {"Location": "http://other.invalid/s.xml"}),
        fails("not on the site"),
    ),
]


def lists(
    name: str, body: str | bytes, becomes: Becomes | None = None, kind: str = "text/html"
) -> Case:
    return Case(f"list-{name}", http(body, kind=kind), becomes or read(), f"/fa/list-{name}")


LISTS = [
    lists("empty", "", waits("empty page")),
    lists(
        "of-broken-links",
        "".join(
            f'<a href="{href}">x</a>'
            for href in (
                "http://[::1",
                "//[",
                "http://",
                "javascript:x",
                "/fa/news/1\0",
                "%",
                "/fa/%zz",
                "\x1b[2J",
                "http://other.invalid/fa/news/1",
                "mailto:a@b.example",
                "tel:1",
                "data:x",
            )
        ),
    ),
    lists(
        "with-a-broken-base",
        '<base href="http://[::1"><a href="{article:on-a-list-with-a-broken-base}">x</a>',
    ),
    only("on-a-list-with-a-broken-base"),
    lists(
        "whose-next-page-is-itself",
        '<link rel="next" href="/fa/list-whose-next-page-is-itself"><a href="/fa/world">x</a>',
    ),
    lists(
        "of-itself-in-1000-spellings",
        "".join(f'<a href="/fa/list-of-itself-in-1000-spellings?a={n}">x</a>' for n in range(1000)),
    ),
    lists("that-is-a-picture", bytes(range(256)) * 40, fails("not a page: image/png"), "image/png"),
    lists("that-is-json", '{"a": "/fa/news/1"}', NO_LINKS, "application/json"),
]

CASES = [*FORBIDDEN, *FEEDS, *SITEMAPS, *LISTS]
