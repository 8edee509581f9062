"""robots.txt: no page is fetched before that of its host is known; see
:mod:`newscrawl.answers.robots`."""

from __future__ import annotations

import asyncio
import logging

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler, load_object

from newscrawl.answers import NoPage, NotFetched
from newscrawl.answers.errors import of_error
from newscrawl.answers.retryafter import asked_by
from newscrawl.answers.robots import agent_of, problem_of, unreadable
from newscrawl.crawling.downloadermiddlewares import RedirectedInCircles
from newscrawl.crawling.pace import IMAGE
from newscrawl.crawling.unit_of_work import Stopped
from newscrawl.private import raise_delay

logger = logging.getLogger(__name__)
#: Stat: why the robots.txt of the site could not be read.
UNREADABLE = "robotstxt/unreadable"
#: What the request of a picture says of its host.
_OF_IMAGES = (IMAGE, "download_slot", "dont_retry", "autothrottle_dont_adjust_delay")


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, but all requests wait for the robots.txt of their host, which is asked for once;
    one that cannot be read forbids all for now; and its delay is kept.

    Scrapy 2.19 lets requests through unchecked that wait together with the first.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._parser: type[RobotParser] = load_object(crawler.settings["ROBOTSTXT_PARSER"])
        #: Of each host, or why there is none to go by.
        self._known: dict[str, asyncio.Task[RobotParser | NoPage | Stopped | None]] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the host of a request; ``None`` if all is allowed.

        Raises:
            NotFetched: if they are not known, for now.
            Stopped: if the crawl was stopped before they were.
        """
        host = urlparse_cached(request).netloc
        if host not in self._known:
            reading = asyncio.get_running_loop().create_task(self._read(request))
            self._known[host] = reading
        # One request that is given up must not take the rules from the others.
        found = await asyncio.shield(self._known[host])
        if isinstance(found, NoPage):
            raise NotFetched(found)
        if isinstance(found, Stopped):
            raise found
        return found

    async def _read(self, request: Request) -> RobotParser | NoPage | Stopped | None:
        stats = self.crawler.stats
        stats.inc_value("robotstxt/request_count")
        try:
            response = await self._fetch(request)
            stats.inc_value("robotstxt/response_count")
            stats.inc_value(f"robotstxt/response_status_count/{response.status}")
            problem = problem_of(response.status, asked_by(response))
            if problem is None:
                return await self._parse(request, response) if response.status == 200 else None
        except Stopped as error:
            return error
        except RedirectedInCircles:  # as if there were none: RFC 9309, 2.3.1.2
            return None
        except Exception as error:
            stats.inc_value(f"robotstxt/exception_count/{type(error)}")
            problem = unreadable(of_error(error, self.crawler.settings.getint("DOWNLOAD_MAXSIZE")))
        is_of_site = IMAGE not in request.meta
        level = logging.WARNING if is_of_site else logging.DEBUG
        logger.log(level, "%s: %s", urlparse_cached(request).netloc, problem.reason)
        if is_of_site:
            stats.set_value(UNREADABLE, problem.reason)
        return problem

    async def _fetch(self, request: Request) -> Response:
        url = urlparse_cached(request)
        # It may be kept on another host. And nothing allows or forbids it.
        meta = {"dont_obey_robotstxt": True, "allow_offsite": True}
        meta |= {name: request.meta[name] for name in _OF_IMAGES if IMAGE in request.meta}
        assert self.crawler.engine is not None
        return await self.crawler.engine.download_async(
            Request(
                f"{url.scheme}://{url.netloc}/robots.txt",
                priority=self.DOWNLOAD_PRIORITY,
                meta=meta,
                callback=NO_CALLBACK,
            )
        )

    async def _parse(self, request: Request, response: Response) -> RobotParser:
        rules = build_from_crawler(self._parser, self.crawler, response.body)
        delay = rules.crawl_delay(agent_of(self.crawler)) or 0.0
        longest = self.crawler.settings.getfloat("ROBOTSTXT_MAX_DELAY")
        if delay > longest:
            logger.warning(
                "robots.txt asks for %g seconds between requests; it gets ROBOTSTXT_MAX_DELAY: %g",
                delay,
                longest,
            )
        if delay:
            raise_delay(self.crawler, request, min(delay, longest))
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        return rules
