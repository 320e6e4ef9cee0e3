#!/usr/bin/python3
"""Gives the program files and surroundings that are odd; it must say so in a line, or cope.

What texts and values a scenario may not hold is in tests/unit/language/bad_scenarios.txt; here are
files as a whole (encodings, cuts, devices), outputs, signals and limits. Every row says the exit
code and the words that must be told; no run may die of a signal that was not sent, or leave a file.

usage: odd_inputs_test.py PROGRAM [unittest options]
"""

import gzip
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = "hustings"
FIRST_STEPS = (ROOT / "scenarios/first_steps.yaml").read_bytes()
BOM = b"\xef\xbb\xbf"

TABLED = b"""hustings: 1
factions: [left]
districts: [{id: D}]
universes: {table: t.csv}
contests:
  - {id: C, districts: all, candidates: [ana, ben], support: {left: {ana: 0.6, ben: rest}}}
"""
TABLE = "district,universe,faction,registered,turnout_mean\nD,né,left,5000,0.3\n".encode()
RULES = b"candidates: [A, B, C]\n"
BALLOTS = b"count,rank1,rank2\n3,A,B\n2,B,A\n1,C,B\n"

# A file of some kind: name, bytes, exit code, words.
SCENARIOS = [
    ("as it is", FIRST_STEPS, 0, "good"),
    ("byte order mark", BOM + FIRST_STEPS, 0, "good"),
    ("CRLF", FIRST_STEPS.replace(b"\n", b"\r\n"), 0, "good"),
    ("gzip", gzip.compress(FIRST_STEPS), 0, "good"),
    ("cut gzip", gzip.compress(FIRST_STEPS)[:-9], 65, "damaged or cut gzip data"),
    ("gzip of random bytes", b"\x1f\x8b" + bytes(range(256)), 65, "damaged or cut gzip data"),
    ("UTF-16", FIRST_STEPS.decode().encode("utf-16"), 65, "not UTF-8 at byte 0 (save the file as UTF-8)"),
    ("UTF-16 without a mark", "hustings: 1\n".encode("utf-16-le"), 65, "a control character at byte 1"),
    ("Latin-1", 'title: "René"\n'.encode("latin-1"), 65, "1:12: error: not UTF-8 at byte 11"),
    ("overlong UTF-8", b"title: \xc0\xaf\n", 65, "not UTF-8 at byte 7"),
    ("surrogate", b"title: \xed\xa0\x80\n", 65, "not UTF-8 at byte 7"),
    ("NUL", b"hustings: 1\0\n", 65, "a control character at byte 11"),
    ("escape", b"title: \x1b[31m\n", 65, "a control character at byte 7"),
    ("C1", b"title: a\xc2\x9b31m\n", 65, "a control character at byte 8"),
    ("escaped C1", b'title: "a\\u009b31m"\n', 65, "1:8: error:"),
    ("turned text", "title: a\u202eb\n".encode(), 65, "a control character at byte 8"),
    ("tab", b"a:\n\tb: 1\n", 65, "2:3: error:"),
    ("empty", b"", 65, "empty: nothing is written here"),
    ("blank lines", b"\n\n  \n", 65, "empty: nothing is written here"),
    ("comment alone", b"# hustings: 1\n", 65, "empty: nothing is written here"),
    ("mark alone", BOM, 65, "empty: nothing is written here"),
    ("list", b"- a\n- b\n", 65, "the scenario must be a map, not a list"),
    ("word", b"hustings", 65, "the scenario must be a map, not 'hustings'"),
    ("JSON", b'{"hustings": 1, "title": "x"}', 65, "factions"),
    ("cut in a map", FIRST_STEPS[:FIRST_STEPS.index(b"{") + 5], 65, "error:"),
    ("cut in the last map", FIRST_STEPS[:FIRST_STEPS.rindex(b"{") + 5], 65, "a '{' is not closed"),
    ("one letter more", FIRST_STEPS.replace(b"slates:", b"slatess:"), 65, "did you mean 'slates'?"),
    ("17 MiB", b"#" * (17 << 20), 65, "larger than"),
]
TABLES = [
    ("as it is", TABLE, 0, "1 universe,"),
    ("byte order mark", BOM + TABLE, 0, "1 universe,"),
    ("CRLF", TABLE.replace(b"\n", b"\r\n"), 0, "1 universe,"),
    ("blank lines", TABLE.replace(b"\n", b"\n\n"), 0, "1 universe,"),
    ("no last line break", TABLE.strip(), 0, "1 universe,"),
    ("gzip", gzip.compress(TABLE), 0, "1 universe,"),
    ("cut gzip", gzip.compress(TABLE)[:-9], 65, "damaged or cut gzip data"),
    ("CR alone", TABLE.replace(b"\n", b"\r"), 65, "carriage return"),
    ("UTF-16", TABLE.decode().encode("utf-16"), 65, "UTF-8"),
    ("Latin-1", TABLE.decode().encode("latin-1"), 65, "UTF-8"),
    ("NUL", TABLE.replace(b"D,", b"D\0,"), 65, "t.csv:2"),
    ("empty", b"", 65, "t.csv"),
    ("header alone", TABLE.split(b"\n")[0], 65, "there is no universe"),
    ("semicolons", TABLE.replace(b",", b";"), 65, "t.csv:1"),
    ("tabs", TABLE.replace(b",", b"\t"), 65, "t.csv:1"),
    ("decimal comma", TABLE.replace(b"0.3", b"0,3"), 65, "t.csv:2"),
    ("open quote", TABLE.replace(b"D,", b'"D,'), 65, "t.csv:2"),
    ("a field too many", TABLE.replace(b"0.3", b"0.3,x"), 65, "t.csv:2"),
    ("HDF5", b"\x89HDF\r\n\x1a\n" + bytes(99), 65, "t.csv"),
]
COUNTS = [
    ("as it is", BALLOTS, 0, "A"),
    ("byte order mark and CRLF", BOM + BALLOTS.replace(b"\n", b"\r\n"), 0, "A"),
    ("gzip", gzip.compress(BALLOTS), 0, "A"),
    ("quotes", BALLOTS.replace(b"A,B", b'"A","B"'), 0, "A"),
    ("cut gzip", gzip.compress(BALLOTS)[:-5], 65, "damaged or cut gzip data"),
    ("UTF-16", BALLOTS.decode().encode("utf-16"), 65, "UTF-8"),
    ("empty", b"", 65, "ballots.csv"),
    ("header alone", b"count,rank1\n", 65, "ballots.csv"),
    ("negative", BALLOTS.replace(b"3,", b"-3,"), 65, "ballots.csv:2:1"),
    ("no number", BALLOTS.replace(b"3,", b"x,"), 65, "ballots.csv:2:1"),
    ("a stranger", BALLOTS.replace(b"C", b"D"), 65, "ballots.csv:4:3"),
    ("HDF5", b"\x89HDF\r\n\x1a\n" + bytes(99), 65, "ballots.csv"),
]
# How the command line asks for what cannot be, of first_steps.yaml: words after it, exit code, words.
RUNS = [
    (["--threads", "4096"], 0, ""),
    (["--elections", "1"], 0, ""),
    (["--seed", str(2**64 - 1)], 0, ""),
    (["--threads", "0"], 2, "not in range 1 to 4096"),
    (["--threads", "4097"], 2, "not in range 1 to 4096"),
    (["--set", "output.draws=10_000_000", "--elections", "10_000_000"], 65, "MB, more than 256"),
    (["--set", "slates.reformers=[Mayor/nobody]"], 65, "nobody"),
]
# Where results cannot be written, of an existing file "there" and folder "folder".
OUTPUTS = [
    ("there", "it is already there"),
    ("folder", "it is a folder"),
    ("none/x.h5", "No such file or directory"),
    ("there/x.h5", "Not a directory"),
    ("/dev/null", "cannot write /dev/null"),
    ("x" * 300 + ".h5", "File name too long"),
    ("s.yaml", "the scenario is read from it"),
    ("loop.h5", "Too many levels of symbolic links"),
]


