"""Requests as text, for the database."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any, cast

from scrapy import Request, Spider
from scrapy.utils.request import request_from_dict

# What to_dict() gives for a request that has nothing special.
_DEFAULTS: dict[str, Any] = Request("http://localhost").to_dict()
# How a request is sent is decided anew each time, and a proxy's password is nobody's business.
_PASSWORD = b"Proxy-Authorization"
_OF_SENDING = ("proxy", "proxy_turn", "_auth_proxy", "_scheme_proxy")


def dump(request: Request, spider: Spider) -> str:
    """All of a request as JSON, without its URL, its priority and what is as in any request.

    Raises:
        ValueError: if it has something that JSON has not, or a callback that is no method of the
            spider.
    """
    values = {
        name: value
        for name, value in _as_dict(request, spider).items()
        if name not in ("url", "priority") and value != _DEFAULTS.get(name)
    }
    if "meta" in values:
        values["meta"] = {k: v for k, v in values["meta"].items() if k not in _OF_SENDING}
    if "headers" in values:
        values["headers"] = {
            name.decode("latin-1"): [value.decode("latin-1") for value in several]
            for name, several in values["headers"].items()
            if name != _PASSWORD
        }
    if "body" in values:
        values["body"] = values["body"].decode("latin-1")
    try:
        return json.dumps(values, ensure_ascii=False)
    except TypeError as error:
        raise ValueError(f"cannot store {request}: {error}") from error


def _as_dict(request: Request, spider: Spider) -> dict[str, Any]:
    # Scrapy looks for the methods of a request among all members of what it is given; it gets what
    # has only them.
    methods = {
        getattr(method, "__name__", ""): method
        for method in (request.callback, request.errback)
        if method is not None
    }
    if all(getattr(spider, name, None) == method for name, method in methods.items()):
        return request.to_dict(spider=cast(Spider, SimpleNamespace(**methods)))
    return request.to_dict(spider=spider)


def load(url: str, priority: int, text: str, spider: Spider) -> Request:
    """The request that :func:`dump` was given."""
    values = {**_DEFAULTS, **json.loads(text), "url": url, "priority": priority}
    if isinstance(values["body"], str):
        values["body"] = values["body"].encode("latin-1")
    return request_from_dict(values, spider=spider)
