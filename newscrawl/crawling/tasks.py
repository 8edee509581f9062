"""Work beside the main flow that somebody has to wait for in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Tasks:
    """Tasks that run, and are kept from the garbage collector meanwhile.

    Args:
        on_error: is told of an exception that a task ended with.
        on_end: is told that a task ended, whatever came of it.
    """

    def __init__(
        self,
        on_error: Callable[[BaseException], None] = lambda error: None,
        on_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._on_error = on_error
        self._on_end = on_end
        self._running: set[asyncio.Task[None]] = set()

    def __bool__(self) -> bool:
        """Whether any runs."""
        return bool(self._running)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin with a coroutine in the running event loop."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    async def one_ends(self) -> None:
        """Wait until one of those that run has ended."""
        await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_error(error)
        self._on_end()
