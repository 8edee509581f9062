import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest

from newscrawl.database.groupcommit import GroupCommit

NEVER = 60.0  # seconds


class Writer:
    """Remembers the groups it was given; cannot write what is negative."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.groups: list[list[int]] = []
        self.threads: set[int] = set()
        self.seconds = seconds
        self.is_writing = False

    def __call__(self, values: Sequence[int]) -> list[int]:
        assert not self.is_writing
        self.is_writing = True
        self.threads.add(threading.get_ident())
        self.groups.append(list(values))
        time.sleep(self.seconds)
        self.is_writing = False
        if min(values) < 0:
            raise ValueError(f"cannot write {min(values)}")
        return [value * 10 for value in values]


def run(
    scenario: Callable[[GroupCommit[int, int]], Coroutine[Any, Any, Any]],
    writer: Writer,
    max_count: int,
    max_seconds: float,
) -> Any:
    async def main() -> Any:
        commits = GroupCommit(writer, max_count, max_seconds)
        try:
            return await asyncio.wait_for(scenario(commits), 10)
        finally:
            await commits.close()

    return asyncio.run(main())


async def submit(commits: GroupCommit[int, int], *values: int) -> list[Any]:
    return await asyncio.gather(*map(commits.submit, values), return_exceptions=True)


def test_a_full_group_is_written_at_once() -> None:
    writer = Writer()
    assert run(lambda c: submit(c, 1, 2, 3, 4, 5, 6), writer, 3, NEVER) == [10, 20, 30, 40, 50, 60]
    assert writer.groups == [[1, 2, 3], [4, 5, 6]]


def test_a_group_waits_no_longer_than_asked() -> None:
    writer = Writer()
    start = time.monotonic()
    assert run(lambda c: submit(c, 1, 2), writer, 100, 0.05) == [10, 20]
    assert writer.groups == [[1, 2]]
    assert 0.04 <= time.monotonic() - start < 5


def test_each_group_has_its_own_time() -> None:
    async def scenario(commits: GroupCommit[int, int]) -> None:
        await submit(commits, 1, 2)
        await submit(commits, 3)

    writer = Writer()
    run(scenario, writer, 100, 0.01)
    assert writer.groups == [[1, 2], [3]]


def test_what_is_urgent_takes_along_what_waits() -> None:
    async def scenario(commits: GroupCommit[int, int]) -> list[int]:
        waiting = asyncio.create_task(commits.submit(1))
        await asyncio.sleep(0)
        return [await commits.submit(2, urgent=True), await waiting]

    writer = Writer()
    assert run(scenario, writer, 100, NEVER) == [20, 10]
    assert writer.groups == [[1, 2]]


def test_a_member_that_cannot_be_written_costs_no_other() -> None:
    writer = Writer()
    first, bad, last = run(lambda c: submit(c, 1, -2, 3), writer, 3, NEVER)
    assert (first, last) == (10, 30)
    assert isinstance(bad, ValueError)
    assert str(bad) == "cannot write -2"
    assert writer.groups == [[1, -2, 3], [1], [-2], [3]]


def test_writing_goes_on_after_an_error() -> None:
    async def scenario(commits: GroupCommit[int, int]) -> int:
        with pytest.raises(ValueError, match="cannot write -1"):
            await commits.submit(-1)
        return await commits.submit(2)

    assert run(scenario, Writer(), 1, NEVER) == 20


def test_groups_are_written_one_at_a_time_in_one_other_thread() -> None:
    writer = Writer(seconds=0.01)
    assert run(lambda c: submit(c, *range(10)), writer, 2, NEVER) == [n * 10 for n in range(10)]
    assert writer.groups == [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]
    assert len(writer.threads) == 1
    assert threading.get_ident() not in writer.threads


def test_what_comes_while_a_group_is_written_is_the_next_group() -> None:
    async def scenario(commits: GroupCommit[int, int]) -> list[int]:
        first = asyncio.create_task(commits.submit(1, urgent=True))
        await asyncio.sleep(0.02)
        return [*await submit(commits, 2, 3, 4), await first]

    writer = Writer(seconds=0.1)
    assert run(scenario, writer, 2, NEVER) == [20, 30, 40, 10]
    assert writer.groups == [[1], [2, 3], [4]]


def test_closing_writes_what_waits() -> None:
    async def main() -> list[int]:
        commits = GroupCommit(writer, 100, NEVER)
        waiting = [asyncio.create_task(commits.submit(value)) for value in (1, 2)]
        await asyncio.sleep(0)
        await commits.close()
        return await asyncio.wait_for(asyncio.gather(*waiting), 10)

    writer = Writer()
    assert asyncio.run(main()) == [10, 20]
    assert writer.groups == [[1, 2]]


def test_closing_without_anything_to_write() -> None:
    async def main() -> None:
        await GroupCommit(writer, 100, NEVER).close()

    writer = Writer()
    asyncio.run(main())
    assert writer.groups == []


def test_who_stops_waiting_is_written_all_the_same() -> None:
    async def scenario(commits: GroupCommit[int, int]) -> int:
        cancelled = asyncio.create_task(commits.submit(1))
        await asyncio.sleep(0)
        cancelled.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        return await commits.submit(2)

    writer = Writer()
    assert run(scenario, writer, 2, NEVER) == 20
    assert writer.groups == [[1, 2]]


def test_who_stops_waiting_for_an_error_disturbs_nobody() -> None:
    async def scenario(commits: GroupCommit[int, int]) -> int:
        cancelled = asyncio.create_task(commits.submit(-1))
        await asyncio.sleep(0)
        cancelled.cancel()
        return await commits.submit(2)

    assert run(scenario, Writer(), 2, NEVER) == 20
