import asyncio
from datetime import UTC, datetime

from newscrawl.known import KnownArticles


def test_without_an_archive_everything_is_new() -> None:
    async def main() -> list[object]:
        nothing = KnownArticles()
        return [
            *await nothing.stored(["1"]),
            *await nothing.stored_before(["1"]),
            *await nothing.seen(["1"]),
            *await nothing.absent_codes(["1"]),
            *await nothing.code_runs(200),
            *await nothing.read_days(),
            *await nothing.published_since(datetime.now(UTC)),
            *await nothing.due(),
        ]

    assert asyncio.run(main()) == []
    assert KnownArticles().crawled_at is None
