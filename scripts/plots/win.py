"""Draws how often each candidate wins, one panel a contest."""

from plots import style
from plots.page import width_of
from plots.panels import draw_panels

NAME = "win"
VISIBLE = 0.004  # the least Monte Carlo error drawn, each way
ROW = 0.27
FAINT = 0.01  # chance below which a name is not in full ink


def reason_to_skip(results):
    return None if results.candidates else "no candidates"


def reach(candidate):
    """Returns the half width of the 95 % Monte Carlo interval."""
    return 1.96 * candidate.win_error


def is_visible(candidate):
    return reach(candidate) >= VISIBLE


def label_of(candidate, results):
    text = style.percent(candidate.win, results.elections, candidate.win_error)
    return f"{text} \u00b1 {100 * reach(candidate):.1f}" if is_visible(candidate) else text


def ink_of(candidate):
    return style.INK if candidate.win >= FAINT else style.SOFT


def draw_row(page, x, width, candidate, results, bold):
    """Draws a bar with its label; `width` is that of 100 %, without the label."""
    colour = style.colour_of(candidate, results)
    page.box(x, page.y - 0.075, width, 0.15, style.TRACK)
    page.box(x, page.y - 0.075, width * candidate.win, 0.15, colour)
    error = reach(candidate) * width
    end = x + width * candidate.win
    if is_visible(candidate):
        page.line([max(x, end - error), min(x + width, end + error)], [page.y] * 2, style.INK, 1.2)
        end = min(x + width, end + error)
    label = label_of(candidate, results)
    page.text(end + 0.06, page.y, label, style.BODY, ink_of(candidate), bold)


def draw(results):
    widest = max(width_of(label_of(one, results), style.BODY, True) for one in results.candidates)

    def draw_panel(page, x, width, names, row, contest):
        start = names.width + 0.14
        for i, one in enumerate(contest.by_win()):
            page.y += row / 2
            names.write(page, x, page.y, one, i == 0, ink_of(one))
            draw_row(page, x + start, width - start - widest - 0.08, one, results, i == 0)
            page.y += row / 2

    notes = "A bar is the share of the simulated elections that the candidate wins."
    if any(is_visible(one) for one in results.candidates):
        notes += " Thin lines and \u00b1: 95% Monte Carlo error, which more elections shrink."
    return draw_panels(results, "Chance of winning", ROW, 0.0, draw_panel, notes)
