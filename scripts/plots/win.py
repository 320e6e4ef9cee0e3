"""Draws how often each candidate wins, one panel a contest."""

from dataclasses import replace

from plots import style
from plots.page import width_of
from plots.panels import Sheet, draw_panels

NAME = "win"
VISIBLE = 0.005  # the least Monte Carlo error drawn, each way
ROW = 0.27
FAINT = 0.01  # chance below which a name is not in full ink
FIRST = 4  # candidates of a contest who always have a row; of further ones who wins once in 100
LEADS = 0.6  # chance from which a contest has a favourite
POLLS = (
    " It is what the scenario's assumptions come to, and no surer than they are: polls of primaries miss the margin"
    " by some nine points (root mean square, 102 presidential primaries of 2000 to 2020)."
)


def reason_to_skip(results):
    return None if results.candidates else "no candidates"


def reach(candidate):
    """Returns the half width of the 95 % Monte Carlo interval."""
    return 1.96 * candidate.win_error


def is_visible(candidate):
    return reach(candidate) >= VISIBLE


def label_of(candidate, results):
    text = style.in_hundred(candidate.win, results.elections)
    if not is_visible(candidate) or not text[0].isdigit():
        return text
    number, rest = text.split(" ", 1)
    return f"{number} \u00b1 {100 * reach(candidate):.0f} {rest}"


def ink_of(candidate):
    return style.INK if candidate.win >= FAINT else style.SOFT


def fold(contest):
    """Returns the contest with those who have a row, and how many more there are."""
    ranked = contest.by_win()
    shown = [one for i, one in enumerate(ranked) if i < FIRST or one.win >= FAINT]
    if len(shown) == len(ranked) - 1:  # a line for one is a row as well
        shown = ranked
    return replace(contest, candidates=tuple(shown)), len(ranked) - len(shown)


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
    page.text(end + 0.06, page.y, label_of(candidate, results), style.BODY, ink_of(candidate), bold)


def draw(results):
    folded = [fold(contest) for contest in results.forecasts]
    more = {contest.place: count for contest, count in folded}
    shown = [one for contest, _ in folded for one in contest.candidates]
    widest = max(width_of(label_of(one, results), style.BODY, True) for one in shown)

    def draw_panel(page, x, width, names, row, contest):
        start = names.width + 0.14
        for i, one in enumerate(contest.candidates):
            page.y += row / 2
            leads = i == 0 and round(100 * one.win) >= 100 * LEADS
            names.write(page, x, page.y, one, leads, ink_of(one))
            draw_row(page, x + start, width - start - widest - 0.08, one, results, leads)
            page.y += row / 2
        if more[contest.place]:
            text = f"{more[contest.place]} others, each under 1 in 100"
            page.text(x, page.y + 0.08, text, style.SMALL, style.SOFT)

    notes = (f"A bar is the share of the simulated elections that the candidate wins.{POLLS} Bold: the favourite;"
             f" a contest whose leader wins fewer than {100 * LEADS:.0f} in 100 has none.")
    if any(is_visible(one) for one in shown):
        notes += " Thin lines and \u00b1: 95% Monte Carlo error, which more elections shrink."
    unseen = tuple(one for one in shown if one.win < 0.005)
    below = frozenset(place for place, count in more.items() if count)
    sheet = Sheet("Chance of winning", tuple(contest for contest, _ in folded), ROW,
                  notes=notes + results.settled_note, named=unseen, notes_below=below)
    return draw_panels(results, sheet, draw_panel)
