"""Requests as text, for the database."""

from __future__ import annotations

import json
from typing import Any

from scrapy import Request, Spider
from scrapy.utils.request import request_from_dict

# What to_dict() says of a request that has nothing special.
_DEFAULTS: dict[str, Any] = Request("http://localhost").to_dict()


def dump(request: Request, spider: Spider) -> str:
    """All of a request but its URL, priority and whatever is as usual, as JSON.

    Raises:
        ValueError: if it has something that JSON has not, or a callback that is no method of the
            spider.
    """
    # Request.to_dict() goes through all members of the spider, to find the methods: half of the
    # cost of a request. Those that are named otherwise than they are called are left to it.
    methods = {"callback": request.callback, "errback": request.errback}
    names = {role: getattr(method, "__name__", "") for role, method in methods.items()}
    if type(request) is Request and all(
        method is None or getattr(spider, names[role], None) == method
        for role, method in methods.items()
    ):
        values = {name: getattr(request, name) for name in request.attributes}
        values |= {role: names[role] for role, method in methods.items() if method is not None}
        values["headers"] = dict(request.headers)
    else:
        values = request.to_dict(spider=spider)
    values = {
        name: value
        for name, value in values.items()
        if name not in ("url", "priority") and value != _DEFAULTS.get(name)
    }
    if "headers" in values:
        values["headers"] = {
            name.decode("latin-1"): [value.decode("latin-1") for value in several]
            for name, several in values["headers"].items()
        }
    if "body" in values:
        values["body"] = values["body"].decode("latin-1")
    try:
        return json.dumps(values, ensure_ascii=False)
    except TypeError as error:
        raise ValueError(f"cannot store {request}: {error}") from error


def load(url: str, priority: int, text: str, spider: Spider) -> Request:
    """The request that :func:`dump` was given."""
    values = {**_DEFAULTS, **json.loads(text), "url": url, "priority": priority}
    if isinstance(values["body"], str):
        values["body"] = values["body"].encode("latin-1")
    return request_from_dict(values, spider=spider)
