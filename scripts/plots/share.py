"""Draws the shares a candidate may get, as curves, one panel a contest."""

from plots import style
from plots.page import width_of
from plots.panels import Sheet, draw_panels
from plots.ridge import Ridge, draw_axis

NAME = "share"
FOOT = 0.2
NARROW = 0.3  # of the widest 90 % range of a contest, below which a range is drawn flat
NOTES = (
    "Curves: how often each share of the contest's ballots comes up, all with the same height. Dark: the middle half"
    " of the elections; medium: 90% of them; white line: the median. Flat: ranges of candidates whose share varies"
    " far less than others'. Numbers: mean, and the range that holds 90%."
)


def reason_to_skip(results):
    return None if results.get("histograms/share") is not None else "no histograms of shares"


def numbers_of(one, results, low, high):
    return f"{100 * one.share:.1f}%", style.span(low[one.place], high[one.place])


def draw(results):
    shown = [one for contest in results.forecasts for one in contest.candidates]
    ridges = {one.place: Ridge(results, "share", "share", one.place) for one in shown}
    low, high = (results.quantile("summary/share_quantile", level) for level in (0.05, 0.95))
    top = max(ridge.top for ridge in ridges.values())
    step = style.axis_step(top, 5)
    end = style.ceiling(max(step, top), step)
    numbers = {i.place: numbers_of(i, results, low, high) for i in shown}
    numbers_width = max(
        max(width_of(mean, style.BODY, True), width_of(interval, style.SMALL))
        for mean, interval in numbers.values()
    )
    most = max(len(contest.candidates) for contest in results.forecasts)

    def draw_panel(page, x, width, names, row, contest):
        start = x + names.width + 0.22
        right = x + width
        scale = (right - numbers_width - 0.3 - start) / end
        base = page.y + row * len(contest.candidates)
        draw_axis(page, start, page.y, base, scale, end, step)
        widest = max(ridges[one.place].width for one in contest.candidates)
        for i, one in enumerate(contest.by_share()):
            page.y += row
            names.write(page, x, page.y - 0.4 * row, one, bold=i == 0)
            page.line([start, start + scale * end], [page.y] * 2, style.RULE, 0.6, zorder=1)
            ridge, colour = ridges[one.place], style.colour_of(one, results)
            if ridge.width >= NARROW * widest:
                ridge.draw(page, start, page.y, 0.86 * row, scale, colour)
            else:
                ridge.draw_range(page, start, page.y, scale, colour)
            mean, interval = numbers[one.place]
            page.text(right, page.y - 0.4 * row - 0.08, mean, bold=i == 0, align="right")
            page.text(right, page.y - 0.4 * row + 0.085, interval, style.SMALL, style.SOFT, align="right")

    row = 0.42 if most <= 8 else 0.38
    rounds = results.get("labels/contest_rounds")
    subject = "Share of the ballots"
    if rounds is not None and rounds.any():
        subject += "; first choices where they are ranked"
    sheet = Sheet(subject, tuple(results.forecasts), row, FOOT, NOTES + results.settled_note)
    return draw_panels(results, sheet, draw_panel)
