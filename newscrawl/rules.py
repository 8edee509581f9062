"""Which rules read a page."""

from __future__ import annotations

import hashlib
import inspect
from functools import cache
from pathlib import Path

from newscrawl import __version__
from newscrawl.spider import NewsSpider

#: What decides how a page reads: files and folders of this package.
_SOURCES = ("cms", "persian", "items.py", "loaders.py", "spider.py")


def rules_version(spider: NewsSpider) -> str:
    """The version of all that decides how the pages of a site read, like ``0.1.0+2b9c4e01d7aa``.

    It changes with the code of the families, of the texts and dates, and of the site's own spider,
    and with the setting ``TEXT_DIGITS``: nobody has to remember to count a version up.
    """
    parts = [_code_of_package(), str(spider.settings.get("TEXT_DIGITS")).encode()]
    for kind in type(spider).__mro__:
        if kind is NewsSpider:
            break
        source = inspect.getsourcefile(kind)
        parts.append(Path(source).read_bytes() if source else b"")
    return f"{__version__}+{_digest(*parts)}"


@cache
def _code_of_package() -> bytes:
    root = Path(__file__).parent
    files = [
        file
        for name in _SOURCES
        for file in (sorted((root / name).rglob("*.py")) if "." not in name else [root / name])
    ]
    return _digest(*(file.read_bytes() for file in files)).encode()


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:12]
