"""Intervals against SciPy, Sobol's indices against a function whose own are known, tables."""

from __future__ import annotations

import math
import re
import warnings
from pathlib import Path

import msgspec
import numpy as np
import pytest
from scipy import stats

import iffsim
from iffsim.report.html.study import page
from iffsim.studies.design import Design, Vary
from iffsim.studies.effects import effects, indices
from iffsim.studies.factors import Factor
from iffsim.studies.ground import Ground, box_km
from iffsim.studies.intervals import mean_intervals, rank, share_interval, spread
from iffsim.studies.plan import planned
from iffsim.studies.sampling import saltelli, settings

TINY = str(Path(__file__).parent / "data" / "tiny.toml")


@pytest.mark.parametrize(("some", "of"), [(0, 40), (22, 40), (3, 1000), (7, 7)])
def test_the_interval_of_a_share_is_scipys(some: int, of: int) -> None:
    known = stats.binomtest(some, of).proportion_ci(0.95, "wilson")
    assert share_interval(some, of) == pytest.approx((known.low, known.high), abs=1e-12)


@pytest.mark.parametrize("kind", ["normal", "exponential"])
def test_the_bootstrap_of_a_mean_is_scipys(kind: str) -> None:
    sample = getattr(np.random.default_rng(5), kind)(size=80)
    known = stats.bootstrap(
        (sample,), np.mean, method="percentile", n_resamples=20_000, rng=np.random.default_rng(1)
    ).confidence_interval
    other = sample[::-1] * 2.0
    found, _, alone = mean_intervals([sample, other, sample[:5]], resamples=20_000)
    assert alone == mean_intervals([sample[:5]], resamples=20_000)[0]
    off = 0.03 * (known.high - known.low)
    assert found == pytest.approx((known.low, known.high), abs=off)
    assert mean_intervals([sample], resamples=20_000) == [found]


def test_quantiles_and_ranks_are_scipys() -> None:
    sample = np.random.default_rng(2).gamma(2.0, 10.0, 333).round()
    sample[::9] = np.nan
    known = sample[~np.isnan(sample)]
    found = spread(sample)
    assert found is not None
    wanted = stats.mstats.mquantiles(known, [0.05, 0.5, 0.95], alphap=1, betap=1)
    assert (found.low, found.middle, found.high) == pytest.approx(tuple(wanted))
    assert (found.n, found.of) == (len(known), 333)
    assert rank(known, 20.0) == pytest.approx(stats.percentileofscore(known, 20.0, "mean") / 100)


def test_sobol_indices_of_ishigamis_function_are_the_known_ones() -> None:
    a, b = 7.0, 0.1
    factors = [
        Factor(name, (), (), lambda share: share[0], 1, (name,)) for name in ("x1", "x2", "x3")
    ]
    design = Design(scenario="x", method="sobol", samples=2048, vary=(Vary(path="x"),))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas in SALib
        x = (2.0 * saltelli(design, factors, "x") - 1.0) * np.pi
        values = np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])
        found = {one.name: one for one in indices(["x1", "x2", "x3"], values)}
    whole = a**2 / 8 + b * np.pi**4 / 5 + b**2 * np.pi**8 / 18 + 0.5
    first = {"x1": 0.5 * (1 + b * np.pi**4 / 5) ** 2, "x2": a**2 / 8, "x3": 0.0}
    both = 8 * b**2 * np.pi**8 / 225
    total = {"x1": first["x1"] + both, "x2": first["x2"], "x3": both}
    for name, one in found.items():
        assert one.first == pytest.approx(first[name] / whole, abs=0.03)
        assert one.total == pytest.approx(total[name] / whole, abs=0.03)


def test_each_slice_of_each_dimension_of_a_latin_hypercube_has_one_value() -> None:
    names = ("p", "q")
    factors = [Factor(name, (), (), lambda share: share[0], 1, (name,)) for name in names]
    design = Design(scenario="x", method="latin", samples=50)
    found = np.array(list(settings(design, factors, "x")))
    assert found.shape == (50, 2)
    for column in found.T:
        assert sorted((column * 50).astype(int)) == list(range(50))
    assert list(settings(design, factors, "x")) == [tuple(row) for row in found]


