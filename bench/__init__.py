"""What newscrawl costs, measured: ``python -m bench --help``."""
