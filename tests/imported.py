"""Imports all of newscrawl, and with it Scrapy: for :mod:`tests.forked`."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import walk_packages

import newscrawl

for _module in walk_packages(newscrawl.__path__, "newscrawl."):
    # Settings read the environment; spiders are read as Scrapy asks for them.
    if not _module.name.startswith(("newscrawl.settings", "newscrawl.spiders.")):
        import_module(_module.name)
# Each process installs its own.
assert "twisted.internet.reactor" not in sys.modules
