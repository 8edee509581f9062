"""What the commands share: exit codes and one-line errors, options, tables."""

from newscrawl.cli.exits import ALARM, DONE, FAILURE, WRONG_USAGE, fail, warn

__all__ = ["ALARM", "DONE", "FAILURE", "WRONG_USAGE", "fail", "warn"]
