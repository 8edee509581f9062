"""Which address of the site answers what; every answer is made once and kept."""

import re
from urllib.parse import parse_qsl, unquote

from newscrawl.demo.archive import Query
from newscrawl.demo.families import FAMILIES
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.reply import Reply
from newscrawl.demo.views import Request

CACHE_LIMIT = 512_000_000  # bytes


class Site:
    """Answers the requests for one newspaper's site, in the manner of the newspaper's family.

    ``domain`` is the site's own name in absolute links (the family's by default). ``padding`` fills
    every page of text up to that many kilobytes with links to articles. ``traps`` adds what a
    crawler could walk into for ever: endless lists, calendars and a loop of redirects.
    """

    def __init__(
        self,
        newspaper: Newspaper,
        domain: str | None = None,
        padding: int = 0,
        traps: bool = False,
    ) -> None:
        addresses = newspaper.addresses
        views = FAMILIES[addresses.family]
        self.paper = newspaper
        self.views = views(newspaper, domain or addresses.domain, padding, traps)
        self.pages = self.views.pages
        self.cache: dict[str, Reply] = {}
        self.cached_bytes = 0
        routes = {**self.views.routes(), r"/.*": self.views.other}
        self.routes = [(re.compile(pattern), view) for pattern, view in routes.items()]

    def reply(self, path_and_query: str, base: str) -> Reply:
        """The answer to a GET request, for a site whose own address is ``base``."""
        raw_path, _, query = path_and_query.partition("?")
        path = unquote(raw_path, errors="replace")
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
                return view(Request(path, Query(dict(parse_qsl(query))), base, name))
        return self.views.not_found()  # a path with a line break
