"""What became of the cases in an archive, and whether that is what must."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

import sqlalchemy as sa

from newscrawl.database.reports import count_requests, failed_pages
from newscrawl.database.selection import Selection, select_articles
from newscrawl.demo.hostile.case import Case, End
from newscrawl.items import Article, Failure
from newscrawl.urls import url_path


@dataclass(frozen=True)
class Verdict:
    """What became of one case."""

    case: Case
    #: How it ended, in words.
    became: str
    asked: int
    #: What is wrong with that; ``None`` if nothing is.
    problem: str | None


def judge(
    connection: sa.Connection, site: str, cases: Iterable[Case], asked: Counter[str]
) -> list[Verdict]:
    """What became of each case.

    Args:
        site: name of the spider.
        asked: how often each case was asked for, by its name.
    """
    with closing(select_articles(connection, Selection(site=site))) as found:
        articles = {article.news_code: article for article in found}
    failures = {_path(failure): failure for failure in failed_pages(connection, site)}
    verdicts = []
    for case in cases:
        path = f"/fa/news/{case.code}" if case.code else case.path
        article = articles.get(str(case.code)) if case.code else None
        failure = failures.get(path) or failures.get(f"{path}/")
        became = _became(article, failure)
        problems = [*_wrong(case, article, failure), *_asked(case, asked[case.name])]
        verdicts.append(
            Verdict(case, became, asked[case.name], "; ".join(problems) if problems else None)
        )
    return verdicts


def unfinished(connection: sa.Connection, site: str) -> int:
    """How many requests of a site the crawl left behind."""
    return sum(count_requests(connection, site, state) for state in ("pending", "leased"))


def _path(failure: Failure) -> str:
    return f"/fa/news/{failure.news_code}" if failure.news_code else url_path(failure.url)


def _became(article: Article | None, failure: Failure | None) -> str:
    if failure is not None:
        end = End.WAITS if failure.is_waiting else End.FAILED
        return f"{end.value}: {failure.reason}"
    return str((End.READ if article is None else End.STORED).value)


def _wrong(case: Case, article: Article | None, failure: Failure | None) -> Iterator[str]:
    wanted = case.becomes
    if article is not None and failure is not None:
        yield f"stored, and failed: {failure.reason}"
    if failure is None:
        end = End.READ if article is None else End.STORED
    else:
        end = End.WAITS if failure.is_waiting else End.FAILED
    if end is not wanted.end:
        yield f"expected {wanted}"
    elif failure is not None and not re.search(wanted.reason, failure.reason):
        yield f"expected the reason {wanted.reason}"
    elif article is not None:
        for name, value in wanted.fields.items():
            if (is_ := getattr(article, name)) != value:
                yield f"{name}: expected {value!r}, got {is_!r}"


def _asked(case: Case, times: int) -> Iterator[str]:
    least, most = case.becomes.asked
    if not least <= times <= most:
        wanted = str(least) if least == most else f"{least} to {most} times"
        yield f"asked {times} times, expected {wanted}"
