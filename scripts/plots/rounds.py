"""Draws how votes flow from round to round of a ranked-choice count (`hustings count --json`).

Each round is a column of bars, one a candidate, as high as its votes; a band leads from a candidate who
is eliminated or elected to where the votes count next. Inactive ballots stand grey at the foot.
"""

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from plots import fonts

# Okabe and Ito's palette, told apart by colour-blind readers; further candidates share a grey-blue.
COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442"]
OTHERS = "#8895A7"
INACTIVE = "#C9C9C9"
BAR = 0.29  # width of a bar, in rounds
GAP = 0.012  # between bars, as a share of all ballots


def inactive_of(round_):
    return sum(float(votes) for votes in round_["inactiveBallots"].values())


def order_of(results):
    """Returns the candidates, the one who stood longest (then with most votes) first."""
    last = {}
    for number, round_ in enumerate(results):
        for name, votes in round_["tally"].items():
            last[name] = (number, float(votes))
    return sorted(last, key=lambda name: last[name], reverse=True)


def colours_of(order):
    return {name: COLOURS[i] if i < len(COLOURS) else OTHERS for i, name in enumerate(order)}


def levels_of(round_, order, gap):
    """Returns where each bar of a round begins and how high it is, from the foot up."""
    levels = {None: (0.0, inactive_of(round_))}
    foot = levels[None][1] + gap
    for name in reversed(order):
        votes = float(round_["tally"].get(name, 0))
        if votes > 0:
            levels[name] = (foot, votes)
            foot += votes + gap
    return levels


def flows_of(round_, order):
    """Yields (from, to, votes) from this round to the next, in the order of the bars."""
    moved = {}
    for action in round_["tallyResults"]:
        name = action.get("eliminated", action.get("elected"))
        for target, votes in action["transfers"].items():
            target = target if target in order else None
            moved[name, target] = moved.get((name, target), 0.0) + float(votes)
    places = {name: i for i, name in enumerate([None] + order[::-1])}
    stay = [(name, name, float(votes)) for name, votes in round_["tally"].items()]
    gone = {}
    for (name, _), votes in moved.items():
        gone[name] = gone.get(name, 0.0) + votes
    flows = [(None, None, inactive_of(round_))]
    flows += [(name, to, votes - gone.get(name, 0.0)) for name, to, votes in stay]
    flows += [(name, target, votes) for (name, target), votes in moved.items()]
    flows = [flow for flow in flows if flow[2] > 1e-9]
    return sorted(flows, key=lambda flow: (places[flow[0]], places[flow[1]]))


def band(x0, low0, x1, low1, height):
    """Returns the outline of a band that leaves and arrives level."""
    middle = (x0 + x1) / 2
    points = [
        (x0, low0), (middle, low0), (middle, low1), (x1, low1),
        (x1, low1 + height), (middle, low1 + height), (middle, low0 + height), (x0, low0 + height),
        (x0, low0),
    ]  # fmt: skip
    codes = [Path.MOVETO] + [Path.CURVE4] * 3 + [Path.LINETO] + [Path.CURVE4] * 3 + [Path.CLOSEPOLY]
    return Path(points, codes)


def draw_flows(axes, number, levels, flows, colours):
    """Draws the bands from one round to the next."""
    left = {name: foot for name, (foot, _) in levels[number].items()}
    right = {name: foot for name, (foot, _) in levels[number + 1].items()}
    for name, target, votes in flows:
        if target not in right or name not in left:
            continue
        path = band(number + BAR / 2, left[name], number + 1 - BAR / 2, right[target], votes)
        moves = name != target
        colour = colours.get(name, INACTIVE)
        axes.add_patch(PathPatch(path, facecolor=colour, alpha=0.55 if moves else 0.22, linewidth=0))
        left[name] += votes
        right[target] += votes


def label_bar(axes, x, bar, name, total, elected):
    """Writes a bar's votes into it, if it is high enough to be read, and whether they elect."""
    foot, votes = bar
    text = f"{votes:,.0f}" if votes == int(votes) else f"{votes:,.1f}"
    high = votes > 0.16 * total
    if elected:
        text = f"elected: {text}"
    if votes > 0.028 * total and (high or not elected):
        axes.text(x, foot + votes / 2, text, ha="center", va="center", fontsize=6.5,
                  color="black" if name is None else "white",
                  fontweight="bold" if elected else "normal",
                  rotation=90 if votes > 0.09 * total else 0)  # fmt: skip
    elif elected:
        axes.text(x, foot + votes, text, ha="center", va="bottom", fontsize=7, fontweight="bold")


def label_names(axes, levels, order, colours, total):
    """Writes the names left of the first round, far enough apart to be read."""
    step = 0.032 * total
    at = -step
    for name in [None] + order[::-1]:
        if name not in levels[0]:
            continue
        foot, votes = levels[0][name]
        if name is None and votes == 0:
            continue
        at = max(at + step, foot + votes / 2)
        text = "Inactive" if name is None else name
        axes.annotate(
            text, xy=(-BAR / 2, foot + votes / 2), xytext=(-BAR / 2 - 0.18, at), ha="right", va="center",
            fontproperties=fonts.properties_for(text, 8, name in order[:2]),
            color=colours.get(name, "#555555") if name in order[:2] else "#333333",
            arrowprops={"arrowstyle": "-", "color": "#999999", "linewidth": 0.5},
        )  # fmt: skip


def label_inactive(axes, levels):
    """Names the inactive ballots where they end."""
    _, votes = levels[-1][None]
    if votes > 0:
        axes.text(len(levels) - 1 + BAR / 2 + 0.06, votes / 2, "inactive", va="center", fontsize=8,
                  color="#555555")  # fmt: skip


def draw(count, axes, headline=None):
    """Draws the flow of a count (the parsed JSON of `hustings count --json`) into axes."""
    results = [round_ for round_ in count["results"] if round_.get("seat", 1) == 1]
    order = order_of(results)
    colours = colours_of(order)
    first = results[0]
    total = sum(float(votes) for votes in first["tally"].values()) + inactive_of(first)
    levels = [levels_of(round_, order, GAP * total) for round_ in results]
    for number in range(len(results) - 1):
        draw_flows(axes, number, levels, flows_of(results[number], order), colours)
    for number, level in enumerate(levels):
        elected = {action.get("elected") for action in results[number]["tallyResults"]} - {None}
        for name, bar in level.items():
            corner = (number - BAR / 2, bar[0])
            axes.add_patch(
                Rectangle(corner, BAR, bar[1], color=colours.get(name, INACTIVE), linewidth=0)
            )
            label_bar(axes, number, bar, name, total, name in elected)
    label_names(axes, levels, order, colours, total)
    label_inactive(axes, levels)
    axes.set_xlim(-1.15, len(results) - 0.35)
    axes.set_ylim(0, total * (1.05 + GAP * len(order)))
    axes.set_xticks(range(len(results)), [f"Round {i + 1}" for i in range(len(results))], fontsize=8)
    axes.set_yticks([])
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    title = headline or count.get("config", {}).get("contest") or "Rounds of the count"
    axes.set_title(title, loc="left", fontproperties=fonts.properties_for(title, 11))
    return axes


def figure_of(count, headline=None):
    """Returns the picture of a count as a figure of its own, with a headline in place of the contest's name."""
    columns = len([round_ for round_ in count["results"] if round_.get("seat", 1) == 1])
    figure = Figure(figsize=(2.2 + 1.25 * max(3, columns), 6.2), dpi=144, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes([0.02, 0.07, 0.96, 0.84])
    draw(count, axes, headline)
    return figure
