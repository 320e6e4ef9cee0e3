#!/usr/bin/python3
"""Makes calls of the system fail under the program, one after the other; it must tell, in a line.

strace makes the n-th call of a kind fail with an error, once or from then on. Whatever fails: the
exit code is one of the documented ones, never 70; what is said is a line; the file that was there
is whole, old or new, and new where the program says so; and nothing else is left.

usage: faults_test.py PROGRAM [unittest options]; FAULTS=all in the environment: every error at every call,
and estimates of memory held against what runs take
"""

import concurrent.futures
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIO = str(ROOT / "scenarios/first_steps.yaml")
NY = str(ROOT / "scenarios/ny_house_2026.yaml")
PROGRAM = "hustings"

# Errors of the calls that publish a file: call, errors, which calls of them ("1+": all of them).
# A row of its own is added for each further call that is to be held.
CALLS = [
    ("write", ["ENOSPC", "EIO", "EDQUOT", "EFBIG", "EPERM"], ["1", "1+"]),
    ("write", ["EINTR"], ["1..20"]),  # again and again, but not for ever
    ("fsync", ["EIO", "ENOSPC", "EDQUOT", "EROFS"], ["1", "2"]),
    ("fsync", ["EINTR"], ["1..20"]),
    ("linkat", ["EPERM", "EOPNOTSUPP", "EXDEV", "ENOENT", "EACCES"], ["1", "1+"]),
    ("renameat2", ["EPERM", "EROFS", "EXDEV", "ENOSPC", "EACCES", "EINVAL"], ["1", "1+"]),
]
# What the nightly test does besides: all of these at the first calls of each kind.
ERRORS = ["EIO", "ENOSPC", "EDQUOT", "EROFS", "EMFILE", "ENFILE", "EACCES", "EPERM", "ENOMEM", "EINTR",
          "ENOENT", "EXDEV"]
EVERY_CALL = ["openat", "read", "write", "fsync", "linkat", "renameat2", "fchmod", "flock", "access",
              "newfstatat", "close", "mmap"]
# What estimates of memory are held against, with as many elections as keep four threads at work.
ESTIMATED = {"first_steps": 3_000_000, "ny_house_2026": 400_000, "nyc_mayor_2025": 200_000,
             "super_tuesday_2020": 100_000, "nyc_large": 40_000, "ny_campaign_2026": 100_000}
# Codes of a fault of the machine: input, memory, creating, writing; 0 = coped with; 127 = the loader's.
CODES = {0, 66, 71, 73, 74}
TOLD_THOUGH_WRITTEN = "is written, but may be lost"


def cases():
    few = [(call, error, when) for call, errors, whens in CALLS for error in errors for when in whens]
    if os.environ.get("FAULTS") != "all":
        return [(*case, force) for case, force in zip(few, [False, True] * len(few))]
    every = [(call, error, when) for call in EVERY_CALL for error in ERRORS
             for when in ("1", "2", "3", "5", "8", "13", "1+") if (error, when) != ("EINTR", "1+")]
    return [(*case, force) for case in few + every for force in (False, True)]


