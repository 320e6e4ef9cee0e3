"""Draws curves with their error bands in small panels that share one scale of probability."""

from dataclasses import dataclass

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from plots import style
from plots.page import MARGIN, Page, shorten, width_of, wrap

Z = 1.96  # half width of a 95 % interval in standard errors
GAP = 0.45  # between panels [inches]
HEAD = 0.30
FOOT = 0.55  # for the numbers and the name below the axis
LEGEND_ROW, TITLE_ROW = 0.2, 0.19
COLOURS = (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE, style.ORANGE, style.SKY, style.INK,
           style.NEUTRAL)


@dataclass(frozen=True)
class Curve:
    """Probabilities with their standard errors along `x`; without `joined` they are dots."""

    name: str
    colour: str
    x: np.ndarray
    y: np.ndarray
    error: np.ndarray
    joined: bool = True


@dataclass(frozen=True)
class Panel:
    """Curves over one axis; `base` is a probability to compare with, drawn as a dashed line."""

    title: str
    axis: str
    curves: tuple[Curve, ...]
    base: float | None = None
    origin: float | None = None  # where on the axis the run as it is stands


def percent_axis(axes, low, high):
    """Sets the vertical scale to hold low..high, with round percent."""
    pad = max(0.01, 0.06 * (high - low))
    bottom, top = max(0.0, low - pad), min(1.0, high + pad)
    axes.set_ylim(bottom - 0.004 * (top - bottom), top + 0.004 * (top - bottom))
    inside = [t for t in MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(bottom, top) if bottom <= t <= top]
    axes.yaxis.set_major_locator(FixedLocator(inside))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:g}%"))


def number(value):
    return f"{value:.6g}".replace("-", "\u2212")


def number_axis(axis, low, high):
    """Puts round numbers on an axis, none of them outside low..high."""
    ticks = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(low, high)
    axis.set_major_locator(FixedLocator([t for t in ticks if low <= t <= high]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))


def bare(axes):
    """Takes away all lines of a frame but a quiet grid."""
    axes.tick_params(length=0, labelsize=style.SMALL, labelcolor=style.SOFT, pad=4)
    axes.grid(True, color=style.RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def draw_curve(axes, curve):
    low, high = curve.y - Z * curve.error, curve.y + Z * curve.error
    if curve.joined:
        axes.fill_between(curve.x, low, high, color=style.mix(curve.colour, 0.22), linewidth=0, zorder=2)
        axes.plot(curve.x, curve.y, color=curve.colour, linewidth=1.6, zorder=3)
    else:
        axes.vlines(curve.x, low, high, color=style.mix(curve.colour, 0.5), linewidth=1.2, zorder=2)
    axes.plot(curve.x, curve.y, "o", color=curve.colour, markersize=3.6, markeredgewidth=0, zorder=4)


def entries_of(panel, width):
    """Breaks a panel's legend into rows of (colour, text) that fit; one unnamed curve needs none."""
    rows, used = [], width + 1
    for curve in panel.curves:
        if not curve.name:
            continue
        text = shorten(curve.name, width - 0.2, style.SMALL)
        wide = 0.16 + width_of(text, style.SMALL) + 0.16
        if used + wide - 0.16 > width:
            rows.append([])
            used = 0.0
        rows[-1].append((curve.colour, text))
        used += wide
    return rows


def draw_legend(page, x, y, rows):
    for row in rows:
        at = x
        for colour, text in row:
            page.box(at, y + 0.045, 0.1, 0.1, colour)
            page.text(at + 0.16, y + 0.095, text, style.SMALL, style.SOFT)
            at += 0.32 + width_of(text, style.SMALL)
        y += LEGEND_ROW


@dataclass(frozen=True)
class Frame:
    """What the panels of a page share: their size, the rows of their titles and legends, their scale."""

    width: float
    height: float
    titles: int
    legend: int
    scale: tuple[float, float] | None

    @property
    def above(self):
        """Returns the room above the axes."""
        return HEAD + (self.titles - 1) * TITLE_ROW + self.legend * LEGEND_ROW + 0.06


def titles_of(panel, width):
    return wrap(panel.title, width, style.HEAD, 2, bold=True)


def draw_panel(page, panel, x, frame, has_name):
    """Draws one panel at x: its title, its legend, its curves, and the name of its axis where it has one."""
    y, width, height = page.y, frame.width, frame.height
    for i, line in enumerate(titles_of(panel, width)):
        page.text(x, y + 0.12 + i * TITLE_ROW, line, style.HEAD, bold=True)
    draw_legend(page, x, y + HEAD + (frame.titles - 1) * TITLE_ROW, entries_of(panel, width))
    left = 0.42  # for the percents
    top = y + frame.above
    axes = page.axes(x + left, top, width - left, height)
    for curve in panel.curves:
        draw_curve(axes, curve)
    if panel.base is not None:
        axes.axhline(panel.base, color=style.SOFT, linewidth=1.0, linestyle=(0, (4, 3)), zorder=1)
    if panel.origin is not None:
        axes.axvline(panel.origin, color=style.SOFT, linewidth=1.0, linestyle=(0, (1, 2)), zorder=1)
    ys = [value for c in panel.curves for value in (*(c.y - Z * c.error), *(c.y + Z * c.error))]
    ys += [] if panel.base is None else [panel.base]
    percent_axis(axes, *(frame.scale or (max(0.0, min(ys)), min(1.0, max(ys)))))
    xs = np.concatenate([curve.x for curve in panel.curves])
    pad = 0.03 * (xs.max() - xs.min()) or 1.0
    axes.set_xlim(xs.min() - pad, xs.max() + pad)
    number_axis(axes.xaxis, xs.min() - pad, xs.max() + pad)
    bare(axes)
    if has_name:
        name = shorten(panel.axis, width - left, style.SMALL)
        page.text(x + left + (width - left) / 2, top + height + 0.31, name, style.SMALL, style.SOFT, align="center")


def draw_page(results, subject, panels, notes, columns=None, height=1.9, same_scale=False):
    """Draws panels in rows of equal width on a page of their own."""
    columns = columns or (2 if len(panels) == 4 else min(3, len(panels)))
    width = {1: 6.6, 2: 4.1, 3: 3.2}[columns]
    page = Page(2 * MARGIN + columns * width + (columns - 1) * GAP)
    page.header(results, subject)
    scale = None
    if same_scale:
        ys = np.concatenate([np.concatenate([c.y - Z * c.error, c.y + Z * c.error])
                             for panel in panels for c in panel.curves])
        scale = (max(0.0, ys.min()), min(1.0, ys.max()))
    for start in range(0, len(panels), columns):
        row = panels[start : start + columns]
        frame = Frame(width, height, max(len(titles_of(panel, width)) for panel in row),
                      max(len(entries_of(panel, width)) for panel in row), scale)
        named = False
        for i, panel in enumerate(row):
            below = panels[start + columns + i].axis if start + columns + i < len(panels) else None
            draw_panel(page, panel, MARGIN + i * (width + GAP), frame, panel.axis != below)
            named = named or panel.axis != below
        page.y += frame.above + height + (FOOT if named else FOOT - 0.17)
    return page.finish(results, notes)
