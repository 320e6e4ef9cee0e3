"""Colours, sizes and number formats that all pictures share."""

import math

import matplotlib

# Okabe and Ito's palette, told apart by colour-blind readers, as the report's style sheet darkens it
# (src/report/assets/report.css, --a to --f and --grey).
BLUE, VERMILION, GREEN = "#0072b2", "#c2500a", "#00795a"
PURPLE, ORANGE, SKY = "#a8518a", "#8f6400", "#2b7fb3"
SLATES = (BLUE, GREEN, PURPLE, ORANGE)
NEUTRAL = "#7b8894"  # on no slate
INK, SOFT, FAINT = "#1B2026", "#5A646E", "#6F7982"
RULE, TRACK = "#D5DADF", "#EEF1F3"

INVENTED = "(illustration: invented inputs)"  # what titles say of scenarios with `illustration: true`

TITLE, TITLE_SMALL, SUBJECT, HEAD, BODY, SMALL = 16, 13.5, 11, 10, 9.5, 8  # points
DPI = 144  # of PNG files


def set_up():
    """Makes matplotlib draw the same bytes every time, and take names literally."""
    matplotlib.use("Agg")
    matplotlib.rcParams.update({
        "font.family": "DejaVu Sans", "svg.hashsalt": "hustings", "svg.fonttype": "path",
        "text.parse_math": False, "axes.unicode_minus": True, "figure.dpi": DPI,
    })


def slate_colour(place):
    return SLATES[place] if place is not None and place < len(SLATES) else NEUTRAL


def colour_of(candidate, results):
    """Returns the colour of a candidate: of the first slate; one for all where there are no slates."""
    return slate_colour(candidate.slate) if results.slates else BLUE


def mix(colour, share, ground="#FFFFFF"):
    """Returns `share` of a colour over a ground, as an opaque colour."""
    return matplotlib.colors.to_hex([
        share * a + (1 - share) * b
        for a, b in zip(matplotlib.colors.to_rgb(colour), matplotlib.colors.to_rgb(ground))
    ])


def ink_on(ground):
    """Returns the ink that is read best on a ground: white on dark, dark on light."""
    red, green, blue = matplotlib.colors.to_rgb(ground)
    return INK if 0.30 * red + 0.59 * green + 0.11 * blue > 0.5 else "#FFFFFF"


def ranked_name(candidate):
    return candidate.name + (" *" if candidate.incumbent else "")


def in_hundred(p, elections):
    """Formats a chance as a count of 100: whole, since no scenario is known to a tenth of a point.

    What never happened in n elections is bounded by 3/n, what always happened by 1 - 3/n.
    """
    bound = min(100, max(1, math.ceil(300 / elections - 1e-9))) if p in (0, 1) else 1
    if p < 0.005:
        return f"under {bound} in 100"
    if p >= 0.995:
        return f"over {100 - bound} in 100"
    return f"{math.floor(100 * p + 0.5)} in 100"


def percent(p, elections):
    """Formats a probability as the terminal does: in tenths.

    What never happened in n elections is bounded by 3/n, what always happened by 1 - 3/n.
    """
    bound = 3 / elections
    if p in (0, 1) and bound <= 0.5:
        if p == 0:
            return f"<{max(1, math.ceil(1000 * bound - 1e-9)) / 10:.1f}%"
        return f">{min(999, math.floor(1000 * (1 - bound) + 1e-9)) / 10:.1f}%"
    if 0 < p < 0.0005:
        return "<0.1%"
    if 0.9995 < p < 1:
        return ">99.9%"
    return f"{100 * p:.1f}%"


def span(low, high):
    """Formats a range of shares in whole percent (tenths where it is narrow)."""
    decimals = 0 if 100 * (high - low) >= 4 else 1
    return f"{100 * low:.{decimals}f}\u2013{100 * high:.{decimals}f}%"


def ceiling(top, step):
    """Returns the first step at or above the top of an axis of shares, so that its end has a number."""
    return min(1.0, step * math.ceil(top / step - 1e-9))


def axis_step(top, most):
    """Returns a round step that cuts 0..top into at most `most` pieces."""
    for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5):
        if top / step <= most:
            return step
    return 1.0
