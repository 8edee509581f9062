"""Ways to find articles, one module a way; the names are the words of ``discover=``.

A way gives the addresses to start from, and reads links from what comes back. It is pure: fetching
is the spider's.
"""

from newscrawl.discovery import front, rss

WAYS = {"front": front, "rss": rss}
DEFAULT = ("front", "rss")
