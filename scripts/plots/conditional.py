"""Draws what one contest's winner tells about the others: a table of win probabilities given "if X wins"."""

from dataclasses import dataclass

import numpy as np

from plots import style
from plots.page import MARGIN, Page, shorten, width_of, wrap

NAME = "conditional"
CONTESTS = 12  # most contests in the table
FEW = 6  # contests up to which they stand in their own order
ENOUGH = 200  # elections in which X wins, for a row
LIKELY = 0.01
DEEPEST = 0.25  # shift that has the deepest colour, the same in every picture
ROW, GROUP = 0.27, 0.3
WIDTH = 7.4  # of the page at least
CELLS = (0.92, 1.3)  # width of a cell with many contests, and with few


@dataclass(frozen=True)
class Pairs:
    """P(both win) of the candidates counted; `row` says where a candidate stands."""

    both: np.ndarray
    row: dict[int, int]

    def given(self, target, winner, results):
        """Returns P(target wins | winner wins) and how far it is from P(target wins), in standard errors."""
        if target.place not in self.row or winner.place not in self.row:
            return None
        both = self.both[self.row[winner.place], self.row[target.place]]
        if np.isnan(both):
            return None
        p = both / winner.win
        spread = target.win * (1 - target.win) * (1 - winner.win) / (results.elections * winner.win)
        far = 0.0 if spread <= 0 else abs(p - target.win) / np.sqrt(spread)
        return p, far


def read_pairs(results):
    both = results.get("joint/both_win")
    if both is not None:
        return Pairs(both, {i: i for i in range(len(both))})
    both = results.get("joint/slate_both_win")
    if both is None:
        return None
    places = {name: i for i, name in enumerate(results.get("candidate"))}
    return Pairs(both, {places[name]: i for i, name in enumerate(results.get("slate_candidate"))})


def target_of(contest, pairs):
    """Returns the candidate a column stands for: a slate's likeliest member, else the likeliest winner."""
    ranked = [one for one in contest.by_win() if one.place in pairs.row]
    of_slates = [one for one in ranked if one.slate is not None and one.win >= LIKELY]
    return (of_slates or ranked or [None])[0]


def winners_of(contest, pairs, results):
    """Returns up to three candidates who win often enough to be a condition."""
    enough = max(LIKELY, ENOUGH / results.elections)
    return [one for one in contest.by_win() if one.place in pairs.row and enough <= one.win < 1][:3]


def telling(contests, pairs, results):
    """Returns the contests that move the others most, in their own order."""
    score = dict.fromkeys(range(len(contests)), 0.0)
    for i, a in enumerate(contests):
        for j, b in enumerate(contests):
            if i == j:
                continue
            for winner in winners_of(a, pairs, results):
                given = pairs.given(target_of(b, pairs), winner, results)
                if given:
                    moved = winner.win * abs(given[0] - target_of(b, pairs).win)
                    score[i] += moved
                    score[j] += moved
    best = sorted(score, key=lambda i: (-score[i], i))[:CONTESTS]
    return [contests[i] for i in sorted(best)]


def together(contests, pairs, results):
    """Returns many contests in groups of those whose columns stand for the same slate, else in their own order."""
    if len(contests) <= FEW:
        return contests
    places = {contest.place: target_of(contest, pairs).slate for contest in contests}
    none = len(results.slates)
    return sorted(contests, key=lambda c: (none if places[c.place] is None else places[c.place], c.place))


def table_of(results):
    """Returns the pairs and the contests of the table."""
    pairs = read_pairs(results)
    if pairs is None:
        return None, []
    contests = [c for c in results.forecasts if target_of(c, pairs) and winners_of(c, pairs, results)]
    return pairs, contests


def reason_to_skip(results):
    if len(results.forecasts) < 2:
        return "one contest only"
    pairs, contests = table_of(results)
    if pairs is None:
        return "no pairs of candidates are counted"
    return None if len(contests) > 1 else "fewer than two contests have a condition met often enough"


def whole(p):
    return ">99%" if 0.995 <= p < 1 else "<1%" if 0 < p < 0.005 else f"{100 * p:.0f}%"


def colour_of(shift):
    """Returns the colour of a shift, the same in every picture."""
    return style.mix(style.BLUE if shift > 0 else style.ORANGE, 0.06 + 0.6 * min(1.0, abs(shift) / DEEPEST))


