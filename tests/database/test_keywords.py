"""Which words stand out in articles of an archive, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newscrawl.database.keywords import (
    Against,
    Keywords,
    WordOptions,
    filters_of,
    keywords,
    keywords_by_site,
)
from newscrawl.database.reports import reading
from newscrawl.database.sampling import sample, sample_of_sites
from newscrawl.database.schema import articles
from newscrawl.database.selection import Selection
from newscrawl.demo.newspaper import Newspaper
from newscrawl.items import Article
from newscrawl.keywords.reading import ArticleText, Reader
from newscrawl.library.filters import selection_of
from newscrawl.search import parse
from tests.builders import article, store
from tests.conftest import Database, fresh_schema, needs_postgresql, on_both, url_of
from tests.database.test_stories import TEXT, stored

QUERIES = (
    "تیم", "باران", "سیل", "مجلس", "دولت", "قیمت", "دلار", "تهران", "کتاب", "جشنواره", "دانشگاه",
    "مدرسه", "بازی -قهرمان", "چاپ OR شعر", "پژوهش*", "title:همایش", '"کیفیت از سرعت"', "وزیر",
    "استان", "مردم",
)  # fmt: skip
ALL = WordOptions(limit=None, at_least=1, sample=None)


def newspaper() -> list[Article]:
    """Articles of the demo newspaper, as if of two sites."""
    found = []
    for number, story in enumerate(Newspaper(articles=120).stories):
        values = story.expected()
        code = values.pop("news_code")
        topic = "sport" if "ورزش" in values["sections"][0] else "society"
        found.append(article(code, ("yjc", "isna")[number % 2], topic=topic, **values))
    return found


def of(url: str, selection: Selection, against: Against, options: WordOptions = ALL) -> Keywords:
    with reading(url) as connection:
        return keywords(connection, selection, against, options)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "news.db"
    store(path, *newspaper())
    return path


@pytest.mark.parametrize("query", QUERIES)
def test_counts_are_those_of_plain_python(paper: Path, query: str) -> None:
    url = url_of(paper)
    selection = Selection(query=parse(query))
    found = of(url, selection, Against.QUERY, replace(ALL, at_least=2))
    with reading(url) as connection:
        ids = articles.select().with_only_columns(articles.c.id)
        matching = set(connection.scalars(ids.where(*selection.conditions("sqlite"))))
        rows = connection.execute(articles.select()).all()
    sites = {row.site for row in rows if row.id in matching}
    reader = Reader(selection.query)
    here = plain_counts(reader, [row for row in rows if row.id in matching])
    others = [row for row in rows if row.id not in matching and row.site in sites]
    there = plain_counts(reader, others)
    assert found.articles == found.read == len(matching)
    assert found.others == found.others_read == len(others)
    for word in (*found.words, *found.phrases):
        key = " ".join(map(reader.key, word.text.split()))
        assert (word.articles, word.others) == (here[key], there[key])
        assert word.share == word.articles / len(matching)
        assert word.score >= 1.96


def plain_counts(reader: Reader, rows: Sequence[Any]) -> Counter[str]:
    """In how many articles each word is, without what only stands in a line of many."""
    read = []
    lines: Counter[tuple[str, str]] = Counter()
    for row in rows:
        own = f"{row.agency or ''} | {row.author or ''}"
        terms = reader.read(ArticleText(row.site, row.title, row.kicker, row.lead, row.body, own))
        read.append((row.site, terms))
        lines.update((row.site, line) for line in terms.of_lines)
    counts: Counter[str] = Counter()
    for site, terms in read:
        repeated = (found for line, found in terms.of_lines.items() if lines[site, line] >= 3)
        counts.update(terms.all.difference(*repeated))
    return counts


@needs_postgresql
def test_both_databases_say_the_same(paper: Path) -> None:
    with fresh_schema() as url:
        store(url, *newspaper())
        for selection, against in (
            (Selection(query=parse("تیم")), Against.QUERY),
            (Selection(topic="sport"), Against.TOPIC),
            (Selection(site="yjc"), Against.SITE),
        ):
            for options in (ALL, WordOptions(sample=17)):
                found = of(url, selection, against, options)
                assert found == of(url_of(paper), selection, against, options)
                assert found.words or selection.site
                assert found.read == min(found.articles, options.sample or 120)


FIELDS = (
    ("1", "yjc", "بنزین گران شد", "2021-07-10", ["اقتصاد"]),
    ("2", "yjc", "بنزین سهمیه‌بندی شد", "2021-07-11", ["اقتصاد"]),
    ("3", "yjc", "باران سیل‌آسا", "2021-07-11", ["جامعه"]),
    ("4", "isna", "بنزین ارزان", "2021-08-11", ["جامعه"]),
    ("5", "isna", "باران بهاری", None, ["جامعه"]),
    ("6", "tabnak", "زمستان سرد", "2021-08-11", ["جامعه"]),
)


@pytest.fixture
def filled(database: Database) -> str:
    store(
        database,
        *(
            article(
                code,
                site,
                title=title,
                body=None,
                sections=sections,
                topic="economy" if "اقتصاد" in sections else None,
                published_at=day and f"{day}T12:00:00+04:30",
            )
            for code, site, title, day, sections in FIELDS
        ),
    )
    return url_of(database)


@on_both
@pytest.mark.parametrize(
    ("selection", "against", "articles", "others"),
    [
        # of the same sites: tabnak has no article with the word
        (Selection(query=parse("بنزین")), Against.QUERY, 3, 2),
        (Selection(query=parse("بنزین"), site="yjc"), Against.QUERY, 2, 1),
        (Selection(query=parse("بنزین"), site="yjc"), Against.SITE, 2, 1),
        (Selection(query=parse("بنزین"), site="yjc"), Against.ALL, 2, 4),
        (Selection(topic="economy"), Against.TOPIC, 2, 1),
        (Selection(topic="economy"), Against.ALL, 2, 4),
        (Selection(section="اقتصاد"), Against.SECTION, 2, 1),
        (Selection(site="isna"), Against.SITE, 2, 4),
        (Selection(query=parse("زعفران")), Against.QUERY, 0, 0),
    ],
)
def test_what_is_compared(
    filled: str, selection: Selection, against: Against, articles: int, others: int
) -> None:
    found = of(filled, selection, against)
    assert (found.articles, found.others) == (articles, others)
    assert (found.read, found.others_read) == (articles, others)


@on_both
def test_a_period_against_the_rest_of_the_time(filled: str) -> None:
    selection = selection_of(to_date="2021-07-31")
    assert filters_of(selection) == [Against.PERIOD]
    assert of(filled, selection, Against.PERIOD).articles == 3
    found = of(filled, selection_of(to_date="2021-07-10"), Against.PERIOD)
    assert (found.articles, found.others) == (1, 2)  # of yjc


@on_both
def test_sites_side_by_side(filled: str) -> None:
    with reading(filled) as connection:
        found = keywords_by_site(connection, Selection(query=parse("بنزین")), [], ALL)
        assert [(one.site, one.articles, one.others) for one in found] == [
            ("yjc", 2, 1), ("isna", 1, 2),
        ]  # fmt: skip
        found = keywords_by_site(connection, Selection(), ["isna", "yjc"], ALL)
        assert [(one.site, one.articles, one.others) for one in found] == [
            ("isna", 2, 3), ("yjc", 3, 2),
        ]  # fmt: skip
        assert "بنزین" not in {word.text for word in found[0].words}


@on_both
def test_samples_are_the_same_every_time(filled: str) -> None:
    with reading(filled) as connection:
        for size in range(7):
            first = sample(connection, [], size)
            assert len(first) == min(size, 6)
            assert first == sample(connection, [], size)
            assert set(first) <= set(sample(connection, [], size + 1))
        assert len(sample_of_sites(connection, [], {"yjc": 2, "isna": 1})) == 3
        assert sample_of_sites(connection, [], {}) == []


@on_both
def test_of_a_story_one_article_counts(database: Database) -> None:
    body = f"{TEXT} زعفران"
    copies = [
        article(code, site, title="خبر", body=body, published_at="2021-07-13T12:00:00+04:30")
        for code, site in enumerate(("yjc", "isna", "tabnak", "irna"))
    ]
    stored(database, *copies, article(9, "yjc", title="دیگر", body="متن"))
    selection = Selection(query=parse("زعفران"))
    found = of(url_of(database), selection, Against.QUERY)
    assert (found.articles, found.read) == (4, 4)
    found = of(url_of(database), selection, Against.QUERY, replace(ALL, one_per_story=True))
    assert (found.articles, found.read) == (4, 1)


@on_both
def test_names_are_no_words_of_their_articles(database: Database) -> None:
    store(
        database,
        *(
            article(n, site, title=f"باشگاه {word} زهرا احمدی", body=None, author="زهرا احمدی")
            for n, (site, word) in enumerate([("yjc", "بنزین"), ("isna", "باران")] * 4)
        ),
    )
    options = replace(ALL, titles=lambda names: {"yjc": "باشگاه"})
    found = of(url_of(database), Selection(site="yjc"), Against.SITE, options)
    assert [word.text for word in found.words] == ["بنزین"]
