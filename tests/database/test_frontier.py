"""The frontier as a state machine: enqueue, lease, finish, crash and reopen in any order."""

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import ClassVar

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from newscrawl.database import ArchiveWriter
from newscrawl.database.frontier import MAX_ATTEMPTS, Finished, Leased, Row
from newscrawl.database.writes import Enqueue, Finish, Lease, Leases, Release
from newscrawl.items import Article, Failure
from tests.conftest import Database, fresh_schema, needs_postgresql, rows_of, url_of

MOMENT = "2021-07-13T19:08:00+04:30"
CODES = strategies.integers(1, 12)


def row(code: int) -> Row:
    return Row(f"fp{code}", f"https://x.ir/fa/news/{code}", str(code), 0, "{}")


def article(code: str) -> Article:
    return Article(
        site="x",
        news_code=code,
        url=f"https://x.ir/fa/news/{code}",
        title="عنوان",
        body="متن",
        fetched_at=MOMENT,
        content_hash=code,
    )


@contextmanager
def sqlite_file() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "news.db"


class FrontierMachine(RuleBasedStateMachine):
    place: ClassVar[Callable[[], AbstractContextManager[Database]]] = staticmethod(sqlite_file)

    def __init__(self) -> None:
        super().__init__()
        self.resources = ExitStack()
        self.database = self.resources.enter_context(self.place())
        self.epoch = 1
        self.asked: set[str] = set()  # ever enqueued
        self.leased: dict[str, Leased] = {}
        self.stored: set[str] = set()
        self.failed: dict[str, int] = {}
        self.open()

    def open(self) -> None:
        self.archive = ArchiveWriter(url_of(self.database), batch_seconds=0)
        self.archive.recover("x")
        self.leased = {}

    def do(self, *writes: object) -> list[object]:
        async def main() -> list[object]:
            return await asyncio.gather(*(self.archive.submit(w) for w in writes))  # type: ignore[arg-type]

        return asyncio.run(main())

    @rule(codes=strategies.lists(CODES, max_size=4))
    def enqueue(self, codes: list[int]) -> None:
        self.do(Enqueue("x", self.epoch, [row(code) for code in codes]))
        self.asked |= {str(code) for code in codes}

    @rule(count=strategies.integers(1, 3))
    def lease(self, count: int) -> None:
        (leases,) = self.do(Lease("x", 1, count))
        assert isinstance(leases, Leases)
        for leased in leases.rows:
            assert leased.key not in self.leased, "leased twice"
            assert leased.key not in self.stored, "fetched though stored"
            assert self.failed.get(leased.key, 0) < MAX_ATTEMPTS
            self.leased[leased.key] = leased

    @rule(
        data=strategies.data(),
        children=strategies.lists(CODES, max_size=3),
        good=strategies.booleans(),
    )
    def finish(self, data: strategies.DataObject, children: list[int], good: bool) -> None:
        if not self.leased:
            return
        code = data.draw(strategies.sampled_from(sorted(self.leased)))
        leased = self.leased.pop(code)
        request = Finished(leased.id, code, run=1, failure=None if good else "no")
        item = article(code) if good else Failure("x", leased.url, "no", code, at=MOMENT)
        self.do(Finish("x", self.epoch, request, [item], [row(child) for child in children]))
        self.asked |= {str(child) for child in children}
        if good:
            self.stored.add(code)
        else:
            self.failed[code] = self.failed.get(code, 0) + 1

    @rule()
    def release(self) -> None:
        self.do(Release("x", 1, [leased.id for leased in self.leased.values()]))
        self.leased = {}

    @rule()
    def crash(self) -> None:
        asyncio.run(self.archive.close())
        self.open()

    @rule()
    def begin_epoch(self) -> None:
        self.epoch += 1

    @invariant()
    def nothing_is_lost_and_nothing_is_twice(self) -> None:
        rows = rows_of(self.database, "SELECT * FROM frontier")
        articles = rows_of(self.database, "SELECT news_code FROM articles")
        assert sorted(a["news_code"] for a in articles) == sorted(self.stored)
        known = {r["key"] for r in rows} | self.stored
        assert known == self.asked
        assert len({r["fingerprint"] for r in rows}) == len(rows)
        assert {r["key"] for r in rows if r["state"] == "leased"} == self.leased.keys()

    def teardown(self) -> None:
        asyncio.run(self.archive.close())
        self.resources.close()


class PostgresqlMachine(FrontierMachine):
    place = staticmethod(fresh_schema)


TestFrontier = FrontierMachine.TestCase
TestFrontier.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestFrontierOnPostgresql = needs_postgresql(PostgresqlMachine.TestCase)
TestFrontierOnPostgresql.settings = settings(max_examples=5, stateful_step_count=30, deadline=None)
