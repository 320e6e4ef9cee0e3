"""Tests what reaches a terminal, and what is there in its place: no line is wider than asked for, no
code reaches what cannot obey it, tables stay in line whatever names hold.

Columns are counted by Python's own table of wide and combining characters.

usage: terminal_test.py HUSTINGS [unittest arguments]
"""

import os
import pathlib
import pty
import re
import shlex
import subprocess
import sys
import tempfile
import termios
import unicodedata
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
HUSTINGS = sys.argv.pop(1) if len(sys.argv) > 1 else str(ROOT / "build/release/hustings")
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
FIRST = ROOT / "scenarios/first_steps.yaml"
COUNTED = ROOT / "tests/data/nyc_2025"
COMMANDS = ["validate", "explain", "run", "vary", "show", "replay", "swing", "sensitivity", "compare",
            "count", "check", "diff", "verify", "schema", "digest"]
LONG = " ".join(["Maria-Fernanda-de-la-Concepcion-Oyelaran-Wojciechowska"] * 2)
OWN_SIGNS = "▏▎▍▌▋▊▉█±…–—"


def columns_of(text):
    """The columns that a text takes on a terminal."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def environment(**changes):
    kept = {k: v for k, v in os.environ.items()
            if k not in ("COLUMNS", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG")}
    return kept | {"LC_ALL": "C.UTF-8", "TERM": "xterm"} | changes


def on_terminal(arguments, width=80, **changes):
    """What a command sends to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, width))
    program = subprocess.Popen([HUSTINGS, *arguments], stdin=theirs, stdout=theirs, stderr=theirs,
                               env=environment(**changes))
    os.close(theirs)
    sent = b""
    try:
        while part := os.read(ours, 65536):
            sent += part
    except OSError:  # the other side is closed
        pass
    os.close(ours)
    program.wait()
    return sent.decode()


