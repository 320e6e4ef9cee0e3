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


def reason_to_skip(results):
    return None if results.slates else "the scenario has no slates"


def bars(page, x, base, step, values, labels, colour, results):
    """Draws upright bars with their percent on top and a label below each; returns nothing."""
    highest = max(values.max(), 1e-12)
    for i, p in enumerate(values):
        centre = x + (i + 0.5) * step
        height = BAR_TOP * p / highest
        page.box(centre - 0.34 * step, base - height, 0.68 * step, height, colour)
        text = style.percent(p, results.elections)
        size = style.SMALL
        if width_of(text, size) > step - 0.03:
            text = f"{100 * p:.0f}" if p >= 0.005 else "<1" if p > 0 else ""
        page.text(centre, base - height - 0.09, text, size, align="center")
        if labels:
            page.text(centre, base + 0.12, labels[i], style.SMALL, style.SOFT, align="center")
    page.line([x, x + step * len(values)], [base, base], style.FAINT, 0.8)


def seats_shown(slate):
    """Returns the first and last number of seats drawn: of many, those that come up."""
    first, last = 0, len(slate.seats) - 1
    if last <= 6:
        return first, last
    seen = np.nonzero(slate.seats > 5e-4)[0]
    return max(0, seen[0] - 1), min(last, seen[-1] + 1)


def draw_seats(page, x, width, base, slate, results):
    """Draws P(exactly j seats)."""
    first, last = seats_shown(slate)
    values = slate.seats[first : last + 1]
    step = min(SEAT_STEP, width / len(values))
    bars(page, x, base, step, values, [str(j) for j in range(first, last + 1)],
         style.slate_colour(slate.place), results)
    page.text(x, base - BAR_TOP - CAPTION, "Seats won", style.SMALL, style.SOFT)


def labels_of(members, results):
    """Returns the members' names, with their contests' ids where names repeat."""
    names = [one.name for one in members]
    contest = {one.place: c.id for c in results.contests for one in c.candidates}
    return [
        f"{contest[one.place]} {one.name}" if names.count(one.name) > 1 else one.name for one in members
    ]


def draw_outcomes(page, x, width, base, slate, results):
    """Draws the likeliest outcomes as columns: who of the slate wins, and how often. Returns the foot."""
    members = [results.candidates[i] for i in slate.members]
    chances = [style.percent(one.win, results.elections) for one in members]
    chance = max(width_of(text, style.SMALL) for text in chances) + 0.25
    labels = labels_of(members, results)
    names = min(0.35 * width, max(width_of(text, style.BODY) for text in labels))
    wide = names + chance
    room = min(SHOWN, int((width - wide - 0.2) / STEP))
    happened = int((slate.outcomes > 0).sum())
    order = np.argsort(-slate.outcomes, kind="stable")[: min(room, happened)]
    start = x + wide + 0.2
    page.text(x, base - BAR_TOP - CAPTION, "Who wins together", style.SMALL, style.SOFT)
    colour = style.slate_colour(slate.place)
    bars(page, start, base, STEP, slate.outcomes[order], None, colour, results)
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


def sentence(slate, results):
    k = len(slate.members)
    mean = f"{slate.mean:.2f} of {k} seats on average"
    if slate.sweep == 0:
        return f"{mean}, never sweeps"
    return f"{mean}, sweeps in {style.percent(slate.sweep, results.elections)} of the elections"


def draw_slate(page, slate, results):
    words = sentence(slate, results)
    room = page.inner - width_of(words, style.BODY) - 0.15
    title = shorten(slate.id, room, style.HEAD + 1.5, bold=True)
    page.text(MARGIN, page.y + 0.12, title, style.HEAD + 1.5, bold=True)
    left = width_of(title, style.HEAD + 1.5, True) + 0.15
    page.text(MARGIN + left, page.y + 0.12, words, style.BODY, style.SOFT)
    page.line([MARGIN, MARGIN + page.inner], [page.y + 0.27] * 2)
    base = page.y + 0.42 + CAPTION + BAR_TOP
    foot = base + 0.25
    joint = slate.outcomes is not None and len(slate.members) > 1
    first, last = seats_shown(slate)
    width = min(0.42 * page.inner, SEAT_STEP * (last - first + 1)) if joint else page.inner
    draw_seats(page, MARGIN, width, base, slate, results)
    if joint:
        x = MARGIN + width + 0.55
        foot = max(foot, draw_outcomes(page, x, MARGIN + page.inner - x, base, slate, results))
    page.y = foot + 0.3


def draw(results):
    most = max(len(slate.members) for slate in results.slates)
    page = Page(WIDTH if most > 2 else NARROW)
    page.header(results, "Seats won by each slate" + (
        ", and who wins together" if any(s.outcomes is not None for s in results.slates) else ""
    ))
    for slate in results.slates:
        draw_slate(page, slate, results)
    page.y -= 0.2
    notes = "Left: in how many of the elections the slate wins exactly so many seats."
    if any(s.outcomes is not None and len(s.members) > 1 for s in results.slates):
        notes += " Right: the likeliest outcomes; filled dots are the members who win."
        notes += " Beside each name: the chance to win."
    return page.finish(results, notes)
