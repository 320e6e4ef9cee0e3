"""Draws what each programme is worth to wins, sweeps and events, with its error on the same draws."""

from dataclasses import replace

from plots import differences, style
from plots.page import MARGIN, Page, shorten, width_of

NAME = "worth"
QUIET = True
WIDTH = 8.6
ROW = 0.27
SHOWN = 6  # most rows of a programme
NAMES = 0.45  # most of the width, for names


def reason_to_skip(results):
    return None if programmes_of(results) else "the run tells the worth of no programme (run --programmes)"


def programmes_of(results):
    """Returns the programmes that a what-if is without, with that what-if."""
    left_out = results.get("labels/world_programme") or []
    return [(programme, world) for programme, world in zip(left_out, results.get("world") or []) if programme]


def worth_of(results, tree):
    """Returns what a programme does to chances, the most first, and how many there are beyond those shown."""
    others = [*differences.candidate_moves(results, tree), *differences.slate_moves(results, tree)]
    events = [event for event in differences.event_moves(results, tree) if not any(map(event.is_same, others))]
    moved = [replace(move, base=move.now, now=move.base, difference=-move.difference)
             for move in (*others, *events) if move.difference != 0 or move.error > 0]
    found = [move for move in moved if move.difference == move.difference]
    found.sort(key=lambda move: -abs(move.difference))
    return found[:SHOWN], max(0, len(found) - SHOWN)


class Scale:
    """Where points of probability stand: 0 and all intervals have room."""

    def __init__(self, moves, x, width):
        ends = [move.difference + sign * differences.SPREAD * move.error for move in moves for sign in (-1, 1)]
        low, high = min([0.0, *ends]), max([0.0, *ends])
        room = 0.06 * (high - low) or 1.0
        self.low, self.high, self.x, self.width = low - room, high + room, x, width

    def at(self, difference):
        return self.x + self.width * (difference - self.low) / (self.high - self.low)


def draw_row(page, move, columns, scale):
    page.y += ROW / 2
    of = width_of(move.of, style.SMALL) + 0.1
    name = shorten(move.name, columns.names - of, style.BODY)
    page.text(MARGIN, page.y, name)
    page.text(MARGIN + width_of(name, style.BODY) + 0.08, page.y, move.of, style.SMALL, style.SOFT)
    page.box(columns.x, page.y - 0.045, columns.width, 0.09, style.TRACK)
    error = differences.SPREAD * move.error
    page.line([scale.at(move.difference - error), scale.at(move.difference + error)], [page.y] * 2, move.colour, 2.2,
              zorder=3)
    face = move.colour if move.is_clear else "#FFFFFF"
    page.dots([scale.at(move.difference)], [page.y], 34, [face], zorder=5, linewidths=1.3, edgecolors=[move.colour])
    page.text(columns.x + columns.width + 0.16, page.y, differences.difference_text(move))
    page.y += ROW / 2


def draw_programme(page, programme, found, columns, scale):
    moves, more = found
    differences.draw_head(page, programme, "" if moves else "It moves no chance.")
    if not moves:
        return
    top = page.y
    for move in moves:
        draw_row(page, move, columns, scale)
    page.line([scale.at(0)] * 2, [top, page.y], style.SOFT, 0.8, zorder=2)
    differences.draw_foot(page, more)


def draw(results):
    page = Page(WIDTH)
    page.header(results, "What each programme is worth: points of probability, with it and without it")
    found = {name: worth_of(results, differences.tree_of(world)) for name, world in programmes_of(results)}
    shown = [move for moves, _ in found.values() for move in moves]
    columns = differences.lay_out(page, results, shown)
    scale = Scale(shown, columns.x, columns.width)
    for programme, one in found.items():
        draw_programme(page, programme, one, columns, scale)
    page.y -= 0.2
    notes = (
        "The scenario as written against the same without this one programme, on the same draws. Bars: the 95% Monte "
        "Carlo error; hollow: no more than that. The thin line is 0. What the evidence leaves open of a lift is in "
        "every chance already. Worths of several programmes do not add up."
    )
    return page.finish(results, notes)
