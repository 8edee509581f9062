"""WARC files of pages of the demo newspaper, written by warcio."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site

HTML = ("Content-Type", "text/html; charset=utf-8")


@dataclass(frozen=True)
class Answer:
    """A record of an answer."""

    url: str
    body: bytes
    #: As ``WARC-Date``.
    at: str = "2021-07-13T14:38:00Z"
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = (HTML,)
    kind: str = "response"
    fields: dict[str, str] = field(default_factory=dict)


@cache
def paper(family: str = "iransamaneh") -> Newspaper:
    return Newspaper(articles=120, family=family)


@cache
def site(family: str = "iransamaneh", domain: str = "yjc.ir") -> Site:
    return Site(paper(family), domain)


def plain_codes(count: int) -> list[str]:
    """News codes of articles in which nothing is odd."""
    odd = {*paper().planted.values()}
    return [str(story.code) for story in paper().stories if str(story.code) not in odd][:count]


def page(code: str, family: str = "iransamaneh", domain: str = "yjc.ir") -> tuple[str, bytes]:
    """Address and source of an article's page."""
    story = paper(family).by_code[int(code)]
    reply = site(family, domain).reply(story.path, f"https://{domain}")
    assert reply.status == 200
    return f"https://{domain}{story.path}", reply.body


def answer(code: str, at: str = "2021-07-13T14:38:00Z", old: str = "", new: str = "") -> Answer:
    """An article's page as yjc.ir had it at a moment, with words put in place of others."""
    url, body = page(code)
    if old:
        assert old.encode() in body
    return Answer(url, body.replace(old.encode(), new.encode()) if old else body, at)


def record(answer: Answer, *, is_packed: bool = True) -> bytes:
    """A record alone."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=is_packed)
    writer.write_record(
        writer.create_warc_record(
            answer.url,
            answer.kind,
            payload=BytesIO(answer.body),
            length=len(answer.body),
            http_headers=StatusAndHeaders(answer.status, list(answer.headers), protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": answer.at, **answer.fields},
        )
    )
    return buffer.getvalue()


def write(path: Path, answers: Iterable[Answer]) -> Path:
    """A file of records, compressed one by one if its name says so."""
    is_packed = path.suffix == ".gz"
    path.write_bytes(b"".join(record(one, is_packed=is_packed) for one in answers))
    return path
