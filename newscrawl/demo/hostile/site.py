"""What the hostile newspaper answers at each address, and what was asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from json import dumps
from random import Random
from urllib.parse import quote

from newscrawl.demo.hostile.case import Becomes, Case, End, LinkedFrom
from newscrawl.demo.hostile.cases import all_cases
from newscrawl.demo.hostile.pages import page
from newscrawl.demo.hostile.wire import Place, Step, head, http
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site

DOMAIN = "demo-hostile.newscrawl.example"
#: Where the server tells how often each case was asked for, as JSON.
ASKED = "/hostile/asked"
#: Good articles between the cases: no crawl of a bad site may lose them.
GOOD = 30
_ARTICLE = re.compile(r"/fa/(?:news|photos|video|multimedia)/(\d{1,12})(?=/|$)")


#: A good article that others redirect to.
TARGET = "good-1"


def good_cases(newspaper: Newspaper) -> list[Case]:
    """The articles of a newspaper as cases, which become what the newspaper expects."""
    return [
        Case(
            f"good-{number}",
            http(),
            _becomes(story.expected(), 3 if f"good-{number}" == TARGET else 1),
            path=story.path,
            found=LinkedFrom.HOME,
            code=story.code,
        )
        for number, story in enumerate(newspaper.stories, 1)
    ]


def _becomes(expected: dict[str, object], most: int) -> Becomes:
    fields = {name: expected[name] for name in ("title", "body", "published_at")}
    return Becomes(End.STORED, (1, most), fields=fields)


class HostileSite:
    """The cases, mixed with good articles and the other pages of a newspaper."""

    def __init__(self) -> None:
        newspaper = Newspaper(GOOD)
        self.newspaper = Site(newspaper, DOMAIN)
        self.cases = [*all_cases(), *good_cases(newspaper)]
        self.asked: Counter[str] = Counter()
        self._good = str(newspaper.stories[0].code)
        self._hostile = {case.address: case for case in all_cases() if case.path}
        self._by_code = {str(case.code): case for case in self.cases if case.code}
        self._paths = {
            f"article:{case.name}": f"/fa/news/{case.code}" for case in self.cases if case.code
        }
        self._numbers = count(1)

    def answer(self, target: str, base: str) -> Iterable[Step]:
        """The answer to a request of a path with its query; ``base`` is the site's address."""
        path = target.partition("?")[0]
        names = {**self._paths, "base": base, "good": self._good, "own": path}
        place = Place({**names, "random": str(next(self._numbers))})
        match path:
            case "/":
                return self._html(self._links(LinkedFrom.HOME), place)
            case "/fa/rss":
                return self._html(self._links(LinkedFrom.FEEDS), place)
            case "/robots.txt":
                return http(self._robots(), kind="text/plain")(place)
            case "/sitemap.xml":
                return http(self._sitemaps(), kind="application/xml")(place)
            case _ if path == ASKED:
                return http(dumps(self.asked), kind="application/json")(place)
        steps = self._case(path, place)
        return self._of_newspaper(target, base) if steps is None else steps

    def _case(self, path: str, place: Place) -> Iterable[Step] | None:
        match = _ARTICLE.match(path)
        case = self._by_code.get(match[1]) if match else self._hostile.get(path)
        if case is None:
            return None
        self.asked[case.name] += 1
        if case.name.startswith("good-"):
            return None
        if case.at_end and path.endswith("/end"):
            return case.at_end(place)
        own = Place({**place.names, "own": f"/fa/news/{case.code}" if case.code else path})
        return case.answer(own)

    def _of_newspaper(self, target: str, base: str) -> Iterator[Step]:
        reply = self.newspaper.reply(target, base)
        headers = {"Location": quote(reply.location, safe="/:?=&%")} if reply.location else {}
        headers["Content-Length"] = str(len(reply.body))
        yield head(reply.status, headers, f"{reply.kind}; charset=utf-8") + reply.body

    def _links(self, found: LinkedFrom) -> list[str]:
        """Addresses of cases, always in the same order, in which good and bad are mixed."""
        cases = [case for case in self.cases if case.found is found]
        Random(found.value).shuffle(cases)
        return [quote(case.address) for case in cases]

    @staticmethod
    def _html(links: list[str], place: Place) -> Iterable[Step]:
        items = "".join(f'<li><a href="{link}">خبر</a></li>\n' for link in links)
        return http(page("چکاوک", f"<ul>{items}</ul>"))(place)

    def _robots(self) -> str:
        forbidden = (
            case.path or f"/fa/news/{case.code}" for case in self.cases if case.is_forbidden
        )
        rules = "".join(f"Disallow: {path}\n" for path in forbidden)
        return f"User-agent: *\n{rules}\nSitemap: {{base}}/sitemap.xml\n"

    def _sitemaps(self) -> str:
        locs = "".join(
            f"<sitemap><loc>{{base}}{path}</loc></sitemap>"
            for path in self._links(LinkedFrom.SITEMAPS)
        )
        return f'<?xml version="1.0" encoding="UTF-8"?><sitemapindex>{locs}</sitemapindex>'
