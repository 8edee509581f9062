"""How pages of a site are fetched that refuses a plain request: proxies, cookies, browsers."""
