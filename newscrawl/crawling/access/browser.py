"""Fetching by Chromium, for sites whose pages need scripts, or whose scripts compute a cookie.

Playwright drives it. Of a visit only the document itself is ours: redirects and what is no HTML
are taken from the browser before it acts on them, and handed to Scrapy like any other handler's
answer. So robots.txt is asked before a redirect is followed, and a feed arrives as the server sent
it, and not as the browser shows it.
"""

from __future__ import annotations

import asyncio
import base64
import logging
import os
import re
import ssl
from contextlib import suppress
from typing import Any, NamedTuple, NoReturn
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, CDPSession, Page, async_playwright
from playwright.async_api import Error as PlaywrightError
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Headers, HtmlResponse, Response
from scrapy.responsetypes import responsetypes

from newscrawl.crawling.access.fetchers import browser_path
from newscrawl.crawling.access.proxies import split_proxy
from newscrawl.private import download_slots

logger = logging.getLogger(__name__)
#: Kinds of files that no text stands in.
IGNORED = ("Image", "Media", "Font")
#: A page with fewer characters to see is waited for: a challenge, or an empty frame that scripts
#: fill.
FEW = 400
#: With these statuses. An error page may be short.
CHALLENGES = (200, 403, 429, 503)
#: Seconds between two looks at a page, and for which its text has to stay as it is.
LOOK, CALM = 0.1, 0.3
_HTML = re.compile(r"text/html|application/xhtml\+xml")
#: Headers that tell of the way here; the body comes without them.
_OF_TRANSPORT = ("content-encoding", "content-length", "transfer-encoding")


class Document(NamedTuple):
    """What a server answered when the browser asked for a page."""

    url: str
    status: int
    headers: Headers
    #: ``None`` if the browser shows it.
    body: bytes | None


