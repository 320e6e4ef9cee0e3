"""Draws what each what-if changes: chances in the base and in the what-if, and the difference on the same draws."""

import math
from dataclasses import dataclass

from plots import style
from plots.page import MARGIN, Page, shorten, width_of, wrap

NAME = "differences"
QUIET = True
WIDTH = 8.6
ROW, LINE = 0.27, 0.16  # height of a row, and of a further line of its name
SHOWN = 12  # most rows of a what-if
NAMES = 0.45  # most of the width, for names
SPREAD = 1.96  # half width of a 95 % interval in standard errors


def half_away(value, decimals):
    """Rounds as the program's tables do: halves away from 0, also where a binary fraction falls just short of one."""
    parts = abs(value) * 10.0**decimals
    return math.copysign(math.floor(parts + 0.5 + 1e-9) / 10.0**decimals, value)


@dataclass(frozen=True)
class Move:
    """A chance that moves; `of` says what it is a chance of, beside the name."""

    name: str
    of: str
    colour: str
    base: float
    now: float
    difference: float
    error: float
    note: str = ""

    @property
    def numbers(self):
        """Returns the difference and its 95 % error in points, with no digit beyond the error, and the digits."""
        error = 100 * SPREAD * self.error
        decimals = 0 if error >= 2 else 1 if error >= 0.2 or error == 0 else 2
        return half_away(100 * self.difference, decimals), max(error, 10.0**-decimals) if error > 0 else 0.0, decimals

    @property
    def is_clear(self):
        """Tells whether it moves by more than its error, as printed too."""
        difference, error, decimals = self.numbers
        return abs(self.difference) > SPREAD * self.error and abs(difference) > round(error, decimals)

    def is_same(self, other):
        """Tells whether both happen in the same elections, as far as all their chances tell."""
        mine, its = ((m.base, m.now, m.difference, m.error) for m in (self, other))
        return mine == its


def reason_to_skip(results):
    return None if what_ifs_of(results) else "the scenario has no what-ifs"


def what_ifs_of(results):
    """Returns the what-ifs, without those that tell the worth of a programme: `worth` draws them."""
    worlds = results.get("world") or []
    left_out = results.get("labels/world_programme") or [""] * len(worlds)
    return [world for world, programme in zip(worlds, left_out) if not programme]


def base_chances(results, axis, path):
    """Returns the chances of the run itself by name."""
    names, chances = results.get(axis), results.get(path)
    return {} if not names or chances is None else dict(zip(names, chances))


def candidate_moves(results, tree):
    base = base_chances(results, "candidate", "summary/win")
    contests = results.get(f"{tree}/contest")
    holds = results.get(f"{tree}/labels/incumbent")
    colours = {name: style.colour_of(one, results)
               for name, one in zip(results.get("candidate"), results.candidates)}
    withdrawn = results.get(f"{tree}/labels/candidate_withdrawn")
    columns = zip(
        results.get(f"{tree}/candidate"), results.get(f"{tree}/labels/candidate_name"),
        results.get(f"{tree}/labels/candidate_contest"), results.get(f"{tree}/summary/win"),
        results.get(f"{tree}/paired/win_difference"),
        results.get(f"{tree}/paired/win_standard_error"),
    )
    for i, (label, name, contest, now, difference, error) in enumerate(columns):
        note = "out" if withdrawn is not None and withdrawn[i] else "" if label in base else "new"
        yield Move(name + (" *" if holds[i] else ""), contests[contest], colours.get(label, style.NEUTRAL),
                   base.get(label, 0.0), now, difference, error, note)


def slate_moves(results, tree):
    base = base_chances(results, "slate", "summary/sweep")
    names = results.get(f"{tree}/slate") or []
    if not names:
        return
    sweeps = results.get(f"{tree}/summary/sweep")
    members = results.get(f"{tree}/labels/slate_members")
    moved = results.get(f"{tree}/paired/at_least_difference")
    errors = results.get(f"{tree}/paired/at_least_standard_error")
    shown = {slate.id: slate.name for slate in results.slates}
    for s, name in enumerate(names):
        last = int((members[s] >= 0).sum()) - 1
        yield Move(shown.get(name, name), "sweeps", style.slate_colour(s), base.get(name, 0.0), sweeps[s],
                   moved[s][last], errors[s][last])


def event_moves(results, tree):
    base = base_chances(results, "event", "joint/event_probability")
    columns = (
        results.get(f"{tree}/event"), results.get(f"{tree}/joint/event_probability"),
        results.get(f"{tree}/paired/event_difference"),
        results.get(f"{tree}/paired/event_standard_error"),
    )
    if not columns[0]:
        return
    for name, now, difference, error in zip(*columns):
        yield Move(name, "happens", style.INK, base.get(name, 0.0), now, difference, error)


def moves_of(results, tree):
    """Returns the chances that clearly move, largest first, and how many there are beyond those shown."""
    others = [*candidate_moves(results, tree), *slate_moves(results, tree)]
    events = [event for event in event_moves(results, tree) if not any(map(event.is_same, others))]
    found = [move for move in (*others, *events) if move.difference == move.difference and move.is_clear]
    found.sort(key=lambda move: -abs(move.difference))
    return found[:SHOWN], max(0, len(found) - SHOWN)


