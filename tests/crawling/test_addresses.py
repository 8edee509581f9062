from urllib.parse import quote

from tests.conftest import Query, Scrapy, on_both
from tests.crawling.sites import Answer, article, serving

LONG = "خبر-" * 200
SECTION = "/fa/" + "s" * 2100
LINKS = [
    *("/fa/news/206356", "/fa/news/0206356/x", "/fa/news/۲۰۶۳۵۶", f"/fa/news/{quote('۲۰۶۳۵۶')}/y"),
    *("/fa/news/0", f"/fa/news/7/{LONG}", f"/fa/news/8/{quote(LONG)}", SECTION),
]


@on_both
def test_one_article_is_one_request_and_no_long_address_is_lost(
    scrapy: Scrapy, query: Query
) -> None:
    home = Answer("".join(f"<a href='{link}'>خبر</a>" for link in LINKS))

    def answers(path: str) -> Answer | None:
        if path == "/":
            return home
        return article(path.split("/")[3]) if path.startswith("/fa/news/") else None

    with serving(answers) as site:
        result = scrapy(
            *("crawl", "roozplus", "-a", f"base_url={site.url}", "-a", "discover=front")
        )
    assert result.returncode == 0, result.stderr
    assert sorted(site.paths) == ["/", "/fa/news/206356", "/fa/news/7", "/fa/news/8", "/robots.txt"]
    stored = {row["news_code"]: row["url"] for row in query("SELECT * FROM articles")}
    assert stored == {code: f"https://roozplus.com/fa/news/{code}" for code in ("206356", "7", "8")}
    (failure,) = query("SELECT url, reason, status, is_waiting FROM failures")
    assert failure.pop("url").startswith("https://roozplus.com/fa/sss")
    assert failure == {
        "reason": "the address is longer than 2,083 characters",
        "status": None,
        "is_waiting": False,
    }
    assert query("SELECT state FROM frontier WHERE state IN ('pending', 'leased')") == []


def test_a_redirect_to_a_long_address_is_a_failure_of_what_was_asked_for(
    scrapy: Scrapy, query: Query
) -> None:
    moved = Answer("", 301, {"Location": f"/fa/news/7/{'x' * 3000}"})
    with serving({"/fa/news/7": moved, "/fa/news/8": article(8)}) as site:
        urls = "url=https://roozplus.com/fa/news/7 https://roozplus.com/fa/news/8"
        scrapy("crawl", "roozplus", "-a", f"base_url={site.url}", "-a", urls)
    (failure,) = query("SELECT url, reason FROM failures")
    assert failure == {
        "url": "https://roozplus.com/fa/news/7",
        "reason": "the address is longer than 2,083 characters",
    }
