"""The version of all code and settings that decide how a page reads."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from newscrawl import __version__
from newscrawl.cms import Family
from newscrawl.cms.wordpress import WordPress

#: Files and folders of this package that decide how a page reads.
_SOURCES = ("answers", "extraction", "persian", "items.py", "site_spider.py", "urls.py")


def rules_version(
    family: Family, kinds: Iterable[type], digits: str | None, *, comments: bool = False
) -> str:
    """The version of how the pages of a site are read, like ``0.1.0+2b9c4e01d7aa``.

    It changes with the site's family, wherever that is declared, with the code of extraction, of
    Persian texts and dates and of the site's own spider, and with the settings ``TEXT_DIGITS`` and
    ``COMMENTS_ENABLED``. Nobody has to count it up.

    Args:
        family: the site's.
        kinds: the classes of the site's own spider.
        digits: the value of ``TEXT_DIGITS``.
        comments: whether readers' comments are read, too.
    """
    parts = [_code_of_package(), str(digits).encode(), repr(family).encode()]
    if family.is_open:
        # Any of its pages may say that it is of WordPress.
        parts += [repr(WordPress()).encode(), _source(WordPress)]
    parts += [_source(kind) for kind in (*type(family).__mro__, *kinds)]
    if comments:
        parts.append(b"comments")
    return f"{__version__}+{_digest(*parts)}"


def _source(kind: type) -> bytes:
    """The file of a class; it may be in an egg."""
    module = inspect.getmodule(kind)
    loader = getattr(module, "__loader__", None)
    path = getattr(module, "__file__", None)
    return loader.get_data(path) if loader is not None and path is not None else b""


@cache
def _code_of_package() -> bytes:
    package = files("newscrawl")
    sources = [source for name in _SOURCES for source in _sources(package / name)]
    return _digest(*(source.read_bytes() for source in sources)).encode()


def _sources(place: Traversable) -> Iterator[Traversable]:
    """A source, or the sources of a folder, in the order of their paths."""
    if place.is_file():
        yield place
        return
    for inner in sorted(place.iterdir(), key=lambda inner: inner.name):
        if inner.is_dir() or inner.name.endswith(".py"):
            yield from _sources(inner)


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:12]
