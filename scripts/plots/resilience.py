"""Draws what is left of reach and of chances as channels are lost (`hustings plan --resilience`)."""

from dataclasses import replace

import numpy as np

from plots import curves, style
from plots.curves import COLOURS, Curve, Panel

NAME = "resilience"
SHOWN = len(COLOURS)  # most curves of a panel: those that move most
AXIS = "percent kept"
WHAT = {1: "one channel", 2: "two channels"}
LEAST = 0.001  # of a probability: what moves by less is not seen


def reason_to_skip(plan):
    found = plan.part("resilience")
    if not found:
        return "the plan has no resilience (plan --resilience)"
    return None if panels_of(found, moved_chances(found, plan.names)) else "no loss of a channel changes anything"


def losses_of(found):
    """Returns the points of each channel and each pair, by how much is kept: {(channel, ..): [point, ..]}."""
    losses = {}
    for point in found["points"]:
        losses.setdefault(tuple(point["lost"]), []).append(point)
    return {lost: sorted(points, key=lambda point: point["keep"]) for lost, points in losses.items()}


def chances_of(one, names):
    """Yields (what it is a chance of, chance) of all wins, sweeps and events of a base or a point."""
    for label, candidate in one["candidates"].items():
        yield f"{names.get(label, label)} wins", candidate["win"]
    for label, slate in one["slates"].items():
        yield f"{names.get(label, label)} sweeps", slate["sweep"]
    for name, chance in one["events"].items():
        yield name, chance


def curve_of(lost, points, value, whole):
    """Makes the curve of a loss, whose last point is the whole plan; `value` of a point is (y, standard error)."""
    ys, errors = zip(*map(value, points))
    keep = [100 * point["keep"] for point in points]
    return Curve(" + ".join(lost), style.INK, np.array([*keep, 100.0]), np.array([*ys, whole]),
                 np.array([*errors, 0.0]))


def fall_of(curve):
    """Returns how far a curve is from the whole plan where it is farthest."""
    return float(np.abs(curve.y - curve.y[-1]).max())


def is_clear(curve):
    """Tells whether a curve leaves the whole plan by what can be seen and is more than its error."""
    moved = np.abs(curve.y - curve.y[-1])
    return bool(np.any((moved > curves.Z * curve.error) & (moved >= LEAST)))


def panel_of(title, drawn, channels, count):
    """Makes the panel of losses of so many channels, or None; a channel has one colour in all panels."""
    of = [(lost, curve) for lost, curve in drawn.items() if len(lost) == count and fall_of(curve) > 0]
    of = sorted(of, key=lambda one: -fall_of(one[1]))[:SHOWN]
    if not of:
        return None
    same = count == 1 and len(channels) <= SHOWN
    places = [channels.index(lost[0]) if same else place for place, (lost, _) in enumerate(of)]
    coloured = tuple(replace(curve, colour=COLOURS[place]) for place, (_, curve) in zip(places, of))
    return Panel(f"{title}, {WHAT[count]} lost", AXIS, coloured, base=coloured[0].y[-1])


def reaches_of(found):
    """Returns the curves of what every owner reaches as its own channels are lost."""
    reaches = {}
    for owner, of in found["owners"].items():
        reaches[f"Reach of {owner}"] = {
            lost: curve_of(lost, points, lambda point, owner=owner: (point["owners"][owner]["reached"], 0.0), 1.0)
            for lost, points in losses_of(found).items()
            if set(lost) <= set(of["channels"])
            and all(point["owners"][owner]["reached"] is not None for point in points)}
    return reaches


def moved_chances(found, names):
    """Returns the curves of every chance that a loss moves clearly, but one that says what another says already."""
    moved, seen = {}, set()
    for name, chance in chances_of(found["base"], names):
        whole = chance["probability"]

        def value(point):
            one = dict(chances_of(point, names))[name]
            return one["probability"], one["paired_standard_error"] or 0.0

        drawn = {lost: curve_of(lost, points, value, whole) for lost, points in losses_of(found).items()}
        told = tuple(y for curve in drawn.values() for y in curve.y)
        if any(map(is_clear, drawn.values())) and told not in seen:
            moved[name] = drawn
        seen.add(told)
    return moved


def panels_of(found, moved):
    """Returns the panels of losses of one channel, then those of two."""
    drawn = {**reaches_of(found), **moved}
    made = [panel_of(title, of, found["channels"], count) for count in WHAT for title, of in drawn.items()]
    return [panel for panel in made if panel is not None]


def draw(plan):
    found = plan.part("resilience")
    moved = moved_chances(found, plan.names)
    notes = (
        "To the left: all of a channel, or of both, is lost. Dashed: the whole plan. Reach: the part that is left of "
        "whom an owner reaches. Bands about chances: the 95% Monte Carlo error of the difference from the whole plan, "
        f"on the same {found['elections']:,} simulated elections, seed {found['seed']}. Reach has none: it is "
        "computed. Left out: what a loss does not move, chances that none moves by more than its error and a tenth of "
        f"a point, and of more than {SHOWN} curves those that move least."
    )
    return curves.draw_page(plan, "What is left as channels are lost", panels_of(found, moved), notes)
