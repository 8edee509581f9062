"""White space, invisible characters and presentation forms: the repairs that need no dictionary.

`tidy` looks at each run of blanks and invisible characters together with the visible character on
either side. Only where one of the two is of the Arabic script are ZWNJ, what stands for it, and
the blanks beside «:» and «» touched; white space, direction marks and control characters are put
right everywhere; addresses pass as they are.
"""

import re
import unicodedata
from typing import Final

# What goes between the brackets of a character class.
ARABIC: Final = r"\u0600-\u061b\u061d-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
LETTER: Final = (  # and marks; all of the above but punctuation and digits
    r"\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08ff"
    r"\ufb50-\ufd3d\ufd50-\ufdce\ufdf0-\ufdff\ufe70-\ufefc"
)
DIGITS: Final = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_BLANK: Final = r"\t\u00a0\u2000-\u200a\u202f\u205f"  # and the space
_NEWLINE: Final = r"\r\v\f\x85\u2028\u2029"  # and \n
_NOISE: Final = (  # control characters, direction marks, noncharacters: out of every text
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff"
)
_NOT_ZWNJ: Final = r"\u200b\u00ad\ufeff\u00ac"  # stand for ZWNJ between two Persian letters
_ODD: Final = rf"{_BLANK}{_NEWLINE}{_NOISE}{_NOT_ZWNJ}"
_GAP: Final = rf" \n\u200c{_ODD}"
_FORM: Final = r"\ufb50-\ufdff\ufe70-\ufefc"

# Invisible characters that reach the text by name because the page escaped them twice.
_NAMES: Final = {
    "zwnj": "\u200c", "nbsp": " ", "ensp": " ", "emsp": " ", "thinsp": " ",
    "shy": "\u00ad", "lrm": "\u200e", "rlm": "\u200f",
}  # fmt: skip
_ENTITY: Final = (
    rf"&(?:amp;)*+(?:{'|'.join(_NAMES)}"
    r"|[#]0*+(?:8204|8203|160|8194|8195|8201|173|8206|8207|65279)"
    r"|[#][xX]0*+(?:200[bBcCeEfF239]|[aA]0|[aA][dD]|[fF][eE][fF][fF]));"
)

# The Latin beginning of an address is safe anyway, so matching starts at the sign that gives the
# address away: looking for a scheme from every letter would be quadratic.
_ADDRESS_TAIL: Final = rf"[^ \n{_BLANK}{_NEWLINE}{_NOISE}\ud800-\udfff\u200b\ufeff<>\"«»،؛]*+"
ADDRESS: Final = rf"(?:://|\.[A-Za-z]{{2,24}}/|[wW][wW][wW]\.){_ADDRESS_TAIL}"

# Most texts need nothing: two searches that a character class begins find that out fast.
_SUSPECT: Final = re.compile(rf"[{_ODD}{_FORM}\ud800-\udfff&]")
_SUSPECT_PAIR: Final = re.compile("[ \n\u200c«][ \n\u200c:»]")
# The class in front of the alternatives lets the engine skip all other characters.
_UNTIDY: Final = re.compile(
    rf"""
    [\ \n\u200c{_ODD}{_FORM}\ud800-\udfff&:.wW]
    (?:
        (?P<gap>
            (?: (?<=[{_ODD}]) | (?<=[\ \n\u200c]) (?:[{_GAP}]|{_ENTITY}) | (?<=&) {_ENTITY[1:]} )
            [{_GAP}]*+ (?: {_ENTITY} [{_GAP}]*+ )*+
          | (?<=\ )(?=[:»]) | (?<=«\ ) | (?<=\A[\ \n\u200c]) | (?<=[\ \n\u200c])\Z
        )
      | (?P<address>
            (?: (?<=:)// | (?<=\.)[A-Za-z]{{2,24}}/ | (?<=[wW])[wW][wW]\. ) {_ADDRESS_TAIL}
        )
      | (?P<forms> (?<=[{_FORM}]) [{_FORM}]*+ )
      | (?P<pair> (?<=[\ud800-\udbff]) [\udc00-\udfff] )
      | (?P<half> (?<=[\ud800-\udfff]) )
    )
    """,
    re.VERBOSE,
)
_FULL_STOPS: Final = ".!?…"
_STOP_GAP: Final = re.compile(rf"[{_FULL_STOPS}][{_GAP}]+»")
_RATIO: Final = re.compile(rf":[ {_BLANK}{_NOISE}]*[ {_BLANK}][{_NOISE}]*[0-9{DIGITS}]")
_ENTITY_RE: Final = re.compile(_ENTITY)
_SPACE_RUN: Final = re.compile(rf"[ \n{_BLANK}{_NEWLINE}{_NOISE}]+")
_NOISE_RUN: Final = re.compile(rf"[{_NOISE}]+")
_LINE_END: Final = re.compile(rf"\r\n|[\n{_NEWLINE}]")
_BLANK_RE: Final = re.compile(rf"[ {_BLANK}]")
_EMOTICON: Final = frozenset("()DPp/|*:-")  # what follows the colon of one, or of «::» and «://»


