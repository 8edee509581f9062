"""Work that the processor bounds, spread over processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import Any, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

#: Tasks that each process has waiting, so that none is idle while the answers are written.
AHEAD = 2


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class ProcessDied(Exception):
    """A process of :class:`Processes` died, and did not finish its task."""


class Processes:
    """Processes that begin with the first task, and end with the block or with this process.

    Args:
        count: how many.
        begin: called with ``args`` once in each, before its first task.

    Everything that goes over has to be picklable, functions by their name.
    """

    def __init__(self, count: int, begin: Callable[..., None], *args: Any) -> None:
        self.count = count
        self._pool = ProcessPoolExecutor(
            count,
            # A fork would share the connections to the database.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(begin, *args),
        )

    def map(
        self, function: Callable[[Task], Answer], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Answer]]:
        """Each task with its answer, in their order; only a few tasks are taken in advance.

        Raises:
            ProcessDied: if one of the processes did.
        """
        waiting: deque[tuple[Task, Future[Answer]]] = deque()
        try:
            for task in tasks:
                waiting.append((task, self._pool.submit(function, task)))
                if len(waiting) > self.count * AHEAD:
                    yield _answered(*waiting.popleft())
            while waiting:
                yield _answered(*waiting.popleft())
        except BrokenProcessPool as error:
            raise ProcessDied("one of the processes died; was there too little memory?") from error

    def close(self) -> None:
        """End the processes; what is not done by then is not done."""
        self._pool.shutdown(wait=True, cancel_futures=True)


class Spread(AbstractContextManager["Spread"]):
    """Work in several processes, or in this one while it is little: to start processes costs as
    much as reading some hundred pages.

    Args:
        jobs: how many processes; 1 for none but this.
        begin, args: as :class:`Processes` takes them.
    """

    def __init__(self, jobs: int, begin: Callable[..., None], *args: Any) -> None:
        self._jobs = jobs
        self._begin = (begin, *args)
        self._processes: Processes | None = None

    def __exit__(self, *exc_info: object) -> None:
        if self._processes is not None:
            self._processes.close()

    def map(
        self,
        here: Callable[[Task], Answer],
        there: Callable[[Task], Answer],
        tasks: Iterable[Task],
    ) -> Iterator[tuple[Task, Answer]]:
        """Each task with its answer, in their order.

        Args:
            here: answers a task in this process.
            there: in one of the others, once there is at least a task for each.

        Raises:
            ProcessDied: if one of them did.
        """
        tasks = iter(tasks)
        if self._jobs > 1 and self._processes is None:
            first = list(islice(tasks, self._jobs))
            tasks = chain(first, tasks)
            if len(first) == self._jobs:
                self._processes = Processes(self._jobs, *self._begin)
        if self._processes is None:
            return ((task, here(task)) for task in tasks)
        return self._processes.map(there, tasks)


def _answered(task: Task, future: Future[Answer]) -> tuple[Task, Answer]:
    return task, future.result()


def _begin(begin: Callable[..., None], *args: Any) -> None:
    # Ctrl-C reaches all processes of a terminal: the first of them ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(*args)


def _end_with_parent() -> None:
    """Not to wait for tasks for ever when the process that gives them was killed."""
    if (parent := multiprocessing.parent_process()) is not None:
        wait([parent.sentinel])
        os._exit(1)
