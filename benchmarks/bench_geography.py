"""Loading and projecting the map, and reading the catalogue: both come before the first frame."""

from __future__ import annotations

from typing import Any

from iffsim.earth import catalogue, geography


def test_load_map(benchmark: Any) -> None:
    def load() -> float:
        for cached in (geography._layers, geography.countries, geography.land):
            cached.cache_clear()
        return float(geography.land().area)

    assert benchmark(load) > 1e6


def test_load_catalogue(benchmark: Any) -> None:
    def load() -> object:
        for cached in (
            catalogue._file,
            catalogue.places,
            catalogue.airports,
            catalogue._by_plain_name,
        ):
            cached.cache_clear()
        return catalogue.find_place("ltac")

    assert benchmark(load) is not None
