"""Colours, sizes and number formats that all pictures share."""

import math

import matplotlib

# Okabe and Ito's palette, told apart by colour-blind readers.
BLUE, ORANGE, GREEN = "#0072B2", "#E69F00", "#009E73"
PURPLE, SKY, VERMILION = "#CC79A7", "#56B4E9", "#D55E00"
SLATES = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)
NEUTRAL = "#8794A1"  # on no slate
INK, SOFT, FAINT = "#1B2026", "#5A646E", "#6F7982"
RULE, TRACK = "#D5DADF", "#EEF1F3"

# What titles say of scenarios with `illustration: true`, and how they begin to say of `sensitive_targets`.
INVENTED = "(illustration: invented inputs)"
SENSITIVE = "(sensitive targets are allowed: "

TITLE, TITLE_SMALL, SUBJECT, HEAD, BODY, SMALL = 16, 13.5, 11, 10, 9.5, 8  # points
DPI = 144  # of PNG files


def notices_in(title):
    """Returns what the title of a scenario says of its inputs, or nothing."""
    begins = [title.find(notice) for notice in (INVENTED, SENSITIVE) if notice in title]
    return title[min(begins):] if begins else ""


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
    bound = max(1, math.ceil(300 / elections)) if p in (0, 1) else 1
    if p < 0.005:
        return f"under {bound} in 100"
    if p >= 0.995:
        return f"over {100 - bound} in 100"
    return f"{100 * p:.0f} in 100"


def up(number, decimals):
    return math.ceil(number * 10**decimals - 1e-9) / 10**decimals


def percent(p, elections, error=None):
    """Formats a probability with no more digits than its Monte Carlo error allows.

    What never happened in n elections is bounded by 3/n, what always happened by 1 - 3/n.
    """
    error = math.sqrt(p * (1 - p) / elections) if error is None else error
    if p in (0, 1):
        bound = max(0.1, up(300 / elections, 1 if elections >= 1000 else 0))
        return f"<{bound:g}%" if p == 0 else f">{100 - bound:g}%"
    decimals = 1 if error < 0.004 else 0
    least = 10.0**-decimals
    if 100 * p < least / 2:
        return f"<{least:g}%"
    if 100 * (1 - p) < least / 2:
        return f">{100 - least:g}%"
    return f"{100 * p:.{decimals}f}%"


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
