"""Draws whose turnout swings the closest races, as tornados: one more point of turnout of each universe."""

from dataclasses import dataclass

from plots import style
from plots.page import MARGIN, Page, shorten, width_of, wrap

NAME = "swing"
QUIET = True
WIDTH = 8.6
ROW = 0.25
SHOWN = 8  # most universes of a race
RACES = 4  # most races
NAMES = 0.34  # most of the width, for names
SPREAD = 1.96  # half width of a 95 % interval in standard errors


@dataclass(frozen=True)
class Row:
    """A universe, or those of one name in all districts."""

    name: str
    registered: float
    change: float  # of the probability by one more point of turnout
    error: float
    warning: bool


@dataclass(frozen=True)
class Race:
    title: str
    chance: float
    rows: tuple[Row, ...]
    more: int


def reason_to_skip(results):
    return None if results.get("swing_row") is not None else "the run has no swing (run --swing)"


def chances(results):
    """Returns what happens and its probability: each contest's favourite, and the sweeps of slates."""
    found = {}
    labels = results.get("candidate")
    for contest in results.contests:
        best = contest.by_win()[0]
        found["win", labels[best.place]] = (f"{best.name} wins {contest.name or contest.id}", best.win)
    for slate in results.slates:
        found["sweep", slate.id] = (f"{slate.id} sweep", slate.sweep)
    return found


def events(results):
    """Returns each event and its probability."""
    names, chance = results.get("event"), results.get("joint/event_probability")
    return {} if names is None else {("event", name): (name, p) for name, p in zip(names, chance)}


def races_of(results):
    """Returns the races that turnout moves most by any one universe, their universes the strongest first."""
    columns = [results.get(f"swing/{name}") for name in (
        "target_kind", "target", "group_kind", "group", "per_point", "per_point_standard_error", "warning")]
    size = results.get("swing/per_1000_ballots")
    rows = {}
    for i, (kind, target, group_kind, group, change, error, warning) in enumerate(zip(*columns)):
        if group_kind == "tag" and group.startswith("universe="):
            group = group.split("=", 1)[1]
        elif group_kind != "universe":
            continue
        registered = 1e5 * change / size[i] if size[i] else 0.0
        rows.setdefault((kind, target), []).append(Row(group, registered, change, error, bool(warning)))
    races = races_among(chances(results), rows) or races_among(events(results), rows)
    return races[:RACES], max(0, len(races) - RACES)


def races_among(targets, rows):
    """Returns those of the targets that turnout moves, the most first."""
    races = []
    for key, (title, chance) in targets.items():
        found = sorted(rows.get(key, []), key=lambda row: -abs(row.change))
        found = [row for row in found if row.change != 0]
        if found:
            races.append(Race(title, chance, tuple(found[:SHOWN]), max(0, len(found) - SHOWN)))
    races.sort(key=lambda race: -abs(race.rows[0].change))
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


def draw_race(page, race, names, x, width, scale, elections):
    chance = style.percent(race.chance, elections)
    room = page.inner - width_of(chance, style.HEAD + 1.5, True) - 0.3
    page.text(MARGIN, page.y + 0.12, shorten(race.title, room, style.HEAD + 1.5, True), style.HEAD + 1.5, bold=True)
    page.text(MARGIN + page.inner, page.y + 0.12, chance, style.HEAD + 1.5, bold=True, align="right")
    page.line([MARGIN, MARGIN + page.inner], [page.y + 0.28] * 2)
    page.y += 0.36
    top, middle = page.y, x + width / 2
    for row in race.rows:
        page.y += ROW / 2
        page.text(MARGIN, page.y, shorten(row.name, names, style.BODY))
        wide = scale * row.change
        colour = style.BLUE if wide > 0 else style.VERMILION
        page.box(min(middle, middle + wide), page.y - 0.075, abs(wide), 0.15, colour, zorder=2)
        if row.error == row.error:
            error = SPREAD * row.error * scale
            ends = [max(x, middle + wide - error), min(x + width, middle + wide + error)]
            page.line(ends, [page.y] * 2, style.INK, 1.0, zorder=3)
        page.text(x + width + 0.16, page.y, points(row))
        page.y += ROW / 2
    page.line([middle, middle], [top, page.y], style.SOFT, 0.8, zorder=4)
    if race.more:
        page.text(MARGIN, page.y + 0.1, f"{race.more:,} further universes move it less", style.SMALL, style.SOFT)
        page.y += 0.2
    page.y += 0.22


def draw(results):
    page = Page(WIDTH)
    page.header(results, "Whose turnout swings the race: one more point of turnout, in points of probability")
    races, more = races_of(results)
    rows = [row for race in races for row in race.rows]
    names = min(NAMES * page.inner, max((width_of(row.name, style.BODY) for row in rows), default=0))
    texts = max((width_of(points(row), style.BODY) for row in rows), default=0)
    x, width = MARGIN + names + 0.2, page.inner - names - texts - 0.4
    most = max((abs(row.change) + SPREAD * (row.error if row.error == row.error else 0) for row in rows), default=1)
    for race in races:
        draw_race(page, race, names, x, width, 0.5 * width / most, results.elections)
    if not races:
        page.text(MARGIN, page.y + 0.08, "Turnout moves no race of which swing is tallied (none that awards delegates is).", style.BODY, style.SOFT)
        page.y += 0.4
    if more:
        for line in wrap(f"{more:,} further races move less", page.inner, style.SMALL, 1):
            page.text(MARGIN, page.y, line, style.SMALL, style.SOFT)
            page.y += 0.2
    page.y -= 0.2
    notes = (
        "Blue: more turnout of these voters helps; orange: it hurts. Thin lines: the 95% Monte Carlo error. A universe named "
        "without a district is that of all districts together. Slopes at the turnout as it is: for a large change simulate a "
        "what-if. !: the slope changes where races are close, and may be off by more than its error."
    )
    return page.finish(results, notes)
