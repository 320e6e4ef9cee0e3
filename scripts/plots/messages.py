"""Draws what tests of messages tell of each variant: its rate, shrunk and as counted (`hustings plan --messages`)."""

from dataclasses import dataclass

from plots import style
from plots.differences import SPREAD, draw_head
from plots.page import MARGIN, Page, shorten, width_of
from plots.style import axis_step

NAME = "messages"
WIDTH = 8.6
ROW = 0.25
SHOWN = 20  # most variants of a set
NAMES = 0.35  # most of the width, for names
DRAWS = 20000  # of the probability of being the best: what never came up is below 3 of so many


@dataclass(frozen=True)
class Variant:
    """A variant's rate as counted, and its posterior: mean, sd and P(best)."""

    name: str
    raw: float
    shrunk: float
    sd: float
    best: float
    chosen: bool

    @property
    def ends(self):
        return max(0.0, self.shrunk - SPREAD * self.sd), min(1.0, self.shrunk + SPREAD * self.sd)

    @property
    def text(self):
        return f"{100 * self.shrunk:.1f}% \u00b1 {100 * SPREAD * self.sd:.1f}"

    @property
    def chance(self):
        return style.in_hundred(self.best, DRAWS)


def reason_to_skip(plan):
    return None if plan.part("messages") else "the plan has no tests of messages (plan --messages)"


def variants_of(message):
    """Returns the variants to draw, the highest shrunk rates first, and how many there are beyond."""
    found = [Variant(name, one["raw"], one["shrunk"], one["sd"], one["best"]["probability"], name == message["chosen"])
             for name, one in message["variants"].items()]
    found.sort(key=lambda one: (not one.chosen, -one.shrunk))
    return found[:SHOWN], max(0, len(found) - SHOWN)


@dataclass(frozen=True)
class Scale:
    """Where names end, and where rates low..high stand."""

    names: float
    x: float
    width: float
    low: float
    high: float

    def at(self, rate):
        return self.x + self.width * (rate - self.low) / (self.high - self.low)


def lay_out(page, variants, mean):
    """Fits the scale of one set: all of its rates and intervals have room."""
    names = min(NAMES * page.inner, max(width_of(one.name, style.BODY, one.chosen) for one in variants))
    texts = max(width_of(one.text, style.BODY) for one in variants) + 1.05
    rates = [rate for one in variants for rate in (*one.ends, one.raw)] + [mean]
    room = 0.03 * (max(rates) - min(rates)) or 0.01
    return Scale(names, MARGIN + names + 0.16, page.inner - names - texts - 0.32,
                 max(0.0, min(rates) - room), min(1.0, max(rates) + room))


def draw_scale(page, scale):
    """Writes round rates above the bars, and the heads of the columns of numbers."""
    step = next((s for s in (0.001, 0.002, 0.005) if (scale.high - scale.low) / s <= 6), None)
    step = step or axis_step(scale.high - scale.low, 6)
    for i in range(int(scale.low / step), int(scale.high / step) + 1):
        if scale.low <= i * step <= scale.high:
            page.text(scale.at(i * step), page.y + 0.08, f"{100 * i * step:g}%", style.SMALL, style.FAINT,
                      align="center")
    page.text(MARGIN + page.inner, page.y + 0.08, "is the best", style.SMALL, style.FAINT, align="right")
    page.y += 0.2


def draw_row(page, variant, scale):
    page.y += ROW / 2
    colour = style.VERMILION if variant.chosen else style.BLUE
    page.text(MARGIN, page.y, shorten(variant.name, scale.names, style.BODY, variant.chosen), bold=variant.chosen)
    page.box(scale.x, page.y - 0.045, scale.width, 0.09, style.TRACK)
    page.line([scale.at(end) for end in variant.ends], [page.y] * 2, colour, 2.2, zorder=3)
    page.dots([scale.at(variant.shrunk)], [page.y], 34, [colour], zorder=4)
    page.dots([scale.at(variant.raw)], [page.y], 30, ["#FFFFFF"], zorder=5, linewidths=1.3, edgecolors=[colour])
    page.text(scale.x + scale.width + 0.16, page.y, variant.text, bold=variant.chosen)
    page.text(MARGIN + page.inner, page.y, variant.chance, style.SMALL, style.SOFT, align="right")
    page.y += ROW / 2


def draw_message(page, name, message):
    variants, more = variants_of(message)
    chosen = variants[0]
    draw_head(page, f"{name}: \u201c{chosen.name}\u201d is used, by its {message['measures']}", "")
    scale = lay_out(page, variants, message["tested_mean"])
    draw_scale(page, scale)
    top = page.y
    for variant in variants:
        draw_row(page, variant, scale)
    page.line([scale.at(message["tested_mean"])] * 2, [top, page.y], style.SOFT, 0.8, zorder=2)
    if more:
        text = f"{more:,} further variant{'' if more == 1 else 's'}, none with a higher rate"
        page.text(MARGIN, page.y + 0.1, text, style.SMALL, style.SOFT)
        page.y += 0.2
    page.y += 0.22


def draw(plan):
    page = Page(WIDTH)
    page.header(plan, "What the tests of messages tell of each variant")
    page.legend([(style.VERMILION, "the variant that is used"), (style.BLUE, "others"),
                 (None, "filled: shrunk rate, hollow: rate as counted")])
    for name, message in plan.part("messages").items():
        draw_message(page, name, message)
    page.y -= 0.2
    notes = (
        "Filled: the rate given the counts of all variants, with its 95% interval. Hollow: the rate as counted, which "
        "is too high for the luckiest of many. The thin line is the mean of all variants. To the right: how often a "
        "variant is the best, given the counts. The rate is of what the test measures, not of votes."
    )
    return page.finish(plan, notes)
