"""Pages out of files of web archives: read, and stored as those of a crawl."""

from newscrawl.importing.choosing import Choice as Choice
from newscrawl.importing.files import import_file as import_file
from newscrawl.importing.reading import CaptureReaders as CaptureReaders
from newscrawl.importing.report import ImportReport as ImportReport
