"""Draws where counts fall in forecasts, and how often what was forecast came so (`hustings score --json`).

`pit`: of even PITs every bar is about as high. `calibration`: of a forecast that says what it knows, intervals
hold as often as they say, and what had a chance of 30 % happens in 30 of 100.
"""

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from plots import fonts, style

BINS = 10
CHANCES = (0, 0.2, 0.4, 0.6, 0.8, 1.0000001)  # groups of chances


def scored(scores):
    """Yields what the scored forecast said of each contest."""
    for night in scores["nights"]:
        yield from night["forecasts"][0]["contests"].values()


def pits(scores, key):
    return [number["pit"] for contest in scored(scores) for number in contest[key]]


def histogram(values):
    """Counts values in equal bins of 0..1; one that lies between two is the upper one's."""
    counts = [0] * BINS
    for value in values:
        counts[min(BINS - 1, int(value * BINS))] += 1
    return counts


def grouped(calls):
    """Returns (mean chance, part that happened, how many) of each group of chances that has any."""
    groups = []
    for low, high in zip(CHANCES, CHANCES[1:]):
        of = [call for call in calls if low <= call["chance"] < high]
        if of:
            groups.append((sum(call["chance"] for call in of) / len(of),
                           sum(call["happened"] for call in of) / len(of), len(of)))
    return groups


def sheet(title, panels):
    """Returns a figure and its panels, side by side under a title."""
    figure = Figure(figsize=(0.8 + 3.9 * panels, 4.1), dpi=style.DPI, facecolor="white")
    FigureCanvasAgg(figure)
    figure.text(0.45 / figure.get_figwidth(), 0.93, title, color=style.INK, va="center",
                fontproperties=fonts.properties_for(title, style.TITLE_SMALL, True))
    wide = 3.1 / figure.get_figwidth()
    lefts = [(0.8 + 3.9 * i) / figure.get_figwidth() for i in range(panels)]
    axes = [figure.add_axes([left, 0.16, wide, 0.62]) for left in lefts]
    for one in axes:
        one.tick_params(length=0, labelsize=style.SMALL, colors=style.SOFT)
        for name, side in one.spines.items():
            side.set_visible(name in ("left", "bottom"))
            side.set_color(style.RULE)
    return figure, axes


def label(axes, title, below, beside):
    axes.set_title(title, loc="left", fontsize=style.HEAD, color=style.INK)
    axes.set_xlabel(below, fontsize=style.SMALL, color=style.SOFT)
    axes.set_ylabel(beside, fontsize=style.SMALL, color=style.SOFT)


def draw_pits(values, title, axes):
    counts = histogram(values)
    axes.bar([(i + 0.5) / BINS for i in range(BINS)], counts, width=0.92 / BINS, color=style.SKY)
    axes.axhline(len(values) / BINS, color=style.SOFT, linewidth=1, linestyle=(0, (4, 3)))
    axes.set_xlim(0, 1)
    axes.set_xticks([0.25, 0.5, 0.75, 1])
    axes.set_ylim(0, max(*counts, 1) * 1.08)
    axes.set_yticks([max(counts)])
    label(axes, f"{title}: {len(values):,}", "part of the forecast below the count (PIT)", "how many")


def draw_coverage(scores, axes):
    axes.plot([0, 1], [0, 1], color=style.RULE, linewidth=1)
    shift = 0.008
    for key, name, colour, side in (("coverage", "contests", style.BLUE, -1),
                                    ("district_coverage", "districts", style.VERMILION, 1)):
        of = [one for one in scores[key] if one["n"]]
        if not of:
            continue
        xs = [one["level"] + side * shift for one in of]
        axes.vlines(xs, [one["low"] for one in of], [one["high"] for one in of], color=colour, linewidth=1.4)
        axes.plot(xs, [one["held"] / one["n"] for one in of], "o", color=colour, markersize=5, label=name)
    axes.set_xlim(0.4, 1)
    axes.set_ylim(0, 1)
    axes.set_yticks([0.25, 0.5, 0.75, 1])
    axes.set_xticks([0.5, 0.8, 0.9], ["50%", "80%", "90%"])
    axes.legend(loc="upper left", fontsize=style.SMALL, frameon=False)
    label(axes, "Intervals", "what they say they hold", "part of the counts that they hold")


def draw_chances(calls, axes):
    axes.plot([0, 1], [0, 1], color=style.RULE, linewidth=1)
    axes.plot([call["chance"] for call in calls], [float(call["happened"]) for call in calls], "|",
              color=style.FAINT, markersize=9, clip_on=False)
    for chance, part, count in grouped(calls):
        axes.plot([chance], [part], "o", color=style.BLUE, markersize=3 + 2 * min(count, 25) ** 0.5)
    axes.set_xlim(0, 1)
    axes.set_xticks([0.25, 0.5, 0.75, 1])
    axes.set_ylim(-0.04, 1.04)
    axes.set_yticks([0.25, 0.5, 0.75, 1])
    label(axes, f"Chances: {len(calls)}", "chance of favourites and events", "part that happened")


def figures_of(scores, headline=None):
    """Returns the pictures as (name, figure); the headline stands above each."""
    drawn = []
    notices = sorted({style.notices_in(night.get("scenario", {}).get("title", "")) for night in scores["nights"]})

    def title(default):
        return " ".join([headline or default, *filter(None, notices)])

    of_contests, of_districts = pits(scores, "numbers"), pits(scores, "districts")
    panels = [("Shares, margins, turnouts", of_contests)]
    if of_districts:
        panels.append(("Shares by district", of_districts))
    figure, axes = sheet(title("Where the counts fall in the forecast"), len(panels))
    for (panel, values), one in zip(panels, axes):
        draw_pits(values, panel, one)
    drawn.append(("pit", figure))
    figure, axes = sheet(title("How often what was forecast came so"), 2 if scores["calls"] else 1)
    draw_coverage(scores, axes[0])
    if scores["calls"]:
        draw_chances(scores["calls"], axes[1])
    drawn.append(("calibration", figure))
    return drawn
