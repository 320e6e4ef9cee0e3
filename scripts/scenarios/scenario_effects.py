"""Write effects of a scenario, each below the reason for its size."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effect:
    """One line of `effects`; `where` is the inside of its braces."""

    id: str
    affects: str
    by: tuple
    sd: float
    why: str
    tails: int = 0
    where: str = ""


def lines_of(effect):
    by = {0: "", 1: f", by: {''.join(effect.by)}"}.get(len(effect.by),
                                                       f", by: [{', '.join(effect.by)}]")
    where = f", where: {{{effect.where}}}" if effect.where else ""
    tails = f", tails: {{df: {effect.tails}, shared_by: contest}}" if effect.tails else ""
    yield f"  # {effect.why}"
    line = (f"  - {{id: {effect.id}, affects: {effect.affects}{by}{where}, sd: {effect.sd:.2f}"
            f"{tails}}}")
    if len(line) <= 100:
        yield line
    else:
        cut = line.rindex(", sd") + 1
        yield line[:cut]
        yield "     " + line[cut + 1:]
