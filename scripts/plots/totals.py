"""Draws totals of delegates by name, with the line of the majority."""

from plots import style
from plots.numbers import Numbers, draw_axis, round_step
from plots.page import MARGIN, Page, shorten, width_of

NAME = "totals"
QUIET = True  # most scenarios have none: no message unless this picture is asked for
WIDTH = 9.2
ROW = 0.62
NAMES = 1.9  # most that names may take [inches]
COLUMN = 0.85  # of the chances on the right
NOTES = (
    "Bars: how often each number of delegates comes up (each row with a height of its own; a bar at 0 that would"
    " be higher is cut off). Dark: the middle half of the elections; medium: 90% of them. Below a name: mean, the"
    " range that holds 90%, how often there is none. Names with delegates in fewer than one election of twenty are"
    " left out."
)


def reason_to_skip(results):
    return None if results.get("total") else "the scenario has no totals"


class Total:
    """What the picture says of one total, most delegates first."""

    def __init__(self, results, place):
        self.name = results.names("total")[place]
        self.majority = int(results.get("labels/total_majority")[place])
        self.seats = int(results.get("labels/total_seats")[place])
        self.nobody = results.get("summary/no_majority")[place]
        slates = {slate.id: slate.name for slate in results.slates}
        labels, of = results.get("labels/name_in_total"), results.get("labels/total_of_name")
        rows = [(slates.get(labels[i], labels[i]), Numbers(results, "name_delegates", i), i) for i in range(len(labels))
                if of[i] == place]
        self.rows = sorted((row for row in rows if row[1].is_seen), key=lambda row: -row[1].mean)


def colour_of(name, rank, results):
    """Returns the colour of the slate that is called so; without slates a colour by rank."""
    if not results.slates:
        return style.slate_colour(rank)
    return style.slate_colour(next((s.place for s in results.slates if s.name == name), None))


def draw_rows(page, total, results, start, scale):
    majority, lead = results.get("summary/majority"), results.get("summary/lead")
    for rank, (name, numbers, place) in enumerate(total.rows):
        page.y += ROW
        middle = page.y - 0.45 * ROW
        page.text(MARGIN, middle - 0.1, shorten(name, NAMES, style.BODY, rank == 0), bold=rank == 0)
        page.text(MARGIN, middle + 0.09, f"{numbers.mean:,.0f} ({numbers.span})", style.SMALL, style.SOFT)
        right = page.width - MARGIN
        page.line([start, right - 2 * COLUMN - 0.1], [page.y] * 2, style.RULE, 0.6, zorder=1)
        numbers.draw(page, start, page.y, 0.84 * ROW, scale, colour_of(name, rank, results))
        for column, chances in enumerate((lead, majority)):
            text = style.percent(chances[place], results.elections)
            page.text(right - column * COLUMN, middle, text, bold=rank == 0, align="right")


def draw_total(page, total, results):
    right = page.width - MARGIN
    nobody = style.percent(total.nobody, results.elections)
    words = f"{total.seats:,} delegates; nobody has the majority in {nobody} of the elections"
    room = page.inner - width_of(words, style.BODY) - 0.2
    page.text(MARGIN, page.y + 0.12, shorten(total.name, room, style.HEAD + 1, True), style.HEAD + 1, bold=True)
    page.text(right, page.y + 0.12, words, style.BODY, style.SOFT, align="right")
    page.line([MARGIN, right], [page.y + 0.27] * 2)
    page.y += 0.62
    for column, head in enumerate(("leads", "majority")):
        page.text(right - column * COLUMN, page.y, head, style.SMALL, style.SOFT, align="right")
    texts = [width_of(f"{n.mean:,.0f} ({n.span})", style.SMALL) for _, n, _ in total.rows]
    start = MARGIN + max(NAMES, *texts) + 0.2 if texts else MARGIN + NAMES + 0.2
    wide = right - 2 * COLUMN - 0.15 - start
    top = max([total.majority, *(numbers.top for _, numbers, _ in total.rows)])
    step = round_step(top, 7)
    end = step * -(-top // step)
    scale = wide / (1.02 * end)
    at = start + scale * total.majority
    first, base = page.y + 0.1, page.y + 0.1 + ROW * len(total.rows)
    label = f"majority {total.majority:,}"
    half = width_of(label, style.SMALL) / 2
    page.text(min(at, start + wide - half), page.y, label, style.SMALL, style.VERMILION, align="center")
    page.y = first
    draw_axis(page, start, first, base, scale, end, step)
    draw_rows(page, total, results, start, scale)
    page.line([at, at], [first, base], style.VERMILION, 1.3, zorder=4)
    page.y = base + 0.5


def draw(results):
    page = Page(WIDTH)
    page.header(results, "Totals of delegates")
    for place in range(len(results.get("total"))):
        draw_total(page, Total(results, place), results)
    page.y -= 0.25
    return page.finish(results, NOTES)
