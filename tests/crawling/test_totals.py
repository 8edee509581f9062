"""What a site names in total is kept, by way of discovery."""

from tests.conftest import Query, Scrapy, on_both

ARTICLES = 120


@on_both
def test_sitemaps_and_codes_say_how_many_articles_there_are(
    scrapy: Scrapy, query: Query, base_url: str
) -> None:
    for way in ("sitemap", "codes"):
        result = scrapy("crawl", "demo", "-a", f"base_url={base_url}", "-a", f"discover={way}")
        assert result.returncode == 0, result.stderr
    # A page that exists by its code, and could not be read.
    unread = query(
        "SELECT count(*) AS n FROM failures WHERE news_code IS NOT NULL AND NOT is_missing"
    )[0]["n"]
    shown = scrapy("status", "demo").stdout
    assert f"demo: stored {ARTICLES} of {ARTICLES} that the site names (sitemap)" in shown
    assert f"demo: stored {ARTICLES} of {ARTICLES + unread} that the site names (codes)" in shown


def test_a_range_of_codes_is_no_total(scrapy: Scrapy, query: Query, base_url: str) -> None:
    arguments = ("-a", f"base_url={base_url}", "-a", "discover=codes", "-a", "codes=71000-71100")
    assert scrapy("crawl", "demo", *arguments).returncode == 0
    assert query("SELECT * FROM totals") == []
