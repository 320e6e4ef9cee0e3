"""Draws how the estimate of the headline probability settles as elections are drawn."""

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from plots import style
from plots.page import MARGIN, Page

NAME = "convergence"
WIDTH, HEIGHT = 9.4, 3.6
FROM = 20  # elections from which the curve is drawn


def candidate_series(winner, results, place):
    contest = next(c for c in results.contests if any(one.place == place for one in c.candidates))
    return winner[contest.place] == place - contest.candidates[0].place


def series_of(results, kind, item):
    """Returns 0/1 by recorded election: whether it happens; None where that is not recorded."""
    winner, happened = results.get("draws/winner"), results.get("draws/event_happened")
    if kind == "event":
        return None if happened is None else happened[item] == 1
    if kind == "majority":
        delegates = results.get("draws/name_delegates")
        of = results.get("labels/total_of_name")[item]
        return None if delegates is None else delegates[item] >= results.get("labels/total_majority")[of]
    if winner is None:
        return None
    members = results.slates[item].members if kind == "sweep" else [item]
    return np.all([candidate_series(winner, results, i) for i in members], axis=0)


def chance_of(results, kind, item):
    if kind == "sweep":
        return results.slates[item].sweep
    if kind == "event":
        return results.get("joint/event_probability")[item]
    if kind == "majority":
        return results.get("summary/majority")[item]
    return results.candidates[item].win


def headline(results):
    """Returns (words, probability, 0/1 by recorded election) of the headline, or None where it is not recorded."""
    kind, words = (results.one(f"reading/headline_{name}") for name in ("kind", "name"))
    item = results.one("reading/headline_item")
    series = series_of(results, kind, item)
    return None if series is None else (words, chance_of(results, kind, item), series)


def reason_to_skip(results):
    found = headline(results)
    if found is None:
        return "the headline is not recorded in /draws"
    return None if len(found[2]) > 2 * FROM else f"only {len(found[2])} elections are recorded in /draws"


def wilson(p, n, z):
    """Returns the score interval, which has a width even where p is 0 or 1."""
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return centre - half, centre + half


def frame(axes, numbers, low, high):
    axes.set_xscale("log")
    axes.set_xlim(numbers[0], numbers[-1])
    pad = 0.04 * (high - low)
    axes.set_ylim(max(0.0, low - pad), min(1.0, high + pad))
    ticks = [t for k in range(1, 8) for t in (10**k, 2 * 10**k, 5 * 10**k) if numbers[0] <= t <= numbers[-1]]
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    bottom, top = axes.get_ylim()
    inside = [t for t in MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(bottom, top) if bottom <= t <= top]
    axes.yaxis.set_major_locator(FixedLocator(inside))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:g}%"))
    axes.tick_params(length=0, labelsize=style.SMALL, labelcolor=style.SOFT, pad=5)
    axes.grid(True, color=style.RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel("elections drawn", fontsize=style.BODY, color=style.SOFT, labelpad=6)
    for side in axes.spines.values():
        side.set_visible(False)


def estimate(p, n):
    error = 100 * np.sqrt(p * (1 - p) / n)
    decimals = 1 if error >= 0.095 else 2 if error >= 0.0095 else 3
    return f"{100 * p:.{decimals}f}% (standard error {error:.{decimals}f} points)"


def draw(results):
    words, p, series = headline(results)
    recorded = len(series)
    numbers = np.unique(np.round(np.geomspace(FROM, recorded, 900)).astype(int))
    running = np.cumsum(series)[numbers - 1] / numbers
    page = Page(WIDTH)
    page.header(results, f"How the estimate settles: \u201c{words}\u201d")
    ends = [(style.BLUE, f"after the {recorded:,} recorded: {estimate(running[-1], recorded)}")]
    if results.elections > recorded:
        ends.append((style.VERMILION, f"after all {results.elections:,}: {estimate(p, results.elections)}"))
    page.legend(ends)
    axes = page.axes(MARGIN + 0.45, page.y + 0.05, page.inner - 0.65, HEIGHT)
    wide, narrow = wilson(running, numbers, 1.96), wilson(running, numbers, 1.0)
    axes.fill_between(numbers, *wide, color=style.mix(style.SKY, 0.25), linewidth=0)
    axes.fill_between(numbers, *narrow, color=style.mix(style.SKY, 0.55), linewidth=0)
    axes.plot(numbers, running, color=style.BLUE, linewidth=1.6)
    if results.elections > recorded:
        axes.axhline(p, color=style.VERMILION, linewidth=1.2, linestyle=(0, (5, 3)))
    later = numbers >= min(50, recorded // 2)
    frame(axes, numbers, wide[0][later].min(), wide[1][later].max())
    page.y += HEIGHT + 0.55
    notes = (
        "Line: the running estimate over the recorded elections. Bands: one standard error, and"
        " 95% (score interval). More elections narrow this Monte Carlo error only, not the"
        " errors of the scenario."
    )
    return page.finish(results, notes)