def difference_text(move):
    """Writes the difference in points, with no digit beyond its 95 % error."""
    difference, error, decimals = move.numbers
    text = f"{difference:+.{decimals}f}" if round(difference, decimals) != 0 else f"{0:.{decimals}f}"
    text = text.replace("-", "\u2212")
    if error > 0:
        text += f" \u00b1 {error:.{decimals}f}"
    return f"{text} ({move.note})" if move.note else text


@dataclass(frozen=True)
class Columns:
    """Where names end, and where what is drawn of them stands."""

    names: float
    x: float
    width: float


def lay_out(page, results, moves):
    """Explains colours; fits names and differences, the scale takes what they leave."""
    named = {move.name for move in moves}
    page.candidate_legend(results, [one for one in results.candidates if style.ranked_name(one) in named])
    wide = [width_of(m.name, style.BODY) + width_of(m.of, style.SMALL) + 0.1 for m in moves]
    names = min(NAMES * page.inner, max(wide, default=0))
    texts = max((width_of(difference_text(m), style.BODY) for m in moves), default=0)
    return Columns(names, MARGIN + names + 0.2, page.inner - names - texts - 0.4)


def lines_of(move, columns):
    """Returns the lines of a name, and whether what it is a chance of has room beside the last."""
    lines = wrap(move.name, columns.names, style.BODY, 2)
    return lines, width_of(lines[-1], style.BODY) + 0.08 + width_of(move.of, style.SMALL) <= columns.names


def height_of(move, columns):
    lines, is_beside = lines_of(move, columns)
    return ROW + LINE * (len(lines) - is_beside)


def draw_name(page, move, columns):
    """Writes the name, and what it is a chance of beside it or, where there is no room, below."""
    lines, is_beside = lines_of(move, columns)
    y = page.y - LINE * (len(lines) - is_beside) / 2
    for line in lines:
        page.text(MARGIN, y, line)
        y += LINE
    left = width_of(lines[-1], style.BODY) + 0.08 if is_beside else 0
    of = shorten(move.of, columns.names, style.SMALL)
    page.text(MARGIN + left, y - LINE if is_beside else y, of, style.SMALL, style.SOFT)


def draw_row(page, move, columns):
    draw_name(page, move, columns)
    x, width = columns.x, columns.width
    page.box(x, page.y - 0.045, width, 0.09, style.TRACK)
    start, end = x + width * move.base, x + width * move.now
    page.line([start, end], [page.y] * 2, move.colour, 2.2, zorder=2)
    error = SPREAD * move.error * width
    page.line([max(x, end - error), min(x + width, end + error)], [page.y] * 2, style.INK, 1.0, zorder=3)
    page.dots([start], [page.y], 30, ["#FFFFFF"], zorder=4, linewidths=1.3, edgecolors=[move.colour])
    page.dots([end], [page.y], 34, [move.colour], zorder=5)
    page.text(x + width + 0.16, page.y, difference_text(move))


def draw_scale(page, columns):
    for percent in (0, 25, 50, 75, 100):
        at = columns.x + columns.width * percent / 100
        page.text(at, page.y + 0.06, f"{percent}%", style.SMALL, style.FAINT, align="center")
    page.y += 0.2


def tree_of(what_if):
    """Returns the group of a what-if: `/`, which parts groups, is written `%2F`."""
    return f"what_if/{what_if.replace('/', '%2F')}"


def draw_head(page, name, nothing):
    """Draws the name of a block, and below it what is said where it has nothing."""
    for line in wrap(name, page.inner, style.HEAD + 1.5, 2, bold=True):
        page.text(MARGIN, page.y + 0.12, line, style.HEAD + 1.5, bold=True)
        page.y += 0.23
    page.line([MARGIN, MARGIN + page.inner], [page.y + 0.04] * 2)
    page.y += 0.12
    if nothing:
        page.text(MARGIN, page.y + 0.08, nothing, style.BODY, style.SOFT)
        page.y += 0.4


def draw_foot(page, more):
    """Says how many chances of a block are not drawn."""
    if more:
        page.text(MARGIN, page.y + 0.1, f"{more:,} further chances move less", style.SMALL, style.SOFT)
        page.y += 0.2
    page.y += 0.22


def draw_what_if(page, name, moves, more, columns):
    draw_head(page, name, "" if moves else "No chance moves clearly.")
    if not moves:
        return
    draw_scale(page, columns)
    for move in moves:
        height = height_of(move, columns)
        page.y += height / 2
        draw_row(page, move, columns)
        page.y += height / 2
    draw_foot(page, more)


def draw(results):
    page = Page(WIDTH)
    page.header(results, "What if: chances before and after, on the same simulated elections")
    what_ifs = {name: moves_of(results, tree_of(name)) for name in what_ifs_of(results)}
    shown = [move for moves, _ in what_ifs.values() for move in moves]
    columns = lay_out(page, results, shown)
    for name, (moves, more) in what_ifs.items():
        draw_what_if(page, name, moves, more, columns)
    page.y -= 0.2
    notes = (
        "Hollow: as the scenario is. Filled: with the change. To the right: the difference in points \u00b1 its 95% "
        "Monte Carlo error on the same draws, which is far smaller than that of two separate runs. Chances that do "
        "not move by more than that error are left out, and events that say what a win or a sweep says already."
    )
    return page.finish(results, notes)
