"""The spider ``generic`` at sites of known families."""

import pytest

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running
from tests.conftest import Query, Scrapy

ARTICLES = 30


@pytest.mark.parametrize(
    ("family", "says"),
    [
        ("iransamaneh", "looks like a site of iransamaneh, and is read as one"),
        ("asam", "looks like a site of asam, and is read as one"),
        ("nastooh", "looks like a site of nastooh, and is read as one"),
        ("studiokhabar", "looks like a site of studiokhabar, and is read as one"),
        ("joomla", "looks like a site of joomla, and is read as one"),
        ("generic", None),
    ],
)
def test_a_known_family_is_recognised(
    scrapy: Scrapy, query: Query, family: str, says: str | None
) -> None:
    paper = Newspaper(ARTICLES, family=family)
    with running(articles=ARTICLES, family=family) as url:
        result = scrapy("crawl", "generic", "-a", f"base_url={url}", "-a", "discover=sitemap")
    assert result.returncode == 0, result.stderr
    assert ("looks like a site of" in result.stderr) == (says is not None)
    assert (says or "") in result.stderr
    titles = [row["title"] for row in query("SELECT title FROM articles")]
    assert sorted(titles) == sorted(story.title for story in paper.listed)
