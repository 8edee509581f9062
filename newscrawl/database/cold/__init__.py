"""Cold files: WARC files that the raw pages of closed months are moved into.

The table ``cold_files`` says what there is, ``cold_pages`` where in them each page is. What a kill
or a power cut leaves is told by them, and put right by :func:`settle`:

- A file longer than its row says has the rest of a move that was not committed: it is cut off. Its
  pages are still in the table ``pages``.
- A file whose row says that it has no pages is to be removed: it was not finished, or was replaced.
- A file without a row is of somebody else, and is not touched.

So nothing is written before the database knows its name, and nothing is removed from the database,
or from the disk, before what replaces it is safe on the disk.
"""

from __future__ import annotations

from newscrawl.database.cold.ledger import settle as settle
from newscrawl.database.cold.moving import Moved as Moved
from newscrawl.database.cold.moving import move as move
from newscrawl.database.cold.place import cold_folder as cold_folder
from newscrawl.database.cold.records import UnreadableError as UnreadableError
from newscrawl.database.cold.removing import taking_out as taking_out
