"""Reads what `hustings plan --json` prints, and names the pictures that are drawn of it.

Its pictures are modules like those of results files (see `__init__.py`), of a Plan in place of Results.
"""

from plots import messages, reach, resilience, style

PICTURES = (reach, resilience, messages)


class Plan:
    """What a plan says; `part` of it is None where the plan was asked for without."""

    def __init__(self, data, headline=None):
        self._data = data
        self.headline = headline
        self.title = data["scenario"]["title"]
        self.programmes = data["programmes"]
        self.names = data["names"]  # what people call candidates and slates
        self.notice = style.notices_in(self.title)

    @property
    def made(self):
        """Says what the numbers come from."""
        count = len(self.programmes)
        return f"The plan of {count:,} programme{'' if count == 1 else 's'}"

    def part(self, name):
        return self._data.get(name)


def figures_of(data, headline=None):
    """Returns the pictures as (name, figure), or (name, reason) of one that is skipped."""
    plan = Plan(data, headline)
    return [(one.NAME, one.reason_to_skip(plan) or one.draw(plan)) for one in PICTURES]
