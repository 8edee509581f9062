"""``python -m newscrawl``: the same as the command ``newscrawl``."""

from newscrawl.console.main import main

if __name__ == "__main__":
    main()
