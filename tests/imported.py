"""Imports all of newscrawl, and with it Scrapy: for :mod:`tests.forked`."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import walk_packages

import newscrawl

_LEFT_OUT = (
    # They read the environment.
    "newscrawl.settings",
    # Each is imported by a crawl of its own.
    "newscrawl.spiders.",
    # pygal leaves a finder of modules behind, which warns at later imports.
    "newscrawl.report.charts",
    "newscrawl.report.page",
    "newscrawl.report.trendpage",
    "newscrawl.browse",
)

for _module in walk_packages(newscrawl.__path__, "newscrawl."):
    if not _module.name.startswith(_LEFT_OUT):
        import_module(_module.name)
# Each process installs its own.
assert "twisted.internet.reactor" not in sys.modules