def strace_works():
    try:
        traced = subprocess.run(["strace", "-f", "-e", "inject=fsync:error=EIO", "true"],
                                capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return traced.returncode == 0


def is_sanitized():
    """Whether the program has a sanitizer in it: those take address space that no limit leaves them."""
    program = pathlib.Path(PROGRAM).read_bytes()
    return any(name in program for name in (b"__asan_init", b"__tsan_init"))


# Prints the exit code of a command and its most resident memory [KiB]. A process begins with that of
# the one that starts it: a small one.
PEAK = ("import resource, subprocess, sys; code = subprocess.call(sys.argv[1:]); "
        "print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
# Leaks cannot be looked for in a process that is traced.
TRACED = {**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}


def good(file):
    return subprocess.run([PROGRAM, "verify", "--quiet", file], capture_output=True,
                          check=False).returncode == 0


class Faults(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def fault_of(self, number, case, old):
        """Says what is wrong with what a case came to; empty = nothing."""
        call, error, when, force = case
        folder = self.folder / str(number)
        folder.mkdir()
        output = folder / "o.h5"
        if force:
            output.write_bytes(old)
        done = subprocess.run(
            ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e",
             f"inject={call}:error={error}:when={when}", PROGRAM, "run", SCENARIO, "--quiet", "--elections",
             "1000", "-o", str(output), *(["--force"] if force else [])],
            capture_output=True, timeout=120, check=False, env=TRACED)
        said = done.stdout.decode() + done.stderr.decode()
        left = {path.name for path in folder.iterdir()}
        code = done.returncode
        loading = call in ("openat", "read", "mmap", "close", "newfstatat", "access") and (
            code == 127 or "error while loading" in said)
        if loading:
            return "" if not left - {"o.h5"} else f"left {left}"
        if code not in CODES or code < 0:
            return f"exit code {code}: {said!r}"
        # A standard output that cannot be written to has lost the message as well.
        lines = said.count("\n")
        if lines > (code != 0) or (lines == 0 and code != 0 and call != "write"):
            return f"said {said!r}"
        if left - {"o.h5"}:
            return f"left {left}"
        is_new = output.exists() and output.read_bytes() != old
        if is_new and not good(output):
            return "wrote what is not whole"
        if is_new != (code == 0 or TOLD_THOUGH_WRITTEN in said):
            return f"exit code {code}, but the file is {'new' if is_new else 'not new'}: {said!r}"
        return ""

    def test_calls_that_fail(self):
        if not strace_works():
            self.skipTest("strace cannot trace here")
        old = self.folder / "old.h5"
        subprocess.run([PROGRAM, "run", SCENARIO, "--quiet", "--elections", "300", "-o", str(old)],
                       check=True)
        content = old.read_bytes()
        found = cases()
        self.assertGreaterEqual(len(found), 40)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            faults = pool.map(lambda case: self.fault_of(case[0], case[1], content), enumerate(found))
            for case, fault in zip(found, faults):
                with self.subTest(case=case):
                    self.assertEqual(fault, "")

    def run_within(self, kilobytes):
        """Runs with so much address space; says exit code and message, and whether a file is left."""
        output = self.folder / "o.h5"
        done = subprocess.run(
            [PROGRAM, "run", NY, "--elections", "20000", "--threads", "2", "--quiet", "-o", str(output)],
            capture_output=True, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (kilobytes << 10,) * 2))
        is_left = output.exists()
        output.unlink(missing_ok=True)
        return done.returncode, done.stderr.decode(), is_left

    def test_too_little_memory(self):
        """At levels from nearly nothing to just enough; near the end it is HDF5 that lacks it."""
        if is_sanitized():
            self.skipTest("the sanitizer needs more address space than any limit leaves")
        few, enough = 1 << 16, 1 << 20
        self.assertEqual(self.run_within(enough)[0], 0)
        while enough - few > 1 << 12:
            middle = (few + enough) // 2
            few, enough = (few, middle) if self.run_within(middle)[0] == 0 else (middle, enough)
        levels = [enough - (k << 12) for k in range(1, 16)]
        levels += [enough * k // 10 for k in range(8, 10)]
        n_lacking = 0
        for level in levels:
            with self.subTest(level=level):
                code, said, is_left = self.run_within(level)
                self.assertIn(code, (0, 71), said)
                self.assertEqual(said.count("\n"), code != 0, said)
                self.assertEqual(is_left, code == 0)
                n_lacking += code == 71
        self.assertGreater(n_lacking, 5)

    def needed(self, scenario, threads, elections=20_000):
        """What --max-memory says that a run needs, and what it then takes [MB]."""
        words = [PROGRAM, "run", scenario, "--elections", str(elections), "--threads", str(threads),
                 "--quiet", "--force", "-o", str(self.folder / "o.h5")]
        refused = subprocess.run([*words, "--max-memory", "1M"], capture_output=True, check=False)
        said = refused.stderr.decode()
        self.assertEqual(refused.returncode, 71, said)
        self.assertRegex(said, r"^hustings: it needs about \d+ MB of memory with \d+ threads?, more than "
                               r"--max-memory 1M \(fewer threads or draws need less\)\n$")
        self.assertFalse((self.folder / "o.h5").exists())
        done = subprocess.run([sys.executable, "-S", "-c", PEAK, *words, "--max-memory", "8G"],
                              capture_output=True, check=True)
        code, peak = map(int, done.stdout.split())
        self.assertEqual(code, 0)
        (self.folder / "o.h5").unlink()
        return int(re.search(r"about (\d+) MB", said)[1]), peak * 1024 / 1e6

    def test_max_memory(self):
        """Coarsely: what else the machine does changes what is resident."""
        if is_sanitized():
            self.skipTest("the sanitizer's own memory would be measured")
        for scenario, threads in ((SCENARIO, 1), (NY, 1), (NY, 4)):
            with self.subTest(scenario=scenario, threads=threads):
                told, taken = self.needed(scenario, threads)
                self.assertLess(abs(told - taken), 0.3 * taken)
        for size in ("", "8", "x", "8Q", "-1G", "1e999G"):
            code = subprocess.run([PROGRAM, "run", SCENARIO, "--max-memory", size], capture_output=True,
                                  cwd=self.folder, check=False).returncode
            self.assertEqual(code, 71 if size == "8" else 2, size)
        costs = subprocess.run([PROGRAM, "validate", SCENARIO, "--costs"], capture_output=True, check=True)
        self.assertRegex(" ".join(costs.stdout.decode().split()),
                         r"a run: \d+ MB of memory with .* for each; .* us an election on one thread, .* for "
                         r"1,000,000; a file of \d+\.\d MB")

    def test_estimates_of_memory(self):
        """Within a tenth of what the run takes at most."""
        if os.environ.get("FAULTS") != "all" or is_sanitized():
            self.skipTest("takes minutes, and no sanitizer")
        for name, elections in ESTIMATED.items():
            for threads in (1, 2, 4):
                told, taken = self.needed(str(ROOT / f"scenarios/{name}.yaml"), threads, elections)
                print(f"{name}, {threads} threads: told {told} MB, taken {taken:.0f} MB", file=sys.stderr)
                with self.subTest(scenario=name, threads=threads):
                    self.assertLess(abs(told - taken), 0.1 * taken)

    def test_questions_that_simulate_refuse_what_needs_too_much(self):
        results = str(self.folder / "r.h5")
        few = ["--elections", "2000"]
        subprocess.run([PROGRAM, "run", SCENARIO, "--quiet", *few, "-o", results], check=True)
        programme = str(ROOT / "scenarios/first_programme.yaml")
        counted = str(ROOT / "scenarios/data/results/nyc_mayor_2025.csv")
        mayor = str(ROOT / "scenarios/nyc_mayor_2025.yaml")
        left = sorted(path.name for path in self.folder.iterdir())
        for words, answers in (
                (["compare", SCENARIO, SCENARIO, *few], True),
                (["show", results, "--given", "Mayor/ana wins"], True),
                (["verify", results, "--replay", "all"], True),
                (["verify", results, "--replay", "100"], True),
                (["plan", programme, "--resilience", *few], True),
                (["check", SCENARIO, *few, "--set", "expect=[{win: Mayor/ana, between: [0, 1]}]"], True),
                (["explore", SCENARIO, *few], False),
                (["calibrate", mayor, "--results", counted], False)):
            with self.subTest(words=words):
                done = subprocess.run([PROGRAM, *words, "--max-memory", "1M"], capture_output=True,
                                      cwd=self.folder, check=False)
                said = done.stderr.decode().splitlines()[-1]
                self.assertEqual((done.returncode, done.stdout), (71, b""), said)
                self.assertRegex(said, r"^hustings: it needs about \d+ MB of memory (with|for) .*, more than "
                                       r"--max-memory 1M \((fewer threads or draws|fewer --elections) need "
                                       r"less\)$")
                self.assertEqual(sorted(path.name for path in self.folder.iterdir()), left)
                if answers:
                    subprocess.run([PROGRAM, *words, "--max-memory", "8G"], capture_output=True,
                                   cwd=self.folder, check=True)

    def test_standard_streams_that_are_closed_or_full(self):
        def code(redirections, words="--quiet"):
            line = f'"{PROGRAM}" run "{SCENARIO}" --elections 500 --force -o o.h5 {words} {redirections}'
            done = subprocess.run(["sh", "-c", line], cwd=self.folder, capture_output=True, check=False)
            self.assertTrue(good(self.folder / "o.h5"))
            return done.returncode

        self.assertEqual(code("2>/dev/full"), 0)
        self.assertEqual(code("2>&-", ""), 0)
        self.assertEqual(code("<&- >&- 2>&-"), 0)
        self.assertEqual(code("<&- >&- 2>&-", ""), 74)  # the table is lost
        for words in ("--help", "--version", "run --help", "explain events", "digest o.h5"):
            line = f'"{PROGRAM}" {words} >/dev/full'
            done = subprocess.run(["sh", "-c", line], cwd=self.folder, capture_output=True, check=False)
            self.assertEqual((done.returncode, done.stderr.count(b"\n")), (74, 1), words)

    def test_no_file_takes_the_place_of_a_closed_stream(self):
        """A message of a run without standard error must not go into a file it has open."""
        traced = subprocess.run(
            ["strace", "-f", "-e", "trace=write,openat", "-o", "trace.txt", "sh", "-c",
             f'"{PROGRAM}" run "{SCENARIO}" --elections 500 -o o.h5 <&- >&- 2>&-'],
            cwd=self.folder, check=False, capture_output=True, env=TRACED) if strace_works() else None
        if traced is None:
            self.skipTest("strace cannot trace here")
        text = (self.folder / "trace.txt").read_text()
        opened = [line for line in text.splitlines() if "O_TMPFILE" in line]
        self.assertTrue(opened)
        self.assertTrue(all(int(line.rsplit("= ", 1)[1]) > 2 for line in opened), opened)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
