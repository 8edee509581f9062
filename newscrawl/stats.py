"""Scrapy's stats, counted faster."""

from __future__ import annotations

from scrapy.statscollectors import MemoryStatsCollector


class Stats(MemoryStatsCollector):
    """Without the warning of an argument that nobody passes any more: to find out whether it is
    passed takes ten times as long as to count, and a page is counted twenty times.
    """

    __getattribute__ = object.__getattribute__
