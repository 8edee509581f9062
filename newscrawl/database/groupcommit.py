"""Group commit: many small writes in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class GroupCommit(Generic[T, R]):
    """Collects submitted values for a moment and writes them together, in a thread of its own.

    Values that arrive while a group is being written form the next group. So groups grow with the
    load.

    Args:
        write: writes a list in one transaction and returns a result for each; called in the
            writer's thread, never twice at the same time.
        max_count: the largest group; one this large is written without waiting.
        max_seconds: how long a value waits for others, while nothing is being written.
        hopeless: errors of ``write`` after which no member of the group can be written either.

    If a group fails with another error, each of its members is written alone, so that one bad row
    does not harm the others.
    """

    def __init__(
        self,
        write: Callable[[Sequence[T]], list[R]],
        max_count: int,
        max_seconds: float,
        hopeless: tuple[type[Exception], ...] = (),
    ) -> None:
        self._write = write
        self._hopeless = hopeless
        self._max_count = max_count
        self._max_seconds = max_seconds
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")

    async def submit(self, value: T, *, urgent: bool = False) -> R:
        """Write a value; returns its result when it is committed.

        Args:
            urgent: write at once, together with what is waiting.

        Raises:
            Exception: whatever ``write`` raised for this value.
        """
        loop = asyncio.get_running_loop()
        result: asyncio.Future[R] = loop.create_future()
        self._waiting.append((value, result))
        if urgent or len(self._waiting) >= self._max_count:
            self._flush()
        elif self._timer is None:
            self._timer = loop.call_later(self._max_seconds, self._flush)
        return await result

    async def close(self) -> None:
        """Write what is waiting, and end the thread."""
        self._flush()
        while self._running is not None:
            await asyncio.wait([self._running])
        self._thread.shutdown()

    def _flush(self) -> None:
        if self._running is not None:
            return  # what is waiting is the next group
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            group = self._waiting[: self._max_count]
            del self._waiting[: self._max_count]
            self._running = asyncio.get_running_loop().create_task(self._write_group(group))
            self._running.add_done_callback(self._written)

    def _written(self, task: asyncio.Task[None]) -> None:
        self._running = None
        self._flush()

    async def _write_group(self, group: list[tuple[T, asyncio.Future[R]]]) -> None:
        loop = asyncio.get_running_loop()
        try:
            results = await loop.run_in_executor(
                self._thread, self._write, [value for value, _ in group]
            )
        except Exception as error:
            if len(group) == 1 or isinstance(error, self._hopeless):
                for _, future in group:
                    _settle(future, error=error)
                return
            for member in group:
                await self._write_group([member])
            return
        for (_, future), result in zip(group, results, strict=True):
            _settle(future, result)


def _settle(
    future: asyncio.Future[R], result: R | None = None, error: Exception | None = None
) -> None:
    if future.done():  # the waiting task was cancelled
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)  # type: ignore[arg-type]
