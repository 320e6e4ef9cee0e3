"""Opens reports of the shipped scenarios in a real browser, without a network: wide and narrow, light and dark.

Looked for are errors in the console, requests, violations that axe-core finds, sideways scrolling, and numbers that
are not those of the JSON.

usage: report_test.py HUSTINGS [unittest arguments]
"""

import html.parser
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest

from chromium import MODES, chromium, set_mode, violations

ROOT = pathlib.Path(__file__).resolve().parents[2]
HUSTINGS = sys.argv.pop(1) if len(sys.argv) > 1 else str(ROOT / "build/release/hustings")

# Scenario, elections, options, most bytes of its page.
RUNS = [
    ("first_steps", 4000, ["--swing"], 250_000),
    ("first_programme", 4000, ["--programmes"], 250_000),
    ("unlike_offices", 4000, [], 250_000),
    ("runoff_example", 4000, [], 250_000),
    ("ny_house_2026", 20_000, ["--swing"], 250_000),
    ("nyc_mayor_2025", 2000, [], 250_000),
    ("super_tuesday_2020", 2000, [], 700_000),
    ("nyc_large", 1000, [], 1_500_000),
]


def requests_of(browser):
    """Returns the addresses that the page asked for, its own file but once."""
    addresses = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            addresses.append(message["params"]["request"]["url"])
    return [one for one in addresses if not one.startswith(("file:", "data:"))]


class Tables(html.parser.HTMLParser):
    """Collects the rows of all tables as texts by cell."""

    def __init__(self):
        super().__init__()
        self.rows = []
        self.cell = None

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.cell = ""

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.cell is not None:
            self.rows[-1].append(self.cell.strip())
            self.cell = None


class Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        for name, elections, options, _ in RUNS:
            results, page = cls.folder / f"{name}.h5", cls.folder / f"{name}.html"
            subprocess.run([HUSTINGS, "run", ROOT / f"scenarios/{name}.yaml", "--quiet", "--elections",
                            str(elections), *options, "-o", results], check=True)
            subprocess.run([HUSTINGS, "report", results, "-o", page], check=True, stderr=subprocess.DEVNULL)
        cls.browser = cls.enterClassContext(chromium())

    def pages(self):
        for name, *_ in RUNS:
            with self.subTest(scenario=name):
                yield name, self.folder / f"{name}.html"

    def test_no_error_no_request_no_violation_no_sideways_scroll(self):
        """In all modes; pages of many contests, which take axe-core long, in two unless asked for all."""
        large = {name for name, _, _, most in RUNS if most > 500_000}
        for name, page in self.pages():
            short = name in large and "HUSTINGS_ALL_MODES" not in os.environ
            for width, scheme in (MODES[0], MODES[3]) if short else MODES:
                with self.subTest(scenario=name, width=width, scheme=scheme):
                    set_mode(self.browser, width, scheme)
                    self.browser.get(page.as_uri())
                    self.assertEqual(requests_of(self.browser), [])
                    wide = self.browser.execute_script("return document.documentElement.scrollWidth")
                    self.assertLessEqual(wide, width)
                    self.browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
                    self.assertEqual(violations(self.browser), [])
                    self.assertEqual(self.browser.get_log("browser"), [])

    def test_pages_are_small(self):
        for name, _, _, most in RUNS:
            self.assertLess((self.folder / f"{name}.html").stat().st_size, most, name)

    def test_chances_of_the_cards_are_those_of_the_json(self):
        for name, page in self.pages():
            text = page.read_text(encoding="utf-8")
            data = json.loads(re.search(r'id="results">(.*?)</script>', text).group(1))
            tables = Tables()
            tables.feed(text)
            seen = {tuple(row) for row in tables.rows}
            for contest in data["contests"].values():
                for one in contest["candidates"].values():
                    win = one["win"]["probability"]
                    if not 0.0005 <= win <= 0.9995:
                        continue
                    rows = [row for row in seen if row and row[0].replace("\u00a0*", "") == one["name"]
                            and f"{100 * win:.1f}%" in row]
                    self.assertTrue(rows, (one["name"], win))
                self.assertIn(sum(dots["count"] for dots in contest["dots"]), (0, 100))
            for event, chance in data["events"].items():
                if 0.0005 <= chance["probability"] <= 0.9995:
                    self.assertTrue(any(row and row[0] == event and f"{100 * chance['probability']:.1f}%" in row
                                        for row in seen), event)

    def test_shares_turnouts_margins_and_moves_are_those_of_the_json(self):
        for name, page in self.pages():
            text = page.read_text(encoding="utf-8")
            shown = subprocess.run([HUSTINGS, "show", page.with_suffix(".h5"), "--json"], check=True,
                                   stdout=subprocess.PIPE, text=True).stdout
            data = json.loads(shown)
            tables = Tables()
            tables.feed(text)
            seen = {tuple(row) for row in tables.rows}
            for id_, contest in data["contests"].items():
                for one in contest["candidates"].values():
                    middle = f"{100 * one['share']['quantiles']['0.5']:.0f}%"
                    rows = [row for row in seen if row and row[0].replace("\u00a0*", "") == one["name"]
                            and middle in row]
                    self.assertTrue(rows, (id_, one["name"], middle))
                if contest["call"] != "unopposed":
                    margin = f"median margin {100 * contest['margin']['quantiles']['0.5']:.1f} points"
                    self.assertIn(margin, text, id_)
                self.assertIn(f"turnout {100 * contest['turnout']['quantiles']['0.5']:.0f}% (", text, id_)
            self.check_moves(data, seen)

    def check_moves(self, data, seen):
        """Holds what the cards of what-ifs say of wins against the trees of both worlds."""
        n_found = 0
        for what_if in data.get("what_if", {}).values():
            for id_, contest in what_if["contests"].items():
                for key, one in contest["candidates"].items():
                    before = data["contests"][id_]["candidates"][key]["win"]["probability"]
                    after = one["win"]["probability"]
                    if not (0.0005 <= before <= 0.9995 and 0.0005 <= after <= 0.9995):
                        continue
                    rows = [row for row in seen if row and row[0] == f"{one['name']} wins {id_}"]
                    pairs = {(row[2], row[3]) for row in rows if len(row) == 5}
                    n_found += (f"{100 * before:.1f}%", f"{100 * after:.1f}%") in pairs
        self.assertGreaterEqual(n_found, len(data.get("what_if", {})))

    def test_the_first_screen_says_what_is_looked_for_first(self):
        set_mode(self.browser, 1280, "light")
        self.browser.get((self.folder / "ny_house_2026.html").as_uri())
        seen = self.browser.execute_script(
            "return [...document.querySelectorAll('.say, .facts li, header .kicker, .headline figcaption')]"
            ".filter(one => one.getBoundingClientRect().bottom < 900).map(one => one.innerText).join('\\n')")
        for part in ("sweeps in", "Closest race:", "Turnout that decides:", "seed 20260623", "a sweep:"):
            self.assertIn(part, seen)


class WatchTest(unittest.TestCase):
    """`report --watch`: the page follows the results file, and never shows half of one."""

    def test_the_page_follows_the_file(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            results, page = folder / "r.h5", folder / "r.html"
            command = [HUSTINGS, "run", ROOT / "scenarios/first_steps.yaml", "--quiet", "--force", "-o", results]
            subprocess.run([*command, "--elections", "2000"], check=True)
            watching = subprocess.Popen([HUSTINGS, "report", results, "-o", page, "--watch", "--refresh", "60"],
                                        stderr=subprocess.PIPE, text=True)
            self.addCleanup(watching.stderr.close)
            self.addCleanup(watching.kill)
            self.assertIn("written", watching.stderr.readline())
            first = page.read_text(encoding="utf-8")
            self.assertIn("2,000 simulated elections", first)
            self.assertIn('http-equiv="refresh" content="60"', first)
            whole = results.read_bytes()
            results.write_bytes(whole[:5000])
            self.assertIn("the page stays", watching.stderr.readline())
            self.assertEqual(page.read_text(encoding="utf-8"), first)
            subprocess.run([*command, "--elections", "3000"], check=True)
            self.assertIn("written", watching.stderr.readline())
            self.assertIn("3,000 simulated elections", page.read_text(encoding="utf-8"))
            watching.send_signal(signal.SIGINT)
            self.assertEqual(watching.wait(timeout=60), 0)
            self.assertEqual([one.name for one in folder.iterdir() if one not in (results, page)], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
