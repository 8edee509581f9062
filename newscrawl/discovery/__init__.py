"""Ways to find articles, one module a way; the names are the words of ``discover=``.

A way gives the addresses to start from, and reads links from what comes back. It is pure: fetching
is the spider's, and :mod:`newscrawl.walks` asks for days and codes one after the other.
"""

from newscrawl.discovery import archive, codes, front, rss, sitemap

WAYS = {"front": front, "rss": rss, "sitemap": sitemap, "archive": archive, "codes": codes}
DEFAULT = ("front", "rss")