def test_effects_are_those_of_an_analysis_of_variance() -> None:
    draw = np.random.default_rng(3)
    level = draw.integers(0, 3, 200).astype(float)
    values = np.array([0.0, 5.0, 1.0])[level.astype(int)] + draw.normal(size=200)
    found = effects({"level": level, "noise": draw.random(200)}, values)
    assert [one.name for one in found] == ["level", "noise"]
    groups = [values[level == one] for one in (0, 1, 2)]
    assert (found[0].low, found[0].high) == pytest.approx((groups[0].mean(), groups[1].mean()))
    known = stats.f_oneway(*groups).statistic
    between, within = found[0].share / 2, (1 - found[0].share) / (200 - 3)
    assert between / within == pytest.approx(known)


def test_places_are_drawn_evenly_over_the_ground() -> None:
    ground = Ground(box_km(36.0, 28.0, 40.0, 42.0))
    share = (np.arange(40) + 0.5) / 40
    places = [ground.at(u, v) for u in share for v in share]
    lat = np.array([place["lat_deg"] for place in places])
    assert (lat.min(), lat.max()) == pytest.approx((36.0, 40.0), abs=0.3)
    south = (math.sin(math.radians(38)) - math.sin(math.radians(36))) / (
        math.sin(math.radians(40)) - math.sin(math.radians(36))
    )
    assert (lat < 38.0).mean() == pytest.approx(south, abs=0.02)


def test_places_are_drawn_over_the_scenarios_own_map() -> None:
    tiny = iffsim.load(TINY)
    north = [(60.0, -22.0), (60.0, -16.0), (63.0, -16.0), (63.0, -22.0)]
    away = msgspec.structs.replace(
        tiny, area=msgspec.structs.replace(tiny.area, country=None, polygon=north)
    )
    for vary in (
        Vary(path="sites.battery.place", random=20),
        Vary(path="sites.battery.place", grid=(4, 4)),
        Vary(path="sites.battery.place", random=20, box=(60.0, -22.0, 63.0, -16.0)),
    ):
        found = planned(Design(scenario="tiny", vary=(vary,)), "far", scenario=away)
        lat, lon = np.array([(p["lat_deg"], p["lon_deg"]) for p in found.factors[0].levels]).T
        assert (lat >= 60.0).all()
        assert (lat <= 63.3).all()
        assert (abs(lon + 19.0) <= 3.1).all()


def test_tables_go_straight_to_pandas_polars_and_xarray() -> None:
    for name in ("pandas", "polars", "xarray"):
        pytest.importorskip(name)
    found = iffsim.study(TINY, seeds=3, vary={"background.*.count": [4, 9]}, series="300s")
    frame = found.to_pandas()
    assert frame["run"].tolist() == np.repeat(np.arange(1, 7), 2).tolist()
    by = frame.groupby(["background.*.count", "picture"])["seen_in_area"].mean()
    assert by[9.0, "linked"] > by[4.0, "linked"]
    assert found.to_polars()["needle_median"].null_count() == frame["needle_median"].isna().sum()
    cube = found.to_xarray()
    assert dict(cube.sizes) == {"run": 6, "picture": 2}
    picked = cube["tracked_min"].sel(picture="linked").where(cube["seed"] == 8, drop=True)
    assert picked.values.tolist() == frame[(frame.seed == 8) & (frame.picture == "linked")][
        "tracked_min"
    ].tolist()  # fmt: skip
    assert set(found.to_pandas(series=True)["time_s"]) >= {0, 300, 600}


@pytest.mark.parametrize("language", ["en", "tr"])
def test_a_report_writes_what_varied_as_its_language_does_and_says_no_nan(language: str) -> None:
    """The range is not written in the scenario: where it stays as it is there is no number."""
    varied = {"sites.battery.range_km": [100.25, 350.5]}
    found = iffsim.study("local-bubble", method="one-at-a-time", vary=varied)
    said = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", page(found, language), flags=re.S)
    own, other = ("100.2", "100,2") if language == "en" else ("100,2", "100.2")
    assert own in said
    assert other not in said
    assert "nan" not in re.findall(r"\w+", said)
