"""Crawls of a site that answers 200 with pages that are none: nothing is lost or made up."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from newscrawl.answers.advice import kinds
from tests.conftest import Query, Scrapy, on_both
from tests.httpserver import Server

pytestmark = on_both
CHALLENGE = "<h1>در حال بررسی درخواست شما</h1><script>document.cookie='__arcsjs=1'</script>"
ARTICLE = (
    "<html><h1 class=title>عنوان خبر</h1><div class=news_pdate_c>۲۲ تیر ۱۴۰۰ - ۱۹:۰۸</div>"
    "<div class=body><p>متن خبر.</p></div></html>"
)
LIST = "<html><a href='/fa/services/1'>سیاسی</a><a href='/fa/news/1/a'>عنوان خبر</a></html>"


class Site:
    """A site behind a CDN: closed, it answers each request with a challenge."""

    is_closed = True
    #: Paths that lead to the national filter.
    filtered: tuple[str, ...] = ()


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        if self.path.startswith(self.site.filtered or "-"):
            self.send_response(302)
            self.send_header("Location", "http://10.10.34.34?type=Invalid Site&policy=MainPolicy")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        is_article = self.path.startswith("/fa/news/")
        body = CHALLENGE if self.site.is_closed else ARTICLE if is_article else LIST
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def closed() -> Iterator[tuple[Site, str]]:
    site = Site()
    handler = type("OneSite", (Handler,), {"site": site})
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_day_behind_a_challenge_is_read_when_it_is_gone(
    scrapy: Scrapy, query: Query, closed: tuple[Site, str]
) -> None:
    site, url = closed
    day = ("-a", "from_date=1400-04-22", "-a", "to_date=1400-04-22")
    options = ("crawl", "roozplus", "-a", f"base_url={url}", "-a", "discover=archive", *day)
    result = scrapy(*options)
    assert "Traceback" not in result.stderr, result.stderr
    assert query("SELECT * FROM archive_days") == query("SELECT * FROM articles") == []
    (failure,) = query("SELECT reason, is_waiting FROM failures")
    assert failure["reason"] == "a challenge page (ArvanCloud)" and failure["is_waiting"]
    (crawl,) = query("SELECT stats FROM crawls")
    assert kinds(json.loads(crawl["stats"])) == {"a challenge page (ArvanCloud)": 1}
    site.is_closed = False
    result = scrapy(*options)
    assert result.returncode == 0, result.stderr
    assert [row["day"] for row in query("SELECT day FROM archive_days")] == ["1400-04-22"]
    assert [row["news_code"] for row in query("SELECT news_code FROM articles")] == ["1"]


def test_articles_behind_the_filter_wait(
    scrapy: Scrapy, query: Query, closed: tuple[Site, str]
) -> None:
    site, url = closed
    site.is_closed, site.filtered = False, ("/fa/news/",)
    result = scrapy("crawl", "roozplus", "-a", f"base_url={url}", "-a", "discover=front")
    assert "Traceback" not in result.stderr, result.stderr
    (failure,) = query("SELECT * FROM failures")
    assert (failure["news_code"], failure["reason"]) == ("1", "the national filter's page")
    assert failure["is_waiting"]
    assert query("SELECT state FROM frontier WHERE key = '1'") == [{"state": "waiting"}]
