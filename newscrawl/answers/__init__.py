"""What a server answers in place of the page that was asked for. Pure functions."""

from newscrawl.answers.nopage import Cause, NoPage, NotFetched

__all__ = ["Cause", "NoPage", "NotFetched"]
