"""Tasks that somebody waits for in the end."""

import asyncio

from newscrawl.crawling.tasks import Tasks


async def work(seconds: float = 0, error: Exception | None = None) -> None:
    await asyncio.sleep(seconds)
    if error is not None:
        raise error


def test_what_runs_is_waited_for_one_by_one() -> None:
    async def main() -> None:
        ended: list[str] = []
        tasks = Tasks(on_end=lambda: ended.append("one"))
        assert not tasks
        tasks.start(work(0.01))
        tasks.start(work(0.05))
        await tasks.one_ends()
        assert tasks
        assert ended == ["one"]
        await tasks.one_ends()
        assert not tasks
        assert ended == ["one", "one"]

    asyncio.run(main())


def test_an_error_is_told() -> None:
    async def main() -> None:
        errors: list[BaseException] = []
        tasks = Tasks(errors.append)
        error = ValueError("x")
        tasks.start(work(error=error))
        await tasks.one_ends()
        assert errors == [error]

    asyncio.run(main())
