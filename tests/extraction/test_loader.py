from datetime import UTC, datetime
from typing import Any

import pytest
from itemloaders.processors import MapCompose, TakeFirst

from newscrawl.extraction import RawArticle
from newscrawl.extraction.loader import ArticleLoader, content_hash, load_article
from newscrawl.items import Article
from newscrawl.persian.text import Digits

NOW = datetime(2021, 7, 14, 12, tzinfo=UTC)


def load(digits: Digits = "keep", **fields: Any) -> Article:
    raw = RawArticle(**{"title": "عنوان", "body": ["متن"], **fields})
    return load_article(raw, site="x", url="https://x.ir/1", fetched_at=NOW, digits=digits)


def test_what_is_unknown_is_none_or_empty() -> None:
    article = load_article(RawArticle(), site="x", url="https://x.ir/1", fetched_at=NOW)
    assert (article.site, article.url) == ("x", "https://x.ir/1")
    for name in ("news_code", "title", "kicker", "lead", "body", "published_at", "author"):
        assert getattr(article, name) is None
    for name in ("sections", "tags", "images"):
        assert getattr(article, name) == []
    assert article.revision == 1
    assert article.problems == ["published_at: no date found"]


def test_blank_is_unknown() -> None:
    article = load(kicker=" \n", lead="\u200c", author="", published_text=" ", tags=[" "])
    assert (article.kicker, article.lead, article.author) == (None, None, None)
    assert (article.published_text, article.tags) == (None, [])


def test_text_is_repaired_and_on_one_line() -> None:
    article = load(title=" علي\n و  كتاب ", body=["يك", " ", "دو\nسه"], tags=["كتاب"])
    assert article.title == "علی و کتاب"
    assert article.body == "یک\nدو سه"
    assert article.tags == ["کتاب"]


@pytest.mark.parametrize(
    ("digits", "title"), [("keep", "۱۲ و 34"), ("latin", "12 و 34"), ("persian", "۱۲ و ۳۴")]
)
def test_digits(digits: Digits, title: str) -> None:
    article = load(digits, title="۱۲ و 34", news_code="۲۰۶۳۵۶", published_text="۱۴۰۰/۰۴/22")
    assert article.title == title
    assert article.news_code == "206356"
    assert article.published_text == "۱۴۰۰/۰۴/22"


def test_sections_and_tags_are_told_once_in_order() -> None:
    article = load(sections=["ب", "الف", "ب"], tags=["كتاب", "کتاب"])
    assert (article.sections, article.tags) == (["ب", "الف"], ["کتاب"])


def test_the_topic_is_of_the_sections_and_the_site() -> None:
    article = load(sections=["ورزشي", "ليگ\u200cبرتر"], tags=["کتاب"])
    assert article.topic == "sport"
    assert article.content_hash == load(sections=["عکس"]).content_hash
    assert load(sections=["عکس"]).topic is load(tags=["کتاب"]).topic is None
    raw = RawArticle(title="عنوان", body=["متن"], sections=["ایران"])
    url = "https://www.varzesh3.com/news/1"
    assert load_article(raw, site="varzesh3", url=url, fetched_at=NOW).topic == "sport"


def test_images() -> None:
    first, second = load(
        images=[{"url": "https://x.ir/1.jpg", "alt": "كتاب"}, {"url": "https://x.ir/2.jpg"}]
    ).images
    assert first == {"url": "https://x.ir/1.jpg", "alt": "کتاب"}
    assert second == {"url": "https://x.ir/2.jpg", "alt": None}


def test_dates() -> None:
    article = load(
        published_text=" ۲۲ تير ۱۴۰۰ - ۱۹:۰۸ ", modified_machine=["2021-07-14T08:00:00+04:30"]
    )
    assert article.published_at == "2021-07-13T19:08:00+04:30"
    assert article.published_jalali == "1400-04-22"
    assert article.published_text == "۲۲ تير ۱۴۰۰ - ۱۹:۰۸"
    assert article.modified_at == "2021-07-14T08:00:00+04:30"
    assert article.fetched_at == "2021-07-14T12:00:00+00:00"
    assert article.problems == []


@pytest.mark.parametrize("written", ["۰۰:۰۰ - ۰۰۰۰/۰۰/۰۰", "0000-00-00 00:00:00", "0/0/0"])
def test_an_all_zero_date_is_no_date(written: str) -> None:
    article = load(published_text=written)
    assert (article.published_at, article.published_text) == (None, None)
    assert article.problems == ["published_at: no date found"]


def test_dates_that_cannot_be_read_are_problems() -> None:
    article = load(
        published_text="روزی", modified_machine=["never"], problems=["news_code: why", "x: y"]
    )
    assert (article.published_at, article.published_jalali, article.modified_at) == (None,) * 3
    assert article.problems[:2] == ["news_code: why", "x: y"]
    assert {problem.partition(":")[0] for problem in article.problems[2:]} == {
        "published_at",
        "modified_at",
    }


def test_the_hash_is_of_what_readers_read() -> None:
    article = load(title="كتاب می\u200cخوانم ۱۲")
    assert article.content_hash == load(title="کتاب می خوانم 12", tags=["x"]).content_hash
    assert article.content_hash == load("latin", title="کتاب می\u200cخوانم ۱۲").content_hash
    assert article.content_hash == content_hash(article)
    others = [load(title="الف"), load(lead="الف"), load(kicker="الف"), load(body=["الف"])]
    assert len({other.content_hash for other in [article, *others]}) == 5


def test_a_subclass_has_its_own_processors() -> None:
    class Loud(ArticleLoader):
        title_in = MapCompose(str.upper)
        tags_out = TakeFirst()

        def lead_in(self, values: list[str]) -> list[str]:
            return [f"{value} by {type(self).__name__}" for value in values]

    loud, plain = Loud(), ArticleLoader()
    for loader in (loud, plain):
        loader.add_value(None, {"title": "a b", "tags": ["c", "d"], "lead": "e", "kicker": " f"})
    article = loud.load_item()
    assert (article.title, article.tags, article.lead) == ("A B", "c", "e by Loud")
    assert article.kicker == "f"
    article = plain.load_item()
    assert (article.title, article.tags, article.lead) == ("a b", ["c", "d"], "e")
