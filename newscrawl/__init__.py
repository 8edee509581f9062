"""newscrawl: Persian news sites as a clean, deduplicated, complete archive.

``from newscrawl import read_page, Archive, crawl``: see docs/python.md. ``newscrawl.Addon`` is for
the setting ``ADDONS`` of a Scrapy project.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.crawling.addon import Addon as Addon
    from newscrawl.extraction import NotAnArticle as NotAnArticle
    from newscrawl.items import Article as Article
    from newscrawl.library.archive import Archive as Archive
    from newscrawl.library.crawling import crawl as crawl
    from newscrawl.library.reading import read_page as read_page

__version__ = "0.1.0"

#: Name → the module that has it. Imported when it is asked for: the settings import this package,
#: and so does every crawl.
_LAZY = {
    "Addon": "newscrawl.crawling.addon",
    "Archive": "newscrawl.library.archive",
    "Article": "newscrawl.items",
    "NotAnArticle": "newscrawl.extraction",
    "crawl": "newscrawl.library.crawling",
    "read_page": "newscrawl.library.reading",
}
__all__ = [
    "Addon", "Archive", "Article", "NotAnArticle", "__version__", "crawl", "read_page",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
