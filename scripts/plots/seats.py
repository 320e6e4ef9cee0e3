"""Draws for each slate how many seats it wins, and which members win together."""

import numpy as np

from plots import style
from plots.page import MARGIN, Page, shorten, width_of

NAME = "seats"
WIDTH, NARROW = 10.9, 7.6  # of the page; where no slate has more than two members
BAR_TOP = 1.5  # height of the highest bar [inches]
CAPTION = 0.34  # of a chart, above its highest bar
SEAT_STEP, STEP = 0.56, 0.46  # between bars
MEMBER_ROW = 0.24
SHOWN = 14  # most outcomes in a row


def drawn(results):
    """Returns the slates that can win more than one seat: of the others `win` says who wins."""
    return [slate for slate in results.slates if slate.possible > 1]


def reason_to_skip(results):
    if not results.slates:
        return "the scenario has no slates"
    return None if drawn(results) else "no slate can win more than one seat: `win` shows who of them wins"


def bars(page, x, base, step, values, colour, results):
    """Draws upright bars, each with its percent on top; without them, and with a scale, where they do not fit."""
    highest = max(values.max(), 1e-12)
    texts = [style.percent(p, results.elections) for p in values]
    fit = all(width_of(text, style.SMALL) <= step - 0.03 for text in texts)
    if not fit:
        draw_scale(page, x, base, step * len(values), highest)
    for i, p in enumerate(values):
        centre = x + (i + 0.5) * step
        height = BAR_TOP * p / highest
        page.box(centre - 0.34 * step, base - height, 0.68 * step, height, colour)
        if fit:
            page.text(centre, base - height - 0.09, texts[i], style.SMALL, align="center")
    page.line([x, x + step * len(values)], [base, base], style.FAINT, 0.8)


def draw_scale(page, x, base, width, highest):
    """Draws lines at round percents behind bars, of which the highest is BAR_TOP high."""
    step = style.axis_step(highest, 4)
    for value in np.arange(step, highest + 1e-9, step):
        y = base - BAR_TOP * value / highest
        page.line([x, x + width], [y, y], style.RULE, 0.6, zorder=0)
        page.text(x + width + 0.06, y, f"{100 * value:.0f}%", style.SMALL, style.FAINT)


def seats_shown(slate):
    """Returns the first and last number of seats drawn: of many, those that come up."""
    first, last = 0, slate.possible
    if last <= 6:
        return first, last
    seen = np.nonzero(slate.seats > 5e-4)[0]
    return max(0, seen[0] - 1), min(last, seen[-1] + 1)


def draw_seats(page, x, width, base, slate, results):
    """Draws P(exactly j seats)."""
    first, last = seats_shown(slate)
    values = slate.seats[first : last + 1]
    step = min(SEAT_STEP, width / len(values))
    bars(page, x, base, step, values, style.slate_colour(slate.place), results)
    every = max(1, int(np.ceil((width_of(str(last), style.SMALL) + 0.06) / step)))
    for j in range(first, last + 1):
        if j % every == 0:
            page.text(x + (j - first + 0.5) * step, base + 0.12, str(j), style.SMALL, style.SOFT, align="center")
    page.text(x, base - BAR_TOP - CAPTION, "Seats won", style.SMALL, style.SOFT)


def labels_of(members, results):
    """Returns the members' names, with their contests' ids where names repeat; these alone where all are one."""
    names = [one.name for one in members]
    contest = {one.place: c.id for c in results.contests for one in c.candidates}
    if len(names) > 1 and len(set(names)) == 1:
        return [contest[one.place] for one in members]
    return [
        f"{contest[one.place]} {one.name}" if names.count(one.name) > 1 else one.name for one in members
    ]


