"""What reading saved pages of real sites costs: ``python -m bench extraction --pages DIR``.

The folder is like that of :mod:`bench.compare`: pages, and a ``truth.json`` that says of each, by
the name of its file, its ``url`` and the ``family`` of its site. A page without the latter is read
as one of a site of unknown design. Anything else in the folder is not looked at.

Each round reads each page once by each extractor, in turns, and the first round does not count. The
table has the least CPU time of all rounds: what else runs on the machine can only add to it. Pages
are read again in each round, so caches of lines know the article's own, which they do not in a
crawl; those of sidebars they know there, too.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from lxml import etree

from bench.compare import newscrawl
from bench.extraction import Extractor, news_please, newspaper4k, trafilatura
from newscrawl.cms.families import FAMILIES

LXML, OWN = "lxml", "newscrawl"


@dataclass(frozen=True, slots=True)
class Saved:
    """A page of the folder."""

    name: str
    url: str
    family: str
    source: bytes

    @property
    def elements(self) -> int:
        return sum(1 for _ in parse(self.source).iter("*"))


def parse(source: bytes) -> Any:
    """lxml's parse of a page, as a program would write it that does nothing else."""
    return etree.fromstring(source, etree.HTMLParser(encoding="utf-8"))


def _lxml(page: Saved) -> Extractor:
    def extract(source: bytes, url: str) -> dict[str, Any]:
        parse(source)
        return {}

    return extract


#: What makes an extractor for a page, and the package that has to be installed for it.
READERS: dict[str, tuple[Callable[[Saved], Extractor], str]] = {
    LXML: (_lxml, "lxml"),
    OWN: (lambda page: newscrawl(FAMILIES[page.family]), "newscrawl"),
    "newscrawl, generic": (lambda page: newscrawl(FAMILIES["generic"]), "newscrawl"),
    "trafilatura": (lambda page: trafilatura(), "trafilatura"),
    "newspaper4k": (lambda page: newspaper4k(), "newspaper4k"),
    "news-please": (lambda page: news_please(), "news-please"),
}


class FolderError(ValueError):
    """A folder is not as it has to be; the message names the file and what is wrong."""


def pages_of(folder: Path) -> list[Saved]:
    """The pages of a folder, by the names of their files.

    Raises:
        FolderError: if ``truth.json`` or a page that it names is not there, or it has no address.
    """
    file = folder / "truth.json"
    try:
        truths = json.loads(file.read_text(encoding="utf-8"))
        pages = [
            Saved(name, one["url"], one.get("family", "generic"), (folder / name).read_bytes())
            for name, one in sorted(truths.items())
        ]
    except OSError as error:
        raise FolderError(f"{error.filename}: {error.strerror}") from error
    except (ValueError, AttributeError, TypeError, KeyError) as error:
        raise FolderError(
            f"{file}: expected an object of pages by their files, each with its url"
        ) from error
    if not pages:
        raise FolderError(f"{file}: names no page")
    for page in pages:
        if page.family not in FAMILIES:
            raise FolderError(f"{file}: {page.name}: no family {page.family!r}")
    return pages


def measure(folder: Path, rounds: int) -> str:
    """A table of all pages and all extractors that are installed, as Markdown.

    Raises:
        FolderError: see :func:`pages_of`.
    """
    pages = pages_of(folder)
    versions = {name: _version(package) for name, (_, package) in READERS.items()}
    names = [name for name in READERS if versions[name]]
    times: dict[str, list[float]] = {page.name: [float("inf")] * len(names) for page in pages}
    for number in range(rounds + 1):
        for page in pages:
            taken = [_seconds(READERS[name][0](page), page) for name in names]
            if number:
                least = map(min, times[page.name], taken)
                times[page.name] = list(least)
        print(f"saved pages: round {number} of {rounds}", file=sys.stderr)
    return "\n".join([*_head(pages, names, versions, rounds), *_rows(pages, names, times)])


def _head(
    pages: Sequence[Saved], names: Sequence[str], versions: dict[str, str | None], rounds: int
) -> list[str]:
    known = ", ".join(f"{name} {versions[name]}" for name in names if "newscrawl" not in name)
    missing = [name for name in READERS if not versions[name]]
    others = [name for name in names if name != LXML]
    return [
        f"{len(pages)} pages, {rounds} rounds; {known}."
        + "".join(f" {name} is not installed." for name in missing),
        "",
        "ms of CPU time, and in brackets times what lxml's parse of the same page takes.",
        "",
        f"| page | kB | elements | {LXML} | {' | '.join(others)} |",
        "|---|---|---|---|" + "---|" * len(others),
    ]


def _rows(pages: Sequence[Saved], names: Sequence[str], times: dict[str, list[float]]) -> list[str]:
    rows = []
    ratios: list[list[float]] = [[] for _ in names]
    for page in pages:
        base, *others = times[page.name]
        for found, one in zip(ratios, times[page.name], strict=True):
            found.append(one / base)
        cells = [f"{one * 1000:.2f} ({one / base:.1f})" for one in others]
        rows.append(
            f"| {page.name} | {len(page.source) / 1000:.0f} | {page.elements} "
            f"| {base * 1000:.2f} | {' | '.join(cells)} |"
        )
    medians = [f"({statistics.median(found):.1f})" for found in ratios[1:]]
    return [*rows, f"| median | | | | {' | '.join(medians)} |"]


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _seconds(extract: Extractor, page: Saved) -> float:
    """The CPU time of reading a page once, also where the extractor finds no article."""
    began = time.thread_time()
    try:
        extract(page.source, page.url)
    except Exception as error:
        print(f"{page.name}: {type(error).__name__}: {error}", file=sys.stderr)
    return time.thread_time() - began
