"""Attention over time: periods of the Jalali calendar, gaps of an archive, and shares.

Pure: no I/O and no database. Days are ordinals of the Gregorian calendar (``date.toordinal``).
"""
