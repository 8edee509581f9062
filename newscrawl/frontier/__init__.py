"""The crash-tolerant frontier: which requests wait, are under way, and are done.

A request is *pending*, then *leased* by a crawl, then *done* or *failed*. All of it stands in the
archive's database. What came of a page (its article, its new requests) is committed in one
transaction with the mark that the request is done, so that a process can die at any instant: a page
is then either done, or as if it had never been fetched.
"""

from newscrawl.frontier.unit import Unit, current_unit

__all__ = ["Unit", "current_unit"]
