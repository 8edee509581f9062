"""An address: its normal form, its parts, whose it is, and what tells two of one article apart.

Pure functions; :class:`ArticleReference`: an article by its address; and :class:`Addresses`: where
a site is, and a mirror that may be crawled in its place.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote, unquote, urljoin, urlsplit

from newscrawl.persian.text import to_latin_digits

#: Addresses remembered: the links of a site's menus and boxes stand on every page.
CACHED = 16_384
#: What browsers take away around an address, and inside it.
_AROUND = " \t\n\f\r"
_INSIDE = str.maketrans("", "", "\t\n\r")
#: A path from the root, in which nothing is to be resolved, and no part is empty.
_SIMPLE = re.compile(r"(?:/(?![/.])[^\s/;?#]*)+(?:\?[^\s;?#]+)?(?:#[^\s#]+)?")
_OTHER_DIGIT = re.compile("[۰-۹٠-٩]|%DB%B[0-9]|%D9%A[0-9]", re.IGNORECASE)
#: Second names of countries' domains under which anybody registers a name.
_SHARED = frozenset(("ac", "co", "com", "edu", "gov", "id", "net", "org", "sch"))
_ORIGIN = re.compile(r"https?://[^/?#\s]+")
_ROOTED = re.compile(r"/(?!/)|(?:https?:)?//[^/?#\s]")


@dataclass(frozen=True, slots=True)
class ArticleReference:
    """An article, known by its address: made once, and carried from the link to the row.

    See :meth:`newscrawl.cms.Family.reference`. Two references are equal if they are of the same
    article, whatever address it was found at.
    """

    #: What tells the article from all others of its site: its news code, or :attr:`url` where
    #: addresses have none.
    key: str
    #: The news code in the address: Latin digits without leading zeros.
    code: str | None
    #: The one address on the site itself: no slug, no query.
    url: str
    #: The address that it was found at, on the site itself, without fragment.
    address: str = field(compare=False)
    #: The address is that of pictures or a film, which need no text.
    is_album: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Addresses:
    """
    >>> site = Addresses("a.ir", "http://127.0.0.1:8000")
    >>> site.to_mirror("https://www.a.ir/fa/news/1"), site.to_site("http://127.0.0.1:8000/?p=2")
    ('http://127.0.0.1:8000/fa/news/1', 'https://a.ir/?p=2')
    """

    #: Host without ``www``; with its port, if that is not the usual one.
    domain: str
    #: ``http://host[:port]`` of the mirror.
    base_url: str | None = None
    scheme: str = "https"
    #: Other hosts at which the site's pages have the same paths, without ``www``.
    hosts: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """``scheme://domain``."""
        return f"{self.scheme}://{self.domain}"

    def of(self, path: str) -> str:
        """The address of a path on the site."""
        return self.origin + path

    def on_site(self, url: str) -> bool:
        """Whether an address is the site's, or its mirror's."""
        return self.site_url(url) is not None

    def to_mirror(self, url: str) -> str:
        """Where to fetch a page of the site: from the mirror, if there is one."""
        if not self.base_url or (url.startswith(f"{self.base_url}/") and "#" not in url):
            return url
        if url.startswith(f"{self.origin}/") and "#" not in url:
            return self.base_url + url[len(self.origin) :]
        found = self.site_url(url)
        return url if found is None else self.base_url + found.removeprefix(self.origin)

    def from_mirror(self, url: str) -> str:
        """The address on the site itself of a page of the mirror; all others are left alone.

        >>> site = Addresses("a.ir", "http://127.0.0.1:8000")
        >>> site.from_mirror("http://127.0.0.1:8000/fa"), site.from_mirror("http://www.a.ir/fa")
        ('https://a.ir/fa', 'http://www.a.ir/fa')
        """
        if not self.base_url:
            return url
        if url.startswith(f"{self.base_url}/") and "#" not in url:
            return self.origin + url[len(self.base_url) :]
        is_mirror = urlsplit(url).netloc == urlsplit(self.base_url).netloc
        return self.to_site(url) if is_mirror else url

    def to_site(self, url: str) -> str:
        """The address on the site itself of a page that may come from a mirror; addresses
        elsewhere are left alone."""
        return self.site_url(url) or url

    def site_url(self, url: str) -> str | None:
        """The address on the site itself: the same for the mirror, ``http`` and ``https``, with and
        without ``www``. ``None`` for an address elsewhere."""
        if "#" not in url:
            if url.startswith(f"{self.origin}/"):
                return url
            if self.base_url and url.startswith(f"{self.base_url}/"):
                return self.origin + url[len(self.base_url) :]
        parts = urlsplit(url)
        is_mirror = bool(self.base_url) and parts.netloc == urlsplit(self.base_url).netloc
        if not is_mirror and bare_host(parts.netloc) not in (self.domain, *self.hosts):
            return None
        return self.of((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def bare_host(host: str) -> str:
    """
    >>> bare_host("WWW.a.ir:443"), bare_host("127.0.0.1:8000")
    ('a.ir', '127.0.0.1:8000')
    """
    host = host.rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443")
    return host.removeprefix("www.")


def url_path(url: str) -> str:
    """
    >>> url_path("https://a.ir/fa/news/1?p=2#c"), url_path("https://a.ir"), url_path("/fa#c?d")
    ('/fa/news/1', '', '/fa')
    """
    return urlsplit(url).path


def origin(url: str) -> str:
    """Scheme and host of an absolute address.

    >>> origin("https://a.ir/fa/?p=2"), origin("https://a.ir")
    ('https://a.ir', 'https://a.ir')
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_public(url: str) -> bool:
    """Whether a host may be one of the internet, by its name alone.

    >>> [is_public(f"http://{host}/") for host in ("a.ir", "192.168.1.1:80", "[::1]", "localhost")]
    [True, False, False, False]
    """
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal"))


def owner(url: str) -> str:
    """The domain that one owner has registered, as far as its name tells.

    >>> [owner(f"https://{host}/") for host in ("cdn.a.ir", "www.a.ir:80", "news.a.co.ir")]
    ['a.ir', 'a.ir', 'a.co.ir']
    """
    parts = (urlsplit(url).hostname or "").split(".")
    is_shared = len(parts) > 2 and parts[-2] in _SHARED and len(parts[-1]) == 2
    return ".".join(parts[-3:] if is_shared else parts[-2:])


def absolute(base: str, href: str) -> str | None:
    """An address made absolute, as browsers do; ``None`` where it is malformed or not of http(s).

    >>> absolute("https://a.ir/fa/", " ../x\\n"), absolute("https://a.ir", "javascript:void(0)")
    ('https://a.ir/x', None)
    """
    # What urljoin() comes to, at a tenth of its cost: most links of a page are like that, and new.
    if _SIMPLE.fullmatch(href) and href.isprintable() and (site := _ORIGIN.match(base)):
        return site[0] + href
    # So that one entry of the cache does for all pages of a host.
    return _join(origin(base) if is_rooted(href) else base, href)


def is_rooted(href: str) -> bool:
    """Whether a link leads to the same address from all pages of a host.

    >>> is_rooted("/fa"), is_rooted("http://a.ir"), is_rooted("a"), is_rooted("//")
    (True, True, False, False)
    """
    return _ROOTED.match(href) is not None


@lru_cache(CACHED)
def _join(base: str, href: str) -> str | None:
    try:
        url = urljoin(base, href.strip(_AROUND).translate(_INSIDE))
        return url if urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def plain_code(digits: str) -> str | None:
    """A news code in its one spelling; ``None`` for zero, which no article has.

    >>> plain_code("۰۲۰۶۳۵۶"), plain_code("206356"), plain_code("000")
    ('206356', '206356', None)
    """
    return to_latin_digits(digits).lstrip("0") or None


def with_latin_digits(path: str) -> str:
    """A path in which Persian and Arabic digits are Latin, percent-encoded ones too.

    >>> with_latin_digits("/fa/news/۲۰٦%DB%B3%d9%a5/خبر")
    '/fa/news/20635/خبر'
    """
    if path.isascii() and "%" not in path:
        return path
    return _OTHER_DIGIT.sub(lambda match: to_latin_digits(match[0][-1]), path)


def one_spelling(path: str) -> str:
    """A path percent-encoded in one way, without a slash at the end.

    >>> one_spelling("/%d8%ae/خ/a+b/")
    '/%D8%AE/%D8%AE/a+b'
    """
    return quote(unquote(path).rstrip("/") or "/", safe="/:@!$&'()*+,;=~")


def article_fingerprint(site: str, key: str) -> bytes:
    """The fingerprint of every request of one article: 20 bytes."""
    return hashlib.sha1(f"{site} {key}".encode()).digest()
