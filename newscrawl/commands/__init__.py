"""Commands of Scrapy's command line, one module each."""
