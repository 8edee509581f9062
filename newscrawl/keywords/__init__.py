"""Which words stand out in some articles against others: pure."""
