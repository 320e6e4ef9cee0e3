"""Draws whom each owner's programmes reach and whom they never reach, by group (`hustings plan --coverage`)."""

from dataclasses import dataclass

from plots import style
from plots.differences import draw_head
from plots.page import MARGIN, Page, shorten, width_of

NAME = "reach"
WIDTH = 8.6
ROW = 0.24
SHOWN = 10  # most groups of a tag: half of them those reached most, half those reached least
NAMES = 0.35  # most of the width, for names
OTHER = "small groups"


@dataclass(frozen=True)
class Group:
    """Registered voters who share one tag, of whom `share` is reached and `never` people are not."""

    name: str
    share: float
    never: float

    @property
    def people(self):
        return f"{self.never:,.0f} never"


def percent(share):
    return "<1%" if 0 < share < 0.005 else f"{100 * share:.0f}%"


def reason_to_skip(plan):
    return None if plan.part("coverage") else "the plan has no coverage (plan --coverage)"


def tags_of(coverage):
    """Returns the groups by one tag, those reached most first, merged ones last: {tag: [Group, ..]}."""
    found = {}
    for group in coverage["groups"]:
        if len(group["tags"]) == 1:
            merged = group["values"] == "other"
            name = OTHER if merged else group["values"][0]
            one = Group(name, group["reached"] / group["registered"], group["never"])
            found.setdefault(group["tags"][0], []).append((merged, -one.share, name, one))
    return {tag: [entry[-1] for entry in sorted(groups, key=lambda entry: entry[:3])]
            for tag, groups in found.items()}


def folded(groups):
    """Returns the groups to draw in two parts, and how many lie between them."""
    if len(groups) <= SHOWN:
        return groups, [], 0
    half = SHOWN // 2
    return groups[:half], groups[-half:], len(groups) - SHOWN


@dataclass(frozen=True)
class Columns:
    """Where bars stand, and which share is at their end; the numbers stand to the right."""

    names: float
    x: float
    width: float
    top: float

    def at(self, share):
        return self.x + self.width * share / self.top


def lay_out(page, groups):
    names = min(NAMES * page.inner, max(width_of(one.name, style.BODY) for one in groups))
    texts = 0.55 + max(width_of(one.people, style.SMALL) for one in groups)
    highest = max(one.share for one in groups)
    top = style.ceiling(highest, style.axis_step(highest, 5)) or 1.0
    return Columns(names, MARGIN + names + 0.16, page.inner - names - texts - 0.32, top)


def draw_row(page, group, columns, colour):
    page.y += ROW / 2
    page.text(MARGIN, page.y, shorten(group.name, columns.names, style.BODY))
    page.box(columns.x, page.y - 0.07, columns.width, 0.14, style.TRACK)
    page.box(columns.x, page.y - 0.07, columns.at(group.share) - columns.x, 0.14, colour, zorder=2)
    end = columns.x + columns.width
    page.text(end + 0.55, page.y, percent(group.share), align="right")
    page.text(MARGIN + page.inner, page.y, group.people, style.SMALL, style.SOFT, align="right")
    page.y += ROW / 2


def draw_tag(page, tag, groups, columns, colour):
    """Draws the groups of a tag, and returns the height at which their bars begin."""
    page.text(MARGIN, page.y + 0.1, tag, style.SMALL, style.SOFT, bold=True)
    page.y += 0.22
    top = page.y
    first, last, between = folded(groups)
    for group in first:
        draw_row(page, group, columns, colour)
    if between:
        text = f"{between:,} groups between"
        page.text(MARGIN, page.y + ROW / 2, text, style.SMALL, style.FAINT)
        page.y += ROW
    for group in last:
        draw_row(page, group, columns, colour)
    return top


def draw_scale(page, columns):
    step = style.axis_step(columns.top, 5)
    for i in range(round(columns.top / step) + 1):
        page.text(columns.at(i * step), page.y + 0.08, f"{100 * i * step:g}%", style.SMALL, style.FAINT, align="center")
    page.y += 0.22


def draw_owner(page, owner, coverage, colour, columns):
    if coverage["leaves_out"]:
        draw_head(page, f"{owner}: not told", "Beside what is told of others it would tell of too few people.")
        return
    mean = coverage["reached"] / coverage["registered"]
    tags = tags_of(coverage)
    of = f"{percent(mean)} of {coverage['registered']:,.0f} registered voters are reached"
    draw_head(page, f"{owner}: {of}", "" if tags else "It has no group that is large enough to be told of.")
    if not tags:
        return
    draw_scale(page, columns)
    for tag, groups in tags.items():
        top = draw_tag(page, tag, groups, columns, colour)
        page.line([columns.at(mean)] * 2, [top, page.y], style.INK, 1.0, zorder=3)
        page.y += 0.08
    page.y += 0.16


def draw(plan):
    page = Page(WIDTH)
    page.header(plan, "Whom the programmes reach, and whom never")
    owners = plan.part("coverage")
    groups = [one for coverage in owners.values() for tag in tags_of(coverage).values() for one in tag]
    columns = lay_out(page, groups) if groups else None
    for place, (owner, coverage) in enumerate(owners.items()):
        draw_owner(page, owner, coverage, style.slate_colour(place), columns)
    page.y -= 0.2
    least = max(coverage["least"] for coverage in owners.values())
    notes = (
        "Bars: the part of the registered voters of a group whom an owner's programmes are expected to reach, of those "
        "who may vote in the contests of its programmes. Line: the same of all of them. Never: people whom no "
        f"programme of the owner reaches. Groups below {least:,.0f} are told together. Pairs of tags are not drawn."
    )
    return page.finish(plan, notes)
