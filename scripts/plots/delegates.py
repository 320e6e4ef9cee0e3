"""Draws the delegates each candidate may win, one panel a contest that awards some."""

from dataclasses import replace

from plots import style
from plots.numbers import Numbers, draw_axis, round_step
from plots.page import width_of
from plots.panels import Sheet, draw_panels

NAME = "delegates"
QUIET = True  # most scenarios award none: no message unless this picture is asked for
FOOT = 0.2
ROW = 0.42
NOTES = (
    "Bars: how often each number of delegates comes up (each row with a height of its own; a bar at 0 that"
    " would be higher is cut off). Dark: the middle half of the elections; medium: 90% of them. Numbers: mean,"
    " the range that holds 90%, how often there is none. Candidates with delegates in fewer than one election"
    " of twenty are left out."
)


def reason_to_skip(results):
    return None if results.get("labels/contest_delegates") is not None else "no contest awards delegates"


def draw(results):
    awarded = results.get("labels/contest_delegates")
    contests, numbers = [], {}
    for contest in results.forecasts:
        if awarded[contest.place] == 0:
            continue
        of = {one.place: Numbers(results, "candidate_delegates", one.place) for one in contest.candidates}
        shown = sorted((one for one in contest.candidates if of[one.place].is_seen),
                       key=lambda one: -of[one.place].mean)
        if shown:
            contests.append(replace(contest, candidates=tuple(shown)))
            numbers.update(of)
    texts = {one.place: (f"{numbers[one.place].mean:,.1f}", numbers[one.place].span)
             for contest in contests for one in contest.candidates}
    texts_width = max(max(width_of(mean, style.BODY, True), width_of(span, style.SMALL))
                      for mean, span in texts.values())

    def draw_panel(page, x, width, names, row, contest):
        start, right = x + names.width + 0.22, x + width
        top = max(1, max(numbers[one.place].top for one in contest.candidates))
        step = round_step(top, 5)
        end = step * -(-top // step)
        scale = (right - texts_width - 0.3 - start) / (end + 0.5)
        base = page.y + row * len(contest.candidates)
        draw_axis(page, start, page.y, base, scale, end, step)
        for i, one in enumerate(contest.candidates):
            page.y += row
            names.write(page, x, page.y - 0.4 * row, one, bold=i == 0)
            page.line([start, start + scale * end], [page.y] * 2, style.RULE, 0.6, zorder=1)
            numbers[one.place].draw(page, start, page.y, 0.86 * row, scale, style.colour_of(one, results))
            mean, span = texts[one.place]
            page.text(right, page.y - 0.4 * row - 0.08, mean, bold=i == 0, align="right")
            page.text(right, page.y - 0.4 * row + 0.085, span, style.SMALL, style.SOFT, align="right")

    sheet = Sheet("Delegates", tuple(contests), ROW, FOOT, NOTES + results.settled_note)
    return draw_panels(results, sheet, draw_panel)
