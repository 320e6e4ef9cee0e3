"""Draws the rounds of a contest: columns of the votes that stand, below them who goes out when.

A column is the mean over the elections that hold the round and as wide as they are many: the elections
of two columns differ, so no bands lead from one to the next.
"""

import numpy as np

from plots import rounds as count_rounds
from plots import style
from plots.page import MARGIN, Page, shorten, width_of, wrap

NAME = "rounds"
QUIET = True  # most scenarios count no rounds: no message unless this picture is asked for
ROW = 0.27
HIGH, LOW = 3.0, 1.7  # of many and of few candidates: height of a column, where all votes stand
GAP = 0.006  # between its bars, as a share of the votes
THIN = 0.02  # width of the thinnest column
LABEL = 0.13  # height of the lowest bar with a number
CELL, WIDE, LAST = 0.62, 1.8, 0.82  # width of a round's column (at most), and of those
# of the last two and the winner
SEEN = 5e-4  # probability from which a round has a column
MAY_WIN = 5e-3  # chance that is not written as "<1%"
WIDTH = 8.4  # of the page at least


def reason_to_skip(results):
    rounds = results.get("labels/contest_rounds")
    if results.get("rounds/eliminated") is None or rounds is None or not rounds.any():
        return "no contest is counted in rounds"
    return None


class Rounds:
    """What the table of one contest says, by candidate and round. First those who might win, the likeliest
    first; then the others, by their votes, so that colours go to bars that can be seen."""

    def __init__(self, results, contest):
        self.contest = contest
        by_share = [one for one in contest.by_share() if one.win < MAY_WIN]
        self.candidates = [one for one in contest.by_win() if one.win >= MAY_WIN] + by_share
        places = [one.place for one in self.candidates]
        self.reached = np.nan_to_num(results.get("rounds/reached")[contest.place])
        self.rare = bool(((self.reached > 0) & (self.reached <= SEEN)).any())
        self.count = max(1, int((self.reached > SEEN).sum()))
        self.eliminated = np.nan_to_num(results.get("rounds/eliminated")[places])
        self.standing = np.nan_to_num(results.get("rounds/standing_mean")[places])
        self.exhausted_by_round = np.nan_to_num(
            results.get("rounds/exhausted_by_round_mean")[contest.place]
        )
        self.last_two = last_two(results)[places]
        self.led_but_lost = results.get("rounds/led_first_but_lost")[contest.place]
        self.exhausted = results.get("rounds/exhausted_mean")[contest.place]
        self.exhausted_range = [
            results.quantile("rounds/exhausted_quantile", level)[contest.place] for level in (0.05, 0.95)
        ]
        self.exhausts = results.get("tally/exhausted_by_round_sum")[contest.place].any()
        self.colours = count_rounds.colours_of(places)

    def levels(self, column):
        """Returns foot and height of each bar in a column from 0 to 1, and its votes; None: exhausted."""
        order = [one.place for one in self.candidates]
        tally = dict(zip(order, self.standing[:, column]))
        inactive = {"exhausted": self.exhausted_by_round[column]}
        levels = count_rounds.levels_of({"tally": tally, "inactiveBallots": inactive}, order, GAP)
        top = max(foot + votes for foot, votes in levels.values())
        return {place: (foot / top, votes / top, votes) for place, (foot, votes) in levels.items()}

    def words(self, elections):
        """Says what the table has no cell for."""
        lost = style.percent(self.led_but_lost, elections)
        if not self.exhausts:
            held = style.percent(self.reached[1], elections)
            text = f"A second round is held in {held} of the elections"
            if self.reached[1] > 0:
                share = style.percent(self.led_but_lost / self.reached[1], elections * self.reached[1])
                text += f"; in {share} of those the leader of the first loses it"
            return text + "."
        return (
            f"Who leads the first round loses in {lost} of the elections. In the last round"
            f" {100 * self.exhausted:.1f}% of the ballots are exhausted ({style.span(*self.exhausted_range)})."
        )


def last_two(results):
    """Returns the probability of being among the last two, by place of the candidate."""
    probability = np.zeros(len(results.candidates))
    pairs = results.get("rounds/final_pair_probability")
    for side in ("a", "b"):
        places = results.get(f"tally/final_pair_{side}")
        if pairs is not None and places is not None:
            np.add.at(probability, places, pairs)
    return probability


