"""Truth in bulk: positions of many aircraft at many ticks at once, for sensing.

Exact positions are taken at anchors, every `ANCHOR_TICKS`; between them a leg is its own Taylor series of third
order, which costs no sine: over 64 s a jet turns 0.003 rad about the Earth, and the series errs by less than 0.1 mm
(bound: (w * 64 s)**4 / 24 Earth radii). Where that does not hold - orbits, and stretches in which a leg begins - each position
is computed exactly. Which of the two serves an (aircraft, tick) depends on nothing else, so that the size of a block
cannot change a bit of the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from iffsim.traffic import Traffic

Floats = npt.NDArray[Any]

ANCHOR_TICKS = 64
_MAX_TURN = 0.006
"""Largest turn between anchors for which the series serves, rad."""


@dataclass(frozen=True)
class Block:
    """Positions of aircraft ``a0:a1`` at `ticks`: float64[T, A] each. After an aircraft's life they mean nothing."""

    a0: int
    a1: int
    ticks: npt.NDArray[np.int64]
    x: Floats
    y: Floats
    z: Floats
    alt_m: Floats


def _leg_at(
    traffic: Traffic, a0: int, a1: int, times: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return the leg of each aircraft ``a0:a1`` at each of sorted `times` [N], int64[N, A]."""
    first = traffic.first[a0:a1]
    start, stop = traffic.first[a0], traffic.first[a1]
    owner = np.repeat(np.arange(a1 - a0), np.diff(traffic.first[a0 : a1 + 1]))
    later = np.ones(stop - start, bool)
    later[first - start] = False  # an aircraft's first leg is there from the beginning
    row = np.searchsorted(times, traffic.legs.t0_s[start:stop][later], side="left")
    begun = np.bincount(
        row * (a1 - a0) + owner[later], minlength=(len(times) + 1) * (a1 - a0)
    ).reshape(len(times) + 1, a1 - a0)[:-1]
    legs: npt.NDArray[np.int64] = first + np.cumsum(begun, axis=0)
    return legs


def block(traffic: Traffic, a0: int, a1: int, start: int, anchors: int) -> Block:
    """Return positions of aircraft ``a0:a1`` from tick `start` (a multiple of `ANCHOR_TICKS`), over so many anchors."""
    at = start + ANCHOR_TICKS * np.arange(anchors + 1)
    leg = _leg_at(traffic, a0, a1, at)
    leg0, leg1 = leg[:-1], leg[1:]
    legs = traffic.legs
    anchor = at[:-1, None].astype(float)
    begun = anchor >= legs.t0_s[leg0]  # before its life an aircraft waits at its start
    dt = np.where(begun, anchor - legs.t0_s[leg0], 0.0)
    w = np.where(begun, legs.w_radps[leg0], 0.0)
    cos, sin = np.cos(w * dt), np.sin(w * dt)
    tau = np.arange(ANCHOR_TICKS, dtype=float)[:, None]
    shape = (anchors * ANCHOR_TICKS, a1 - a0)
    w2 = w * w
    columns = []
    for k, u, v in zip(legs.k, legs.u, legs.v, strict=True):
        arm = cos * u[leg0] + sin * v[leg0]
        speed = w * (cos * v[leg0] - sin * u[leg0])
        columns.append(
            _series(tau, k[leg0] + arm, speed, -w2 * arm / 2.0, -w2 * speed / 6.0).reshape(shape)
        )
    climb = np.where(begun, legs.climb_mps[leg0], 0.0)
    alt = ((legs.alt0_m[leg0] + climb * dt)[:, None] + tau * climb[:, None]).reshape(shape)
    born = traffic.start_s[a0:a1]
    odd = (leg0 != leg1) | (np.abs(w) * ANCHOR_TICKS > _MAX_TURN)
    odd |= (born > at[:-1, None]) & (born < at[1:, None])
    x, y, z = columns
    found = Block(a0, a1, np.arange(start, start + shape[0]), x, y, z, alt)
    _exactly(traffic, found, odd, leg0, leg1)
    return found


def _series(tau: Floats, p: Floats, v: Floats, a: Floats, j: Floats) -> Floats:
    """Return p + v tau + a tau^2 + j tau^3, [anchors, ANCHOR_TICKS, A], in place after the first product."""
    total: Floats = tau * j[:, None]
    for term in (a, v, p):
        total += term[:, None]
        if term is not p:
            total *= tau
    return total


def _exactly(
    traffic: Traffic, found: Block, odd: npt.NDArray[np.bool_], leg0: Floats, leg1: Floats
) -> None:
    """Overwrite the stretches `odd` [anchors, A] of a block with exact positions."""
    n, a = np.nonzero(odd)
    if not len(n):
        return
    rows = n * ANCHOR_TICKS + np.arange(ANCHOR_TICKS)[:, None]
    times = found.ticks[rows].astype(float)
    leg, last = leg0[n, a], leg1[n, a]
    now = np.broadcast_to(leg, times.shape).copy()
    for ahead in range(1, int((last - leg).max()) + 1):
        upcoming = np.minimum(leg + ahead, last)
        now = np.where(times >= traffic.legs.t0_s[upcoming], np.maximum(now, upcoming), now)
    motion = traffic.on_legs(now, times, np.ones(times.shape, bool))
    for target, exact in zip((found.x, found.y, found.z), motion.xyz, strict=True):
        target[rows, a] = exact
    found.alt_m[rows, a] = motion.alt_m
