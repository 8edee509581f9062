"""The walks over days and codes, against the demo newspaper: see also tests/discovery."""

import asyncio

from scrapy import Spider
from scrapy.crawler import Crawler

from newscrawl.walks import Answers


class Engine:
    """As much of the engine as the answers ask about."""

    def __init__(self) -> None:
        self.downloader = self.scraper = self.slot = self.scheduler = self
        self.active: set[str] = set()
        self.waits = False

    def is_idle(self) -> bool:
        return True

    def has_pending_requests(self) -> bool:
        return self.waits


def answers() -> tuple[Answers, Engine]:
    crawler = Crawler(Spider)
    engine = Engine()
    crawler.engine = engine  # type: ignore[assignment]
    return Answers(crawler), engine


def test_waits_until_few_are_open() -> None:
    async def scenario() -> None:
        told, _ = answers()
        told.expect("1", "2", "3")
        waiting = asyncio.ensure_future(told.wait(at_most=1))
        told.give("1", True)
        await asyncio.sleep(0)
        assert not waiting.done()
        told.give("of nobody", True)
        told.give("2", False)
        assert await waiting == {"1": True, "2": False}
        told.give("3", True)
        assert await told.wait() == {"3": True}

    asyncio.run(scenario())


def test_what_never_comes_back_is_not_waited_for() -> None:
    async def scenario() -> None:
        told, engine = answers()
        told.expect("1", "2")
        told.give("1", True)
        waiting = asyncio.ensure_future(told.wait())
        for busy in ("active", "waits"):
            setattr(engine, busy, {"1"} if busy == "active" else True)
            told._check_idle()
            await asyncio.sleep(0)
            assert not waiting.done()
            setattr(engine, busy, set() if busy == "active" else False)
        told._check_idle()
        assert await waiting == {"1": True}

    asyncio.run(scenario())