class Table:
    """Draws such tables below each other, their columns aligned."""

    def __init__(self, results, contests):
        self.results = results
        self.contests = contests
        names = [style.ranked_name(one) for of in contests for one in of.candidates]
        self.names = min(2.8, max(2.1, 0.2 + max(width_of(name, style.BODY, True) for name in names)))
        self.columns = max(of.count for of in contests)
        self.x = MARGIN + self.names + 0.2
        room = WIDTH - MARGIN - self.x - 2 * LAST
        self.wide = min(WIDE, max(CELL, room / self.columns))
        stop = self.x + self.columns * self.wide + 2 * LAST
        self.page = Page(max(WIDTH, stop + MARGIN))

    def centre(self, column):
        return self.x + (column + 0.5) * self.wide

    def last(self, number):
        return self.x + self.columns * self.wide + 0.12 + (number + 0.5) * (LAST - 0.06)

    def cell(self, at, width, p, colour, bold=False):
        """Draws a probability with a shade of its own; nothing where it never happened."""
        page = self.page
        if p < 0.005:
            text = "<1%" if p > 0 else ""
            page.text(at, page.y, text, style.SMALL, style.FAINT, align="center")
            return
        shade = style.mix(colour, 0.05 + 0.55 * p)
        page.box(at - width / 2 + 0.012, page.y - ROW / 2 + 0.01, width - 0.024, ROW - 0.02, shade)
        text = ">99%" if 0.995 <= p < 1 else f"{100 * p:.0f}%"
        page.text(at, page.y, text, style.BODY if bold else style.SMALL, style.INK, bold, align="center")

    def heads(self, of):
        page = self.page
        for column in range(of.count):
            page.text(self.centre(column), page.y, f"{column + 1}", style.SMALL, style.SOFT, align="center")
        page.text(self.x - 0.08, page.y, "out in round", style.SMALL, style.FAINT, align="right")
        page.text(self.last(0), page.y, "last two", style.SMALL, style.SOFT, align="center")
        page.text(self.last(1), page.y, "wins", style.SMALL, style.SOFT, bold=True, align="center")
        page.y += 0.08

    def columns_of(self, of):
        """Draws the votes by round as columns above the table's."""
        page = self.page
        high = HIGH if len(of.candidates) > 4 else LOW
        base, whole = page.y + high, self.wide - 0.08
        page.text(self.x - 0.08, page.y + 0.1, "mean share of the votes", style.SMALL, style.FAINT,
                  align="right")
        for column in range(of.count):
            left, width = self.centre(column) - whole / 2, max(THIN, whole * of.reached[column])
            page.box(left, page.y, whole, high, style.TRACK)
            for place, (foot, part, votes) in of.levels(column).items():
                colour = of.colours.get(place, count_rounds.INACTIVE)
                page.box(left, base - high * (foot + part), width, high * part, colour)
                if high * part < LABEL:
                    continue
                inside = width > 0.27
                at = left + width / 2 if inside else left + width + 0.05
                page.text(at, base - high * (foot + part / 2), f"{100 * votes:.0f}", style.SMALL,
                          style.ink_on(colour) if inside else style.INK, align="center" if inside else "left")
        page.y = base + 0.2

    def rows(self, of):
        page = self.page
        for i, one in enumerate(of.candidates):
            page.y += ROW / 2
            name = shorten(style.ranked_name(one), self.names - 0.2, style.BODY, i == 0)
            page.box(MARGIN, page.y - 0.065, 0.13, 0.13, of.colours[one.place])
            page.text(MARGIN + 0.2, page.y, name, bold=i == 0)
            for column in range(of.count):
                self.cell(self.centre(column), self.wide, of.eliminated[i][column], style.ORANGE)
            self.cell(self.last(0), LAST - 0.06, of.last_two[i], style.SKY)
            self.cell(self.last(1), LAST - 0.06, one.win, style.BLUE, bold=True)
            page.y += ROW / 2
        page.y += 0.14
        if of.exhausts:
            page.box(MARGIN, page.y - 0.065, 0.13, 0.13, count_rounds.INACTIVE)
            page.text(MARGIN + 0.2, page.y, "exhausted, mean", style.SMALL, style.SOFT)
            for column in range(of.count):
                page.text(self.centre(column), page.y, f"{100 * of.exhausted_by_round[column]:.1f}%",
                          style.SMALL, style.SOFT, align="center")
            page.y += 0.2
        page.text(MARGIN, page.y, "the round takes place", style.SMALL, style.FAINT)
        for column in range(of.count):
            text = style.percent(of.reached[column], self.results.elections)
            text = "100%" if of.reached[column] == 1 else text
            page.text(self.centre(column), page.y, text, style.SMALL, style.FAINT, align="center")

    def draw(self, of):
        page, contest = self.page, of.contest
        title = shorten(contest.name or contest.id, page.inner, style.HEAD + 1, True)
        page.text(MARGIN, page.y + 0.12, title, style.HEAD + 1, bold=True)
        page.line([MARGIN, page.width - MARGIN], [page.y + 0.27] * 2)
        for line in wrap(of.words(self.results.elections), page.inner, style.BODY, 4):
            page.text(MARGIN, page.y + 0.42, line, style.BODY, style.SOFT)
            page.y += 0.2
        page.y += 0.45
        self.columns_of(of)
        self.heads(of)
        self.rows(of)
        page.y += 0.4


def draw(results):
    rounds = results.get("labels/contest_rounds")
    table = Table(results, [Rounds(results, c) for c in results.contests if rounds[c.place] > 0])
    table.page.header(results, "Rounds: who stands with how many votes, who goes out when")
    if any(one.incumbent for of in table.contests for one in of.candidates):
        table.page.legend([(None, "* holds the seat")])
    for of in table.contests:
        table.draw(of)
    table.page.y -= 0.25
    exhausts = any(of.exhausts for of in table.contests)
    notes = (
        "Columns: mean share of the votes of that round (%), 0 for who is out, over the elections that hold"
        " the round; the coloured part is as wide as they are many of all elections."
        " Where a later column is of fewer elections, what changes is not only transfers."
        " Cells: in how many of all elections the candidate is eliminated in that round, is"
        " among the last two, and wins."
    )
    if exhausts:
        notes += " Grey: exhausted ballots; the range in brackets holds 90% of the elections."
    if any(of.rare for of in table.contests):
        notes += f" Rounds that at most {100 * SEEN:g}% of the elections hold are left out."
    return table.page.finish(results, notes)
