"""What readers wrote below an article: :func:`read_comments` is the one way in."""

from newscrawl.extraction.comments.reading import read_comments as read_comments
