"""Reading the demo newspaper's pages in tests."""

import re
import unicodedata

SUBSTITUTES = re.compile("(?:&zwnj;|[\u200c\u00ac\u00ad\u200b\ufeff])+")
FORMS = {"ﻻ": "لا", "ﮐ": "ک", "ﯾ": "ی", "ي": "ی", "ى": "ی", "ك": "ک"}


def repaired(text: str) -> str:
    """A text of the page with the demo's own mess undone."""
    text = re.sub("[\u200e\u200f\u202a\u202c]", "", text)
    text = SUBSTITUTES.sub("\u200c", text)
    for messy, clean in FORMS.items():
        text = text.replace(messy, clean)
    text = re.sub(r"\u200c?\s+\u200c?", " ", text).strip()
    return unicodedata.normalize("NFC", text)
