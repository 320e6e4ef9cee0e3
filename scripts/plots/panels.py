"""Lays out one panel a contest in columns of about equal height, in the order of the contests."""

from dataclasses import dataclass

from plots import style
from plots.page import MARGIN, Page, shorten, width_of, wrap

GAP = 0.5  # between columns [inches]
HEAD = 0.36  # height of a panel's heading
AFTER = 0.22  # below a panel
NAME_PART = 0.4  # of the panel's width that names may take
COLUMNS = ((1, 4.6, 7.2), (2, 17.0, 5.1), (3, 80.0, 4.5), (4, float("inf"), 4.3))


@dataclass(frozen=True)
class Layout:
    """Where the panels stand: (column, y from the first panel's top) by contest."""

    columns: int
    column_width: float
    height: float
    places: tuple[tuple[int, float], ...]

    @property
    def page_width(self):
        return 2 * MARGIN + self.columns * self.column_width + (self.columns - 1) * GAP


def fill(heights, limit):
    """Returns the columns that result when each is filled up to a limit."""
    columns, left = [[]], limit
    for height in heights:
        if columns[-1] and height > left + 1e-9:
            columns.append([])
            left = limit
        columns[-1].append(height)
        left -= height
    return columns


def lay_out(heights):
    """Chooses the number of columns by the total height, then the lowest page."""
    total = sum(heights)
    columns, _, width = next(c for c in COLUMNS if total <= c[1] or len(heights) <= c[0])
    low, high = max(heights), total
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if len(fill(heights, middle)) <= columns else (middle, high)
    filled = fill(heights, high)
    places = [(c, sum(column[:i])) for c, column in enumerate(filled) for i in range(len(column))]
    return Layout(len(filled), width, max(map(sum, filled)), tuple(places))


def heading(page, x, width, contest):
    """Writes the contest's id, and its name where that is another one."""
    text = shorten(contest.id, width, style.HEAD + 0.5, bold=True)
    page.text(x, page.y + 0.12, text, style.HEAD + 0.5, bold=True)
    left = width_of(text, style.HEAD + 0.5, True) + 0.12
    if contest.name not in ("", contest.id) and width - left > 0.5:
        name = shorten(contest.name, width - left, style.BODY)
        page.text(x + left, page.y + 0.12, name, style.BODY, style.SOFT)
    page.line([x, x + width], [page.y + 0.26, page.y + 0.26])


class Names:
    """Names of candidates in lines that fit, and how wide they are."""

    def __init__(self, contests, width):
        most = NAME_PART * width
        self.lines = {}
        for one in (one for contest in contests for one in contest.candidates):
            name = style.ranked_name(one)
            fits = width_of(name, style.BODY, True) <= most
            self.lines[one.place] = [name] if fits else wrap(name, most, style.SMALL, 2, bold=True)
        self.sizes = {i: style.BODY if len(self.lines[i]) == 1 else style.SMALL for i in self.lines}
        self.width = min(most, max(
            width_of(line, self.sizes[i], True) for i, lines in self.lines.items() for line in lines
        ))
        self.two_lines = any(len(lines) > 1 for lines in self.lines.values())

    def write(self, page, x, y, candidate, bold, ink=style.INK):
        size = self.sizes[candidate.place]
        page.lines(x, y, self.lines[candidate.place], size, 1.15, bold=bold, colour=ink)


def draw_panels(results, subject, row_height, foot, draw_panel, notes, contests=None):
    """Draws a page of panels; draw_panel(page, x, width, names, row, contest) draws below a heading.

    `foot` is what a panel needs below its rows [inches]; `contests` are all if not given.
    """
    contests = results.contests if contests is None else contests
    widths = [c[2] for c in COLUMNS]
    names = Names(contests, min(widths))
    row = max(row_height, 0.32) if names.two_lines else row_height
    heights = [HEAD + row * len(c.candidates) + foot + AFTER for c in contests]
    layout = lay_out(heights)
    names = Names(contests, layout.column_width)
    page = Page(layout.page_width)
    page.header(results, subject)
    page.candidate_legend(results)
    top = page.y
    for contest, (column, offset) in zip(contests, layout.places):
        x = MARGIN + column * (layout.column_width + GAP)
        page.y = top + offset
        heading(page, x, layout.column_width, contest)
        page.y += HEAD
        draw_panel(page, x, layout.column_width, names, row, contest)
    page.y = top + layout.height - AFTER
    return page.finish(results, notes)
