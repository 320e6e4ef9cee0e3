"""Draws whose turnout swings the closest races, as tornados: one more point of turnout of each universe."""

from dataclasses import dataclass

from plots import style
from plots.differences import Columns
from plots.page import MARGIN, Page, shorten, width_of, wrap

NAME = "swing"
QUIET = True
WIDTH = 8.6
ROW = 0.25
SHOWN = 6  # most universes of a race
POOLED = 3  # most that are those of all districts together
RACES = 4  # most races
NAMES = 0.34  # most of the width, for names
SPREAD = 1.96  # half width of a 95 % interval in standard errors


@dataclass(frozen=True)
class Row:
    """A universe, or those of one name in all districts."""

    name: str
    change: float  # of the probability by one more point of turnout
    error: float
    warning: bool
    pooled: bool = False


@dataclass(frozen=True)
class Race:
    """What swings one race: universes of one name in all districts together, and single ones."""

    title: str
    chance: float
    pooled: tuple[Row, ...]
    rows: tuple[Row, ...]
    more: int

    @property
    def all_rows(self):
        return (*self.pooled, *self.rows)


def reason_to_skip(results):
    return None if results.get("swing_row") is not None else "the run has no swing (run --swing)"


def chances(results):
    """Returns what happens and its probability: each contest's favourite, and the sweeps of slates."""
    found = {}
    labels = results.get("candidate")
    for contest in results.forecasts:
        best = contest.by_win()[0]
        found["win", labels[best.place]] = (f"{style.ranked_name(best)} wins {contest.title}", best.win)
    for slate in results.slates:
        found["sweep", slate.id] = (f"{slate.name} sweeps", slate.sweep)
    return found


def events(results):
    """Returns each event and its probability."""
    names, chance = results.get("event"), results.get("joint/event_probability")
    return {} if names is None else {("event", name): (name, p) for name, p in zip(names, chance)}


def races_of(results):
    """Returns the races that turnout moves most by any one universe, their universes the strongest first."""
    columns = [results.get(f"swing/{name}") for name in (
        "target_kind", "target", "group_kind", "group", "per_point", "per_point_standard_error", "warning")]
    rows = {}
    for kind, target, group_kind, group, change, error, warning in zip(*columns):
        pooled = group_kind == "tag" and group.startswith("universe=")
        if not pooled and group_kind != "universe":
            continue
        name = group.split("=", 1)[1] if pooled else results.name_of_universe(group)
        rows.setdefault((kind, target), []).append(Row(name, change, error, bool(warning), pooled))
    races = races_among(chances(results), rows) or races_among(events(results), rows)
    return races[:RACES], max(0, len(races) - RACES)


def races_among(targets, rows):
    """Returns those of the targets that turnout moves, the most first."""
    races = []
    for key, (title, chance) in targets.items():
        found = sorted(rows.get(key, []), key=lambda row: -abs(row.change))
        found = [row for row in found if row.change != 0]
        pooled = [row for row in found if row.pooled][:POOLED]
        single = [row for row in found if not row.pooled]
        if found:
            races.append(Race(title, chance, tuple(pooled), tuple(single[:SHOWN]), max(0, len(single) - SHOWN)))
    races.sort(key=lambda race: -max(abs(row.change) for row in race.all_rows))
    return races


def points(row):
    """Writes the change in points, with no digit beyond its 95 % error."""
    error = 100 * SPREAD * row.error
    decimals = next((d for d in range(4) if error != error or error >= 10.0**-d), 3)
    decimals = 2 if error != error else decimals
    text = f"{100 * row.change:+.{decimals}f}".replace("-", "\u2212")
    if error == error:
        text += f" \u00b1 {max(error, 10.0**-decimals):.{decimals}f}"
    return text + (" !" if row.warning else "")


def scale_of(race, width):
    """Returns inches a unit, by which the longest bar of a race with its error just fits."""
    most = max(abs(row.change) + SPREAD * (row.error if row.error == row.error else 0) for row in race.all_rows)
    return 0.5 * width / most


