"""Machine code as `objdump -dr -C --no-show-raw-insn` lists it: its functions, their loops, and how
many vector operations one round of a loop takes."""

import re
from typing import NamedTuple

# Moves take no vector port: loads and stores have ports of their own, registers are renamed.
MOVE = re.compile(r"v?mov(ap|up|dq)|vzero|vp?broadcast\w+ +[^%]*\(")
ZEROED = re.compile(r"v?p?xor\w* +(%\w+),\1\b")
STORE = re.compile(r".*%[xyz]mm\d+(?:\{%k\d\})?,[^,]*\((%r\w+)[^()]*\)(?:\{%k\d\})?$")


class Instruction(NamedTuple):
    address: int
    text: str
    leaves: bool = False  # a jump or call whose target the linker fills in


class Block(NamedTuple):
    code: list
    following: list  # keys of the blocks that may come next, within the function


class Loop(NamedTuple):
    first: int
    blocks: frozenset


def functions_of(listing):
    """The instructions of each function, by its name as C++ writes it."""
    functions, code = {}, []
    for line in listing.splitlines():
        if start := re.match(r"[0-9a-f]+ <(.*)>:$", line):
            code = functions.setdefault(start[1], [])
        elif found := re.match(r"\s+([0-9a-f]+):\s+(\S.*)$", line):
            if not found[2].startswith("R_"):
                code.append(Instruction(int(found[1], 16), found[2].strip()))
            elif code:
                code[-1] = code[-1]._replace(leaves=True)
    return functions


def is_operation(text, register):
    """Whether an instruction takes a vector port for whole registers (`ymm`, `zmm`)."""
    return f"%{register}" in text and not MOVE.match(text) and not ZEROED.match(text)


def stores_outside_frame(text):
    """Whether an instruction stores a vector elsewhere than among the function's own variables."""
    store = STORE.match(text)
    return bool(store) and store[1] not in ("%rsp", "%rbp")


def target_of(instruction):
    jump = re.match(r"j\w+ +([0-9a-f]+) <", instruction.text)
    return int(jump[1], 16) if jump and not instruction.leaves else None


def blocks_of(code):
    """Blocks of instructions that run one after the other, by the address of the first."""
    ends = [i + 1 for i, line in enumerate(code) if re.match("j|ret", line.text)]
    index = {line.address: i for i, line in enumerate(code)}
    targets = [index[target] for line in code if (target := target_of(line)) in index]
    starts = sorted({0, *ends, *targets} - {len(code)})
    blocks = {}
    for start, end in zip(starts, starts[1:] + [len(code)]):
        last = code[end - 1]
        following = [target] if (target := target_of(last)) in index else []
        if end < len(code) and not re.match("jmp|ret", last.text):
            following.append(code[end].address)
        blocks[code[start].address] = Block(code[start:end], following)
    return blocks


def loops_of(blocks):
    """Loops, one for each block that everything in its loop is entered by; largest first."""
    entry = next(iter(blocks))
    reached, waiting = {entry}, [entry]
    while waiting:
        new = set(blocks[waiting.pop()].following) - reached
        reached |= new
        waiting += new
    before = {key: [other for other in reached if key in blocks[other].following]
              for key in reached}
    dominators = {key: set(reached) for key in reached} | {entry: {entry}}
    changed = True
    while changed:
        changed = False
        for key in sorted(reached - {entry}):
            found = {key} | set.intersection(*(dominators[other] for other in before[key]))
            changed |= found != dominators[key]
            dominators[key] = found
    bodies = {}
    for last in reached:
        for first in set(blocks[last].following) & dominators[last]:
            body = bodies.setdefault(first, {first})
            waiting = [last]
            while waiting:
                key = waiting.pop()
                if key not in body:
                    body.add(key)
                    waiting += before[key]
    loops = [Loop(first, frozenset(body)) for first, body in bodies.items()]
    return sorted(loops, key=lambda loop: (-len(loop.blocks), loop.first))


class Rounds:
    """Counts what one way of a round through a loop takes, in operations.

    Ways that call a function are left out: calls are for what is rare. So are, unless `writes`,
    ways that store a vector outside the function's own variables. A loop within runs
    `inner_rounds` times.
    """

    def __init__(self, blocks, register, inner_rounds=0, writes=True):
        self.blocks = blocks
        self.loops = loops_of(blocks)
        self.register = register
        self.inner_rounds = inner_rounds
        self.writes = writes

    def within(self, loop):
        """The loops next below one (None: those below no other), largest first."""
        inner = [one for one in self.loops if loop is None or one.blocks < loop.blocks]
        return [one for one in inner if not any(one.blocks < other.blocks for other in inner)]

    def operations(self, loop, way=max):
        """The number of the longest way or, with min, of the shortest; None where none leads back."""
        return self._of_way(way, loop, self.inner_rounds, self.writes)

    def _of_way(self, way, loop, inner_rounds, writes):
        inner = {key: one for one in self.within(loop) for key in one.blocks}
        known = {}

        def from_block(key):
            if key not in known:
                known[key] = None  # a way that comes back to where it is leads nowhere
                known[key] = on_from(key)
            return known[key]

        def on_from(key):
            if key in inner:
                one = inner[key]
                here = inner_rounds and self._of_way(way, one, inner_rounds, writes=True)
                following = {after for block in one.blocks
                             for after in self.blocks[block].following} - one.blocks
                here = None if here is None else here * inner_rounds
            else:
                here = self._of_block(key, writes)
                following = self.blocks[key].following
            counts = [0 if after == loop.first else from_block(after) for after in following
                      if after in loop.blocks]
            counts = [count for count in counts if count is not None]
            return None if here is None or not counts else here + way(counts)

        return from_block(loop.first)

    def _of_block(self, key, writes):
        texts = [line.text for line in self.blocks[key].code]
        if any(text.startswith("call") for text in texts):
            return None
        if not writes and any(map(stores_outside_frame, texts)):
            return None
        return sum(is_operation(text, self.register) for text in texts)
