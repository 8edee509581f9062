"""A request waits for its turn, if there is a pace to keep."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from newscrawl.crawling.access.fetchers import BY_CURL, FETCHERS
from newscrawl.crawling.downloadhandlers import PacedDownloadHandler

URL = "https://x.ir/"


class Pace:
    def __init__(self) -> None:
        self.said: list[str] = []

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        self.said.append("turn")
        try:
            yield
        finally:
            self.said.append("over")


@pytest.mark.parametrize("has_pace", [True, False])
@pytest.mark.parametrize("fails", [True, False])
def test_a_request_is_made_in_its_turn(
    has_pace: bool, fails: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pace = Pace()

    async def download(request: Request) -> Response:
        pace.said.append("request")
        if fails:
            raise OSError("down")
        return Response(request.url)

    fetcher = SimpleNamespace(download_request=download)
    monkeypatch.setattr("newscrawl.crawling.downloadhandlers.make_fetcher", lambda *_: fetcher)
    extension = SimpleNamespace(pace=pace) if has_pace else None
    crawler: Any = SimpleNamespace(
        get_extension=lambda kind: extension, settings=Settings(), engine=None, spider=None
    )
    work = PacedDownloadHandler(crawler).download_request(Request(URL))
    if fails:
        with pytest.raises(OSError):
            asyncio.run(work)
    else:
        assert asyncio.run(work).url == URL
    assert pace.said == (["turn", "request", "over"] if has_pace else ["request"])


@pytest.mark.parametrize(
    ("fetcher", "proxy", "name"),
    [
        ("scrapy", None, "scrapy"),
        ("scrapy", "http://proxy:1", "scrapy"),
        ("scrapy", "https://proxy:1", BY_CURL),
        ("scrapy", "socks5://proxy:1", BY_CURL),
        ("impersonate", "socks5://proxy:1", "impersonate"),
        ("impersonate", None, "impersonate"),
        ("playwright", "socks5://proxy:1", "playwright"),
    ],
)
def test_who_fetches(
    fetcher: str, proxy: str | None, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def make(name: str, crawler: Any) -> Any:
        made.append(name)
        return SimpleNamespace(name=name)

    monkeypatch.setattr("newscrawl.crawling.downloadhandlers.make_fetcher", make)
    crawler: Any = SimpleNamespace(
        get_extension=lambda kind: None, settings=Settings({"FETCHER": fetcher})
    )
    handler = PacedDownloadHandler(crawler)
    request = Request(URL, meta={"proxy": proxy})
    assert handler.fetcher(request) is handler.fetcher(request)
    assert made == [name]


def test_every_fetcher_is_there() -> None:
    for path in (*FETCHERS.values(), BY_CURL):
        assert issubclass(load_object(path), BaseDownloadHandler)
