"""``read_page``: the article of a page, without a crawl."""

import subprocess
import sys

import pytest

from newscrawl import Article, NotAnArticle, read_page
from newscrawl.arguments import ArgumentError
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.library.reading import _loader
from newscrawl.sites import all_sites
from newscrawl.spider import NewsSpider
from tests.conftest import ROOT


class Mine(NewsSpider):
    name = "mine"
    domain = "mine.example"
    family = IranSamaneh()


@pytest.fixture(scope="module")
def page(newspaper: Newspaper) -> tuple[str, bytes]:
    """The path and the source of an article of the demo newspaper."""
    site = Site(newspaper)
    host = "https://demo.newscrawl.example"
    paths = [line.split('"')[0] for line in site.reply("/fa", host).body.decode().split('href="')]
    for path in paths:
        if path.startswith("/fa/news/") and (reply := site.reply(path, host)).status == 200:
            return path, reply.body
    raise AssertionError(paths)


@pytest.mark.parametrize(
    ("host", "site", "named"),
    [
        ("https://www.roozplus.com", None, "roozplus"),
        ("http://roozplus.com", None, "roozplus"),
        ("https://unknown.example", None, "unknown.example"),
        ("http://127.0.0.1:8000", "demo", "demo"),
        ("http://127.0.0.1:8000", Mine, "mine"),
        ("https://mine.example", Mine, "mine"),
    ],
)
@pytest.mark.parametrize("is_text", [False, True])
def test_a_page_of_any_site(
    host: str,
    site: str | type[NewsSpider] | None,
    named: str,
    is_text: bool,
    page: tuple[str, bytes],
) -> None:
    path, source = page
    article = read_page(source.decode() if is_text else source, url=host + path, site=site)
    assert isinstance(article, Article)
    assert article.site == named
    assert article.news_code == path.split("/")[3]
    assert article.title and article.body and article.published_jalali
    assert article.url is not None and "127.0.0.1" not in article.url


def test_it_reads_as_a_crawl_does(page: tuple[str, bytes]) -> None:
    path, source = page
    other = source.decode().replace("utf-8", "windows-1256").encode("windows-1256", "replace")
    read = read_page(other, url=f"https://www.roozplus.com{path}")
    assert "\ufffd" not in (read.title or "")


@pytest.mark.parametrize(
    ("html", "url", "says"),
    [
        ("", "https://www.roozplus.com/fa/news/1/a", "."),
        ("<h1>404 Not Found</h1>", "https://www.roozplus.com/fa/news/1/a", "does not exist"),
        ("<h1>روزپلاس</h1>", "https://www.roozplus.com/fa/about", "not the address of an article"),
        (b"\xff\x00" * 50, "https://unknown.example/1", "."),
    ],
)
def test_a_page_that_is_no_article(html: str | bytes, url: str, says: str) -> None:
    with pytest.raises(NotAnArticle, match=says):
        read_page(html, url=url)


@pytest.mark.parametrize(
    ("url", "site"),
    [("news/1", None), ("ftp://a.ir/1", None), ("", None), ("https://a.ir/1", "nosuchsite")],
)
def test_what_cannot_be_meant(url: str, site: str | None) -> None:
    with pytest.raises(ArgumentError):
        read_page("<h1>باران</h1>", url=url, site=site)


def test_every_site_is_found_by_its_hosts() -> None:
    found = _loader().names_by_host
    for spider in all_sites():
        for host in (getattr(spider, "domain", None), *spider.family.hosts):
            if host is not None:
                assert found[host] == spider.name


def test_one_page_imports_one_site() -> None:
    program = """
import sys
import newscrawl
assert "scrapy" not in sys.modules and "sqlalchemy" not in sys.modules
try:
    newscrawl.read_page("<h1>باران</h1>", url="https://www.roozplus.com/fa/news/1/a")
except newscrawl.NotAnArticle:
    pass
print(*(name for name in sys.modules if name.startswith("newscrawl.spiders.")))
assert "twisted.internet.reactor" not in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["newscrawl.spiders.roozplus"]
