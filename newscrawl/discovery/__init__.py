"""Ways to find articles, one module a way; the names are the words of ``discover=``.

A way gives the addresses to start from, and reads links from what comes back. It is pure: fetching
is the spider's, and :mod:`newscrawl.backfill` asks for days and codes one after the other.
"""

from newscrawl.discovery import api, codes, days, front, rss, sitemap

WAYS = {
    "front": front, "rss": rss, "sitemap": sitemap, "archive": days, "codes": codes, "api": api,
}  # fmt: skip
DEFAULT = ("front", "rss")
