"""Log-odds ratios with an informative Dirichlet prior.

By Monroe, Colaresi and Quinn, "Fightin' Words: Lexical Feature Selection and Evaluation for
Identifying the Content of Political Conflict", Political Analysis 16 (2008), equations 16 to 22.
"""

from __future__ import annotations

from math import log, sqrt


def log_odds(count: float, total: float, other: float, other_total: float) -> tuple[float, float]:
    """How much more often a word stands on one side than on the other: the logarithm of the ratio
    of its odds, and that in standard deviations (the z-score).

    The prior is how often the word stands on both sides together, and weighs as much as the smaller
    side. So a word that one side does not have at all has no infinite ratio, and a rare one that
    stands on one side by chance has a small z-score. Swapping the sides changes the signs alone.

    Args:
        count, other: of the word on each side.
        total, other_total: of all words on each side.

    >>> ratio, z = log_odds(30, 1000, 10, 1000)
    >>> round(ratio, 2), round(z, 2)
    (0.52, 2.26)
    """
    weight = min(total, other_total)
    prior = weight * (count + other) / (total + other_total)
    return with_prior(count, total, other, other_total, prior, weight)


def with_prior(
    count: float, total: float, other: float, other_total: float, prior: float, weight: float
) -> tuple[float, float]:
    """The same with any prior.

    Args:
        prior: of the word, as a number of times that it was seen before.
        weight: the sum of the prior of all words.
    """
    if prior <= 0 or not total or not other_total:
        return 0.0, 0.0
    here, there = count + prior, other + prior
    odds = here / max(total + weight - here, 1e-9), there / max(other_total + weight - there, 1e-9)
    ratio = log(odds[0]) - log(odds[1])
    return ratio, ratio / sqrt(1 / here + 1 / there)
