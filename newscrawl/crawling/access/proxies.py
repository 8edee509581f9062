"""The proxies of a site: their addresses, and where they are set.

A password of a proxy goes no further than the header ``Proxy-Authorization`` of a request in
memory: Scrapy takes it out of the address there, and :mod:`newscrawl.crawling.serialize` stores
neither.
"""

from __future__ import annotations

import os
import re
from base64 import b64decode
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from newscrawl.arguments import ArgumentError

SETTING = "PROXIES"
#: The environment variable of a site is this and its name, like ``NEWSCRAWL_PROXIES_TABNAK``.
VARIABLE = "NEWSCRAWL_PROXIES"
SCHEMES = ("http", "https", "socks5", "socks5h")
_USER_INFO = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*://)?.*@")


def variable_of(site: str) -> str:
    """The environment variable with the proxies of one site.

    >>> variable_of("donya_e_eqtesad"), variable_of("example.ir")
    ('NEWSCRAWL_PROXIES_DONYA_E_EQTESAD', 'NEWSCRAWL_PROXIES_EXAMPLE_IR')
    """
    return f"{VARIABLE}_{re.sub('[^A-Z0-9]', '_', site.upper())}"


def proxies_of(settings: BaseSettings, site: str) -> list[str]:
    """The proxies of a site, in order: of ``-s``, else of the site's environment variable, else of
    its file, else of the project.

    Args:
        settings: of the crawl, with those of the site's file.

    Raises:
        ArgumentError: if one is not the address of a proxy.
    """
    name, value = SETTING, settings.get(SETTING) or ()
    given = os.environ.get(variable_of(site))
    if given and (settings.getpriority(SETTING) or 0) < SETTINGS_PRIORITIES["cmdline"]:
        name, value = variable_of(site), given
    # Not getlist(): it splits at commas, which passwords may have.
    proxies = value.split() if isinstance(value, str) else [str(one) for one in value]
    for proxy in proxies:
        if not _is_proxy(proxy):
            raise ArgumentError(
                name, f"expected {', '.join(SCHEMES)}://HOST:PORT, got {masked(proxy)!r}"
            )
    return list(dict.fromkeys(proxies))


def masked(url: str) -> str:
    """An address without name and password, for people. Any text will do.

    >>> masked("http://user:secret@proxy:3128"), masked("user:s/cr@t@proxy")
    ('http://***@proxy:3128', '***@proxy')
    """
    return _USER_INFO.sub(r"\1***@", url)


def split_proxy(request: Request) -> tuple[str | None, dict[str, str]]:
    """The proxy of a request that is about to be sent, as browsers want it.

    Returns:
        What tells it from other proxies (``None``: no proxy); ``server``, ``username``,
        ``password``, as far as there are any.
    """
    server = request.meta.get("proxy")
    if not server:
        return None, {}
    proxy = {"server": str(server).replace("socks5h:", "socks5:")}
    kind, _, token = (request.headers.get("Proxy-Authorization") or b"").partition(b" ")
    if kind == b"Basic":
        user, _, password = b64decode(token).decode("latin-1").partition(":")
        proxy |= {"username": user, "password": password}
    return " ".join(proxy.values()), proxy


def _is_proxy(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    is_bare = parts.path in ("", "/") and not parts.query and not parts.fragment
    return parts.scheme in SCHEMES and bool(parts.hostname) and port is not None and is_bare
