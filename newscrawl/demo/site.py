"""What each address of the site answers; answers are kept."""

import re
from urllib.parse import parse_qsl, unquote

from newscrawl.demo.exchange import Parameters, Reply, SiteRequest
from newscrawl.demo.families import FAMILIES
from newscrawl.demo.families.wordpress import WordPressViews
from newscrawl.demo.newspaper import Newspaper

CACHE_LIMIT = 512_000_000  # bytes


class Site:
    """Answers the requests for one newspaper's site, in the manner of the newspaper's family.

    Args:
        domain: the site's own name in absolute links; the family's by default.
        padding: fill every page of text up to this many kilobytes with links to articles.
        traps: add what a crawler could follow for ever: endless lists, calendars and a loop of
            redirects.
        closed_api: the REST API, where sites of the family have one, answers nobody.
    """

    def __init__(
        self,
        newspaper: Newspaper,
        domain: str | None = None,
        padding: int = 0,
        traps: bool = False,
        closed_api: bool = False,
    ) -> None:
        addresses = newspaper.addresses
        views = FAMILIES[addresses.family]
        self.paper = newspaper
        self.views = views(newspaper, domain or addresses.domain, padding, traps)
        if isinstance(self.views, WordPressViews):
            self.views.has_closed_api = closed_api
        self.pages = self.views.pages
        self.cache: dict[str, Reply] = {}
        self.cached_bytes = 0
        routes = {**self.views.routes(), r"/.*": self.views.other}
        self.routes = [(re.compile(pattern), view) for pattern, view in routes.items()]

    def reply(self, path_and_query: str, base: str) -> Reply:
        """The answer to a GET request, for a site whose own address is ``base``."""
        raw_path, _, query = path_and_query.partition("?")
        path = unquote(raw_path, errors="replace")
        if self.paper.outage is not None and path != "/robots.txt":
            return self.paper.outage
        code = self.views.code_at(path)
        key = code or base + path_and_query
        if reply := self.cache.get(key):
            return reply
        reply = self.views.article(code) if code else self._route(path, query, base)
        if self.cached_bytes > CACHE_LIMIT:
            self.cache.clear()
            self.cached_bytes = 0
        self.cache[key] = reply
        self.cached_bytes += len(reply.body) + len(key) + 200
        return reply

    def _route(self, path: str, query: str, base: str) -> Reply:
        for pattern, view in self.routes:
            if match := pattern.fullmatch(path):
                name = (match[1] or "") if pattern.groups else ""
                return view(SiteRequest(path, Parameters(dict(parse_qsl(query))), base, name))
        return self.views.not_found()  # a path with a line break
