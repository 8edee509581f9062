"""Whether a page was sent to its end, as far as its source tells."""

from __future__ import annotations

import re

#: What does not show: an end that stands in it is none.
_UNSEEN = re.compile(
    rb"<!--(?s:.*?)(?:-->|\Z)|<(script|style)\b(?s:.*?)(?:</\1\s*>|\Z)"
    rb"|\bsrcdoc\s*=\s*(?:\"[^\"]*\"|'[^']*')",
    re.IGNORECASE,
)
_END = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_AT_END = re.compile(rb"</(?:html|body)\s*>\s*\Z", re.IGNORECASE)
#: How a part of a page ends; the next tag may have begun.
_END_OF_PART = re.compile(rb"</(?:article|div|section|table|td)\s*>\s*(?:<[^>]*)?\Z", re.IGNORECASE)
_END_OF_TEXT = re.compile(rb"</(?:p|h[1-6]|blockquote|ul|ol|figure|figcaption)\s*>\s*\Z", re.I)
#: Elements that do not end by themselves.
_PART = re.compile(rb"<(/?)(?:article|div|section|main|aside|table|form|center|span)\b", re.I)
_TAG = re.compile(rb"<[^<>]*>")
#: What servers write behind a page, in bytes of text.
_BEHIND = 500


def ends(html: bytes) -> bool:
    """Whether a source ends as pages and their parts do.

    Behind the last ``</html>`` or ``</body>`` that stands in no comment or script there is hardly
    any text. Many pages have neither: these end with a part, or with a paragraph and no part open.

    >>> ends(b"<p>a</p></body><!-- 0.1 s -->"), ends(b"<div><p>a <!-- </html> --> b</p>")
    (True, False)
    """
    if _AT_END.search(html, max(0, len(html) - 100)):
        return True
    shown = _UNSEEN.sub(b"", html)
    last = max((match.end() for match in _END.finditer(shown)), default=None)
    if last is not None and len(_TAG.sub(b"", shown[last:]).strip()) <= _BEHIND:
        return True
    if _END_OF_PART.search(shown, max(0, len(shown) - _BEHIND)):
        return True
    if not _END_OF_TEXT.search(shown, max(0, len(shown) - 100)):
        return False
    tags = [match[1] for match in _PART.finditer(shown)]
    return tags.count(b"") <= tags.count(b"/")
