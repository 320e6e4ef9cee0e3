"""Draws a table a ranked-choice contest: who is eliminated when, is among the last two, wins."""

import numpy as np

from plots import style
from plots.page import MARGIN, Page, shorten, width_of

NAME = "rounds"
QUIET = True  # most scenarios count no rounds: no message unless this picture is asked for
ROW = 0.27
CELL, LAST = 0.56, 0.82  # width of a round's column, and of those of the last two and the winner
SEEN = 5e-4  # probability from which a round has a column
WIDTH = 8.4  # of the page at least


def reason_to_skip(results):
    rounds = results.get("labels/contest_rounds")
    if results.get("rounds/eliminated") is None or rounds is None or not rounds.any():
        return "no contest is counted in rounds"
    return None


class Rounds:
    """What the table of one contest says, by candidate (most wins first) and round."""

    def __init__(self, results, contest):
        self.contest = contest
        self.candidates = contest.by_win()
        places = [one.place for one in self.candidates]
        self.reached = np.nan_to_num(results.get("rounds/reached")[contest.place])
        self.count = max(1, int((self.reached > SEEN).sum()))
        self.eliminated = np.nan_to_num(results.get("rounds/eliminated")[places])
        self.last_two = last_two(results)[places]
        self.led_but_lost = results.get("rounds/led_first_but_lost")[contest.place]
        self.exhausted = results.get("rounds/exhausted_mean")[contest.place]
        self.exhausted_range = [
            results.quantile("rounds/exhausted_quantile", level)[contest.place] for level in (0.05, 0.95)
        ]


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
        self.names = min(2.6, max(1.9, max(width_of(name, style.BODY, True) for name in names)))
        self.columns = max(of.count for of in contests)
        stop = MARGIN + self.names + 0.2 + self.columns * CELL + 2 * LAST
        self.page = Page(max(WIDTH, stop + MARGIN))
        self.x = MARGIN + self.names + 0.2 + max(0.0, WIDTH - MARGIN - stop)

    def centre(self, column):
        return self.x + (column + 0.5) * CELL

    def last(self, number):
        return self.x + self.columns * CELL + 0.12 + (number + 0.5) * (LAST - 0.06)

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

    def rows(self, of):
        page = self.page
        for i, one in enumerate(of.candidates):
            page.y += ROW / 2
            name = shorten(style.ranked_name(one), self.names, style.BODY, i == 0)
            page.text(MARGIN, page.y, name, bold=i == 0)
            for column in range(of.count):
                self.cell(self.centre(column), CELL, of.eliminated[i][column], style.ORANGE)
            self.cell(self.last(0), LAST - 0.06, of.last_two[i], style.SKY)
            self.cell(self.last(1), LAST - 0.06, one.win, style.BLUE, bold=True)
            page.y += ROW / 2
        page.y += 0.14
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
        lost = style.percent(of.led_but_lost, self.results.elections)
        words = (
            f"Who leads the first round loses in {lost} of the elections. In the last round"
            f" {100 * of.exhausted:.1f}% of the ballots are exhausted ({style.span(*of.exhausted_range)})."
        )
        page.text(MARGIN, page.y + 0.42, shorten(words, page.inner, style.BODY), style.BODY, style.SOFT)
        page.y += 0.75
        self.heads(of)
        self.rows(of)
        page.y += 0.4


def draw(results):
    rounds = results.get("labels/contest_rounds")
    table = Table(results, [Rounds(results, c) for c in results.contests if rounds[c.place] > 0])
    table.page.header(results, "Rounds: who goes out when")
    if any(one.incumbent for of in table.contests for one in of.candidates):
        table.page.legend([(None, "* holds the seat")])
    for of in table.contests:
        table.draw(of)
    table.page.y -= 0.25
    notes = (
        "Cells: in how many of the elections the candidate is eliminated in that round, is"
        " among the last two, and wins. Elections with fewer rounds end earlier. The range in"
        " brackets holds 90% of the elections."
    )
    return table.page.finish(results, notes)
