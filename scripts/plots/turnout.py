"""Draws turnout: a curve a contest, then every district and every universe."""

import re
from dataclasses import dataclass

import numpy as np

from plots import style
from plots.page import MARGIN, Page, shorten, width_of, wrap
from plots.ridge import Ridge, draw_axis
from plots.swarm import swarm

NAME = "turnout"
WIDTH = 10.9
CONTEST_ROW = 0.42
DISTRICT_ROW = 0.19
LISTED = 90  # most districts with a line each
SWARMED = 1500  # most universes with a dot each
BAND = 0.42  # half height of a swarm [inches]
STEEL = "#4C78A0"


ALIKE = 0.005  # difference of mean turnouts below which nothing is drawn of them
NOISE = 7  # standard errors that the largest and smallest of some thousand means lie apart by chance


def reason_to_skip(results):
    if results.get("histograms/turnout") is None:
        return "no histograms of turnout"
    differs = contests_differ(results) or districts_differ(results) or universes_differ(results)
    if differs or len(results.forecasts) == 1:
        return None
    return "turnout is the same in all contests, districts and universes"


def differ(results, what, places=slice(None)):
    """Tells whether mean turnouts lie farther apart than their Monte Carlo errors have them."""
    means, errors = (results.get(f"summary/{what}_mean{end}") for end in ("", "_standard_error"))
    if means is None or len(means[places]) < 2:
        return False
    return float(np.ptp(means[places])) >= ALIKE + NOISE * float(np.nanmax(errors[places]))


def contests_differ(results):
    return differ(results, "turnout", [c.place for c in results.forecasts])


def districts_differ(results):
    return differ(results, "district_turnout")


def universes_differ(results):
    return differ(results, "universe_turnout")


def section(page, title, note):
    page.text(MARGIN, page.y + 0.12, title, style.HEAD + 0.5, bold=True)
    left = width_of(title, style.HEAD + 0.5, True) + 0.12
    note = shorten(note, page.inner - left, style.BODY)
    page.text(MARGIN + left, page.y + 0.12, note, style.BODY, style.SOFT)
    page.line([MARGIN, MARGIN + page.inner], [page.y + 0.27] * 2)
    page.y += 0.38


@dataclass(frozen=True)
class Scale:
    """An axis of turnout from `start` [inches]; from 0 unless all values are far from it."""

    start: float
    begin: float
    end: float
    step: float
    per_unit: float

    @property
    def zero(self):
        return self.start - self.per_unit * self.begin

    @property
    def stop(self):
        return self.at(self.end)

    def at(self, value):
        return self.zero + self.per_unit * value

    def draw(self, page, top, base):
        draw_axis(page, self.zero, top, base, self.per_unit, self.end, self.step, self.begin)


def scale_of(low, high, start, room, most=8):
    end = min(1.0, float(high))
    near = low < 0.4 * end
    step = style.axis_step(end if near else 1.15 * (end - low), most)
    begin = 0.0 if near else step * np.floor(low / step)
    end = style.ceiling(end, step)
    return Scale(start, begin, end, step, room / (end - begin))


def draw_contests(page, results):
    of_votes = "" if results.get("labels/contest_rolloff") is None else ", without those left blank"
    section(page, "Contests",
            f"share of the registered voters who vote, and ballots [thousands]{of_votes}")
    contests = results.forecasts
    ridges = [Ridge(results, "turnout", "turnout", c.place) for c in contests]
    registered = results.get("labels/contest_registered")
    mean = results.get("summary/turnout_mean")
    low, high = (results.quantile("summary/turnout_quantile", level) for level in (0.05, 0.95))
    labels = [c.id if c.name in ("", c.id) else f"{c.id}  {c.name}" for c in contests]
    names = min(3.2, max(width_of(text, style.BODY) for text in labels))
    columns = [page.width - MARGIN - right for right in (1.3, 0.6, 0.0)]
    start = MARGIN + names + 0.25
    room = columns[0] - 0.65 - start
    scale = scale_of(min(r.foot for r in ridges), max(r.top for r in ridges), start, room)
    top = page.y
    for contest, ridge, label in zip(contests, ridges, labels):
        i = contest.place
        page.y += CONTEST_ROW
        middle = page.y - 0.4 * CONTEST_ROW
        page.lines(MARGIN, middle, wrap(label, names, style.BODY, 2))
        page.line([start, scale.stop], [page.y] * 2, style.RULE, 0.6, zorder=1)
        ridge.draw(page, scale.zero, page.y, 0.86 * CONTEST_ROW, scale.per_unit, STEEL)
        page.text(columns[0], middle, f"{100 * mean[i]:.1f}%", bold=True, align="right")
        page.text(columns[1], middle, style.span(low[i], high[i]), style.SMALL, style.SOFT, align="right")
        ballots = mean[i] * registered[i] / 1000
        page.text(columns[2], middle, f"{ballots:,.1f}k", style.SMALL, style.SOFT, align="right")
    scale.draw(page, top, page.y)
    page.y += 0.5


