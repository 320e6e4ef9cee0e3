"""Draws how often the headline happens by the value of each effect: association in the stored elections."""

import numpy as np

from plots import style
from plots.convergence import headline, wilson
from plots.curves import Curve, Panel, Z, draw_page

NAME = "association"
PANELS = 9
BINS = 10
ENOUGH = 200  # stored elections for a picture
SEEN = 3.4  # times the spread of chances that noise makes, for a panel (once in a thousand effects)


def reason_to_skip(results):
    factors = results.get("draws/factor_value")
    if factors is None or results.get("draws/winner") is None:
        return "no draws of effects are stored in /draws"
    if factors.shape[1] < ENOUGH:
        return f"only {factors.shape[1]} elections are stored in /draws"
    if headline(results) is None:
        return "the headline is not recorded in /draws"
    words, _, happened = headline(results)
    return None if happened.any() and not happened.all() else f"\u201c{words}\u201d is not in doubt"


def binned(factor, happened):
    """Returns value, chance and half width of the chance's interval, by tenths of the elections."""
    parts = np.array_split(np.argsort(factor, kind="stable"), BINS)
    means = np.array([factor[part].mean() for part in parts])
    chances = np.array([happened[part].mean() for part in parts])
    sizes = np.array([len(part) for part in parts])
    low, high = wilson(chances, sizes, Z)
    return means, chances, (high - low) / 2


def strength(factor, happened):
    """Returns how much the chances of the tenths differ, as a part of the variance."""
    order = np.argsort(factor)
    return float(np.var([part.mean() for part in np.array_split(happened[order], BINS)]))


def draw(results):
    words, _, series = headline(results)
    happened = series.astype(float)
    names, values = results.get("factor"), results.get("draws/factor_value")
    noise = happened.var() * BINS / len(happened) * (BINS - 1) / BINS
    strengths = [strength(factor, happened) for factor in values]
    order = sorted(range(len(names)), key=lambda i: (-strengths[i], i))[:PANELS]
    order = [i for i in order if strengths[i] > SEEN * noise] or order[:1]
    panels = []
    for i in order:
        x, y, half = binned(values[i], happened)
        curve = Curve("", style.BLUE, x, y, half / Z)
        title = results.name_of_factor(names[i])
        panels.append(Panel(title, "value of the effect [sd]", (curve,), float(happened.mean())))
    few = f"The {len(order)} of {len(names):,} factors of effects that go with it most" \
        if len(names) > len(order) else "Factors of effects"
    notes = (
        f"Association, not cause: how often it happens among stored elections that are alike in one effect,"
        f" while all else varies. {few}, each in tenths of the {len(happened):,} stored elections;"
        " bands: 95% Monte Carlo error; dashed: in all of them. What a change would do: hustings run --what-if,"
        " hustings vary."
    )
    subject = f"How often \u201c{words}\u201d goes with the value of an effect (association)"
    return draw_page(results, subject, panels, notes, same_scale=True)
