"""CMS families: the addresses and the selectors that the sites of one vendor share.

Declarations only, a module a family, listed in :mod:`newscrawl.cms.families`.
:mod:`newscrawl.extraction` reads pages by them, and :mod:`newscrawl.extraction.detect` tells the
family of a site.
"""

from newscrawl.cms.base import Family, FamilyError, Patterns, Selectors, Until

__all__ = ["Family", "FamilyError", "Patterns", "Selectors", "Until"]
