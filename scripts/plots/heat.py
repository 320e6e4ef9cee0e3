"""Draws a heat map: what a chance comes to as two inputs of a variation are moved together."""

import numpy as np
from matplotlib.colors import to_rgb

from plots import style
from plots.curves import Z, bare, number, number_axis
from plots.page import MARGIN, Page, shorten, width_of
from plots.variation import headline, read_variation

NAME = "heat"
QUIET = True
CELL = (0.86, 0.46)  # of a grid
NUMBERED = 12  # columns up to which each cell has its number
WIDE, HIGH = 6.4, 4.4  # of scattered points
LEGEND = 2.4


def reason_to_skip(results):
    variation = read_variation(results)
    if variation is None:
        return "nothing is varied (hustings vary)"
    return None if len(variation.inputs) == 2 else "a heat map needs a variation of two inputs"


class Shades:
    """Colours of chances: orange below that of the run itself, blue above, white at it."""

    def __init__(self, outcome):
        self.base = outcome.base
        self.most = max(0.01, float(np.abs(outcome.chance - outcome.base).max()))

    def of(self, chance):
        move = (chance - self.base) / self.most
        return style.mix(style.BLUE if move > 0 else style.ORANGE, 0.85 * min(1.0, abs(move)))

    def draw_legend(self, page):
        """Draws the scale of colours with what its ends and its middle stand for."""
        steps = 60
        low, high = max(0.0, self.base - self.most), min(1.0, self.base + self.most)
        x = MARGIN
        for i in range(steps):
            chance = low + (high - low) * (i + 0.5) / steps
            page.box(x + LEGEND * i / steps, page.y, LEGEND / steps + 0.004, 0.13, self.of(chance))
        page.line([x, x + LEGEND, x + LEGEND, x, x], [page.y, page.y, page.y + 0.13, page.y + 0.13, page.y],
                  style.RULE, 0.6)
        text = f"{100 * low:.0f}% to {100 * high:.0f}%; white: {100 * self.base:.1f}%, the run as it is"
        page.text(x + LEGEND + 0.15, page.y + 0.065, text, style.BODY, style.SOFT)
        page.y += 0.34


def ink_on(colour):
    return "white" if np.dot(to_rgb(colour), (0.3, 0.59, 0.11)) < 0.55 else style.INK


def draw_grid(page, variation, outcome, shades):
    """Draws a cell a point, the first input across, the second upward."""
    across, up = variation.levels
    labels = [number(level) for level in up]
    left = MARGIN + max(width_of(text, style.SMALL) for text in labels) + 0.12
    cell = min(CELL[0], (page.width - MARGIN - left) / len(across))
    high = CELL[1] if len(up) <= 12 else max(0.12, 5.5 / len(up))
    page.text(MARGIN, page.y + 0.08, shorten(f"{variation.axis(1)} \u2191", page.inner, style.SMALL),
              style.SMALL, style.SOFT)
    page.y += 0.24
    top = page.y
    numbered = len(across) <= NUMBERED and high >= 0.3 and cell >= 0.5
    for point, amounts in enumerate(variation.amounts):
        column = int(np.searchsorted(across, amounts[0]))
        row = len(up) - 1 - int(np.searchsorted(up, amounts[1]))
        x, y = left + column * cell, top + row * high
        colour = shades.of(outcome.chance[point])
        page.box(x + 0.01, y + 0.01, cell - 0.02, high - 0.02, colour)
        if numbered:
            clear = abs(outcome.moved[point]) > Z * outcome.moved_error[point]
            text = style.percent(outcome.chance[point], 1) if 0 < outcome.chance[point] < 1 \
                else f"{100 * outcome.chance[point]:.0f}%"
            page.text(x + cell / 2, y + high / 2, text, style.SMALL, ink_on(colour), bold=clear, align="center")
    step = max(1, int(np.ceil(0.17 / high)))
    for i, text in list(enumerate(labels))[::step]:
        page.text(left - 0.08, top + (len(up) - i - 0.5) * high, text, style.SMALL, style.SOFT, align="right")
    widest = max(width_of(number(level), style.SMALL) for level in across) + 0.08
    step = max(1, int(np.ceil(widest / cell)))
    page.y = top + len(up) * high
    for i, level in list(enumerate(across))[::step]:
        page.text(left + (i + 0.5) * cell, page.y + 0.11, number(level), style.SMALL, style.SOFT, align="center")
    name = shorten(f"{variation.axis(0)} \u2192", page.width - MARGIN - left, style.SMALL)
    page.text(left, page.y + 0.31, name, style.SMALL, style.SOFT)
    page.y += 0.45


def draw_points(page, variation, outcome, shades):
    """Draws a dot a point, in the colour of its chance."""
    axes = page.axes(MARGIN + 0.45, page.y + 0.24, WIDE, HIGH)
    page.text(MARGIN, page.y + 0.08, shorten(f"{variation.axis(1)} \u2191", page.inner, style.SMALL),
              style.SMALL, style.SOFT)
    axes.scatter(variation.amounts[:, 0], variation.amounts[:, 1], s=110, zorder=3, linewidths=0.7,
                 c=[shades.of(chance) for chance in outcome.chance], edgecolors=style.SOFT)
    for axis, amounts in zip((axes.xaxis, axes.yaxis), variation.amounts.T):
        pad = 0.04 * np.ptp(amounts) or 1.0
        low, high = amounts.min() - pad, amounts.max() + pad
        number_axis(axis, low, high)
        (axes.set_xlim if axis is axes.xaxis else axes.set_ylim)(low, high)
    bare(axes)
    page.y += 0.24 + HIGH + 0.2
    name = shorten(f"{variation.axis(0)} \u2192", WIDE, style.SMALL)
    page.text(MARGIN + 0.45, page.y + 0.11, name, style.SMALL, style.SOFT)
    page.y += 0.25


def draw(results):
    variation = read_variation(results)
    outcome = headline(variation)
    shades = Shades(outcome)
    page = Page(7.4)
    page.header(results, f"How often \u201c{outcome.words}\u201d as two inputs are moved")
    shades.draw_legend(page)
    worst = 100 * Z * float(outcome.error.max())
    notes = f"{len(variation.amounts)} points on the same draws; 95% Monte Carlo error of a chance at most " \
            f"{worst:.1f} points."
    if variation.is_grid:
        draw_grid(page, variation, outcome, shades)
        notes += " Bold: beyond the error of the difference from the run as it is."
    else:
        draw_points(page, variation, outcome, shades)
    return page.finish(results, notes)