def draw_listed(page, results, order, mean, sd):
    """Draws a line a district in columns."""
    columns = 1 if len(order) <= 12 else 2 if len(order) <= 30 else 3
    gap = 0.45
    width = (page.inner - (columns - 1) * gap) / columns
    rows = -(-len(order) // columns)
    texts = results.names("district")
    names = min(0.6 * width, max(width_of(text, style.SMALL) for text in texts))
    room = width - names - 0.2 - 0.5
    low, high = max(0.0, (mean - sd).min()), min(1.0, (mean + sd).max())
    for c in range(columns):
        start = MARGIN + c * (width + gap) + names + 0.15
        scale = scale_of(low, high, start, room, 4 if columns > 1 else 8)
        part = order[c * rows : (c + 1) * rows]
        if len(part):
            scale.draw(page, page.y, page.y + len(part) * DISTRICT_ROW)
        for r, i in enumerate(part):
            y = page.y + (r + 0.5) * DISTRICT_ROW
            page.text(start - 0.15 - names, y, shorten(texts[i], names, style.SMALL), style.SMALL)
            ends = [max(0.0, mean[i] - sd[i]), min(1.0, mean[i] + sd[i])]
            page.line([scale.at(value) for value in ends], [y, y], style.mix(STEEL, 0.45), 3)
            page.dots([scale.at(mean[i])], [y], 22, STEEL, zorder=3)
            page.text(start + room + 0.5, y, f"{100 * mean[i]:.1f}%", style.SMALL, align="right")
    page.y += rows * DISTRICT_ROW + 0.5


def draw_ranked(page, order, mean, sd):
    """Draws many districts as one curve from the highest turnout to the lowest, with its spread."""
    height, start = 1.5, MARGIN + 0.5
    top = float(np.max(mean + sd))
    step = style.axis_step(top, 5)
    end = style.ceiling(top, step)
    width = page.width - MARGIN - start
    base = page.y + height
    for value in np.arange(0, end + 1e-9, step):
        y = base - height * value / end
        page.line([start, start + width], [y, y], style.RULE, 0.6, zorder=0)
        page.text(start - 0.1, y, f"{100 * value:.0f}%", style.SMALL, style.FAINT, align="right")
    xs = start + width * (np.arange(len(order)) + 0.5) / len(order)
    upper = base - height * np.minimum(end, mean[order] + sd[order]) / end
    lower = base - height * np.maximum(0, mean[order] - sd[order]) / end
    page.shape(list(zip(xs, upper)) + list(zip(xs, lower))[::-1], style.mix(STEEL, 0.35), zorder=1)
    page.line(xs, base - height * mean[order] / end, STEEL, 1.6, zorder=2)
    page.text(start, base + 0.14, "highest", style.SMALL, style.FAINT)
    page.text(start + width, base + 0.14, "lowest", style.SMALL, style.FAINT, align="right")
    page.y = base + 0.45


def in_order(names):
    """Returns the places of names in alphabetical order, their numbers by size: those of a contest together."""
    def key(i):
        return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", names[i])]

    return np.array(sorted(range(len(names)), key=key))


def draw_districts(page, results):
    mean, sd = results.get("summary/district_turnout_mean"), results.get("summary/district_turnout_sd")
    if not districts_differ(results):
        return
    if len(mean) <= LISTED:
        section(page, "Districts", "mean, and one standard deviation each way")
        draw_listed(page, results, in_order(results.names("district")), mean, sd)
    else:
        order = np.lexsort((np.arange(len(mean)), -mean))
        note = "from the highest mean turnout to the lowest; band: one standard deviation each way"
        section(page, f"{len(mean):,} districts", note)
        draw_ranked(page, order, mean, sd)


def draw_dots(page, scale, strips):
    """Draws each faction's universes as a swarm of dots, all as large as the fullest one allows."""
    largest = max(registered.max() for _, registered in strips)
    for radius in 0.115 * 0.85 ** np.arange(16):
        radii = [np.maximum(0.15 * radius, radius * np.sqrt(r / largest)) for _, r in strips]
        offsets = [swarm(scale.at(mean), r) for (mean, _), r in zip(strips, radii)]
        if all((np.abs(y) + r).max() <= BAND - 0.02 for y, r in zip(offsets, radii)):
            break
    for i, (mean, _) in enumerate(strips):
        middle = page.y + (2 * i + 1) * BAND
        area = (2 * 72 * radii[i]) ** 2
        page.dots(scale.at(mean), middle + np.clip(offsets[i], -BAND, BAND), area, STEEL, zorder=2)


def draw_bars(page, scale, strips):
    """Draws very many universes as registered voters by turnout, one scale for all factions."""
    sums = [np.histogram(mean, bins=200, range=(0, 1), weights=registered) for mean, registered in strips]
    most = max(weights.max() for weights, _ in sums)
    for i, (weights, edges) in enumerate(sums):
        middle = page.y + (2 * i + 1) * BAND
        for b in np.nonzero(weights)[0]:
            tall = 2 * (BAND - 0.03) * weights[b] / most
            wide = 0.92 * scale.per_unit / len(weights)
            page.box(scale.at(edges[b]), middle - tall / 2, wide, tall, STEEL, zorder=2)


def strips_of(results):
    """Returns (name, (mean turnouts, registered voters) of its universes) by faction."""
    mean = results.get("summary/universe_turnout_mean")
    registered, faction = (results.get(f"labels/universe_{x}") for x in ("registered", "faction"))
    if mean is None:
        return []
    strips = []
    for f, name in enumerate(results.names("faction") or ["everybody"]):
        ours = (faction == f) & (registered > 0)
        if ours.any():
            strips.append((name, (mean[ours], registered[ours])))
    return strips


def draw_universes(page, results):
    named = strips_of(results)
    count = sum(len(mean) for _, (mean, _) in named)
    if count < 2 or not universes_differ(results):
        return
    many = count > SWARMED
    bars = "bars: registered voters by mean turnout"
    dots = "a dot each, its area the registered voters, at its mean turnout"
    section(page, f"{count:,} universes by faction", bars if many else dots)
    names = min(2.2, max(width_of(name, style.BODY) for name, _ in named) + 0.05)
    start = MARGIN + names + 0.25
    low, high = (f(f(mean) for _, (mean, _) in named) for f in (min, max))
    scale = scale_of(low - 0.01, high + 0.01, start, page.width - MARGIN - start - 0.1)
    (draw_bars if many else draw_dots)(page, scale, [strip for _, strip in named])
    top = page.y
    for name, (mean, registered) in named:
        average = np.average(mean, weights=registered)
        page.lines(MARGIN, page.y + BAND, [shorten(name, names, style.BODY), f"{100 * average:.1f}%"])
        page.y += 2 * BAND
        page.line([start, scale.stop], [page.y] * 2, style.RULE, 0.6, zorder=0)
    scale.draw(page, top, page.y)
    page.y += 0.35


def draw(results):
    page = Page(WIDTH)
    page.header(results, "Turnout of contests, districts and universes")
    draw_contests(page, results)
    draw_districts(page, results)
    draw_universes(page, results)
    page.y -= 0.1
    notes = (
        "Curves: dark is the middle half of the elections, medium 90% of them, the white line"
        " the median; numbers: mean, the range that holds 90%, and the mean number of ballots."
        " Below a faction's name: its mean turnout."
    )
    return page.finish(results, notes + results.settled_note)
