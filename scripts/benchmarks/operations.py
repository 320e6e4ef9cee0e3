"""Vector operations that the night of workload W takes, counted in the object file of its kernels.

The night is shared effects, turnout and support: src/night/kernels.cpp. An instruction counts as
one operation, also where a processor makes it several.
"""

import re
import subprocess
from typing import NamedTuple

from benchmarks import object_code

KERNELS = "build/release/CMakeFiles/hustings_engine.dir/src/night/kernels.cpp.o"
# Instruction set -> namespace of its kernels, its registers, elections of a round (four registers).
SETS = {"avx512": ("N_AVX3", "zmm", 64), "avx2": ("N_AVX2", "ymm", 32)}
# Three candidates, no rows of single universes; of exponentials and products the latter, if there.
OF_W = r"::first_choices_of<3, false(, true)?>\("
LATER_CANDIDATES = 2


class Unknown(Exception):
    """Says why operations cannot be counted."""


class Operations(NamedTuple):
    """Operations of one round, which is `elections` elections: of a universe with its candidates,
    of a factor's normal, of a row (its exponential, if it has one), of a term of a row's sum."""

    universe: int
    factor: int
    row: int
    term: int
    elections: int

    def per_election(self, plan):
        """In all, for `plan` of each: universes, factors, rows, terms."""
        return (self.universe * plan["universes"] + self.factor * plan["factors"]
                + self.row * plan["rows"] + self.term * plan["terms"]) / self.elections


def operations_in(listing, isa):
    """Counts in what objdump lists; raises Unknown."""
    if isa not in SETS:
        raise Unknown(f"the {isa} path has no vectors")
    namespace, register, elections = SETS[isa]
    functions = object_code.functions_of(listing)
    of_w = [name for name in functions if re.search(namespace + OF_W, name)]
    rows = [name for name in functions if f"{namespace}::run_rows(" in name]
    if not of_w or not rows:
        raise Unknown(f"the kernels of {isa} are not in the object file")
    universe = of_universe(functions[max(of_w, key=len)], register)
    counts = (universe, *of_rows(functions[rows[0]], register))
    if None in counts:
        raise Unknown("the loops of the kernels are not as expected")
    return Operations(*counts, elections)


def loops_over(what, loops):
    if not loops:
        raise Unknown(f"the kernels have no loop over {what}")
    return loops


def of_universe(code, register):
    """W with NumPy's outputs keeps nothing of a universe, so its way writes nothing."""
    blocks = object_code.blocks_of(code)
    rounds = object_code.Rounds(blocks, register, LATER_CANDIDATES, writes=False)
    vectors = loops_over("elections", rounds.within(None))[0]
    return rounds.operations(loops_over("universes", rounds.within(vectors))[0])


def of_rows(code, register):
    """Of a factor, a row and a term; of a factor the shortest way, for only those of t tails are
    multiplied by a scale.

    Factors are the loop without a loop within. Rows and scales of t tails, which W has none of,
    have one: that of a row adds terms, that of a scale draws normals, which takes more.
    """
    rounds = object_code.Rounds(object_code.blocks_of(code), register)
    vectors = loops_over("elections", rounds.within(None))[0]
    loops = rounds.within(vectors)
    factors = loops_over("factors", [loop for loop in loops if not rounds.within(loop)])[0]
    terms = loops_over("rows", [inner for loop in loops for inner in rounds.within(loop)])
    term = min(terms, key=lambda loop: rounds.operations(loop) or 0)
    row = next(loop for loop in loops if term.blocks < loop.blocks)
    return rounds.operations(factors, min), rounds.operations(row), rounds.operations(term)


def operations_of(tree, isa):
    """Counts in the build of a source tree; raises Unknown."""
    file = tree / KERNELS
    if not file.exists():
        raise Unknown(f"there is no {file}")
    try:
        listing = subprocess.run(["objdump", "-dr", "-C", "--no-show-raw-insn", str(file)],
                                 check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unknown(f"objdump does not list the object file: {error}") from None
    return operations_in(listing, isa)
