"""From a page to the fields of its article. Pure: no I/O, so a stored page can be read again.

:func:`read` takes a family and a page; :func:`.loader.load_article` makes a clean
:class:`~newscrawl.items.Article` of what it gives. What stands where, from the way in downwards:

==================  ================================================================================
``reading``         :func:`read`: which reading a family needs, and selectors of former years
``by_selectors``    the reading of known families: every field by its selectors
``generic``         the reading of any other site: who is asked for each field, in which order
``wordpress``       the reading of WordPress: by selectors, and else as of any other site
``refusals``        why a page is no article
``fields``          headline, kicker, lead, author, sections, tags, dates, news code by selectors
``body``            the paragraphs of the text
``images``          the pictures
``agency``          the outlet that an article was taken from; their names are in ``outlets``
``headline``        which element is the headline, and the kicker inside it
``locate``          where the body is; what is near the article, and what belongs to another one
``metadata``        JSON-LD's article, parsed by ``structured`` (generic reading only)
``outline``         which lines of a page are text, by trafilatura and JSON-LD (generic)
``teasers``         lists of other articles inside a body (generic)
``dateline``        the date of the article (generic); ``clocks`` tells other dates
``boilerplate``     words, lines and class names of what is no text
``tree``            elements by selector; hidden ones; links to other articles
``select``          CSS selectors, looked up in an index of the page
``blocks``          from elements to paragraphs
``compare``         forms of a line in which it is compared
``page``            :class:`Page`, :class:`RawArticle`, :class:`NotAnArticle`
``loader``          from raw fields to a clean article, a line a field
``detect``          which family a site is of
``comments``        what readers wrote below an article; read only where the settings say so
``version``         the version of all code that decides how a page reads
==================  ================================================================================
"""

from newscrawl.extraction.page import NotAnArticle, Page, RawArticle
from newscrawl.extraction.reading import read

__all__ = ["NotAnArticle", "Page", "RawArticle", "read"]
