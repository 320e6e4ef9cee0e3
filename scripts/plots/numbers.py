"""Draws how often each whole number comes up, as bars whose shades hold 50 and 90 % of the elections."""

import numpy as np

from plots import style

BAR = 0.03  # least width of a bar [inches]; below that, numbers share one
SEEN = 5e-4  # probability of more than a number, from which it is within sight


class Numbers:
    """The distribution of one whole number: its probabilities from 0 on, its mean and quantiles."""

    def __init__(self, results, what, place):
        self.elections = results.elections
        self.chances = results.get(f"histograms/{what}")[place]
        self.mean = results.get(f"summary/{what}_mean")[place]
        self.quantiles = results.get(f"summary/{what}_quantile")[place]

    @property
    def top(self):
        """Returns the largest number within sight."""
        beyond = 1 - np.cumsum(self.chances)
        return int(np.argmax(beyond < SEEN))

    @property
    def is_seen(self):
        """Tells whether there is any in more than one election of twenty."""
        return self.quantiles[-1] >= 1

    @property
    def span(self):
        """Formats the range that holds 90 %, and how often there is none."""
        low, high = (f"{q:,.0f}" for q in (self.quantiles[0], self.quantiles[-1]))
        text = low if low == high else f"{low}\u2013{high}"
        none = self.chances[0]
        return f"{text}, none {style.percent(none, self.elections)}" if 0.005 <= none < 0.995 else text

    def draw(self, page, x, base, height, scale, colour):
        """Draws bars onto a base line, `scale` inches a number; 0 stands at x.

        The highest bar but that at 0 has the full height; one at 0 that would be higher is cut off.
        """
        group = max(1, int(np.ceil(BAR / scale)))
        count = self.top // group + 1
        padded = np.append(self.chances, np.zeros(group))[: count * group]
        bars = np.append(padded, np.zeros(count * group - len(padded))).reshape(count, group).sum(axis=1)
        highest = bars[1:].max() if count > 1 and bars[1:].max() > 0 else bars.max()
        q05, q25, _, q75, q95 = self.quantiles
        for i, chance in enumerate(bars):
            first, last = i * group, i * group + group - 1
            inside, middle = last >= q05 and first <= q95, last >= q25 and first <= q75
            shade = 1.0 if middle else 0.5 if inside else 0.22
            tall = height * min(1.0, chance / highest)
            left = x + scale * (first - 0.5 if group == 1 else first)
            gap = 0.08 if group * scale > 0.06 else 0.0
            page.box(left + gap * scale * group, base - tall, (1 - 2 * gap) * scale * group, tall,
                     style.mix(colour, shade), zorder=2)


def round_step(top, most):
    """Returns a round step that cuts 0..top into at most `most` pieces."""
    for power in range(6):
        for step in (1, 2, 5):
            if top / (step * 10**power) <= most:
                return step * 10**power
    return top


def draw_axis(page, x, top, base, scale, end, step):
    """Draws grid lines at every step of 0..end and their numbers below `base`; 0 stands at x."""
    for value in range(0, int(end) + 1, step):
        at = x + scale * value
        page.line([at, at], [top, base], style.RULE, 0.6, zorder=0)
        page.text(at, base + 0.11, f"{value:,}", style.SMALL, style.FAINT, align="center")
