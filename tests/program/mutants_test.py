#!/usr/bin/python3
"""Damages a results file in many ways; the program must refuse each, or tell the truth of it.

Three of four mutants have the trailer of the file that they were made of, as an accident leaves it;
the fourth one that fits, as who means harm can write it. No command may die of a signal, hang,
or say more than a line; and what `verify --replay` calls good has the digest of the file as it was.

usage: mutants_test.py PROGRAM [MUTANTS [damaged | forged]]      1,000 of both; or of one kind alone
"""

import concurrent.futures
import ctypes
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ""
ELECTIONS = "300"
PAGE = 512
COMMANDS = [["show"], ["show", "--json"], ["show", "--csv"], ["digest"], ["swing"], ["sensitivity"],
            ["replay", "--election", "3"], ["verify"]]
ANSWERS = {0, 65, 66}  # 66: nothing of the file is left


class Hash128(ctypes.Structure):
    _fields_ = [("low", ctypes.c_uint64), ("high", ctypes.c_uint64)]


def xxh3():
    """The library's XXH3 of 128 bits."""
    function = ctypes.CDLL("libxxhash.so.0").XXH3_128bits
    function.restype = Hash128
    function.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
    return function


HASH = xxh3()


def trailer(image):
    found = HASH(image, len(image))
    return b"HUSTEND1" + struct.pack("<Q", len(image)) + struct.pack(">QQ", found.high, found.low)


def pages(chance, data):
    first, second = (chance.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    return slice(first, first + PAGE), slice(second, second + PAGE)


def flip_bits(chance, data):
    for _ in range(chance.choice([1, 1, 2, 8, 100])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def set_bytes(chance, data):
    at = chance.randrange(len(data))
    n = chance.choice([1, 2, 4, 8, 64, 1000])
    data[at:at + n] = chance.choice([bytes(n), b"\xff" * n, chance.randbytes(n)])


def set_number(chance, data):
    at = chance.randrange(len(data) // 8) * 8
    number = chance.choice([1, 7, 10**6, 2**31, 2**32 + 8, 2**63, 2**64 - 1, len(data), at])
    data[at:at + 8] = struct.pack("<Q", number)


def clear_page(chance, data):
    one, _ = pages(chance, data)
    data[one] = bytes(PAGE)


def swap_pages(chance, data):
    one, other = pages(chance, data)
    data[one], data[other] = data[other], data[one]


def repeat_page(chance, data):
    one, other = pages(chance, data)
    data[other] = data[one]


def cut(chance, data):
    del data[chance.randrange(len(data)):]


def insert(chance, data):
    at = chance.randrange(len(data))
    data[at:at] = chance.randbytes(chance.choice([1, 8, 512]))


# Where HDF5 keeps what it follows: the beginning of a file, and pages that begin with its marks.
def in_marks(chance, data):
    marks = [b"TREE", b"HEAP", b"GCOL", b"SNOD", b"OHDR", b"\x89HDF"]
    mark = chance.choice(marks)
    places = [at for at in range(0, len(data) - 600, 8) if data[at:at + len(mark)] == mark]
    at = chance.choice(places or [0]) + chance.randrange(0, 512)
    data[at] = chance.choice([0, 1, 255, data[at] ^ 0x80, chance.randrange(256)])


WAYS = [flip_bits, set_bytes, set_number, clear_page, swap_pages, repeat_page, cut, insert, in_marks,
        in_marks, set_number]


def mutant(number, image, fits):
    """Returns mutant `number`, the same at every call, with its trailer."""
    chance = random.Random(number)
    data = bytearray(image)
    way = chance.choice(WAYS)
    way(chance, data)
    return bytes(data) + trailer(bytes(data) if fits else image)


def said(*words):
    done = subprocess.run([PROGRAM, *words], capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def fault_of(number, image, digest, folder, kind):
    """Says what is wrong with how a mutant is taken; empty = nothing."""
    fits = kind == "forged" or (kind == "both" and number % 4 == 3)
    content = mutant(number, image, fits)
    if content == image + trailer(image):
        return ""
    file = folder / f"{number}.h5"
    file.write_bytes(content)
    try:
        command = COMMANDS[number // 4 % len(COMMANDS)]
        code, _, err = said(command[0], str(file), *command[1:])
        n_lines = err.count("\n")
        if code not in ANSWERS or n_lines > (code != 0):
            return f"{command}: exit code {code}, {err!r}"
        if not fits:
            return "" if code != 0 else f"{command}: takes what was changed"
        if code != 0 and command[0] in ("digest", "verify"):
            return ""
        code, out, err = said("verify", str(file), "--quiet", "--replay", ELECTIONS)
        if code not in ANSWERS or err:
            return f"verify: exit code {code}, {err!r}"
        found = said("digest", str(file))[1].strip() if code == 0 else digest
        return "" if found == digest else f"verify calls {found} good"
    except subprocess.TimeoutExpired as fault:
        return f"never ends: {fault.cmd}"
    finally:
        file.unlink()


def main():
    global PROGRAM
    PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    kind = sys.argv[3] if len(sys.argv) > 3 else "both"
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        good = folder / "good.h5"
        code, _, err = said("run", str(ROOT / "scenarios/first_steps.yaml"), "--quiet", "--swing",
                            "--elections", ELECTIONS, "-o", str(good))
        assert code == 0, err
        image = good.read_bytes()[:-32]
        assert good.read_bytes()[-32:] == trailer(image), "the trailer is another"
        digest = said("digest", str(good))[1].strip()
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            taken = pool.map(lambda k: fault_of(k, image, digest, folder, kind), range(n))
            for number, fault in enumerate(taken):
                if fault:
                    faults += 1
                    print(f"mutant {number}: {fault}")
                if (number + 1) % 1000 == 0:
                    print(f"{number + 1} {kind}, {faults} taken wrongly", flush=True)
    return faults > 0


if __name__ == "__main__":
    sys.exit(main())
