"""Makes clean Persian text look as it does on real pages.

All of it can be undone without loss, so it is known how a page should read. It changes the
letters ی and ک in their Arabic or presentation forms, the substitutes of the zero-width non-joiner
(ZWNJ), odd white space and direction marks.
"""

import re
from html import escape
from random import Random

from newscrawl.demo.story import Theme

ZWNJ = "\u200c"
ZWNJ_AS = {
    "entity": "&zwnj;",
    "numeric": "&#8204;",
    "run": ZWNJ * 2,
    "not-sign": "\u00ac",
    "shy": "\u00ad",
    "zwsp": "\u200b",
    "bom": "\ufeff",
    "double-escaped": "&amp;zwnj;",
}
ARABIC = str.maketrans("یک", "يك")
# Letters that do not join to the one after them: what follows begins a new shape.
INITIALS = re.compile(r"(?:(?<=^)|(?<=[\sادذرزژو\u200c«(]))(?:ک|ی(?=[\u0621-\u06cc]))")
LAM_ALEF = re.compile(r"(?:(?<=^)|(?<=[\sادذرزژو\u200c«(]))لا")
LATIN_WORD = re.compile(r"(?<![&#/\w.@:?=-])[A-Z][A-Za-z]{2,}(?![\w;./@])")
WHITE_SPACE = {"nbsp": ("&nbsp;", "\u00a0", " "), "messy": ("  ", "\n      ", " \t", "   ")}

VOWELS = re.compile("[\u064b-\u0650]")


def letters(text: str, theme: Theme, rng: Random) -> str:
    if len(VOWELS.findall(text)) > 8:  # a line of verse: with ي it could as well be Arabic
        return text
    match theme.letters:
        case "arabic":
            text = re.sub(r"ی\b", lambda _: rng.choice("يييى"), text)
            return text.translate(ARABIC)
        case "mixed":
            swap = {"ی": "يى", "ک": "ك"}
            return "".join(
                rng.choice(swap[letter]) if letter in swap and rng.random() < 0.4 else letter
                for letter in text
            )
        case "presentation":
            text = LAM_ALEF.sub("\ufefb", text)
            return INITIALS.sub(lambda m: "\ufb90" if m[0] == "ک" else "\ufbfe", text)
        case _:
            return text


def attribute(text: str, theme: Theme, rng: Random) -> str:
    """``text`` as the value of an attribute."""
    return escape(letters(text, theme, rng))


def element(text: str, theme: Theme, rng: Random) -> str:
    """``text`` as the content of an element."""
    text = escape(letters(text, theme, rng), quote=False)
    if theme.marks == "embedding":
        text = LATIN_WORD.sub(lambda m: f"\u202a{m[0]}\u202c", text)
    elif theme.marks != "none":
        mark = {"rlm": "\u200f", "lrm": "\u200e"}[theme.marks]
        text = re.sub(" ", lambda _: f" {mark}" if rng.random() < 0.15 else " ", text)
    if theme.zwnj == "spaced":
        text = re.sub(r"(?<=[ابپتدرزسشمنوه]) ", lambda _: spaced(rng), text)
    else:
        substitute = ZWNJ_AS.get(theme.zwnj, ZWNJ)
        text = re.sub(ZWNJ, lambda _: substitute if rng.random() < 0.7 else ZWNJ, text)
    if spaces := WHITE_SPACE.get(theme.spaces):
        text = re.sub(" ", lambda _: rng.choice(spaces) if rng.random() < 0.12 else " ", text)
    return text


def spaced(rng: Random) -> str:
    return ZWNJ + " " if rng.random() < 0.2 else " "