def draw_outcomes(page, x, width, base, slate, results):
    """Draws the likeliest outcomes as columns: who of the slate wins, and how often. Returns the foot."""
    members = [results.candidates[i] for i in slate.members]
    chances = [style.percent(one.win, results.elections) for one in members]
    chance = max(width_of(text, style.SMALL) for text in chances) + 0.25
    labels = labels_of(members, results)
    names = min(0.42 * width, max(width_of(text, style.BODY) for text in labels))
    wide = names + chance
    room = min(SHOWN, int((width - wide - 0.2) / STEP))
    happened = int((slate.outcomes > 0).sum())
    order = np.argsort(-slate.outcomes, kind="stable")[: min(room, happened)]
    start = x + wide + 0.2
    page.text(x, base - BAR_TOP - CAPTION, "Who wins together", style.SMALL, style.SOFT)
    colour = style.slate_colour(slate.place)
    bars(page, start, base, STEP, slate.outcomes[order], colour, results)
    for m, text in enumerate(labels):
        y = base + 0.2 + m * MEMBER_ROW
        if m % 2 == 0:
            page.box(x, y - MEMBER_ROW / 2, wide + 0.2 + STEP * len(order), MEMBER_ROW, style.TRACK, zorder=0)
        page.text(x + 0.04, y, shorten(text, names, style.BODY))
        page.text(start - 0.1, y, chances[m], style.SMALL, style.SOFT, align="right")
    for i, outcome in enumerate(order):
        at = start + (i + 0.5) * STEP
        won = [m for m in range(len(members)) if outcome >> m & 1]
        ys = [base + 0.2 + m * MEMBER_ROW for m in range(len(members))]
        if won:
            page.line([at, at], [ys[won[0]], ys[won[-1]]], colour, 1.6, zorder=2)
        fill = [colour if m in won else "#FFFFFF" for m in range(len(ys))]
        edge = [colour if m in won else "#B9C1C8" for m in range(len(ys))]
        page.dots([at] * len(ys), ys, 30, fill, zorder=3, linewidths=1, edgecolors=edge)
    foot = base + 0.2 + MEMBER_ROW * len(members)
    if happened > len(order):
        rest = 1 - slate.outcomes[order].sum()
        together = style.percent(rest, results.elections)
        text = f"{happened - len(order):,} further outcomes: together {together}"
        page.text(start, foot + 0.06, shorten(text, width - wide - 0.2, style.SMALL), style.SMALL, style.SOFT)
        foot += 0.2
    return foot


def range_of(slate):
    """Returns the range of seats that holds 90 % of the elections."""
    below = np.cumsum(slate.seats)
    return int(np.argmax(below >= 0.05)), int(np.argmax(below >= 0.95))


def sentence(slate, results):
    mean = f"{slate.mean:.2f} of {slate.possible} seats on average"
    if slate.possible > 6:
        low, high = range_of(slate)
        mean += f", 90%: {low}\u2013{high}" if low < high else f", 90%: {low}"
    if slate.possible < len(slate.members):
        return f"{mean} ({len(slate.members)} members: some stand for the same seat)"
    if slate.sweep == 0:
        return f"{mean}, no sweep in {results.elections:,} elections"
    return f"{mean}, sweeps in {style.percent(slate.sweep, results.elections)} of the elections"


def draw_slate(page, slate, results):
    words = sentence(slate, results)
    room = page.inner - width_of(words, style.BODY) - 0.15
    title = shorten(slate.name, room, style.HEAD + 1.5, bold=True)
    page.text(MARGIN, page.y + 0.12, title, style.HEAD + 1.5, bold=True)
    left = width_of(title, style.HEAD + 1.5, True) + 0.15
    page.text(MARGIN + left, page.y + 0.12, words, style.BODY, style.SOFT)
    page.line([MARGIN, MARGIN + page.inner], [page.y + 0.27] * 2)
    base = page.y + 0.42 + CAPTION + BAR_TOP
    foot = base + 0.25
    joint = slate.outcomes is not None
    first, last = seats_shown(slate)
    width = min(0.42 * page.inner, SEAT_STEP * (last - first + 1)) if joint else page.inner - 0.35
    draw_seats(page, MARGIN, width, base, slate, results)
    if joint:
        x = MARGIN + width + 0.55
        foot = max(foot, draw_outcomes(page, x, MARGIN + page.inner - x, base, slate, results))
    page.y = foot + 0.3


def draw(results):
    slates = drawn(results)
    together = [slate for slate in slates if slate.outcomes is not None]
    page = Page(WIDTH if max(slate.possible for slate in slates) > 2 else NARROW)
    page.header(results, "Seats won by each slate" + (", and who wins together" if together else ""))
    for slate in slates:
        draw_slate(page, slate, results)
    page.y -= 0.2
    notes = "Bars: in how many of the elections the slate wins exactly so many seats."
    if together:
        notes = (f"Left: {notes[6:]} Right: the likeliest outcomes; filled dots are the members who win. Beside each"
                 " name: the chance to win.")
    rest = [slate.name for slate in results.slates if slate.possible <= 1]
    if rest:
        notes += f" Not drawn, since one seat is all they can win: {', '.join(rest)}."
    return page.finish(results, notes)
