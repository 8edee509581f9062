"""A bar on a terminal that shows how far a long command is: see :mod:`newscrawl.cli.progress`."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.table import Column
from rich.text import Text

from newscrawl.cli.progress import how_far


class Bar:
    """A :class:`newscrawl.cli.progress.Progress` on standard error."""

    def __init__(self) -> None:
        self._shown = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            _HowFar(table_column=Column(no_wrap=True)),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._shown.add_task("")

    def __enter__(self) -> Self:
        self._shown.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._shown.stop()

    def begin(self, what: str, total: float | None = None, noun: str | None = None) -> None:
        self._shown.remove_task(self._task)
        self._task = self._shown.add_task(what, total=total, noun=noun)

    def advance(self, count: float = 1) -> None:
        self._shown.advance(self._task, count)

    def reach(self, done: float) -> None:
        self._shown.update(self._task, completed=done)


class _HowFar(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        noun = task.fields.get("noun")
        return Text(how_far(task.completed, task.total, noun, speed, task.elapsed or 0.0))
