"""robots.txt (RFC 9309): what of it counts, in bounded time and memory."""

from __future__ import annotations

import re
from typing import Self

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser
from scrapy.utils.python import to_unicode

from newscrawl.answers.errors import of_status
from newscrawl.answers.nopage import Cause, NoPage

#: Bytes of a robots.txt that are read: as many as RFC 9309 asks for (2.5).
READ = 500 * 1024
#: As Protego reads the line that a group of rules begins with.
_GROUP = re.compile(r"^[ \t]*user[- ]?agent(?:[ \t]*:|[ \t])[ \t]*([^#\n]*)", re.I | re.M)
#: Stands for whomever else rules are for.
_OTHERS = "others/"


class Robots(RobotParser):
    """Scrapy's parser Protego, for one crawler only.

    Protego copies each rule for each crawler that a group names: half a megabyte of names and rules
    would come to gigabytes. So names of crawlers that we are not are made one.

    Args:
        body: of a robots.txt.
        agent: the header ``User-Agent`` that the crawler sends.

    >>> robots = Robots(b"User-agent: *\\nDisallow: /fa/print\\nCrawl-delay: 2", "newscrawl/1")
    >>> robots.allowed("https://a.ir/fa/print/1", "newscrawl/1"), robots.crawl_delay("newscrawl/1")
    (False, 2.0)
    """

    def __init__(self, body: bytes, agent: str) -> None:
        self.agent = agent
        self._rules = Protego.parse(_of_agent(_text(body), agent))

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        return cls(robotstxt_body, agent_of(crawler))

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Whether a page may be fetched; ``user_agent`` is :attr:`agent`."""
        return bool(self._rules.can_fetch(to_unicode(url), self.agent))

    def crawl_delay(self, user_agent: str | bytes) -> float | None:
        """Seconds between two requests, by ``Crawl-delay`` and ``Request-rate``, whatever times of
        the day that is for; ``None`` if neither is there."""
        delays = [self._rules.crawl_delay(self.agent)]
        if rate := self._rules.request_rate(self.agent):
            delays.append(rate.seconds / rate.requests)
        return max((delay for delay in delays if delay is not None), default=None)


def agent_of(crawler: Crawler) -> str:
    """The name by which a crawler looks for its rules."""
    settings = crawler.settings
    return settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"] or ""


def unreadable(why: NoPage) -> NoPage:
    """Why no page of a host may be fetched whose robots.txt cannot be read: it waits."""
    cause = why.cause if why.is_transient else Cause.REFUSED
    return NoPage(f"robots.txt cannot be read: {why.reason}", cause, retry_after=why.retry_after)


def problem_of(status: int, retry_after: float | None = None) -> NoPage | None:
    """Why a robots.txt cannot be read (RFC 9309, 2.3.1); ``None`` if it can, or if its status says
    that there is none: then all is allowed.

    >>> problem_of(404), problem_of(200), problem_of(429).reason, problem_of(501).is_transient
    (None, None, 'robots.txt cannot be read: HTTP 429', True)
    """
    is_problem = status >= 500 or status in (408, 425, 429)
    return unreadable(of_status(status, retry_after)) if is_problem else None


def _text(body: bytes) -> str:
    """What of a robots.txt is read: nothing if it is a page, as servers give for any address."""
    if len(body) > READ:
        body = body[:READ].rpartition(b"\n")[0]  # half a rule would be another rule
    text = body.decode("utf-8-sig", "ignore")
    return "" if text.lstrip().startswith("<") else "\n".join(text.splitlines())


def _of_agent(text: str, agent: str) -> str:
    """A robots.txt in which all names of crawlers but the one that fits best are the same."""
    agent = agent.strip().lower()
    names = {_name(match) for match in _GROUP.finditer(text)}
    best = max(names, key=lambda name: (_fit(name, agent), name), default="")
    return _GROUP.sub(lambda m: f"User-agent: {best if _name(m) == best else _OTHERS}", text)


def _name(match: re.Match[str]) -> str:
    name = match[1].strip().lower()
    return name if name == "*" else name.replace("*", "")


def _fit(name: str, agent: str) -> int:
    """How well a name fits, as Protego says: it has to begin a word, and the longest fits best."""
    if name == "*":
        return 1
    fits = name and name in agent and re.search(rf"(?<![\w-]){re.escape(name)}", agent)
    return len(name) if fits else 0
