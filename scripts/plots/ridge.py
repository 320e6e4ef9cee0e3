"""Draws a distribution as a curve whose shades hold 50 and 90 % of the elections."""

import numpy as np

from plots import style


SEEN = 0.006  # of a curve's height, below which it is not drawn
WIDE = 0.16  # 90 % range, from which the median has a line [inches]
FLAT, LEAST = 0.055, 0.03  # height of a range without a curve, and its least width [inches]


def smooth(histogram, sd, elections):
    """Smooths a histogram over 0..1 with a Gaussian of Silverman's width, reflected at both ends."""
    bins = len(histogram)
    width = max(0.9 * sd * elections**-0.2 * bins, 0.4)  # in bins
    reach = int(np.ceil(4 * width))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    mirrored = np.concatenate([histogram[::-1], histogram, histogram[::-1]])
    return np.convolve(mirrored, kernel / kernel.sum(), mode="same")[bins : 2 * bins]


class Ridge:
    """The curve of one quantity: its height by value, and its quantiles 5, 25, 50, 75, 95 %."""

    def __init__(self, results, histogram, summary, place):
        self.centres = results.get("bin")
        sd = results.get(f"summary/{summary}_sd")[place]
        density = smooth(results.get(f"histograms/{histogram}")[place], sd, results.elections)
        self.heights = density / density.max()
        self.quantiles = results.get(f"summary/{summary}_quantile")[place]

    @property
    def foot(self):
        """Returns the value up to which the curve is too low to be seen."""
        return float(self.centres[np.nonzero(self.heights > SEEN)[0][0]])

    @property
    def top(self):
        """Returns the value beyond which the curve is too low to be seen."""
        return float(self.centres[np.nonzero(self.heights > SEEN)[0][-1]])

    @property
    def width(self):
        """Returns how wide the range is that holds 90 %."""
        return float(self.quantiles[-1] - self.quantiles[0])

    def draw_range(self, page, x, base, scale, colour):
        """Draws the ranges that hold 50 and 90 %, at least a dot wide, as flat bars on a base line."""
        q05, q25, q50, q75, q95 = self.quantiles
        for low, high, shade in ((q05, q95, 0.5), (q25, q75, 1.0)):
            wide = max(LEAST, scale * (high - low))
            page.box(x + scale * (low + high) / 2 - wide / 2, base - FLAT, wide, FLAT, style.mix(colour, shade),
                     zorder=2)

    def part(self, low, high):
        """Returns the curve between two values, ends included."""
        inside = (self.centres > low) & (self.centres < high)
        xs = np.concatenate([[low], self.centres[inside], [high]])
        return xs, np.interp(xs, self.centres, self.heights)

    def draw(self, page, x, base, height, scale, colour):
        """Draws onto a base line at `base`, `scale` inches a unit."""
        q05, q25, q50, q75, q95 = self.quantiles
        seen = self.centres[self.heights > SEEN]
        for low, high, shade in ((seen[0], seen[-1], 0.22), (q05, q95, 0.5), (q25, q75, 1.0)):
            if high <= low:
                continue
            xs, ys = self.part(low, high)
            points = [(x + scale * low, base)]
            points += list(zip(x + scale * xs, base - height * ys))
            points += [(x + scale * high, base)]
            page.shape(points, style.mix(colour, shade), zorder=2)
        if scale * self.width < WIDE:
            return
        tall = float(np.interp(q50, self.centres, self.heights))
        page.line([x + scale * q50] * 2, [base, base - height * tall], "white", 1.4, zorder=3)


def draw_axis(page, x, top, base, scale, end, step, begin=0.0):
    """Draws grid lines at every step of begin..end and their percent below `base`; x is that of 0."""
    ticks = np.arange(begin, end + 1e-9, step)
    for value in ticks:
        at = x + scale * value
        page.line([at, at], [top, base], style.RULE, 0.6, zorder=0)
        page.text(at, base + 0.11, f"{100 * value:.0f}%", style.SMALL, style.FAINT, align="center")
