"""Which articles are one story: :attr:`story_id` of the table ``articles``.

An article is found by the keys of its text (:mod:`newscrawl.stories.signature`) among those that
were published some days before or after it, and compared with what is found. ``story_keys`` has the
first article of a period with each key, so that a copy of a text takes no more rows, and a look-up
gives few candidates however large the archive is. ``signatures`` has all keys of each article: by
them an article that is edited or taken down leaves nothing behind.

Crawls in PostgreSQL store at the same moment. Who comes second with a key waits for the first one's
commit, because the key is a primary key, and then finds its article.
"""

from newscrawl.database.stories.keys import remove
from newscrawl.database.stories.placing import Placing

__all__ = ["Placing", "remove"]
