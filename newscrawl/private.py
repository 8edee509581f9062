"""What we use of other libraries without being promised it: each with why there is no public way.

A new release may rename or drop any of these; ``tests/test_private.py`` says which one is gone. The
lowest room of all: it knows nothing of the rest of newscrawl, and imports a library only where that
is used.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Protocol, cast
from weakref import ref

if TYPE_CHECKING:
    from lxml.etree import HTMLParser
    from lxml.etree import _Element as Element
    from scrapy import Request, Spider
    from scrapy.commands import BaseRunSpiderCommand, ScrapyCommand
    from scrapy.commands.genspider import Command as GenspiderCommand
    from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
    from scrapy.crawler import Crawler, CrawlerProcessBase
    from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
    from scrapy.http import Response
    from scrapy.settings import Settings
    from spidermon import MonitorSuite
    from spidermon.contrib.scrapy.extensions import Spidermon
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.python.failure import Failure
    from twisted.web._newclient import HTTP11ClientProtocol
    from twisted.web._newclient import Request as TxRequest
    from twisted.web.iweb import IResponse

# -- Scrapy: the engine ----------------------------------------------------------------


async def process_item(crawler: Crawler, item: Any, response: Response | Failure | None) -> None:
    """Send an item to the item pipelines, as Scrapy does with what a callback yields.

    With its signals, stats and lines of log; returns when all of that is done. What a pipeline
    raises is no error here, but a dropped or failed item.

    Scrapy sends only what callbacks yield, ``CONCURRENT_ITEMS`` of them at a time.
    """
    assert crawler.engine is not None
    await crawler.engine.scraper.start_itemproc_async(item, response=response)


def wake_engine(crawler: Crawler) -> None:
    """Have the engine ask the scheduler for requests soon.

    Otherwise it asks when a request ends, or every five seconds.
    """
    slot = crawler.engine._slot if crawler.engine else None
    if slot is not None and slot.closing is None:
        slot.nextcall.schedule()


def is_closing(crawler: Crawler) -> bool:
    """Whether the engine no longer makes new requests.

    The signal ``spider_closed`` comes only when all is over.
    """
    slot = crawler.engine._slot if crawler.engine else None
    return slot is None or slot.closing is not None


class DownloadSlot(Protocol):
    """What Scrapy's downloader knows of a site."""

    #: Seconds between two requests, as AutoThrottle has set them.
    delay: float

    @property
    def active(self) -> Collection[Any]:
        """The requests under way."""


def download_slots(crawler: Crawler) -> Mapping[str, DownloadSlot]:
    """The sites that the downloader has requests of, by ``Request.meta["download_slot"]``.

    No setting or signal says which delay AutoThrottle has come to, or sets another.
    """
    return crawler.engine.downloader.slots if crawler.engine else {}


def raise_delay(crawler: Crawler, request: Request, seconds: float) -> None:
    """Leave at least so many seconds between two requests of the host of a request.

    ``DOWNLOAD_SLOTS`` is read before the crawl, and AutoThrottle has one delay for all hosts.
    """
    from scrapy.extensions.throttle import AutoThrottle

    assert crawler.engine is not None
    downloader = crawler.engine.downloader
    host = downloader.get_slot_key(request)
    # For slots to come: those that are idle for a minute are thrown away. No jitter: it would
    # make every other distance shorter.
    of_host = downloader.per_slot_settings.setdefault(host, {})
    of_host["delay"] = max(seconds, of_host.get("delay", downloader._delay))
    of_host["jitter"] = 0.0
    if (slot := downloader.slots.get(host)) is not None:
        slot.delay, slot.jitter = max(seconds, slot.delay), 0.0
    throttle = crawler.get_extension(AutoThrottle)
    if throttle is not None and not request.meta.get("autothrottle_dont_adjust_delay"):
        throttle.mindelay = max(seconds, throttle.mindelay)
        throttle.maxdelay = max(seconds, throttle.maxdelay)


