"""The command ``newscrawl``: Scrapy's command line with our commands, in any folder."""
