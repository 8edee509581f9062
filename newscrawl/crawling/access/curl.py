"""Fetching by curl: with a browser's TLS and headers, or through proxies that Twisted cannot use.

:mod:`scrapy_impersonate` does it; what it leaves out is here: Scrapy's limits of time and size,
broken certificates that a site's file allows, and errors in Scrapy's words.
"""

from __future__ import annotations

from typing import Any

from curl_cffi.const import CurlECode
from curl_cffi.requests.exceptions import RequestException
from curl_cffi.requests.impersonate import REAL_TARGET_MAP, BrowserType
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
)
from scrapy.http import Response
from scrapy_impersonate import ImpersonateDownloadHandler

from newscrawl.arguments import ArgumentError

#: Headers that a browser would send, too; all others are the impersonated browser's own.
KEPT = (
    b"Authorization",
    b"Cookie",
    b"If-Modified-Since",
    b"If-None-Match",
    b"Proxy-Authorization",
    b"Referer",
)
_ERRORS: dict[int, type[Exception]] = {
    CurlECode.COULDNT_RESOLVE_HOST: CannotResolveHostError,
    CurlECode.COULDNT_CONNECT: DownloadConnectionRefusedError,
    CurlECode.OPERATION_TIMEDOUT: DownloadTimeoutError,
}


def check_browser(name: str | None) -> None:
    """Whether curl knows a browser.

    Raises:
        ArgumentError: if not.
    """
    if name not in REAL_TARGET_MAP and name not in {browser.value for browser in BrowserType}:
        known = ", ".join(REAL_TARGET_MAP)
        raise ArgumentError("IMPERSONATE", f"expected {known} or a version, got {name!r}")


class CurlHandler(ImpersonateDownloadHandler):  # type: ignore[misc]
    """Sends requests as they are, with our own user agent."""

    browser: str | None = None

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._most_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._verifies = crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")

    async def download_request(self, request: Request) -> Response:
        most = request.meta.get("download_maxsize", self._most_bytes)
        sent = request.replace(headers=self.headers(request))
        sent.meta["impersonate"] = self.browser or "curl"  # any word: without one, it is not curl
        sent.meta["impersonate_args"] = {
            "impersonate": self.browser,
            "default_headers": self.browser is not None,
            "timeout": request.meta.get("download_timeout"),
            "verify": self._verifies,
        }
        sent.meta["impersonate_curl_options"] = {"MAXFILESIZE_LARGE": most} if most else {}
        try:
            response: Response = await super().download_request(sent)
        except RequestException as error:
            raise _translated(error, request, most) from error
        request.meta["download_latency"] = sent.meta["download_latency"]
        response.request = request
        return response if response.url == request.url else response.replace(url=request.url)

    def headers(self, request: Request) -> Any:
        """The headers to send."""
        return request.headers


class ImpersonatingHandler(CurlHandler):
    """Sends requests as the browser of ``IMPERSONATE`` would."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.browser = crawler.settings["IMPERSONATE"]

    def headers(self, request: Request) -> Any:
        return {name: values for name, values in request.headers.items() if name in KEPT}


def _translated(error: RequestException, request: Request, most: int) -> Exception:
    """An error of curl in Scrapy's words: by these it is tried again, and recorded."""
    if error.code == CurlECode.FILESIZE_EXCEEDED:
        said = f"Received more, which is larger than download max size ({most}) in {request}"
        return DownloadCancelledError(said)
    scrapys = _ERRORS.get(error.code)
    return scrapys(str(error)) if scrapys else error
