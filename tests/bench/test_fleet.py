"""The simulation of a fleet obeys what can be worked out without it."""

import pytest

from bench.fleet import MEAN_PAUSE, simulate


def test_idle_cores_leave_sites_bound_by_politeness() -> None:
    fleet = simulate(sites=50, delay=5, cost=0.005, cores=2)
    assert fleet.share == pytest.approx(1, abs=0.02)
    assert fleet.pages_a_second == pytest.approx(10 / MEAN_PAUSE, rel=0.03)
    assert fleet.busy == pytest.approx(10 / MEAN_PAUSE * 0.005 / 2, rel=0.05)


def test_busy_cores_bound_the_sites() -> None:
    fleet = simulate(sites=400, delay=0.5, cost=0.01, cores=2)
    assert fleet.pages_a_second == pytest.approx(200, rel=0.03)  # 2 cores at 100 a second
    assert fleet.share == pytest.approx(0.25 * MEAN_PAUSE, rel=0.05)
    assert fleet.busy == pytest.approx(1, abs=0.05)


def test_a_slow_site_is_bound_by_its_concurrency() -> None:
    fleet = simulate(sites=1, delay=0.01, cost=0, cores=1)
    assert fleet.pages_a_second == pytest.approx(4 / 0.48, rel=0.1)  # 4 at a time, 0.48 s each
