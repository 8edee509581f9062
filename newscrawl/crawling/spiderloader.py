"""Finds the spider of a site without importing the files of all others."""

from __future__ import annotations

import builtins
import re
import warnings
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings
from scrapy.utils.spider import iter_spider_classes

_DOMAIN = re.compile(r'^    domain = "([^"]+)"', re.MULTILINE)
_HOSTS = re.compile(r"\bhosts=\(([^)]*)\)")


class BrokenSpiderError(ImportError):
    """The file of a spider cannot be imported; the message is one line: which file, and why."""


class LazySpiderLoader:
    """In place of Scrapy's loader: a spider file is imported when its spider is asked for.

    So the start of a crawl does not grow with the number of sites, and a mistake in the file of one
    site is an error of that site alone. A spider has the name of its file, ``name = "tabnak"`` in
    ``tabnak.py``; a file that does not say so is imported to see what it has. The files may be in
    an egg.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self.spider_modules = settings.getlist("SPIDER_MODULES")
        #: Module → name of spider → its class, of the modules that are imported.
        self._imported: dict[str, dict[str, type[Spider]]] = {}

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider class of a name.

        Raises:
            KeyError: if there is none.
            BrokenSpiderError: if its file cannot be imported.
        """
        for module in self._candidates(spider_name):
            if spider_name in (spiders := self._spiders_of(module)):
                return spiders[spider_name]
        raise KeyError(f"Spider not found: {spider_name}")

    def list(self) -> list[str]:
        """The names of all spiders."""
        return builtins.list(self._names)

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The names of the spiders that can handle a request; imports all files."""
        found = []
        for module in self._modules:
            for name, spider in self._spiders_if_sound(module).items():
                if spider.handles_request(request):
                    found.append(name)
        return found

    @cached_property
    def names_by_host(self) -> dict[str, str]:
        """Host, without ``www`` → the name of the spider whose file declares it as the domain or as
        another host of the site. Reads the files, and imports none.
        """
        found: dict[str, str] = {}
        for name, modules in self._names.items():
            for host in _declared_hosts(_source(modules[0])):
                found.setdefault(host, name)
        return found

    def _candidates(self, spider_name: str) -> Iterator[str]:
        """The modules that may have a spider, the likely ones first."""
        yield from (module for module in self._modules if _stem(module) == spider_name)
        yield from self._names.get(spider_name, ())

    @cached_property
    def _modules(self) -> builtins.list[str]:
        """All modules that may have spiders."""
        return [module for root in self.spider_modules for module in _walk(root)]

    @cached_property
    def _names(self) -> dict[str, builtins.list[str]]:
        """Name of spider → the modules that have one of that name: one, if all is well."""
        names: defaultdict[str, builtins.list[str]] = defaultdict(list)
        for module in self._modules:
            says_so = _says_name(module)
            for name in [_stem(module)] if says_so else self._spiders_if_sound(module):
                names[name].append(module)
        for name, modules in names.items():
            if len(modules) > 1:
                where = ", ".join(modules)
                message = f"There are several spiders with the same name: {name!r} in {where}"
                warnings.warn(message, UserWarning, stacklevel=2)
        return dict(names)

    def _spiders_if_sound(self, module: str) -> dict[str, type[Spider]]:
        """As :meth:`_spiders_of`; none, and a warning, if the module cannot be imported."""
        try:
            return self._spiders_of(module)
        except BrokenSpiderError as error:
            warnings.warn(str(error), RuntimeWarning, stacklevel=2)
            return {}

    def _spiders_of(self, module: str) -> dict[str, type[Spider]]:
        """The spiders that a module defines, by name; imports it.

        Raises:
            BrokenSpiderError: if it cannot be imported.
        """
        if module not in self._imported:
            try:
                imported = import_module(module)
            except Exception as error:
                raise _broken(module, error) from error
            self._imported[module] = {
                spider.name: spider for spider in iter_spider_classes(imported)
            }
        return self._imported[module]


def _walk(module: str) -> Iterator[str]:
    """A module and, if it is a package, all modules in it; imports only packages."""
    spec = find_spec(module)
    if spec is None:
        raise ModuleNotFoundError(f"SPIDER_MODULES: no module named {module!r}")
    yield module
    for child in iter_modules(spec.submodule_search_locations or ()):
        name = f"{module}.{child.name}"
        if not child.ispkg:
            yield name
            continue
        try:
            yield from _walk(name)
        except Exception as error:  # of the package that it is in
            warnings.warn(str(_broken(module, error)), RuntimeWarning, stacklevel=2)


def _says_name(module: str) -> bool:
    """Whether the source of a module gives its spider the name of the file."""
    return f'\n    name = "{_stem(module)}"\n' in _source(module)


def _source(module: str) -> str:
    """The source of a module, empty where it cannot be read."""
    spec = find_spec(module)
    # The bytes: to ask for the source takes ten times as long, and there are hundreds of files.
    get_data = getattr(spec.loader, "get_data", None) if spec else None
    try:
        source: str = get_data(spec.origin).decode() if spec and get_data else ""
    except (OSError, UnicodeDecodeError):  # not even its letters can be read
        return ""
    return source.replace("\r\n", "\n")


def _declared_hosts(source: str) -> Iterator[str]:
    """
    >>> source = '    domain = "tasnimnews.com"\\n    family = Tasnim(hosts=("tasnimnews.org",))'
    >>> list(_declared_hosts(source))
    ['tasnimnews.com', 'tasnimnews.org']
    """
    yield from _DOMAIN.findall(source)
    for hosts in _HOSTS.findall(source):
        yield from re.findall(r'"([^"]+)"', hosts)


def _stem(module: str) -> str:
    return module.rpartition(".")[2]


def _broken(module: str, error: Exception) -> BrokenSpiderError:
    try:
        spec = find_spec(module)
    except Exception:
        spec = None
    where = spec.origin if spec else module
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return BrokenSpiderError(f"{where}: {reason}")
