"""Corpora: ``scrapy export --format corpus``. Files, a manifest and a data card."""
