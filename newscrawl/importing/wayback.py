"""Undoing what the Wayback Machine writes into pages: its addresses, and its toolbar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from newscrawl.cms.generic import original_of

_HOST: Final = r"(?:web|wayback|web-beta)\.archive\.org"
_REPLAY: Final = re.compile(
    rf"https?://{_HOST}(?::\d+)?/web/([0-9]{{4,14}})([a-z]{{2}}_)?/", re.IGNORECASE
)
#: The flag of a page that was given as it was captured.
_AS_IT_WAS: Final = "id_"
_SLASH: Final = rb"(?:\\?/)"
#: What stands before an address: whole, without scheme, or from the root, also in JSON. Not inside
#: of another address: a site may have linked to the Wayback Machine itself.
_BEFORE: Final = re.compile(
    rb"(?<![\w/:])(?:(?:https?:)?" + _SLASH + rb"{2}" + _HOST.encode() + rb"(?::\d+)?)?"
    + _SLASH + rb"web" + _SLASH + rb"[0-9]{4,14}(?:[a-z]{2}_)?" + _SLASH
    + rb"(?=https?:|mailto:|javascript:)",
    re.IGNORECASE,
)  # fmt: skip
_TOOLBAR: Final = (
    re.compile(rb"<!--\s*BEGIN WAYBACK TOOLBAR INSERT\s*-->"),
    re.compile(rb"<!--\s*END WAYBACK TOOLBAR INSERT\s*-->"),
)
#: In the head.
_SCRIPTS: Final = (
    re.compile(rb"<script[^>]*\bsrc=[\"'][^\"'>]*(?:archive\.org/|/_static/)", re.IGNORECASE),
    re.compile(rb"<!--\s*End Wayback Rewrite JS Include\s*-->"),
)
#: What only the Wayback Machine writes.
_MARKS: Final = (
    b"BEGIN WAYBACK TOOLBAR INSERT",
    b"End Wayback Rewrite JS Include",
    b"FILE ARCHIVED ON ",
)


@dataclass(frozen=True, slots=True)
class Replayed:
    """A page as the Wayback Machine gave it."""

    #: Of the page itself.
    url: str
    #: When it was captured; ``None`` where the address does not say so to the second.
    at: datetime | None
    #: Addresses in it were rewritten.
    is_rewritten: bool


def replayed(url: str) -> Replayed | None:
    """What an address of the Wayback Machine is of; ``None`` for any other address.

    >>> replayed("https://web.archive.org/web/20170119081500/http://a.ir/fa/news/1").url
    'http://a.ir/fa/news/1'
    >>> replayed("http://web.archive.org/web/20170119081500id_/a.ir/").is_rewritten
    False
    >>> replayed("https://a.ir/web/20170119081500/http://a.ir")
    """
    match, page = _REPLAY.match(url), original_of(url)
    if match is None or page == url:
        return None
    return Replayed(page, _moment(match[1]), (match[2] or "").lower() != _AS_IT_WAS)


def is_marked(html: bytes) -> bool:
    """Whether a page was rewritten by the Wayback Machine, whatever its address says."""
    return any(mark in html for mark in _MARKS)


def undone(html: bytes) -> bytes:
    """A page without the Wayback Machine's toolbar and scripts, and with its own addresses.

    >>> undone(b'<a href="/web/2017/http://a.ir/1"><img src="//web.archive.org/web/2017im_/http://a.ir/1.jpg">')
    b'<a href="http://a.ir/1"><img src="http://a.ir/1.jpg">'
    >>> undone(b'<a href="https://web.archive.org/web/2017/https://web.archive.org/web/2001/http://b.ir">')
    b'<a href="https://web.archive.org/web/2001/http://b.ir">'
    """
    for begin, end in (_SCRIPTS, _TOOLBAR):
        html = _without(html, begin, end)
    return _BEFORE.sub(b"", html)


def _without(html: bytes, begin: re.Pattern[bytes], end: re.Pattern[bytes]) -> bytes:
    """A source without its first part that begins and ends so; one that does not end stays."""
    first = begin.search(html)
    last = end.search(html, first.end()) if first else None
    if first is None or last is None:
        return html
    return html[: first.start()] + html[last.end() :]


def _moment(digits: str) -> datetime | None:
    if len(digits) < 14:
        return None
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