class OddInputs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.write("s.yaml", FIRST_STEPS)

    def write(self, name, content):
        (self.folder / name).write_bytes(content)

    def files(self):
        return sorted(path.name for path in self.folder.iterdir())

    def start(self, *words, **more):
        return subprocess.Popen([PROGRAM, *words], cwd=self.folder, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **more)

    def hustings(self, *words, **more):
        running = self.start(*words, **more)
        out, err = running.communicate()
        return running.returncode, (out + err).decode()

    def expect(self, code, words, *command, **more):
        with self.subTest(command=command):
            got, said = self.hustings(*command, **more)
            self.assertEqual(got, code, said)
            self.assertIn(words, said)
            self.assertNotIn("\x1b", said)

    def run_small(self, output, *more):
        return self.hustings("run", "s.yaml", "--elections", "500", "--quiet", "-o", output, *more)

    def test_scenarios_as_files(self):
        for name, content, code, words in SCENARIOS:
            with self.subTest(name):
                self.write("odd.yaml", content)
                self.expect(code, words, "validate", "odd.yaml")

    def test_tables_as_files(self):
        self.write("odd.yaml", TABLED)
        for name, content, code, words in TABLES:
            with self.subTest(name):
                self.write("t.csv", content)
                self.expect(code, words, "validate", "odd.yaml")

    def test_ballots_as_files(self):
        self.write("rules.yaml", RULES)
        for name, content, code, words in COUNTS:
            with self.subTest(name):
                self.write("ballots.csv", content)
                self.expect(code, words, "count", "ballots.csv", "--rules", "rules.yaml")

    def test_what_is_long_and_wrong(self):
        """Each takes a blink; read in the square of their length they would take an hour."""
        universes = "".join(f"  - {{district: E{i}, universe: u, faction: a, registered: 50}}\n"
                            for i in range(20_000))
        many = 300_000
        for text, words in (
                ("factions: [" + ",".join(["a"] * many) + "]\n", f"{many:,} factions, more than 1,000"),
                ("factions: [" + ",".join(["a"] * 1_000) + "]\n", "1,002 errors; the first 50 are told"),
                ("".join(f"k{i}: 1\n" for i in range(many)), "errors; the first 50 are told"),
                ("factions: [a]\ndistricts: [{id: D}]\nuniverses:\n" + universes, "there is no district"),
                ("events: {" + ",".join(f"e{i}: C/x wins" for i in range(50_000)) + "}\n",
                 "50,000 events, more than 10,000"),
                ("events: {" + ",".join(f"e{i}: C/x wins" for i in range(10_000)) + "}\n", "4 errors"),
                ("contests: [{id: C, districts: all, candidates: [" + ",".join(
                    f"x{i}" for i in range(100_000)) + "]}]\n", "64")):
            self.write("odd.yaml", b"hustings: 1\n" + text.encode())
            code, said = self.hustings("validate", "odd.yaml")
            self.assertEqual(code, 65)
            self.assertIn(words, said)
            self.assertLess(said.count(" error: "), 51)

    def test_arguments_reach_no_terminal_as_they_are(self):
        for words in (["show", "no\x1b[31m.h5"], ["sh\x1b[31mow"], ["run", "s.yaml", "--no\x9b1m"],
                      ["digest", "no\u202e.h5"], ["show", "s.yaml", "--world", "a\x1b[31m"],
                      ["run", "s.yaml", "-o", "no\x1b[1m/r.h5"], ["explain", "\x1b[31m"]):
            code, said = self.hustings(*words)
            self.assertNotEqual(code, 0)
            for odd in "\x1b\x9b\u202e":
                self.assertNotIn(odd, said)

    def test_what_is_no_file(self):
        (self.folder / "folder").mkdir()
        os.mkfifo(self.folder / "pipe")
        (self.folder / "loop").symlink_to("loop")
        self.write("odd.yaml", TABLED)
        for command in ("validate", "run", "show", "digest", "check"):
            self.expect(66, "it is a folder", command, "folder")
            self.expect(66, "not a regular file", command, "pipe")
            self.expect(66, "not a regular file", command, "/dev/null")
            self.expect(66, "there is no such file", command, "-")
            self.expect(66, "cannot open loop", command, "loop")
            self.expect(66, "not a regular file", command, "/dev/stdin", stdin=subprocess.PIPE)
        for target, words in (("folder", "it is a folder"), ("pipe", "it is not a regular file"),
                              ("loop", "Too many levels"), ("/dev/zero", "outside")):
            (self.folder / "t.csv").unlink(missing_ok=True)
            (self.folder / "t.csv").symlink_to(target)
            self.expect(65, words, "validate", "odd.yaml")

    def test_results_that_are_cut_or_changed(self):
        self.assertEqual(self.run_small("good.h5"), (0, ""))
        good = (self.folder / "good.h5").read_bytes()
        changed = bytearray(good)
        changed[len(good) // 2] ^= 1
        odd = [(good[:n], "changed by another program") for n in (100, len(good) - 1, len(good) - 32)]
        odd += [(b"", "the file is empty"), (good[:1], "not a results file"),
                (good + b"\0", "changed by another program"), (changed, "changed by another program"),
                (gzip.compress(good), "not a results file")]
        for content, words in odd:
            self.write("odd.h5", content)
            for command in (["show"], ["digest"], ["swing"], ["sensitivity"], ["compare", "good.h5"],
                            ["diff", "good.h5"], ["replay", "--election", "0"]):
                if content[:8] == good[:8] or command[0] not in ("compare", "replay"):
                    self.expect(65, words, *command, "odd.h5")

    def test_what_cannot_be_asked(self):
        for words, code, said in RUNS:
            few = [] if "--elections" in words else ["--elections", "500"]
            self.expect(code, said, "run", "s.yaml", "--quiet", "--force", "-o", "r.h5", *few, *words)
        self.assertEqual(self.files(), ["r.h5", "s.yaml"])
        for given in ("Mayor/ana wins and Mayor/ben wins", "share of Mayor/ana > 0.999"):
            self.expect(65, "no election in", "show", "r.h5", "--given", given)
        self.expect(65, "expected", "show", "r.h5", "--given", "nobody knows")

    def test_outputs_are_refused_before_anything_is_simulated(self):
        """A million million elections would take days."""
        self.write("there", b"mine")
        (self.folder / "folder").mkdir()
        (self.folder / "loop.h5").symlink_to("loop.h5")
        before = self.files()
        for output, words in OUTPUTS:
            self.expect(73, words, "run", "s.yaml", "--elections", "1e12", "-o", output)
        self.assertEqual(self.files(), before)
        self.assertEqual((self.folder / "there").read_bytes(), b"mine")
        few = ["run", "s.yaml", "--elections", "500", "--quiet"]
        self.expect(73, "cannot write /proc/x.h5", *few, "-o", "/proc/x.h5")
        self.expect(0, "", *few, "-o", "there", "--force",
                    env={"HOME": "/nonexistent", "TMPDIR": "/nonexistent"})

    def test_two_runs_into_one_file(self):
        def both(*more):
            runs = [self.start("run", "s.yaml", "--elections", "500", "--quiet", "-o", "r.h5",
                               "--seed", seed, *more) for seed in "12"]
            for running in runs:
                running.communicate()
            return sorted(running.returncode for running in runs)

        self.assertEqual(both(), [0, 73])
        self.expect(0, "500 elections", "show", "r.h5")
        self.assertEqual(both("--force"), [0, 0])
        self.expect(0, "500 elections", "show", "r.h5")
        self.assertEqual(self.files(), ["r.h5", "s.yaml"])

    def interrupted(self, sent):
        """Sends a signal to a run of days, once it has come to where it looks for signals."""
        running = self.start("run", "s.yaml", "--elections", "1e12", "-o", "r.h5")
        status = pathlib.Path(f"/proc/{running.pid}/status")
        caught = 0
        while not caught & 1 << (signal.SIGINT - 1):
            self.assertIsNone(running.poll())
            line = next(line for line in status.read_text().splitlines() if line.startswith("SigCgt"))
            caught = int(line.split()[1], 16)
        running.send_signal(sent)
        out, err = running.communicate()
        self.assertEqual(out, b"")
        self.assertEqual(self.files(), ["s.yaml"])
        return running.returncode, err.decode().splitlines()[-1:]

    def test_signals_leave_nothing(self):
        said = ["hustings: interrupted, nothing written"]
        self.assertEqual(self.interrupted(signal.SIGINT), (130, said))
        self.assertEqual(self.interrupted(signal.SIGTERM), (143, said))
        self.assertEqual(self.interrupted(signal.SIGHUP), (129, said))
        self.assertNotEqual(self.interrupted(signal.SIGKILL)[0], 0)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
