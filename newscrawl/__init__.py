"""newscrawl: Persian news sites as a clean, deduplicated, complete archive."""

__version__ = "0.1.0"
