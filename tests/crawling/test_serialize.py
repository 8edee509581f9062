"""Requests are the same after they have been in the database."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from scrapy import FormRequest, Request, Spider
from scrapy.http import Response

from newscrawl.crawling.serialize import dump, load


class Named(Spider):
    name = "named"

    def parse_page(self, response: Response, page: int = 0) -> Iterable[Any]:
        return ()

    def on_error(self, failure: Any) -> Iterable[Any]:
        return ()

    #: Another name of the same.
    parse_alias = parse_page

    @property
    def much_work(self) -> str:
        raise AssertionError("nobody asked for it")


class Bare(Named):
    much_work = ""


SPIDER, BARE = Named(), Bare()
URL = "https://x.ir/fa/news/1"


@pytest.mark.parametrize(
    "request_",
    [
        Request(URL),
        Request(URL, callback=SPIDER.parse_page, errback=SPIDER.on_error, cb_kwargs={"page": 2}),
        Request(URL, meta={"depth": 3, "handle_httpstatus_list": [304]}, priority=-2, flags=["a"]),
        Request(URL, method="POST", body="متن".encode(), headers={"X": ["1", "2"]}),
        Request(URL, dont_filter=True, cookies={"a": "b"}, encoding="cp1256"),
        FormRequest(URL, formdata={"q": "خبر"}, callback=SPIDER.parse_page),
        Request(URL, callback=SPIDER.parse_alias, errback=SPIDER.on_error),
    ],
    ids=range(7),
)
def test_there_and_back(request_: Request) -> None:
    text = dump(request_, SPIDER)
    back = load(request_.url, request_.priority, text, SPIDER)
    assert type(back) is type(request_)
    assert (back.callback, back.errback) == (request_.callback, request_.errback)
    assert back.to_dict(spider=BARE) == request_.to_dict(spider=BARE)


def test_the_usual_is_left_out() -> None:
    assert dump(Request(URL, priority=5), SPIDER) == "{}"
    text = dump(Request(URL, callback=SPIDER.parse_page), SPIDER)
    assert json.loads(text) == {"callback": "parse_page"}


@pytest.mark.parametrize(
    "request_",
    [
        Request(URL, meta={"x": object()}),
        Request(URL, callback=lambda response: None),
    ],
)
def test_what_cannot_be_stored(request_: Request) -> None:
    with pytest.raises(ValueError):
        dump(request_, BARE)
