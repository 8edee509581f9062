"""Stored pages, read again."""

from newscrawl.reparse.again import reparse as reparse
from newscrawl.reparse.readers import Readers as Readers
from newscrawl.reparse.reading import article_of as article_of
from newscrawl.reparse.reading import in_one_line as in_one_line
from newscrawl.reparse.reading import make_spider as make_spider
from newscrawl.reparse.reading import read as read
from newscrawl.reparse.reading import response_of as response_of
from newscrawl.reparse.report import ReparseReport as ReparseReport
