"""The dictionary by which all forms of a word are joined: the extra ``lemmas``."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from newscrawl.persian.text import repair


class MissingDictionary(Exception):
    """There is no dictionary; the message is one line and says what to install."""


def lemmatizer() -> Callable[[str], str]:
    """What gives the word of which another one is a form, as far as simplemma knows it.

    Raises:
        MissingDictionary: without the extra ``lemmas``.
    """
    if find_spec("simplemma") is None:
        raise MissingDictionary("lemmas need the extra lemmas: pip install 'newscrawl[lemmas]'")
    from simplemma import lemmatize

    return lambda word: lemmatize(repair(word), lang="fa")
