"""Lays out one panel a contest in columns of about equal height, each in the order of the contests."""

from dataclasses import dataclass, replace

from plots import style
from plots.page import MARGIN, Page, shorten, width_of, wrap

GAP = 0.5  # between columns [inches]
HEAD = 0.36  # height of a panel's heading
LINE_BELOW = 0.14  # of a line below its rows
HEAD_LINE = 0.19  # of each further line of its name
CLOSER = 0.9  # of the height that the order of contests takes: below that, columns leave it
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
    """Returns the panels of each column when each is filled up to a limit, one after the other."""
    columns, left = [[]], limit
    for i, height in enumerate(heights):
        if columns[-1] and height > left + 1e-9:
            columns.append([])
            left = limit
        columns[-1].append(i)
        left -= height
    return columns


def balance(heights, count):
    """Returns the panels of each column when the highest go first to where there is most room."""
    columns, sums = [[] for _ in range(count)], [0.0] * count
    for i in sorted(range(len(heights)), key=lambda i: (-heights[i], i)):
        lowest = min(range(count), key=lambda c: (sums[c], c))
        columns[lowest].append(i)
        sums[lowest] += heights[i]
    return sorted(map(sorted, columns))


def height_of(columns, heights):
    return max(sum(heights[i] for i in column) for column in columns)


def lay_out(heights):
    """Chooses the number of columns by the total height, then the lowest page."""
    total = sum(heights)
    count, _, width = next(c for c in COLUMNS if total <= c[1] or len(heights) <= c[0])
    low, high = max(heights), total
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if len(fill(heights, middle)) <= count else (middle, high)
    columns = fill(heights, high)
    balanced = balance(heights, len(columns))
    if height_of(balanced, heights) < CLOSER * height_of(columns, heights):
        columns = balanced
    places = {i: (c, sum(heights[j] for j in column[:k]))
              for c, column in enumerate(columns) for k, i in enumerate(column)}
    return Layout(len(columns), width, height_of(columns, heights), tuple(places[i] for i in range(len(heights))))


def heading_lines(width, contest):
    """Returns the contest's id, and its name in up to two lines where that is another one.

    The first line of the name stands beside the id; if it has no room there, all stand below.
    """
    id_ = shorten(contest.id, width, style.HEAD + 0.5, bold=True)
    if contest.name in ("", contest.id):
        return id_, [""]
    left = width - width_of(id_, style.HEAD + 0.5, True) - 0.12
    if width_of(contest.name, style.BODY) <= left:
        return id_, [contest.name]
    return id_, ["", *wrap(contest.name, width, style.BODY, 2)]


def heading_height(width, contest):
    return HEAD + HEAD_LINE * (len(heading_lines(width, contest)[1]) - 1)


def heading(page, x, width, contest):
    """Writes the contest's id and name, and moves the page below them."""
    id_, lines = heading_lines(width, contest)
    page.text(x, page.y + 0.12, id_, style.HEAD + 0.5, bold=True)
    start = x + width_of(id_, style.HEAD + 0.5, True) + 0.12
    for i, line in enumerate(lines):
        page.text(start if i == 0 else x, page.y + 0.12 + i * HEAD_LINE, line, style.BODY, style.SOFT)
    page.y += heading_height(width, contest)
    page.line([x, x + width], [page.y - HEAD + 0.26] * 2)


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


@dataclass(frozen=True)
class Sheet:
    """What a page of panels is made of; `foot` is what a panel needs below its rows [inches]."""

    subject: str
    contests: tuple
    row: float
    foot: float = 0.0
    notes: str = ""
    named: tuple = ()  # candidates whose colour cannot be seen
    notes_below: frozenset = frozenset()  # places of contests that have a line below their rows


def draw_panels(results, sheet, draw_panel):
    """Draws a page of panels; draw_panel(page, x, width, names, row, contest) draws below a heading."""
    narrow = min(c[2] for c in COLUMNS)
    row = max(sheet.row, 0.32) if Names(sheet.contests, narrow).two_lines else sheet.row

    def heights(width):
        return [heading_height(width, c) + row * len(c.candidates) + sheet.foot + AFTER
                + (LINE_BELOW if c.place in sheet.notes_below else 0.0) for c in sheet.contests]

    width = lay_out(heights(narrow)).column_width
    layout = replace(lay_out(heights(width)), column_width=width)
    names = Names(sheet.contests, width)
    page = Page(layout.page_width)
    page.header(results, sheet.subject)
    page.candidate_legend(results, [one for c in sheet.contests for one in c.candidates if one not in sheet.named],
                          sheet.named)
    top = page.y
    for contest, (column, offset) in zip(sheet.contests, layout.places):
        x = MARGIN + column * (width + GAP)
        page.y = top + offset
        heading(page, x, width, contest)
        draw_panel(page, x, width, names, row, contest)
    page.y = top + layout.height - AFTER
    return page.finish(results, sheet.notes)
