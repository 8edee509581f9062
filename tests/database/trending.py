"""An archive of the demo newspaper's stories, of several sites with gaps, for tests of trends."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from newscrawl.demo.newspaper import Newspaper
from newscrawl.items import Article
from newscrawl.persian.calendar import in_tehran, localized, to_jalali
from newscrawl.persian.text import repair
from newscrawl.search import Query, Term, indexed, parse
from newscrawl.search.terms import words

#: The first day, 20 Esfand 1399: with summer time from its second week on.
BEGIN = datetime(2021, 3, 10)
DAYS = 150
#: Site → articles a day. The second one has nothing on Fridays, and a gap.
SITES = {"yjc": 3, "tabnak": 4, "mehr": 1}
GAP = range(60, 75)
TOPICS = (None, "sport", "economy", "sport")
AGENCIES = (None, "ایسنا", "مهر")
#: Twenty: words, plurals and half-spaces, phrases, beginnings, exclusions, alternatives.
QUERIES = (
    "باران", "کلاس", "مدرسه", "وزیر", "شهر", "كتاب‌هاي", "سال", "«گفت و گو»", "می‌شود", "خبر*",
    "شهر -باران", "باران OR برف", "title:شهر", "مردم شهر", "۱۰", "تیم", "بازار", "رئیس", "پروژه",
    "نیست‌درهیچ‌کجا",
)  # fmt: skip


@cache
def made() -> tuple[Article, ...]:
    """The articles: most with a time, some with their day only, some without a date."""
    chance = Random(7)
    stories = Newspaper(articles=300).stories
    found = []
    for site, each in SITES.items():
        for day in range(DAYS):
            date = BEGIN + timedelta(days=day)
            if site == "tabnak" and (date.weekday() == 4 or day in GAP):
                continue
            for _ in range(each):
                clock = timedelta(
                    seconds=chance.choice((0, 1, 3599, 86_399, chance.randrange(86_400)))
                )
                found.append(_article(chance, stories, site, len(found) + 1, date + clock))
    undated = [replace(one, published_at=None, published_jalali=None) for one in found[::40]]
    for number, one in enumerate(undated):
        one.news_code = str(10_000 + number)
        one.url = f"https://{one.site}.ir/fa/news/{one.news_code}"
    return (*found, *undated)


def _article(chance: Random, stories: list[Any], site: str, code: int, wall: datetime) -> Article:
    story = chance.choice(stories)
    published = localized(wall)
    day = to_jalali(in_tehran(published).date())
    assert day is not None
    has_time = chance.random() < 0.8
    if not has_time:
        published = localized(datetime.combine(in_tehran(published).date(), datetime.min.time()))
    return Article(
        site=site,
        news_code=str(code),
        url=f"https://{site}.ir/fa/news/{code}",
        title=repair(story.title),
        lead=repair(story.lead or "") or None,
        body=repair("\n".join(story.paragraphs)),
        published_at=published.isoformat(),
        published_jalali="{:04}-{:02}-{:02}".format(*day),
        topic=chance.choice(TOPICS),
        agency=chance.choice(AGENCIES),
        sections=[chance.choice(("ورزشی", "علمی"))],
        tags=[repair(tag) for tag in story.tags],
        fetched_at="2021-09-01T00:00:00+00:00",
        content_hash=f"{site}{code}",
        problems=[] if has_time else ["published_at: no time of day, only the day is known"],
    )


def plainly(text: str, size: int, **fields: str) -> Counter[str]:
    """How many articles match by the beginning of their day, by reading every text.

    Args:
        size: of the beginning: 7 for months.
        fields: what an article has to have.
    """
    query = parse(text)
    found: Counter[str] = Counter()
    for one in made():
        if all(getattr(one, name) == value for name, value in fields.items()) and has(one, query):
            found[(one.published_jalali or "")[:size]] += 1
    return found


def has(one: Article, query: Query) -> bool:
    columns = {
        name: words(indexed(text))
        for name, text in (
            ("title", one.title), ("kicker", one.kicker), ("lead", one.lead), ("body", one.body),
            ("author", one.author),
        )
    }  # fmt: skip
    columns |= {f"tag {number}": words(indexed(tag)) for number, tag in enumerate(one.tags)}

    def has_term(term: Term) -> bool:
        texts = [columns[term.field]] if term.field else list(columns.values())
        return any(_stands(way, term.is_prefix, text) for way in term.all_ways for text in texts)

    return all(any(map(has_term, group)) for group in query.groups) and not any(
        map(has_term, query.excluded)
    )


def _stands(way: tuple[str, ...], is_prefix: bool, text: list[str]) -> bool:
    for place in range(len(text) - len(way) + 1):
        part = text[place : place + len(way)]
        if part[:-1] == list(way[:-1]) and (
            part[-1] == way[-1] or (is_prefix and part[-1].startswith(way[-1]))
        ):
            return True
    return False