def bound_headers(handler: HTTP11DownloadHandler, most: int, error: type[Exception]) -> None:
    """Have a download fail with an error if the status line and headers of an answer have more
    bytes, or one line more than Twisted takes.

    No setting or signal bounds them: Twisted reads headers without end until the download times
    out, and all of them into memory.
    """
    from scrapy.core.downloader.handlers.http11 import (
        _LenientHTTP11ClientFactory,
        _LenientHTTP11ClientProtocol,
        _LenientHTTPClientParser,
    )

    class BoundedParser(_LenientHTTPClientParser):
        received = 0

        def lineReceived(self, line: bytes) -> None:
            self.received += len(line)
            if self.received > most:
                raise error()
            super().lineReceived(line)

        def lineLengthExceeded(self, line: bytes) -> None:
            raise error()

    class BoundedProtocol(_LenientHTTP11ClientProtocol):
        def request(self, request: TxRequest) -> Deferred[IResponse]:
            response = super().request(request)
            # As Scrapy does, and for its reason.
            assert self._parser is not None
            self._parser.__class__ = BoundedParser
            return response

    class BoundedFactory(_LenientHTTP11ClientFactory):
        def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:
            return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]

    handler._pool._factory = BoundedFactory


#: X509_V_ERR_…: what OpenSSL says of certificates.
CERTIFICATE_ERRORS = {
    9: "certificate is not yet valid",
    10: "certificate has expired",
    18: "self-signed certificate",
    19: "self-signed certificate in certificate chain",
    20: "unable to get local issuer certificate",
    21: "unable to verify the first certificate",
}


def explain_certificates(handler: HTTP11DownloadHandler) -> None:
    """Have the error of a certificate that is not accepted say why.

    Twisted's says only that it is not, for a self-signed one as for one that has expired. Twisted
    before 26.4 is left alone.
    """
    from OpenSSL import SSL
    from twisted.internet import _sslverify
    from twisted.python.failure import Failure

    if not hasattr(_sslverify, "_verifyCB"):
        return
    factory: Any = handler._contextFactory
    creator_for = factory.creatorForNetloc

    def explaining(hostname: bytes, port: int) -> Any:
        creator = creator_for(hostname, port)
        connect = creator.clientConnectionForTLS

        def connecting(protocol: Any) -> Any:
            connection = connect(protocol)
            # What Twisted has set: whether the certificate is of this host.
            is_of_host = _sslverify._verifyCB(
                protocol, creator._hostnameIsDnsName, creator._hostnameASCII
            )
            to_protocol = ref(protocol)

            def verify(its: Any, certificate: Any, error: int, depth: int, is_ok: bool) -> bool:
                waiting = to_protocol()
                if not is_ok and waiting is not None:
                    why = CERTIFICATE_ERRORS.get(error, f"certificate verify failed: {error}")
                    waiting.failVerification(Failure(SSL.Error(why)))  # type: ignore[no-untyped-call]
                return is_of_host(its, certificate, error, depth, is_ok) if is_ok else False

            connection.set_verify(connection.get_verify_mode(), verify)
            return connection

        creator.clientConnectionForTLS = connecting
        return creator

    factory.creatorForNetloc = explaining


def offline_cookies(crawler: Crawler) -> CookiesMiddleware:
    """Scrapy's cookies middleware, whether or not ``COOKIES_ENABLED`` is on.

    It would fetch the list of public suffixes at its first cookie; here it has the copy that comes
    with tldextract. No setting says so.
    """
    from scrapy.downloadermiddlewares import cookies
    from tldextract import TLDExtract

    cookies._split_domain = TLDExtract(
        cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True
    )
    middleware = cookies.CookiesMiddleware(crawler.settings.getbool("COOKIES_DEBUG"))
    middleware.crawler = crawler
    return middleware


# -- Scrapy: the command line ----------------------------------------------------------


def all_commands(settings: Settings) -> dict[str, ScrapyCommand]:
    """The commands of a project, by name; Scrapy's own tells only how to print them."""
    from scrapy.cmdline import _get_commands_dict

    return _get_commands_dict(settings, inproject=True)


