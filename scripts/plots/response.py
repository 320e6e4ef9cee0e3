"""Draws response curves: what chances come to as the inputs of a variation are moved."""

import numpy as np

from plots import style
from plots.curves import COLOURS, Curve, Panel, draw_page
from plots.variation import headline, read_variation

NAME = "response"
QUIET = True
PANELS = 12
CURVES = 6  # most in a panel
LEAST = 0.005  # how far a chance must move to have a curve


def reason_to_skip(results):
    return None if read_variation(results) else "nothing is varied (hustings vary)"


def panels_of_one(variation):
    """One input: a panel a contest, then slates and events, of what moves."""
    origin = variation.scales[0].origin
    x = variation.amounts[:, 0]
    if origin is not None and origin not in x:
        x = np.append(x, origin)
    order = x.argsort(kind="stable")
    groups = {}
    for outcome in variation.outcomes:
        if outcome.reach >= LEAST:
            groups.setdefault(outcome.of, []).append(outcome)
    ranked = sorted(groups.items(), key=lambda item: -max(one.reach for one in item[1]))[:PANELS]
    for of, outcomes in [(of, ones) for of, ones in groups.items() if of in dict(ranked)]:
        shown = sorted(outcomes, key=lambda one: -one.reach)[:CURVES]
        own = len({one.colour for one in shown}) == len(shown)
        curves = tuple(curve_of(one, one.colour if own else COLOURS[i], x, order) for i, one in enumerate(shown))
        base = shown[0].base if origin is None and len(shown) == 1 else None
        yield Panel(of, variation.axis(0), curves, base, origin)


def curve_of(outcome, colour, x, order):
    """Returns the curve of an outcome; with the run as it is last where `x` holds one more than the points."""
    y, error = outcome.chance, outcome.error
    if len(x) > len(y):
        y, error = np.append(y, outcome.base), np.append(error, outcome.base_error)
    return Curve(outcome.name, colour, x[order], y[order], error[order])


def panels_of_grid(variation, outcome):
    """Two inputs on a grid: each along its own axis, a curve for every amount of the other."""
    for i, j in ((0, 1), (1, 0)):
        levels = variation.levels[j]
        curves = []
        for k, level in enumerate(levels[:: max(1, -(-len(levels) // CURVES))]):
            here = (variation.amounts[:, j] == level).nonzero()[0]
            here = here[variation.amounts[here, i].argsort()]
            name = f"{variation.inputs[j]} {variation.scales[j].told(level)}"
            curves.append(Curve(name, COLOURS[k], variation.amounts[here, i], outcome.chance[here],
                                outcome.error[here]))
        yield Panel(f"By {variation.inputs[i]}", variation.scales[i].words, tuple(curves), outcome.base,
                    variation.scales[i].origin)


def panels_of_points(variation, outcome):
    """Scattered points: all of them along each input."""
    for i, name in enumerate(variation.inputs[:PANELS]):
        dots = Curve("", style.BLUE, variation.amounts[:, i], outcome.chance, outcome.error, joined=False)
        yield Panel(f"By {name}", variation.scales[i].words, (dots,), outcome.base, variation.scales[i].origin)


def draw(results):
    variation = read_variation(results)
    points = f"at {len(variation.amounts)} points on the same draws"
    bars = " Bands and bars: 95% Monte Carlo error of each chance; differences between points have smaller ones."
    if len(variation.inputs) == 1:
        panels = list(panels_of_one(variation))
        if panels:
            notes = f"Chances {points}, joined by straight lines."
            if any(panel.base is not None for panel in panels):
                notes += " Dashed: the run as it is."
            elif variation.scales[0].origin is not None:
                notes += " Dotted: the run as it is, a point of every curve."
            notes += bars
            if len({one.of for one in variation.outcomes}) > len(panels):
                notes += f" What moves by less than {100 * LEAST:g} points is left out."
            return draw_page(results, f"Chances as {variation.inputs[0]} is moved", panels, notes)
    outcome = headline(variation)
    dashed = " Dashed and dotted: the run as it is."
    if len(variation.inputs) == 2 and variation.is_grid:
        panels = list(panels_of_grid(variation, outcome))
        notes = f"The chance {points}, joined by straight lines.{dashed}{bars}"
    else:
        panels = list(panels_of_points(variation, outcome))
        notes = f"The chance {points}; at each, all inputs differ.{dashed}{bars}"
    return draw_page(results, f"How often \u201c{outcome.words}\u201d as the inputs are moved", panels, notes,
                     same_scale=True)
