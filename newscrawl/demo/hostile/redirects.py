"""Redirects: in circles, off the site, to another article, and to what is no address."""

from __future__ import annotations

from newscrawl.demo.hostile.case import Becomes, Case, End, LinkedFrom, fails, read, stored, waits
from newscrawl.demo.hostile.pages import TITLE, article
from newscrawl.demo.hostile.wire import Answer, head, http, raw

NO_ARTICLE = "which is no article"
OFF_SITE = "which is not on the site"
CIRCLE = "redirects to itself|redirected again and again"
NO_ADDRESS = "^HTTP 30[12]|[Pp]ort|scheme|address|no host|not on the site|malformed"


PAGE = article()
TWICE = Becomes(End.STORED, (2, 2), fields={"title": TITLE})


def to(location: str, status: int = 302, **headers: str) -> Answer:
    return http(b"", status, {"Location": location, **headers})


def moved(name: str, location: str, becomes: Becomes, status: int = 302) -> Case:
    return Case(f"redirect-{name}", to(location, status), becomes)


def chain(name: str, length: int, becomes: Becomes, end: str = "") -> list[Case]:
    """A redirect from page to page; only the first one is linked to, and is what is recorded.

    Args:
        end: where the last page leads to; by default, to the article that was asked for.
    """
    paths = [f"/fa/chain/{name}/{number}" for number in range(length)]
    ends = [*paths[1:], end or f"{{article:redirect-{name}}}/end"]
    return [
        Case(f"redirect-{name}", to(paths[0]), becomes, at_end=http(PAGE)),
        *(
            Case(f"redirect-{name}-{number}", to(location), read((0, 99)), path, LinkedFrom.CASE)
            for number, (path, location) in enumerate(zip(paths, ends, strict=True), 1)
        ),
    ]


CASES = [
    # -- in circles
    moved("to-itself", "", fails(CIRCLE, (1, 30))),
    moved("to-itself-with-a-query", "?a=1", fails(CIRCLE, (1, 30))),
    moved("to-itself-with-an-ever-other-query", "?{random}", fails(CIRCLE, (1, 30))),
    *chain("to-a-loop", 3, fails(CIRCLE), "/fa/chain/to-a-loop/0"),
    # -- to other pages of the site
    moved("to-the-home-page", "/", fails(NO_ARTICLE)),
    moved("to-a-login-page", "/fa/login?back=/fa/news/1", fails(NO_ARTICLE + "|log ?in")),
    moved("to-another-article", "/fa/news/{good}", fails("redirected to article [0-9]+")),
    moved("for-ever-to-another-article", "/fa/news/{good}", fails("to article [0-9]+"), 301),
    moved("to-a-missing-article", "/fa/news/1/x", fails("does not exist")),
    moved("up-and-up", "/../../../../etc/passwd", fails("HTTP 404|" + NO_ARTICLE)),
    *(
        Case(f"redirect-{status}-to-its-end", to("{own}/end", status), TWICE, at_end=http(PAGE))
        for status in (301, 302, 303, 307, 308)
    ),
    # -- off the site
    moved("off-the-site", "http://other.invalid/", fails(OFF_SITE)),
    moved("off-the-site-for-ever", "https://other.invalid/fa/news/1", fails(OFF_SITE), 301),
    moved("off-the-site-without-scheme", "//other.invalid/fa/news/1", fails(OFF_SITE)),
    moved("to-the-cloud-s-metadata", "http://169.254.169.254/latest/meta-data/", fails(OFF_SITE)),
    moved("to-a-port-of-this-machine", "http://127.0.0.1:22/", fails(OFF_SITE)),
    moved("to-localhost", "http://localhost/admin", fails(OFF_SITE)),
    moved("to-an-ip-as-a-number", "http://2130706433/", fails(OFF_SITE)),
    moved("to-ipv6", "http://[::1]/", fails(OFF_SITE)),
    moved("with-a-password", "http://user:password@other.invalid/", fails(OFF_SITE)),
    moved(
        "to-a-name-that-looks-alike",
        "http://demo-hostile.newscrawl.example.other.invalid/",
        fails(OFF_SITE),
    ),
    moved(
        "to-the-filter",
        "http://10.10.34.34?type=Invalid Site&policy=MainPolicy",
        waits("filter|10.10.34.34"),
    ),
    moved("to-the-filter-s-other-address", "http://10.10.34.36/", waits("filter|10.10.34.36")),
    # -- to what is no address
    moved("to-javascript", "javascript:alert(1)", fails(NO_ADDRESS)),
    moved("to-data", "data:text/html,<h1>x</h1>", fails(NO_ADDRESS)),
    moved("to-a-file", "file:///etc/passwd", fails(NO_ADDRESS)),
    moved("to-ftp", "ftp://demo-hostile.newscrawl.example/fa/news/1", fails(NO_ADDRESS)),
    moved("to-mail", "mailto:a@b.example", fails(NO_ADDRESS)),
    moved("to-s3", "s3://bucket/key", fails(NO_ADDRESS)),
    moved("to-half-an-ipv6", "http://[::1", fails(NO_ADDRESS + "|Error")),
    moved("to-no-host", "http://", fails(CIRCLE, (1, 30))),
    moved("to-slashes", "///", fails(CIRCLE, (1, 30))),
    moved("to-a-port-too-large", "http://other.invalid:99999/", fails(NO_ADDRESS)),
    moved("to-a-port-of-letters", "http://other.invalid:port/", fails(NO_ADDRESS + "|Error")),
    moved("to-a-very-long-name", f"http://{'a' * 300}.invalid/", fails(NO_ADDRESS)),
    moved("to-a-very-long-address", "/fa/" + "a" * 15_000, fails("address is longer")),
    moved("to-control-characters", "/fa/\x00\x01\x1b[2J", fails(NO_ARTICLE + "|HTTP 404")),
    Case("redirect-to-raw-persian", to("{own}/باران-در-شمال/end"), TWICE, at_end=http(PAGE)),
    Case(
        "redirect-to-raw-windows-1256",
        raw(head(302).replace(b"\r\n\r\n", b"\r\nLocation: /fa/\xc8\xc7\r\n\r\n")),
        fails(NO_ARTICLE + "|HTTP 404"),
    ),
    Case("redirect-without-location", http(b"", 302), fails("^HTTP 302$")),
    Case("redirect-without-location-but-an-article", http(PAGE, 301), fails("^HTTP 301$")),
    Case(
        "redirect-with-two-locations",
        raw(head(302, {"Location": "/", "location": "/fa/login"})),
        fails(NO_ARTICLE + "|log ?in"),
    ),
    Case("redirect-by-refresh-header", http(PAGE, headers={"Refresh": "0; url=/"}), stored()),
    Case(
        "redirect-by-meta",
        http(article(head='<meta http-equiv="refresh" content="0; url=/fa/login">')),
        stored(title=TITLE),
    ),
    # -- in chains
    *chain("three-times-to-an-article", 3, TWICE),
    *chain("thirty-times", 30, fails(CIRCLE)),
]
