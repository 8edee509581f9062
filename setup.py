"""For scrapyd-deploy, which builds eggs; all else stands in pyproject.toml."""

from setuptools import setup

setup()
