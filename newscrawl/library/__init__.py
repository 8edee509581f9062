"""newscrawl as a library; ``from newscrawl import …`` has what is public of it."""
