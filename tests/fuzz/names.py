"""Names of the targets, known before anything of newscrawl is imported."""

NAMES = (
    *("iransamaneh", "asam", "nastooh", "generic", "dates", "texts"),
    *("links", "feeds", "sitemaps", "robots", "bytes"),
)
