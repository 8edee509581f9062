"""The IPTC Media Topic of an article, by the sections that its site puts it in. Pure functions.

The words are in one file, ``topics.toml``, which is read when the first topic is asked for.

>>> topic_of(["ورزشی", "ليگ  برتر"]), topic_of(["اقتصاد", "عکس"]), topic_of(["استان‌ها", "یزد"])
('sport', 'economy', None)
>>> unmapped(["اقتصاد", "ستون پنجم", "عکس"])
['ستون پنجم']
"""

from newscrawl.topics.mapping import key, topic_of, unmapped
from newscrawl.topics.names import MediaTopic, UnknownTopic, label, parse_topic, topics

__all__ = [
    "MediaTopic",
    "UnknownTopic",
    "key",
    "label",
    "parse_topic",
    "topic_of",
    "topics",
    "unmapped",
]