def crowded(folder, contests=30):
    """Writes a scenario of many contests with long, wide and combining names; returns its path."""
    names = [LONG + " the first", LONG + " the second", "陳克莉奧", "Zoe\u0308 Z\u0301o\u0142\u0107"]
    lines = ["hustings: 1", f"title: {LONG} for everything", "elections: 2000", "factions: [left, right]",
             "districts: [{id: North}, {id: South}]", "universes:"]
    for district in ("North", "South"):
        for i, faction in enumerate(("left", "right")):
            lines.append(f"  - {{district: {district}, universe: '{faction} {LONG}', faction: {faction},"
                         f" registered: {9000 + 500 * i}, turnout: {{mean: 0.3}}, age: 'a{i} {LONG}'}}")
    lines.append("contests:")
    for contest in range(contests):
        rule = ["plurality", "{ranked_choice: {}}", "{runoff: {}}"][contest % 3]
        lines += [f"  - id: 'Contest {contest}'", f"    name: {LONG} {contest}", "    districts: all",
                  f"    count: {rule}", "    candidates:"]
        lines += [f"      - {{id: c{k}, name: {name}}}" for k, name in enumerate(names)]
        lines += ["    support:", "      left: {c0: 0.4, c1: 0.3, c2: 0.2, c3: rest}",
                  "      right: {c0: 0.3, c1: 0.4, c2: 0.2, c3: rest}"]
    members = ", ".join(f"Contest {c}/c0" for c in range(contests))
    lines += [f"slates: {{'slate {LONG}': [{members}]}}",
              "effects:", f"  - {{id: '{LONG}', affects: support, by: candidate, sd: 0.3}}",
              "  - {id: turnout, affects: turnout, sd: 0.2}",
              "events:", f"  '{LONG} happens': '\"Contest 0/c0\" wins'", "  rare: turnout of everybody > 0.9",
              "what_if:", f"  '{LONG}': [{{change: turnout, where: {{faction: left}}, times: 1.1}}]",
              "expect:", "  - {event: rare, between: [0, 1]}"]
    path = pathlib.Path(folder) / "crowded.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class Outputs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)

    def printed(self, line, **changes):
        """What a command line prints where there is no terminal."""
        done = subprocess.run([HUSTINGS, *shlex.split(line)], cwd=self.folder.name, text=True,
                              env=environment(**changes), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertIn(done.returncode, (0, 1, 3), f"{line}: {done.stderr}")
        return done.stdout

    def fits(self, line, width=80, **changes):
        printed = self.printed(line, **(changes if width == 80 else {"COLUMNS": str(width)} | changes))
        self.assertNotEqual(printed, "", line)
        for text in printed.splitlines():
            self.assertLessEqual(columns_of(text), width, f"{line}:\n{text}")
        return printed

    def run_file(self, scenario, name, options=""):
        file = pathlib.Path(self.folder.name) / name
        self.printed(f"run '{scenario}' -o {file} --force --quiet {options}")
        return file


class Widths(Outputs):
    def test_every_scenario_fits_80_columns_and_60(self):
        for scenario in SCENARIOS:
            file = self.run_file(scenario, "r.h5", "--elections 500 --swing")
            for width in (80, 60):
                with self.subTest(scenario=scenario.stem, width=width):
                    self.fits(f"show {file}", width)
                    self.fits(f"replay {file} --election 3", width)
                    self.fits(f"validate '{scenario}'", width)

    def test_names_of_100_letters_and_30_contests_fit(self):
        scenario = crowded(self.folder.name)
        file = self.run_file(scenario, "c.h5", "--swing")
        other = self.run_file(scenario, "d.h5", "--seed 9")
        for width in (80, 60):
            for line in (f"show {file}", f"show {file} --given '\"Contest 0/c0\" wins'",
                         f"replay {file} --election 3", f"swing {file} --contest 'Contest 0'",
                         f"swing {file} --contest 'Contest 0' --by age",
                         f"sensitivity {file}", f"compare {file} {other}", f"diff {file} {other}",
                         f"check {scenario}", f"validate {scenario}",
                         f"vary {scenario} -o v.h5 --force "
                         "--set 'vary=[{change: turnout, over: times, values: [0.8, 1.2]}]'"):
                with self.subTest(line=line, width=width):
                    self.fits(line, width)

    def test_a_count_fits(self):
        names = [f"{LONG} {k}" for k in range(7)]
        ballots = [f"{1000 + 37 * k},{names[k]},{names[k - 1]},{names[k - 2]}" for k in range(7)]
        files = pathlib.Path(self.folder.name) / "ballots.csv", pathlib.Path(self.folder.name) / "rules.yaml"
        files[0].write_text("\n".join(["count,rank1,rank2,rank3", *ballots]) + "\n", encoding="utf-8")
        files[1].write_text(f"contest: {LONG}\ntiebreakMode: useCandidateOrder\n", encoding="utf-8")
        for width in (80, 60):
            self.fits(f"count {files[0]} --rules {files[1]} --pairwise --transfers", width)

    def test_help_and_explanations_fit(self):
        for width in (80, 60):
            for command in ["", *COMMANDS]:
                lines = self.printed(f"{command} --help", COLUMNS=str(width)).splitlines()
                for line in lines:
                    if width == 80 or not line.startswith("  hustings "):
                        self.assertLessEqual(columns_of(line), width, line)
            keys = [line.split()[0] for line in self.fits("explain", width).splitlines()[:-2]
                    if not line.startswith(" " * 12)]
            for key in keys:
                self.fits(f"explain {key}", width)

    def test_names_that_are_shortened_stay_different(self):
        file = self.run_file(crowded(self.folder.name, 1), "s.h5")
        table = self.fits(f"show {file}").split("candidate", 1)[1].split("\n\n")[0]
        rows = [line for line in table.splitlines() if "Maria-Fernanda" in line]
        names = {re.split(r" +[<>]?\d+\.\d%", row)[0] for row in rows}
        self.assertEqual(len(names), 2, rows)

    def test_a_terminal_says_how_wide_it_is_and_columns_has_the_last_word(self):
        file = self.run_file(ROOT / "scenarios/super_tuesday_2020.yaml", "t.h5", "--elections 500")
        widest = {}
        for width, changes in ((60, {}), (100, {}), (60, {"COLUMNS": "120"})):
            shown = on_terminal(["show", str(file)], width, NO_COLOR="1", **changes)
            widest[width, len(changes)] = max(columns_of(line) for line in shown.splitlines())
        self.assertLessEqual(widest[60, 0], 60)
        self.assertTrue(80 < widest[100, 0] <= 100, widest)
        self.assertGreaterEqual(widest[60, 1], widest[100, 0])


class Lines(Outputs):
    def test_wide_and_combining_names_leave_their_columns_in_line(self):
        file = self.run_file(crowded(self.folder.name, 1), "w.h5")
        ends = {columns_of(line[:line.index("%")])
                for line in self.printed(f"show {file}", COLUMNS="200").splitlines()
                if re.search(r"(first|second|陳克莉奧|Zoe).* \S+%.* - ", line)}
        self.assertEqual(len(ends), 1, ends)

    def test_a_chance_too_small_to_see_moves_no_column(self):
        few = " ".join(f"--set 'contests.Mayor.support.{faction}={{ana: 0.5, ben: 0.499, cleo: rest}}'"
                       for faction in ("left", "moderate"))
        shown = self.printed(f"run '{FIRST}' -o f.h5 --force --elections 200_000 {few}")
        rows = [line for line in shown.splitlines() if " - " in line and "%" in line][:3]
        self.assertRegex(rows[2], r"Cleo Chan +<0\.1% ")
        self.assertEqual(len({line.index(" - ") for line in rows}), 1, shown)


class Codes(Outputs):
    def test_a_dumb_terminal_gets_plain_text_without_a_bar(self):
        file = str(pathlib.Path(self.folder.name) / "b.h5")
        for term in ("dumb", ""):
            # so many that a terminal which obeys codes is shown how far it is
            sent = on_terminal(["run", str(FIRST), "--force", "--elections", "4_000_000", "-o", file],
                               TERM=term)
            self.assertNotIn("\x1b", sent)
            self.assertNotIn("\r", sent.replace("\r\n", "\n"))
            self.assertNotIn("elections/s", sent)

    def test_a_terminal_that_obeys_codes_gets_colours(self):
        file = self.run_file(FIRST, "k.h5", "--elections 500")
        self.assertIn("\x1b[1m", on_terminal(["show", str(file)]))
        self.assertIn("\x1b[1;31m", on_terminal(["validate", str(COUNTED / "rules.yaml")]))

    def test_no_color_and_pipes_get_no_colours(self):
        file = self.run_file(FIRST, "n.h5", "--elections 500")
        self.assertNotIn("\x1b", on_terminal(["show", str(file)], NO_COLOR="1"))
        self.assertNotIn("\x1b", self.printed(f"show {file}"))

    def test_without_utf_8_our_own_signs_are_ascii(self):
        scenario = crowded(self.folder.name, 1)
        file = self.run_file(scenario, "a.h5", "--swing")
        lines = [f"show {file}", f"sensitivity {file}", f"swing {file} --contest 'Contest 0'",
                 f"compare {file} {scenario} --set seed=7 --set effects.turnout.sd=0.4"]
        for encoding in ({"LC_ALL": "C"}, {"LC_ALL": "", "LANG": "POSIX"}, {"LC_ALL": ""},
                         {"LC_ALL": "C", "LANG": "en_US.UTF-8"}):
            for line in lines:
                printed = self.fits(line, 80, **encoding)
                self.assertEqual(set(printed) & set(OWN_SIGNS), set(), line)
            bars = self.printed(f"show {file}", COLUMNS="200", **encoding)
            self.assertRegex(bars, r"% +#+ +")
        for encoding in ({"LC_ALL": "de_DE.utf8"}, {"LC_ALL": "", "LANG": "en_US.UTF-8"}):
            self.assertIn("█", self.printed(f"show {file}", COLUMNS="200", **encoding))


class Plurals(Outputs):
    def test_one_is_one(self):
        self.assertIn("1 election, seed", self.printed(f"run '{FIRST}' -o p.h5 --force --elections 1"))
        self.assertIn("1 election at each of 1 point,", self.printed(
            f"vary '{FIRST}' -o v.h5 --force --elections 1 "
            "--set 'vary=[{change: turnout, over: times, values: [0.8]}]'"))


if __name__ == "__main__":
    unittest.main()