class BrowserHandler(BaseDownloadHandler):
    """One browser, started with the first request; a context for each proxy, a page a request.

    The browser says that it is ours: its user agent is ``USER_AGENT``.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self.path = browser_path(settings.get("BROWSER_PATH"))
        self.patience = settings.getfloat("BROWSER_WAIT_SECONDS")
        self.most_bytes = settings.getint("DOWNLOAD_MAXSIZE")
        # Chromium refuses its sandbox to root.
        may_have_sandbox = getattr(os, "geteuid", lambda: 1)() != 0
        self.has_sandbox = settings.getbool("BROWSER_SANDBOX") and may_have_sandbox
        language = settings.getdict("DEFAULT_REQUEST_HEADERS").get("Accept-Language", "fa")
        self.context_options: dict[str, Any] = {
            "user_agent": settings["USER_AGENT"],
            "locale": re.split("[,;]", language)[0].strip(),
            "ignore_https_errors": not settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"),
            "service_workers": "block",
            "accept_downloads": False,
        }
        self._playwright: Any = None
        self._browser: Browser | None = None
        self._contexts: dict[str | None, BrowserContext] = {}
        self._starting = asyncio.Lock()
        self._sending = asyncio.Lock()
        #: When the last request was sent, by the clock of the loop.
        self._sent = -float("inf")

    async def download_request(self, request: Request) -> Response:
        limit = request.meta.get("download_timeout") or None
        visit: Visit | None = None
        try:
            async with asyncio.timeout(limit):
                context = await self._context(request)
                visit = Visit(await context.new_page(), request, self.patience)
            await self._keep_delay()
            async with asyncio.timeout(limit):
                return await visit.make(request.meta.get("download_maxsize", self.most_bytes))
        except TimeoutError as error:
            raise DownloadTimeoutError(f"{request.url} took longer than {limit} s") from error
        except PlaywrightError as error:
            _raise(error)
        finally:
            if visit is not None:
                await visit.end()

    async def _keep_delay(self) -> None:
        """Wait for the site's delay once more: to open a page takes a while, and not always the
        same."""
        delay = max((slot.delay for slot in download_slots(self.crawler).values()), default=0.0)
        now = asyncio.get_running_loop().time
        async with self._sending:
            await asyncio.sleep(max(self._sent + delay - now(), 0.0))
            self._sent = now()

    async def _context(self, request: Request) -> BrowserContext:
        """The context for the proxy of a request; with a new browser, if the last one crashed."""
        key, proxy = split_proxy(request)
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                self._contexts.clear()
                self._browser = await self._start()
            if key not in self._contexts:
                options = {**self.context_options, **({"proxy": proxy} if proxy else {})}
                self._contexts[key] = await self._browser.new_context(**options)
            return self._contexts[key]

    async def _start(self) -> Browser:
        if self._playwright is None:
            self._playwright = await async_playwright().start()
        logger.info("Pages are fetched by a browser: %s", self.path or "Playwright's own")
        browser: Browser = await self._playwright.chromium.launch(
            executable_path=self.path, chromium_sandbox=self.has_sandbox, handle_sigint=False
        )
        return browser

    async def close(self) -> None:
        if self._browser is not None:
            await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()


class Visit:
    """One request: a page that is opened, and closed when its text has come."""

    def __init__(self, page: Page, request: Request, patience: float) -> None:
        self.page = page
        self.request = request
        self.patience = patience
        #: The last answer; a script may ask for the page again.
        self.document: Document | None = None
        self._main_frame = ""
        self._began = 0.0
        self._tasks: set[asyncio.Task[None]] = set()

    async def make(self, most_bytes: int) -> Response:
        """Open the page.

        Raises:
            PlaywrightError: if there is no answer.
            DownloadCancelledError: if the answer has more bytes than allowed.
        """
        devtools = await self._watch()
        self._began = asyncio.get_running_loop().time()
        try:
            await self.page.goto(self.request.url, wait_until="domcontentloaded", timeout=0)
        except PlaywrightError:
            if self.document is None:  # else it was taken, or a script went elsewhere
                raise
        text = await self._settled(devtools)
        assert self.document is not None
        url, status, headers, body = self.document
        if body is None:
            body = text.encode("utf-8", "replace")
            headers["Content-Type"] = "text/html; charset=utf-8"  # as it is now
        if most_bytes and len(body) > most_bytes:
            said = f"Received {len(body)}, which is larger than download max size ({most_bytes})"
            raise DownloadCancelledError(f"{said} in {self.request}")
        kind: type[Response] = (
            HtmlResponse
            if self.document.body is None
            else responsetypes.from_args(headers=headers, url=url, body=body)
        )
        return kind(
            url, status=status, headers=headers, body=body, request=self.request, flags=["browser"]
        )

    async def end(self) -> None:
        """Close the page."""
        for task in self._tasks:
            task.cancel()
        try:
            await self.page.close()
        except PlaywrightError as error:
            logger.debug("The page of %s is gone already: %s", self.request, error)

    # -- documents ---------------------------------------------------------------------

    async def _watch(self) -> CDPSession:
        """Have the browser ask for every document, and for files that are ignored."""
        devtools = await self.page.context.new_cdp_session(self.page)
        tree = await devtools.send("Page.getFrameTree")
        self._main_frame = tree["frameTree"]["frame"]["id"]
        devtools.on("Fetch.requestPaused", lambda event: self._start(self._decide(devtools, event)))
        patterns = [{"resourceType": kind, "requestStage": "Request"} for kind in IGNORED]
        patterns.append({"resourceType": "Document", "requestStage": "Response"})
        await devtools.send("Fetch.enable", {"patterns": patterns})
        return devtools

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _decide(self, devtools: CDPSession, event: dict[str, Any]) -> None:
        """Let the browser go on with a document, or take it from it."""
        name = {"requestId": event["requestId"]}
        try:
            if event["resourceType"] in IGNORED:
                await devtools.send("Fetch.failRequest", {**name, "errorReason": "BlockedByClient"})
            elif event["frameId"] != self._main_frame or "responseStatusCode" not in event:
                await devtools.send("Fetch.continueRequest", name)
            elif await self._take(devtools, event):
                await devtools.send("Fetch.failRequest", {**name, "errorReason": "BlockedByClient"})
            else:
                await devtools.send("Fetch.continueRequest", name)
        except PlaywrightError as error:  # the page is closed, or went elsewhere
            logger.debug("%s: %s", self.request, error)

    async def _take(self, devtools: CDPSession, event: dict[str, Any]) -> bool:
        """Keep the answer to a request of the page; whether it is all that is wanted."""
        status: int = event["responseStatusCode"]
        headers = Headers()
        for header in event.get("responseHeaders", ()):
            if header["name"].lower() not in _OF_TRANSPORT:
                headers.appendlist(header["name"], header["value"])
        url: str = event["request"]["url"]
        asked = self.request.url
        if _server(url) != _server(asked):  # a script left the site: Scrapy decides
            self.document = Document(asked, 302, Headers({"Location": url}), b"")
            return True
        url = asked if url == asked.partition("#")[0] else url
        if self.document is None:
            self.request.meta["download_latency"] = asyncio.get_running_loop().time() - self._began
        body: bytes | None = None
        if "Location" in headers and 300 <= status < 400:
            body = b""
        elif not _HTML.match((headers.get("Content-Type") or b"text/html").decode("latin-1")):
            found = await devtools.send("Fetch.getResponseBody", {"requestId": event["requestId"]})
            is_binary = found["base64Encoded"]
            body = base64.b64decode(found["body"]) if is_binary else found["body"].encode()
        self.document = Document(url, status, headers, body)
        return body is not None

    # -- text --------------------------------------------------------------------------

    async def _settled(self, devtools: CDPSession) -> str:
        """The HTML of the page when there is text on it and it no longer changes, or patience ends.

        A challenge shows little text, asks for the page again and so becomes the page.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + self.patience
        before, since = -1, loop.time()
        while self.document is None or self.document.body is None:
            length = await self._text_length(devtools)
            now = loop.time()
            if length != before:
                before, since = length, now
            is_calm = length >= 0 and now - since >= CALM
            may_change = self.document is None or self.document.status in CHALLENGES
            if (is_calm and (length >= FEW or not may_change)) or now >= until:
                with suppress(PlaywrightError):  # it is on the way to another document
                    return await self.page.content()
            await asyncio.sleep(LOOK)
        return ""

    async def _text_length(self, devtools: CDPSession) -> int:
        """How many characters the page shows; -1 while it is being loaded."""
        script = "document.readyState == 'loading' ? -1 : document.body?.innerText.length ?? 0"
        try:
            found = await devtools.send(
                "Runtime.evaluate", {"expression": script, "returnByValue": True}
            )
        except PlaywrightError:  # it is on the way to another document
            return -1
        return int(found["result"].get("value", -1))


def _server(url: str) -> tuple[str | None, int]:
    parts = urlsplit(url)
    return parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def _raise(error: PlaywrightError) -> NoReturn:
    """Raise an error of the browser in Scrapy's words: by these it is tried again, and recorded."""
    found = re.search(r"net::ERR_(\w+)", error.message)
    name = found[1] if found else error.message.splitlines()[0]
    if name.startswith("NAME_"):
        raise CannotResolveHostError(name) from error
    if name == "CONNECTION_REFUSED":
        raise DownloadConnectionRefusedError(name) from error
    if "TIMED_OUT" in name:
        raise DownloadTimeoutError(name) from error
    cause: OSError = ConnectionError(name)
    if "PROXY" in name or "SOCKS" in name or "TUNNEL" in name:
        cause = ProxyError(name)
    elif name.startswith(("CERT_", "SSL_")):
        cause = ssl.SSLError(name)
    raise DownloadFailedError(name) from cause


class ProxyError(ConnectionError):
    """The proxy opens no connection."""