def members(character_class: str) -> frozenset[str]:
    """Return the characters of the basic plane that a pattern for one character matches."""
    return frozenset(re.findall(character_class, "".join(map(chr, range(0x10000)))))


_IN_SCRIPT: Final = members(f"[{ARABIC}]")
_IN_WORD: Final = members(f"[{LETTER}{DIGITS}]")


def _presentation_forms() -> tuple[dict[int, str], dict[int, str]]:
    """Return plain text for presentation forms, and apart from them for the signs among them.

    ﷼ ﷺ ﷻ and the like mean something as one character; the archive keeps them.
    """
    forms, signs = {}, {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if code in (0xFDF0, 0xFDF1, 0xFDF5) or 0xFDFA <= code < 0xFE00:
            signs[code] = plain
        elif plain != chr(code):  # a vowel sign on its own is decomposed to space + sign
            forms[code] = plain.lstrip(" ")
    return forms, signs


FORMS, SIGNS = _presentation_forms()


def tidy(text: str) -> str:
    """Return ``text`` with white space, invisible characters and presentation forms repaired."""
    text = text.strip(" \n")
    if not (
        _SUSPECT.search(text)
        or _SUSPECT_PAIR.search(text)
        or text.startswith("\u200c")
        or text.endswith("\u200c")
    ):
        return text
    while (tidied := _UNTIDY.sub(_repaired, text)) != text:
        text = tidied
        if "&" not in text and not _STOP_GAP.search(text):
            break  # else noise is gone from inside an entity, or from before a full stop
    return text


def _repaired(match: re.Match[str]) -> str:
    found = match.group()
    match match.lastgroup:
        case "gap":
            text, start, end = match.string, match.start(), match.end()
            before, after = text[start - 1 : start] if start else "", text[end : end + 1]
            if after == "»" and before in _FULL_STOPS:  # what matters is the sentence before it
                before = text[max(0, start - 4) : start].rstrip(_FULL_STOPS)[-1:] or before
            if before and before in DIGITS and _RATIO.match(text, end):
                return _space(found)
            return _gap(found, before, after, text[end + 1 : end + 2])
        case "forms":
            return found.translate(FORMS)
        case "pair":
            return found.encode("utf-16", "surrogatepass").decode("utf-16")
        case "half":  # cannot be encoded: say that something is missing
            return "\ufffd"
        case _:
            return found


def _gap(run: str, before: str, after: str, beyond: str) -> str:
    """Repair a run of blanks, line ends and invisible characters between two visible ones.

    ``before`` and ``after`` are those two ("" at an end of the text), ``beyond`` follows ``after``.
    """
    if not before and not after:
        return ""
    if before not in _IN_SCRIPT and after not in _IN_SCRIPT:
        run = _SPACE_RUN.sub(lambda m: _space(m.group()), run)
        run = run if before else run.lstrip(" \n\ufeff")
        return run if after else run.rstrip(" \n")
    if "&" in run:
        run = _ENTITY_RE.sub(_named, run)
    space = _space(run)
    if "\u00ac" in run and (space or not _joins(before, after)):
        return _between_negations(run, before, after)
    if not before or not after:
        return ""
    if space == " ":
        if before == "«" or (after == "»" and before in _IN_SCRIPT):
            return ""
        if after == ":" and before in _IN_SCRIPT and beyond not in _EMOTICON:
            return ""
    if space or "\u200c" in run:
        return space or "\u200c"
    return "\u200c" if _NOISE_RUN.sub("", run) and _joins(before, after) else ""


def _space(run: str) -> str:
    """Return the white space that a run comes down to: a blank line, a line end, a space or ""."""
    lines = len(_LINE_END.findall(_NOISE_RUN.sub("", run)))
    if lines:
        return "\n" if lines == 1 else "\n\n"
    return " " if _BLANK_RE.search(run) else ""


def _joins(before: str, after: str) -> bool:
    """Tell whether a ZWNJ has a place between the two: in a word, but not inside a number."""
    if before in DIGITS and after in DIGITS:
        return False
    return before in _IN_WORD and after in _IN_WORD


def _between_negations(run: str, before: str, after: str) -> str:
    """Repair what lies between the signs ¬ of a run that are no ZWNJ, and keep the signs."""
    pieces = run.split("\u00ac")
    befores = [before, *["\u00ac"] * (len(pieces) - 1)]
    afters = [*["\u00ac"] * (len(pieces) - 1), after]
    return "\u00ac".join(_gap(p, b, a, "") for p, b, a in zip(pieces, befores, afters, strict=True))


def _named(match: re.Match[str]) -> str:
    name = match.group().rstrip(";").rpartition("&")[2].rpartition(";")[2]
    if name.startswith(("#x", "#X")):
        return chr(int(name[2:], 16))
    return chr(int(name[1:])) if name.startswith("#") else _NAMES[name]
