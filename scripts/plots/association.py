"""Draws how often a contest is won by the value of each effect: association in the stored elections."""

import numpy as np

from plots import style
from plots.convergence import candidate_series, wilson
from plots.curves import Curve, Panel, Z, draw_page

NAME = "association"
PANELS = 9
BINS = 10
ENOUGH = 200  # stored elections for a picture
SEEN = 3.4  # times the spread of chances that noise makes, for a panel (once in a thousand effects)


def in_doubt(results):
    """Returns the favourite whose chance is nearest to one half."""
    favourites = [contest.by_win()[0] for contest in results.contests if len(contest.candidates) > 1]
    return min(favourites, key=lambda one: abs(one.win - 0.5)) if favourites else None


def reason_to_skip(results):
    factors = results.get("draws/factor_value")
    if factors is None or results.get("draws/winner") is None:
        return "no draws of effects are stored in /draws"
    if factors.shape[1] < ENOUGH:
        return f"only {factors.shape[1]} elections are stored in /draws"
    return None if in_doubt(results) else "no contest has two candidates"


def binned(factor, won):
    """Returns value, chance and half width of the chance's interval, by tenths of the elections."""
    parts = np.array_split(np.argsort(factor, kind="stable"), BINS)
    means = np.array([factor[part].mean() for part in parts])
    chances = np.array([won[part].mean() for part in parts])
    sizes = np.array([len(part) for part in parts])
    low, high = wilson(chances, sizes, Z)
    return means, chances, (high - low) / 2


def strength(factor, won):
    """Returns how much the chances of the tenths differ, as a part of the variance."""
    _, chances, _ = binned(factor, won)
    return float(chances.var())


def draw(results):
    one = in_doubt(results)
    contest = next(c for c in results.contests if one in c.candidates)
    won = candidate_series(results.get("draws/winner"), results, one.place).astype(float)
    names, values = results.get("factor"), results.get("draws/factor_value")
    noise = won.var() * BINS / len(won) * (BINS - 1) / BINS
    strengths = [strength(factor, won) for factor in values]
    order = sorted(range(len(names)), key=lambda i: (-strengths[i], i))[:PANELS]
    order = [i for i in order if strengths[i] > SEEN * noise] or order[:1]
    panels = []
    for i in order:
        x, y, half = binned(values[i], won)
        curve = Curve("", style.BLUE, x, y, half / Z)
        panels.append(Panel(names[i], "value of the effect [sd]", (curve,), float(won.mean())))
    few = f"The {len(order)} of {len(names):,} factors of effects that go with it most" \
        if len(names) > len(order) else "Factors of effects"
    notes = (
        f"Association, not cause: how often it happens among stored elections that are alike in one effect,"
        f" while all else varies. {few}, each in tenths of the {len(won):,} stored elections;"
        " bands: 95% Monte Carlo error; dashed: in all of them. What a change would do: hustings run --what-if,"
        " hustings vary."
    )
    subject = f"How often \u201c{one.name} wins {contest.id}\u201d goes with the value of an effect (association)"
    return draw_page(results, subject, panels, notes, same_scale=True)
