"""Draws response curves: what chances come to as the inputs of a variation are moved."""

from plots import style
from plots.curves import COLOURS, Curve, Panel, draw_page, number
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
    x = variation.amounts[:, 0]
    order = x.argsort(kind="stable")
    groups = {}
    for outcome in variation.outcomes:
        if outcome.reach >= LEAST:
            groups.setdefault(outcome.of, []).append(outcome)
    ranked = sorted(groups.items(), key=lambda item: -max(one.reach for one in item[1]))[:PANELS]
    for of, outcomes in [(of, ones) for of, ones in groups.items() if of in dict(ranked)]:
        shown = sorted(outcomes, key=lambda one: -one.reach)[:CURVES]
        own = len({one.colour for one in shown}) == len(shown)
        curves = tuple(
            Curve(one.name, one.colour if own else COLOURS[i], x[order], one.chance[order], one.error[order])
            for i, one in enumerate(shown)
        )
        yield Panel(of, variation.inputs[0], curves)


def panels_of_grid(variation, outcome):
    """Two inputs on a grid: each along its own axis, a curve for every amount of the other."""
    for i, j in ((0, 1), (1, 0)):
        levels = variation.levels[j]
        curves = []
        for k, level in enumerate(levels[:: max(1, -(-len(levels) // CURVES))]):
            here = (variation.amounts[:, j] == level).nonzero()[0]
            here = here[variation.amounts[here, i].argsort()]
            curves.append(Curve(f"{variation.inputs[j]} {number(level)}", COLOURS[k], variation.amounts[here, i],
                                outcome.chance[here], outcome.error[here]))
        yield Panel(f"By {variation.inputs[i]}", variation.inputs[i], tuple(curves), outcome.base)


def panels_of_points(variation, outcome):
    """Scattered points: all of them along each input."""
    for i, name in enumerate(variation.inputs[:PANELS]):
        dots = Curve("", style.BLUE, variation.amounts[:, i], outcome.chance, outcome.error, joined=False)
        yield Panel(f"By {name}", name, (dots,), outcome.base)


def draw(results):
    variation = read_variation(results)
    points = f"at {len(variation.amounts)} points on the same draws"
    bars = " Bands and bars: 95% Monte Carlo error of each chance; differences between points have smaller ones."
    if len(variation.inputs) == 1:
        panels = list(panels_of_one(variation))
        if panels:
            notes = f"Chances {points}, joined by straight lines.{bars}"
            if len({one.of for one in variation.outcomes}) > len(panels):
                notes += f" What moves by less than {100 * LEAST:g} points is left out."
            return draw_page(results, f"Chances as {variation.inputs[0]} is moved", panels, notes)
    outcome = headline(variation)
    dashed = " Dashed: the run as it is."
    if len(variation.inputs) == 2 and variation.is_grid:
        panels = list(panels_of_grid(variation, outcome))
        notes = f"The chance {points}, joined by straight lines.{dashed}{bars}"
    else:
        panels = list(panels_of_points(variation, outcome))
        notes = f"The chance {points}; at each, all inputs differ.{dashed}{bars}"
    return draw_page(results, f"How often \u201c{outcome.words}\u201d as the inputs are moved", panels, notes,
                     same_scale=True)
