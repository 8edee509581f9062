"""Which words stand out in articles of the archive against others: samples of both are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from newscrawl.database import search
from newscrawl.database.sampling import (
    Conditions,
    count_by_site,
    one_of_each_story,
    read,
    sample,
    sample_of_sites,
)
from newscrawl.database.schema import articles
from newscrawl.database.selection import Selection
from newscrawl.keywords.counting import MOST, Counts
from newscrawl.keywords.reading import ArticleText, Reader
from newscrawl.keywords.standing import Side, Standing, standing_out, together

#: How many articles of each side are read by default.
SAMPLE: Final = 10_000
#: How many words, and how many phrases, are listed by default.
LIMIT: Final = 20
#: In how many articles a word has to be by default.
AT_LEAST: Final = 3
#: How many sites are compared by default: those with the most articles.
MOST_SITES: Final = 6
#: After a word was seen so often, or once in so many articles, its usual spelling is known.
_SEEN: Final = 20
_LOOKED_AT: Final = 3000


class Against(StrEnum):
    """What the others are: the articles that lack this one filter and meet all the rest."""

    QUERY = "query"
    PERIOD = "period"
    TAG = "tag"
    SECTION = "section"
    TOPIC = "topic"
    SITE = "site"
    #: The articles that lack any of the filters.
    ALL = "all"


#: Filter → the fields of a selection.
_FIELDS: Final[dict[Against, tuple[str, ...]]] = {
    Against.QUERY: ("query",),
    Against.PERIOD: ("since", "before"),
    Against.TAG: ("tag",),
    Against.SECTION: ("section",),
    Against.TOPIC: ("topic",),
    Against.SITE: ("site",),
}


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word or phrase that stands out in some articles."""

    #: As it is mostly written there.
    text: str
    #: How sure it is: the z-score of the log-odds ratio; from 1.96 on.
    score: float
    #: How many times as large its odds are there as in the others.
    times: float
    #: In how many of the articles that were read it is, and in which share of them.
    articles: int
    share: float
    #: The same of the others.
    others: int
    others_share: float


@dataclass(frozen=True, slots=True)
class Keywords:
    """The words and phrases that stand out in some articles, the surest first."""

    #: The site whose articles they are, where sites are compared.
    site: str | None
    #: How many articles there are, and of how many the words were counted.
    articles: int
    read: int
    #: The same of the others.
    others: int
    others_read: int
    words: list[Keyword]
    #: Of two words side by side.
    phrases: list[Keyword]


@dataclass(frozen=True, slots=True)
class WordOptions:
    """How words are compared."""

    #: How many words, and how many phrases, at most; ``None`` for all.
    limit: int | None = LIMIT
    #: Only what is in so many articles.
    at_least: int = AT_LEAST
    #: How many articles of each side are read; ``None`` for all.
    sample: int | None = SAMPLE
    #: Of articles of one story only one.
    one_per_story: bool = False
    #: Join all forms of a word by a dictionary.
    lemmas: bool = False
    #: Gives the names of sites, which are no words of their articles.
    titles: Callable[[Collection[str]], Mapping[str, str]] = lambda names: {}


def filters_of(selection: Selection) -> list[Against]:
    """The filters that a selection has; the first is what it is compared by unless told."""
    return [
        against
        for against, names in _FIELDS.items()
        if any(getattr(selection, name) is not None for name in names)
    ]


