"""How near the night of workload W comes to what the processor's vector ports allow.

Port bound = vector operations an election / operations that the processor begins in a clock. The
night (shared effects, turnout, support) is timed by itself, one batch after the other on one
thread, in turn with a chain of multiplications, which tells the clock.
"""

import statistics
from typing import NamedTuple

from benchmarks import operations, ratios
from benchmarks.processor import Processor

KERNELS = ratios.ROOT / "build/release/hustings_kernels"
NIGHT = "^(shared_effects|first_choices)$"


class Ports(NamedTuple):
    processor: Processor
    isa: str
    clock_hz: float
    shared_seconds: float  # of an election: what shared effects take of the night
    night_clocks: float
    plan: dict  # how many universes, factors, rows and terms W has
    counted: operations.Operations | None
    why_not: str = ""  # why operations are not counted

    @property
    def vector_ports(self):
        return self.processor.ports.get(self.isa)

    @property
    def operations_per_election(self):
        return self.counted and self.counted.per_election(self.plan)

    @property
    def bound_clocks(self):
        known = self.counted and self.vector_ports
        return self.operations_per_election / self.vector_ports if known else None

    @property
    def bound_over_night(self):
        return self.bound_clocks and self.bound_clocks / self.night_clocks

    def figures(self):
        """What of it is written as JSON; null is unknown."""
        counted = self.counted._asdict() if self.counted else None
        return {"processor": self.processor.model, "core": self.processor.core, "isa": self.isa,
                "vector_ports": self.vector_ports, "clock_ghz": self.clock_hz / 1e9,
                "operations_of": counted, "operations_per_election": self.operations_per_election,
                "port_bound_clocks": self.bound_clocks, "night_clocks": self.night_clocks,
                "bound_over_night": self.bound_over_night}

    def goal(self):
        return {2: ">= 0.85", 4: ">= 0.55"}.get(self.vector_ports, "")

    def lines(self):
        """Lines for people."""
        ports = f"{self.vector_ports} vector operations a clock" if self.vector_ports else \
            "vector ports unknown"
        yield f"processor    {self.processor}"
        yield f"             {self.isa}: {ports}"
        yield f"clock        {self.clock_hz / 1e9:.2f} GHz, by a chain of multiplications"
        if self.counted is None:
            yield f"operations   unknown: {self.why_not}"
        else:
            yield (f"operations   {self.counted.universe} vector operations a universe and "
                   f"{self.counted.elections} elections; "
                   f"{self.operations_per_election:,.0f} an election")
        bound = f"{self.bound_clocks:,.0f}" if self.bound_clocks else "unknown"
        yield (f"port bound   {bound}; the night of W takes {self.night_clocks:,.0f} clocks "
               "an election")


def seconds_of_parts(said):
    """CPU seconds of an election by part of the night, as the kernels' benchmark said."""
    return {one["name"]: one["per_election"] for one in said["benchmarks"]}


def measure(w, rounds, processor):
    """Times clock and night in turn; each round's night is taken in clocks of that round."""
    runs = ratios.in_turn({
        "clock": [ratios.BENCH, "clock"],
        "night": [KERNELS, w, f"--benchmark_filter={NIGHT}", "--benchmark_format=json"],
    }, rounds)
    isa = runs["clock"][0]["isa"]
    clocks = [one["clock_hz"] for one in runs["clock"]]
    parts = [seconds_of_parts(one) for one in runs["night"]]
    counted, why_not = None, ""
    try:
        counted = operations.operations_of(ratios.ROOT, isa)
    except operations.Unknown as unknown:
        why_not = str(unknown)
    return Ports(processor, isa, statistics.median(clocks),
                 statistics.median(one["shared_effects"] for one in parts),
                 statistics.median(hz * sum(one.values()) for hz, one in zip(clocks, parts)),
                 ratios.measured([ratios.BENCH, "plan", w]), counted, why_not)
