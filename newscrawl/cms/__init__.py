"""CMS families: what the pages and addresses of the sites of one vendor look like.

Everything here is pure: it reads an address or a parsed page and does no I/O, so a stored page can
be read again at any time.
"""

from newscrawl.cms.base import Family, NotAnArticle, Page, RawArticle, Until

__all__ = ["Family", "NotAnArticle", "Page", "RawArticle", "Until"]
