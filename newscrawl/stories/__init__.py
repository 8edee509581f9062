"""The same story in many places: what makes two articles one story. Pure functions.

Articles that may be one story are found by a few numbers of each (:mod:`.signature`), and then
their texts are compared (:mod:`.comparing`). The tables are in :mod:`newscrawl.database.stories`.
"""