def draw_row(page, row, columns, scale):
    page.y += ROW / 2
    x, width = columns.x, columns.width
    page.text(MARGIN, page.y, shorten(row.name, columns.names, style.BODY))
    wide, middle = scale * row.change, x + width / 2
    colour = style.BLUE if wide > 0 else style.VERMILION
    page.box(min(middle, middle + wide), page.y - 0.075, abs(wide), 0.15, colour, zorder=2)
    if row.error == row.error:
        error = SPREAD * row.error * scale
        ends = [max(x, middle + wide - error), min(x + width, middle + wide + error)]
        page.line(ends, [page.y] * 2, style.INK, 1.0, zorder=3)
    page.text(x + width + 0.16, page.y, points(row))
    page.y += ROW / 2


def draw_race(page, race, columns, elections):
    chance = style.percent(race.chance, elections)
    room = page.inner - width_of(chance, style.HEAD + 1.5, True) - 0.3
    page.text(MARGIN + page.inner, page.y + 0.12, chance, style.HEAD + 1.5, bold=True, align="right")
    for line in wrap(race.title, room, style.HEAD + 1.5, 2, bold=True):
        page.text(MARGIN, page.y + 0.12, line, style.HEAD + 1.5, bold=True)
        page.y += 0.22
    page.line([MARGIN, MARGIN + page.inner], [page.y + 0.06] * 2)
    page.y += 0.14
    scale, middle = scale_of(race, columns.width), columns.x + columns.width / 2
    for head, rows in (("In all districts together", race.pooled), ("District by district", race.rows)):
        if not rows:
            continue
        if race.pooled:
            page.text(MARGIN, page.y + 0.1, head, style.SMALL, style.SOFT)
            page.y += 0.2
        top = page.y
        for row in rows:
            draw_row(page, row, columns, scale)
        page.line([middle, middle], [top, page.y], style.SOFT, 0.8, zorder=4)
    if race.more:
        page.text(MARGIN, page.y + 0.1, f"{race.more:,} further universes move it less", style.SMALL, style.SOFT)
        page.y += 0.2
    page.y += 0.22


def draw(results):
    page = Page(WIDTH)
    page.header(results, "Whose turnout swings the race: one more point of turnout, in points of probability")
    races, more = races_of(results)
    rows = [row for race in races for row in race.all_rows]
    names = min(NAMES * page.inner, max((width_of(row.name, style.BODY) for row in rows), default=0))
    names = max(names, width_of("In all districts together", style.SMALL))
    texts = max((width_of(points(row), style.BODY) for row in rows), default=0)
    columns = Columns(names, MARGIN + names + 0.2, page.inner - names - texts - 0.4)
    for race in races:
        draw_race(page, race, columns, results.elections)
    if not races:
        page.text(MARGIN, page.y + 0.08,
                  "Turnout moves no race of which swing is tallied (none that awards delegates is).",
                  style.BODY, style.SOFT)
        page.y += 0.4
    if more:
        for line in wrap(f"{more:,} further races move less", page.inner, style.SMALL, 1):
            page.text(MARGIN, page.y, line, style.SMALL, style.SOFT)
            page.y += 0.2
    page.y -= 0.2
    notes = (
        "Blue: more turnout of these voters helps; orange: it hurts. Bars have a scale of their own in every race; the"
        " numbers compare. Thin lines and \u00b1: 95% Monte Carlo error."
    )
    if any(race.pooled for race in races):
        notes += " Rows of all districts together are the sums of single ones."
    notes += " Slopes at the turnout as it is: for a large change simulate a what-if."
    if any(row.warning for row in rows):
        notes += " !: the slope changes where races are close, and may be off by more than its error."
    if any(" *" in race.title for race in races):
        notes += " *: holds the seat."
    return page.finish(results, notes)