def keywords(
    connection: sa.Connection, selection: Selection, against: Against, options: WordOptions
) -> Keywords:
    """What stands out in the articles of a selection against others.

    The others are of the same sites, and as many of each site in proportion, so that no site's own
    way of writing stands out; unless other sites are what they are compared with.

    Raises:
        MissingDictionary: if there is none for lemmas.
    """
    reader = Reader(selection.query, lemmas=options.lemmas)
    search.prefer_index(connection)
    dialect = connection.dialect.name
    chosen = selection.conditions(dialect)
    rest = _others(selection, against, dialect)
    found, there = count_by_site(connection, chosen), count_by_site(connection, rest)
    is_by_site = against not in (Against.SITE, Against.ALL)
    if is_by_site:
        there = {site: count for site, count in there.items() if site in found}
    total, size = sum(found.values()), options.sample
    ids = sample(connection, chosen, size)
    if is_by_site and size is not None:
        sizes = {site: size * found[site] // total or 1 for site in there}
        others = sample_of_sites(connection, rest, sizes)
    else:
        rest = [*rest, articles.c.site.in_(list(there))] if is_by_site else rest
        others = sample(connection, rest, size)
    work = _Work(connection, reader, options, options.titles({*found, *there}))
    ids = work.kept(ids)
    side = work.count(ids, Counts())
    wanted = frozenset(term for term, n in side.counts.items() if n >= options.at_least)
    other = work.count(work.kept(others), Counts(wanted))
    return work.told(ids, side, other, (total, sum(there.values())))


def keywords_by_site(
    connection: sa.Connection, selection: Selection, sites: Sequence[str], options: WordOptions
) -> list[Keywords]:
    """What stands out in the articles of each site against those of the other ones.

    Args:
        sites: which ones; those with the most articles if there are none.

    Raises:
        MissingDictionary: if there is none for lemmas.
    """
    reader = Reader(selection.query, lemmas=options.lemmas)
    search.prefer_index(connection)
    found = count_by_site(connection, selection.conditions(connection.dialect.name))
    names = list(sites) or sorted(found, key=lambda site: (-found[site], site))[:MOST_SITES]
    size = None if options.sample is None else max(1, 2 * options.sample // max(len(names), 2))
    work = _Work(connection, reader, options, options.titles(names))
    ids: dict[str, list[int]] = {}
    sides: dict[str, Side] = {}
    for name in names:
        conditions = replace(selection, site=name).conditions(connection.dialect.name)
        ids[name] = work.kept(sample(connection, conditions, size))
        sides[name] = work.count(ids[name], Counts(most=MOST // len(names)))
    all_sites = together(sides.values())
    total = sum(found.get(name, 0) for name in names)
    return [
        replace(work.told(ids[name], side, all_sites.without(side), (own, total - own)), site=name)
        for name, side in sides.items()
        for own in (found.get(name, 0),)
    ]


def _others(selection: Selection, against: Against, dialect: str) -> Conditions:
    """The conditions of the others."""
    if against is Against.ALL:
        return [sa.or_(*(_lacks(selection, one, dialect) for one in filters_of(selection)))]
    kept = replace(selection, **dict.fromkeys(_FIELDS[against], None))
    return [*kept.conditions(dialect), _lacks(selection, against, dialect)]


def _lacks(selection: Selection, against: Against, dialect: str) -> sa.ColumnElement[bool]:
    """The condition that an article lacks a filter of a selection."""
    only = replace(Selection(), **{name: getattr(selection, name) for name in _FIELDS[against]})
    condition = sa.and_(*only.conditions(dialect))
    if against is Against.TOPIC:  # those of no topic are others, too
        return sa.not_(sa.func.coalesce(condition, sa.false()))
    if against is Against.QUERY and dialect == "postgresql":
        # NOT IN would be asked article by article.
        found = sa.select(articles.c.id).where(condition).subquery("found")
        return sa.not_(sa.exists().where(found.c.id == articles.c.id))
    return sa.not_(condition)


@dataclass(frozen=True, slots=True)
class _Work:
    """Reading articles, and counting their words."""

    connection: sa.Connection
    reader: Reader
    options: WordOptions
    #: Site → its name.
    titles: Mapping[str, str]

    def kept(self, ids: list[int]) -> list[int]:
        """Of articles of one story one, if that is wanted."""
        return one_of_each_story(self.connection, ids) if self.options.one_per_story else ids

    def texts(self, ids: Sequence[int]) -> Iterator[ArticleText]:
        table = articles.c
        columns = (
            table.site, table.title, table.kicker, table.lead, table.body, table.agency,
            table.author,
        )  # fmt: skip
        for site, title, kicker, lead, body, *names in read(self.connection, ids, *columns):
            own = " | ".join(name for name in (*names, self.titles.get(site)) if name)
            yield ArticleText(site, title, kicker, lead, body, own)

    def count(self, ids: Sequence[int], counts: Counts) -> Side:
        for text in self.texts(ids):
            counts.add(text.site, self.reader.read(text))
        return Side(counts.articles, *counts.done())

    def told(
        self, ids: Sequence[int], side: Side, other: Side, totals: tuple[int, int]
    ) -> Keywords:
        """What stands out on a side.

        Args:
            ids: the articles of the side.
            totals: how many articles there are on each side, read or not.
        """
        words, phrases = standing_out(side, other, self.options.limit, self.options.at_least)
        written = self.written(ids, [*words, *phrases])

        def shown(one: Standing) -> Keyword:
            return Keyword(
                text=written.get(one.term, one.term),
                score=one.score,
                times=one.times,
                articles=one.articles,
                share=one.articles / side.articles,
                others=one.others,
                others_share=one.others / max(other.articles, 1),
            )

        return Keywords(
            None,
            totals[0],
            side.articles,
            totals[1],
            other.articles,
            list(map(shown, words)),
            list(map(shown, phrases)),
        )

    def written(self, ids: Sequence[int], found: Sequence[Standing]) -> dict[str, str]:
        """Word or phrase → its most frequent spelling, by the first articles that have it."""
        spelled: dict[str, Counter[str]] = {one.term: Counter() for one in found}
        least = {one.term: min(one.articles, _SEEN) for one in found}
        left = set(spelled)
        for place, text in enumerate(self.texts(ids)):
            for term, written in self.reader.spellings(text, left):
                spelled[term][written] += 1
            is_enough = place > _LOOKED_AT
            left = {t for t in left if spelled[t].total() < (1 if is_enough else least[t])}
            if not left:
                break
        return {
            term: max(counts, key=lambda one: (counts[one], one))
            for term, counts in spelled.items()
            if counts
        }