def execute(arguments: list[str], settings: Settings, reworded: Callable[[str], str]) -> None:
    """Run Scrapy's command line, and end the program with its exit code.

    Its help names the program ``scrapy``, whatever it is; no setting changes its parser.

    Args:
        arguments: as ``sys.argv``.
        reworded: what becomes of the help.
    """
    from scrapy import cmdline

    class RewordedParser(cmdline.ScrapyArgumentParser):
        def format_help(self) -> str:
            return reworded(super().format_help())

        def format_usage(self) -> str:
            return reworded(super().format_usage())

    cmdline.ScrapyArgumentParser = RewordedParser  # type: ignore[misc]
    cmdline.execute(arguments, settings)


def create_crawler(command: BaseRunSpiderCommand, spider: type[Spider] | str) -> Crawler:
    """The crawler of a command, which warns of feeds (``-o``) that nothing would write.

    The public ``CrawlerProcess.create_crawler`` does not warn.
    """
    # Scrapy makes deprecated classes here, and looks at every call on the stack for each. There are
    # few now; where a middleware imports it first, there are so many that it takes 0.4 s.
    import scrapy.core.downloader.contextfactory  # noqa: F401

    return command._create_crawler(spider)


def could_not_start(process: CrawlerProcessBase) -> bool:
    """Whether a crawl ended before its spider was made.

    Scrapy's own commands use the attribute, but it is not documented.
    """
    return process.bootstrap_failed


def module_name(name: str) -> str:
    """How Scrapy would name the file of a spider; not documented."""
    from scrapy.commands.genspider import sanitize_module_name

    return sanitize_module_name(name)


def templates_folder(command: GenspiderCommand) -> str:
    """Where ``genspider`` looks for templates: a part of the setting ``TEMPLATES_DIR``."""
    return command.templates_dir


# -- Spidermon -------------------------------------------------------------------------


def run_suites_by(extension: Spidermon, run: Callable[[Spider, list[MonitorSuite]], None]) -> None:
    """Have a function run the monitors, in place of Spidermon's runner and its log.

    The runner is no setting.
    """
    extension._run_suites = run


def monitored_data(extension: Spidermon, spider: Spider) -> dict[str, Any]:
    """What Spidermon hands to monitors; it is made nowhere else."""
    data: dict[str, Any] = extension._generate_data_for_spider(spider)
    return data


# -- Scrapy: what answers are packed in ------------------------------------------------


class TooLargeError(Exception):
    """A body has more bytes than it may have."""


def unpacked(body: bytes, encodings: list[str], most: int) -> bytes:
    """A body without its content encodings, as Scrapy's downloader undoes them.

    Scrapy unpacks only what its downloader has fetched.

    Args:
        encodings: as in ``Content-Encoding``, in lower case.
        most: bytes that it may have.

    Raises:
        TooLargeError: if it has more.
        ValueError: if an encoding is not known.
        Exception: another one if it is not packed so; each library has its own.
    """
    from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
    from scrapy.utils._compression import _DecompressionMaxSizeExceeded

    to_decode, unknown = HttpCompressionMiddleware._split_encodings(
        [encoding.encode("latin-1", "replace") for encoding in encodings]
    )
    if unknown and unknown != [b"identity"]:
        raise ValueError(f"unknown encoding: {unknown}")
    for encoding in to_decode:
        try:
            body = HttpCompressionMiddleware._decode(body, encoding, most)
        except _DecompressionMaxSizeExceeded as error:
            raise TooLargeError from error
    return body


# -- parsel ----------------------------------------------------------------------------


def parse_html(source: bytes, parser: Callable[..., HTMLParser]) -> Element:
    """The root of a page in UTF-8, with parsel's care for empty and huge pages.

    The public ``Selector`` parses with :mod:`lxml.html` only, whose elements cost four times as
    much.
    """
    from parsel.selector import create_root_node

    as_type = cast("type[HTMLParser]", parser)  # it is only called
    root: Element = create_root_node("", as_type, body=source, encoding="utf-8")
    return root
