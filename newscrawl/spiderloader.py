"""Finds the spider of a site without importing the files of all others."""

from __future__ import annotations

import builtins
import re
import warnings
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from scrapy import Request, Spider
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.spider import iter_spider_classes

# A class that has bases, and the name that its body gives to it.
_SPIDER = re.compile(
    r"""^class\s+(?P<class>\w+)\((?:(?!^class\s).)*?^[ \t]+name(?:\s*:[^=\n]+)?\s*=\s*"""
    r"""(?P<quote>["'])(?P<name>[^"'\n]+)(?P=quote)\s*(?:\#[^\n]*)?$""",
    re.MULTILINE | re.DOTALL,
)


class BrokenSpiderError(ImportError):
    """The file of a spider cannot be imported; the message is one line: which file, and why."""


class LazySpiderLoader(SpiderLoader):
    """Scrapy's, but a spider file is imported when its spider is asked for.

    So the start of a crawl does not grow with the number of sites, and a mistake in the file of one
    site is an error of that site alone. Which spiders there are is read from the source: a class
    with a ``name = "…"`` of its own. A file in which none is found is imported to see.
    """

    def _load_all_spiders(self) -> None:
        """Called by the constructor; loads none."""
        #: Module → name of spider → its class, of the modules that are imported.
        self._imported: dict[str, dict[str, type[Spider]]] = {}
        self._is_indexed = False

    def load(self, spider_name: str) -> type[Spider]:
        """The spider class of a name.

        Raises:
            KeyError: if there is none.
            BrokenSpiderError: if its file cannot be imported.
        """
        # Nearly always, a spider is alone in a file of its name.
        for package in self.spider_modules if spider_name.isidentifier() else ():
            module = f"{package}.{spider_name}"
            if find_spec(module) and spider_name in (spiders := self._spiders_of(module)):
                return spiders[spider_name]
        self._index()
        for module, _ in self._found.get(spider_name, ()):
            if spider_name in (spiders := self._spiders_of(module)):
                return spiders[spider_name]
        raise KeyError(f"Spider not found: {spider_name}")

    def list(self) -> list[str]:
        """The names of all spiders; imports no file that says them plainly."""
        self._index()
        return builtins.list(self._found)

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The names of the spiders that can handle a request; imports all files."""
        found = []
        for module, _ in self._files():
            try:
                spiders = self._spiders_of(module)
            except BrokenSpiderError as error:
                warnings.warn(str(error), RuntimeWarning, stacklevel=2)
            else:
                found += [name for name in spiders if spiders[name].handles_request(request)]
        return found

    def _index(self) -> None:
        """Fill ``_found``: name → the module and class of each spider of it."""
        if self._is_indexed:
            return
        for module, file in self._files():
            try:
                for name, class_name in self._names_in(module, file):
                    self._found[name].append((module, class_name))
            except BrokenSpiderError as error:
                warnings.warn(str(error), RuntimeWarning, stacklevel=2)
        self._is_indexed = True
        self._check_name_duplicates()

    def _files(self) -> Iterator[tuple[str, Path]]:
        """Each module that may have spiders, and its file."""
        for module in self.spider_modules:
            spec = find_spec(module)
            if spec is None:
                raise ModuleNotFoundError(f"SPIDER_MODULES: no module named {module!r}")
            if spec.submodule_search_locations is None:
                yield module, Path(spec.origin or "")
            for place in map(Path, spec.submodule_search_locations or ()):
                for file in sorted(place.rglob("*.py")):
                    parts = file.relative_to(place).with_suffix("").parts
                    yield ".".join([module, *parts]).removesuffix(".__init__"), file

    def _names_in(self, module: str, file: Path) -> builtins.list[tuple[str, str]]:
        source = file.read_text(encoding="utf-8", errors="replace")
        if names := [(match["name"], match["class"]) for match in _SPIDER.finditer(source)]:
            return names
        return [(name, spider.__name__) for name, spider in self._spiders_of(module).items()]

    def _spiders_of(self, module: str) -> dict[str, type[Spider]]:
        """The spiders that a module defines, by name; imports it.

        Raises:
            BrokenSpiderError: if it cannot be imported.
        """
        if module not in self._imported:
            try:
                imported = import_module(module)
            except Exception as error:
                reason = " ".join(f"{type(error).__name__}: {error}".split())
                spec = find_spec(module)
                where = spec.origin if spec else module
                raise BrokenSpiderError(f"{where}: {reason}") from error
            self._imported[module] = {
                spider.name: spider for spider in iter_spider_classes(imported)
            }
        return self._imported[module]