class Table:
    """The table on its page: a group of rows a contest, a column a contest."""

    def __init__(self, results):
        self.results = results
        self.pairs, self.all_contests = table_of(results)
        many = len(self.all_contests) > CONTESTS
        shown = telling(self.all_contests, self.pairs, results) if many else self.all_contests
        self.contests = together(shown, self.pairs, results)
        self.targets = [target_of(contest, self.pairs) for contest in self.contests]
        self.winners = [winners_of(contest, self.pairs, results) for contest in self.contests]
        widest = max(width_of(one.name, style.BODY) for ones in self.winners for one in ones)
        self.names = min(2.5, max(1.5, widest))
        self.x = MARGIN + 0.12 + self.names + 0.8
        room = (WIDTH - MARGIN - self.x) / len(self.contests)
        self.cell = max(CELLS[0], min(CELLS[1], room))
        self.stop = self.x + self.cell * len(self.contests)
        self.page = Page(max(self.stop + MARGIN, WIDTH))

    def centre(self, column):
        return self.x + (column + 0.5) * self.cell

    def box(self, column, colour):
        left, top = self.centre(column) - self.cell / 2 + 0.015, self.page.y - ROW / 2 + 0.01
        self.page.box(left, top, self.cell - 0.03, ROW - 0.02, colour)

    def draw_heads(self):
        """Writes above each column the contest and the candidate it stands for."""
        page, room = self.page, self.cell - 0.08
        heads = [wrap(one.name, room, style.SMALL, 3, bold=True) for one in self.targets]
        tall = max(map(len, heads))
        for column, (contest, lines) in enumerate(zip(self.contests, heads)):
            y = page.y + 0.1 + (tall - len(lines)) * 0.15
            at = self.centre(column)
            page.text(at, y, shorten(contest.id, room, style.SMALL), style.SMALL, style.SOFT, align="center")
            for j, line in enumerate(lines):
                page.text(at, y + (j + 1) * 0.15, line, style.SMALL, bold=True, align="center")
        page.y += 0.15 * (tall + 1) + 0.14

    def draw_all_elections(self):
        self.page.y += ROW / 2
        self.page.text(MARGIN, self.page.y, "In all elections", bold=True)
        for column, target in enumerate(self.targets):
            self.box(column, style.TRACK)
            text = style.percent(target.win, self.results.elections)
            self.page.text(self.centre(column), self.page.y, text, bold=True, align="center")
        self.page.y += ROW / 2 + 0.1

    def draw_group(self, row):
        """Draws the rows of one contest's winners."""
        page = self.page
        page.line([MARGIN, self.stop], [page.y] * 2)
        page.y += GROUP / 2
        head = f"If the winner of {self.contests[row].id} is"
        page.text(MARGIN, page.y, shorten(head, self.x - MARGIN, style.BODY, True), bold=True)
        page.y += GROUP / 2
        for winner in self.winners[row]:
            page.y += ROW / 2
            page.text(MARGIN + 0.12, page.y, shorten(winner.name, self.names, style.BODY))
            chance = style.percent(winner.win, self.results.elections)
            page.text(self.x - 0.12, page.y, chance, style.SMALL, style.SOFT, align="right")
            for column, target in enumerate(self.targets):
                if column == row:
                    text = "wins" if winner.place == target.place else "\u2013"
                    page.text(self.centre(column), page.y, text, style.SMALL, style.FAINT, align="center")
                else:
                    self.draw_cell(column, target, winner)
            page.y += ROW / 2
        page.y += 0.08

    def draw_cell(self, column, target, winner):
        """Draws a probability; its shift in points only where it is beyond the Monte Carlo error."""
        given = self.pairs.given(target, winner, self.results)
        if given is None:
            return
        p, far = given
        points = round(100 * (p - target.win)) if far >= 1.96 else 0
        page, centre = self.page, self.centre(column)
        if points == 0:
            page.text(centre, page.y, whole(p), align="center")
            return
        self.box(column, colour_of(p - target.win))
        page.text(centre + 0.04, page.y, whole(p), align="right")
        sign = "+" if points > 0 else "\u2212"
        page.text(centre + 0.1, page.y, f"{sign}{abs(points)}", style.SMALL)


def draw(results):
    table = Table(results)
    table.page.header(results, "If somebody wins there: chances, given the winner of another contest")
    table.draw_heads()
    table.draw_all_elections()
    for row in range(len(table.contests)):
        table.draw_group(row)
    return table.page.finish(results, notes_of(table) + results.settled_note)


def notes_of(table):
    notes = (
        "Rows: who wins a contest (and how often). Cells: how often the candidate at the"
        " column's head wins in those elections, and the change in points from all elections"
        " where it is beyond the Monte Carlo error. Blue: more often; orange: less; the deepest"
        f" colour stands for {100 * DEEPEST:.0f} points or more. The likeliest winners stand as"
        " conditions; the columns name a slate's member where there is one, else the favourite."
    )
    shown, of_all = len(table.contests), len(table.all_contests)
    if shown < of_all:
        notes += f" The {shown} contests that tell most about each other, of {of_all}."
    if shown > FEW and len({target.slate for target in table.targets}) > 1:
        notes += " They are in groups of those whose columns name members of one slate."
    return notes
