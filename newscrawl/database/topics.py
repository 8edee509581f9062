"""Topics of stored articles, in SQL: set anew by their sections, and counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from newscrawl.database.schema import articles, data_steps, revisions
from newscrawl.database.selection import BATCH
from newscrawl.topics import key, topic_of, unmapped

#: The name of the step that sets all topics anew; see :mod:`newscrawl.database.steps`.
RENEW: Final = "find the topics"


def start_renewing(connection: sa.Connection) -> None:
    """Start to set all topics anew, unless that was started already."""
    if connection.scalar(sa.select(data_steps.c.name).where(data_steps.c.name == RENEW)) is None:
        connection.execute(data_steps.insert().values(name=RENEW, position=0))


def renew(connection: sa.Connection, position: int, size: int) -> int | None:
    """Set the topics of the next articles, and of their earlier versions."""
    ids = sa.select(articles.c.id).where(articles.c.id > position).order_by(articles.c.id)
    some = connection.scalars(ids.limit(size)).all()
    # Fewer than wanted: that was all, and what comes later has today's topics.
    reached = some[-1] if len(some) == size else None
    for table, id in ((articles, articles.c.id), (revisions, revisions.c.article_id)):
        of_part = [id > position] + ([id <= reached] if reached is not None else [])
        _renew(connection, table, of_part)
    return reached


def _renew(
    connection: sa.Connection, table: sa.Table, of_part: list[sa.ColumnElement[bool]]
) -> None:
    columns = (table.c[name] for name in ("id", "site", "sections", "topic"))
    changed = []
    for row in connection.execute(sa.select(*columns).where(*of_part)):
        topic = topic_of(row.sections, row.site)
        if topic != row.topic:  # most rows stay as they are, and none of those is written
            changed.append({"row": row.id, "found": topic})
    if changed:
        connection.execute(
            table.update()
            .where(table.c.id == sa.bindparam("row"))
            .values(topic=sa.bindparam("found")),
            changed,
        )


@dataclass(slots=True)
class UnmappedSection:
    """A section of which :mod:`newscrawl.topics` knows nothing."""

    section: str
    #: How many articles without a topic are in it.
    articles: int = 0
    #: The same for each site, the most first.
    sites: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class TopicCounts:
    """How many articles there are of each topic, and why others have none."""

    articles: int = 0
    #: The most first.
    topics: dict[str, int] = field(default_factory=dict)
    #: Without a topic: the site names no section.
    without_section: int = 0
    #: Without a topic: no section of the article is of one, and that is known of all of them.
    of_no_topic: int = 0
    #: Without a topic: at least one section is unknown.
    of_unmapped: int = 0
    #: They would have a topic if :func:`renew` came to them.
    stale: int = 0
    #: The most frequent first.
    unmapped: list[UnmappedSection] = field(default_factory=list)


def count_topics(connection: sa.Connection, site: str | None = None) -> TopicCounts:
    """Count the articles of each topic, and the unmapped sections of those that have none.

    The former is read from an index; of the rows themselves only those without a topic are.
    """
    of_site = [] if site is None else [articles.c.site == site]
    number = sa.func.count().label("number")
    query = sa.select(articles.c.topic, number).where(*of_site).group_by(articles.c.topic)
    by_topic = Counter({row.topic: row.number for row in connection.execute(query)})
    found = TopicCounts(articles=by_topic.total())
    del by_topic[None]
    found.topics = _most_first(by_topic)
    told: dict[str, UnmappedSection] = {}
    query = (
        sa.select(articles.c.site, articles.c.sections, number)
        .where(articles.c.topic.is_(None), *of_site)
        .group_by(articles.c.site, articles.c.sections)
        .execution_options(yield_per=BATCH)
    )
    for name, sections, count in connection.execute(query):
        if topic_of(sections, name) is not None:
            found.stale += count
        elif not sections:
            found.without_section += count
        elif unknown := unmapped(sections, name):
            found.of_unmapped += count
            for section in unknown:
                one = told.setdefault(key(section), UnmappedSection(section))
                one.articles += count
                one.sites[name] = one.sites.get(name, 0) + count
        else:
            found.of_no_topic += count
    for one in told.values():
        one.sites = _most_first(one.sites)
    found.unmapped = sorted(told.values(), key=lambda one: (-one.articles, one.section))
    return found


def _most_first(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
