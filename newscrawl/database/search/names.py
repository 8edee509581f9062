"""Names of the steps that build the index; see :mod:`newscrawl.database.search.build`."""

from __future__ import annotations

from typing import Final

#: The index has the articles up to the position of this step.
FILL: Final = "fill the search index"
#: The index is complete, and made anew up to the position of this step.
REBUILD: Final = "rebuild the search index"
#: What remains of the former index is deleted.
CLEAN: Final = "delete the former search index"
