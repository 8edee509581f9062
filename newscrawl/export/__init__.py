"""Writing articles of the archive to files: ``scrapy export``."""
