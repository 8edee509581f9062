"""The hostile newspaper: a site that answers with all that real sites answer in their worst hours.

``scrapy demo --hostile`` crawls it, and says of each case whether it came out as it must. The cases
stand in the modules of this room, a line or two each: what the server does, and what that must
become in the archive. ``python -m newscrawl.demo.hostile --table`` prints them as a table.
"""
