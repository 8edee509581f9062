"""Names and domains of new sites, as a command line has them."""

from __future__ import annotations

import keyword
import re
from urllib.parse import urlsplit

from newscrawl import private
from newscrawl.cli.exits import fail

_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def module_name(name: str) -> str:
    """The name of a site and of its file, as Scrapy would name the file; ends the program if it
    cannot be one.

    >>> module_name("donya-e-eqtesad"), module_name("598")
    ('donya_e_eqtesad', 'a598')
    """
    module = private.module_name(name) if name else ""
    if not _NAME.fullmatch(module) or keyword.iskeyword(module):
        fail(f"NAME: expected lower-case letters, digits, - and _, got {name!r}")
    return module


def bare_domain(text: str) -> str:
    """The domain of a site, from its address or domain, without ``www``; ends the program if the
    text is neither.

    >>> bare_domain("https://www.Tabnak.ir/fa/"), bare_domain("tabnak.ir")
    ('tabnak.ir', 'tabnak.ir')
    """
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        host = ""
    host = host.removeprefix("www.")
    if not _DOMAIN.fullmatch(host):
        fail(f"DOMAIN: expected a domain like tabnak.ir, got {text!r}")
    return host
