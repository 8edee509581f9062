"""Errors of a download and HTTP status codes, in words for people.

Errors go by the names of their classes: a download handler of any library may raise them, and they
hide what happened in causes and lists of reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus

from scrapy.exceptions import IgnoreRequest

from newscrawl.answers.barriers import BLOCKED, EMPTY, ERROR
from newscrawl.answers.nopage import Cause, NoPage, NotFetched

NO_SUCH_HOST = "no such host: its name cannot be resolved"
NO_ANSWER_IN_TIME = "no answer in time"
BREAKS_OFF = "the answer breaks off"
#: Longest reason that is stored, in characters.
LONGEST = 300
#: Words in the text of an error → what it means. The first that fits.
_WORDS = {
    "certificate has expired|certificate_expired|certificate expired": "certificate expired",
    "hostname mismatch|VerificationError|not valid for|doesn't match": (
        "certificate of another host"
    ),
    "self[- ]signed": "self-signed certificate",
    "unable to get local issuer|unable to verify the first": "certificate of an unknown issuer",
    "certificate verify failed": "certificate not valid",
    "certificate is not yet valid": "certificate not valid yet",
    "wrong version number|http request|unknown protocol|no protocols available"
    "|record layer failure|packet length too long": "no TLS: the server does not speak HTTPS",
    "unexpected eof": "the server closed the connection without an answer",
    r"Connection reset|\[Errno 104\]|ECONNRESET": "connection reset",
    r"No route to host|\[Errno 113\]": "no route to the host",
    r"Network is unreachable|\[Errno 101\]": "network unreachable",
    r"Too many open files": "too many open files on this machine",
}
#: Name of a class → what it means.
_CLASSES = {
    "CannotResolveHostError": NO_SUCH_HOST,
    "DNSLookupError": NO_SUCH_HOST,
    "gaierror": NO_SUCH_HOST,
    "DownloadConnectionRefusedError": "connection refused",
    "ConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": NO_ANSWER_IN_TIME,
    "TimeoutError": NO_ANSWER_IN_TIME,
    "TCPTimedOutError": NO_ANSWER_IN_TIME,
    "UserTimeoutError": NO_ANSWER_IN_TIME,
    "ResponseDataLossError": BREAKS_OFF,
    "PotentialDataLoss": BREAKS_OFF,
    "PartialDownloadError": BREAKS_OFF,
    "_DataLoss": BREAKS_OFF,
    "IncompleteRead": BREAKS_OFF,
    "EOFError": BREAKS_OFF,
    "ConnectionLost": "connection lost",
    "ConnectionDone": "the server closed the connection without an answer",
    "ConnectionResetError": "connection reset",
    "ConnectionAborted": "connection lost",
    "NoRouteError": "no route to the host",
    "TunnelError": "the proxy opens no connection",
    "ProxyError": "the proxy opens no connection",
    "ConnectError": "no connection",
    "ResponseNeverReceived": "the server closed the connection without an answer",
    "RequestTransmissionFailed": "connection lost",
}
#: What is wrong with the answer, and stays so.
_FINAL = {
    "UnsupportedURLSchemeError": "an address that is not of http or https",
    "BadGzipFile": "the answer is not compressed as it says",
    "zlib.error": "the answer is not compressed as it says",
    "brotli.error": "the answer is not compressed as it says",
    "ZstdError": "the answer is not compressed as it says",
    "HeadersTooLarge": "the answer has too many headers, or too long ones",
    "ParseError": "the answer is no HTTP",
    "InvalidURL": "a malformed address",
}
#: Status codes that say that the server can do no better now, or not for this program: 403 is what
#: firewalls answer to programs that they do not know, and to too many requests; 407 is a proxy of
#: our own that asks for a password. Also 408, 425, 429, and what proxies and CDNs answer in place
#: of a server that is away (520–530: Cloudflare; 598, 599: old proxies). Not 401 and 451: a page
#: behind a password, and one that is withheld by law, stay so.
_PASSING = frozenset((403, 407, 408, 425, 429, *range(500, 600))) - {501, 505, 506, 508, 510, 511}
#: Those that no list of the standard library has.
_NAMES = {
    401: "the page wants a password",
    407: "the proxy wants a password",
    451: "withheld for legal reasons",
    520: "the server behind the CDN answers nonsense",
    521: "the server behind the CDN is down",
    522: "the server behind the CDN does not answer",
    523: "the server behind the CDN cannot be reached",
    524: "the server behind the CDN is too slow",
    525: "no TLS between the CDN and the server",
    526: "no valid certificate behind the CDN",
    530: "the server behind the CDN cannot be reached",
}


def of_status(status: int, retry_after: float | None = None, shown: NoPage | None = None) -> NoPage:
    """What a status that is no success means.

    Args:
        status: of the answer.
        retry_after: see :attr:`NoPage.retry_after`.
        shown: what the page of the answer is, if that is known; see :mod:`.barriers`.

    >>> of_status(503).reason, of_status(503).is_transient, of_status(404).is_missing
    ('HTTP 503', True, True)
    >>> of_status(521).reason, of_status(401).is_transient
    ('HTTP 521: the server behind the CDN is down', False)
    >>> of_status(403, shown=NoPage("a challenge page", Cause.REFUSED)).reason
    'HTTP 403: a challenge page'
    """
    is_missing = status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
    is_passing = status in _PASSING
    # Who says "not found", or that the server behind is away, is right whatever else is shown.
    if is_missing or status >= 520 or (shown is not None and not shown.is_transient):
        shown = None
    # The status itself says as much. One that is final does not pass because its page says "error",
    # or nothing.
    if shown in (ERROR, EMPTY) or (is_passing and shown == BLOCKED):
        shown = None
    name = shown.reason if shown is not None else _NAMES.get(status)
    reason = f"HTTP {status}: {name}" if name else f"HTTP {status}"
    if shown is None and not is_passing:
        return NoPage(reason, is_missing=is_missing)
    kind = shown.kind if shown is not None else reason
    return NoPage(reason, Cause.REFUSED, retry_after=retry_after, kind=kind)


def of_error(error: BaseException, largest: int = 0) -> NoPage:
    """What an error of a download means.

    Args:
        largest: bytes that the page was allowed to have. Not all errors that say that it has more
            say how many.

    >>> of_error(ConnectionResetError(104, "Connection reset by peer")).reason
    'connection reset'
    """
    if isinstance(error, NotFetched):
        return error.no_page
    errors = list(_with_causes(error))
    said = " ".join(f"{type(one).__name__} {one}" for one in errors)
    # The innermost says most.
    kinds = [kind for one in reversed(errors) for kind in type(one).__mro__]
    names = [kind.__name__ for kind in kinds] + [f"{k.__module__}.{k.__name__}" for k in kinds]
    if reason := _first(_FINAL, names):
        return NoPage(reason)
    if "ResponseFailed" in names and "ValueError" in names:  # a length that is no number
        return NoPage(_FINAL["ParseError"])
    if "DownloadCancelledError" in names or "_DecompressionMaxSizeExceeded" in names:
        return NoPage(too_large(largest))
    if "Port out of range" in said:
        return NoPage(_FINAL["InvalidURL"])
    if isinstance(error, IgnoreRequest):
        return NoPage(str(error) or "request ignored")
    for words, reason in _WORDS.items():
        if re.search(words, said, re.IGNORECASE):
            return NoPage(reason, Cause.UNREACHABLE)
    if reason := _first(_CLASSES, names):
        return NoPage(reason, Cause.UNREACHABLE)
    if "OSError" in names or any("SSL" in name for name in names):
        return NoPage(_line(errors[-1]), Cause.UNREACHABLE)
    return NoPage(_line(error))


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and those that it comes from, the innermost last."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        # Twisted: a list of failures, each with its error in ``value``.
        reasons = getattr(one, "reasons", None) or ()
        waiting += [getattr(reason, "value", reason) for reason in reasons]
        waiting += [inner for inner in (one.__cause__, one.__context__) if inner is not None]


def _first(meanings: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((meanings[name] for name in names if name in meanings), None)


def too_large(largest: int) -> str:
    """
    >>> too_large(5 * 2**20), too_large(1_500_000)
    ('the page is larger than 5 MB', 'the page is larger than 1.4 MB')
    """
    return f"the page is larger than {round(largest / 2**20, 1):g} MB"


def _line(error: BaseException) -> str:
    text = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": ")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
