"""Error pages: what went wrong in one sentence, and never code, variables or articles."""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError

from newscrawl.persian.text import to_persian_digits

#: Longest message, in characters: those of SQLite may quote the query.
LONGEST = 300
TOO_LONG = "The query took too long, and was stopped."
TOO_LARGE = "The page needs too much memory."
BROKEN = "The page cannot be shown: something is wrong in it."
#: For people. What is not here stands behind the sentence for its kind, as the program says it.
PERSIAN = {
    TOO_LONG: "این پرس‌وجو بیش از اندازه به درازا کشید و متوقف شد.",
    TOO_LARGE: "این صفحه حافظهٔ بیش از اندازه می‌خواهد.",
    BROKEN: "این صفحه نشان داده نمی‌شود: ایرادی در آن هست.",
}
OF_SEARCH = (
    "جست‌وجوی «{}» معنایی ندارد: دست‌کم یک واژه می‌خواهد که با «-» آغاز نشود، و بیش از ۳۲ واژه "
    "نمی‌پذیرد."
)
OF_SQL = "این پرس‌وجوی SQL پذیرفته نشد:"
OF_REQUEST = "این درخواست پذیرفته نشد:"
OF_STATUS = {
    HTTPStatus.NOT_FOUND: "چنین صفحه‌ای در بایگانی نیست.",
    HTTPStatus.FORBIDDEN: "دیدن این صفحه روا نیست.",
}


class SearchError(DatasetteError):  # type: ignore[misc]
    """A search that cannot mean anything."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(reason, status=HTTPStatus.BAD_REQUEST)
        self.text = text


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an error."""

    status: int
    #: For programs, in English.
    message: str
    #: For people, in Persian.
    persian: str
    #: Behind it: what SQLite or Datasette says.
    detail: str = ""


async def error_page(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """The answer in place of a page that failed."""
    told = _told(exception)
    if told.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        kind = type(exception).__name__
        print(f"newscrawl: warning: browse: {request.path[:200]}: {kind}", file=sys.stderr)
    if request.path.endswith(".json"):
        values = {"ok": False, "error": told.message, "status": told.status, "title": None}
        return Response.json(values, status=told.status)
    template = datasette.jinja_env.get_template("error.html")
    context = {
        "told": told,
        "status": to_persian_digits(str(int(told.status))),
        "urls": datasette.urls,
        "menu_links": lambda: [],
    }
    return Response.html(await template.render_async(context), status=told.status)


def in_persian(message: str) -> tuple[str, str]:
    """An error of SQL for people: a sentence, and what SQLite says."""
    return (PERSIAN[message], "") if message in PERSIAN else (OF_SQL, _short(message))


def _told(exception: Exception) -> Told:
    bad = HTTPStatus.BAD_REQUEST
    match exception:
        case QueryInterrupted():
            return Told(bad, TOO_LONG, PERSIAN[TOO_LONG])
        case SearchError():
            return Told(bad, _short(exception.message), OF_SEARCH.format(_short(exception.text)))
        case Base400():
            message = _short(exception.args[0] if exception.args else "Bad request")
            return _refused(exception.status, message)
        case DatasetteError() if exception.title == "SQL Interrupted":
            return Told(bad, TOO_LONG, PERSIAN[TOO_LONG])  # Datasette's own has a script
        case DatasetteError() if exception.title == "Invalid SQL":
            return _of_sql(exception.message)
        case DatasetteError() if str(exception.message).startswith("Cannot sort table"):
            return _refused(bad, _short(exception.message))
        case DatasetteError() if not exception.message_is_html:
            return _refused(exception.status, _short(exception.message))
        case sqlite3.OperationalError():
            return _of_sql(exception)
        case MemoryError():
            return Told(bad, TOO_LARGE, PERSIAN[TOO_LARGE])
    return Told(HTTPStatus.INTERNAL_SERVER_ERROR, BROKEN, PERSIAN[BROKEN])


def _of_sql(message: Any) -> Told:
    return Told(HTTPStatus.BAD_REQUEST, _short(message), *in_persian(_short(message)))


def _refused(status: int, message: str) -> Told:
    if status in OF_STATUS:
        return Told(status, message, OF_STATUS[HTTPStatus(status)])
    return Told(status, message, OF_REQUEST, message)


def _short(message: Any) -> str:
    text = " ".join(str(message).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
