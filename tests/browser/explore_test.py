"""Uses the page of `hustings explore` in a real browser, as a strategist does: by keys, by hand, and badly.

Nothing is decided by a clock: the page says in itself whether it is settled, and is waited for.

usage: explore_test.py HUSTINGS [unittest arguments]
"""

import contextlib
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from chromium import MODES, chromium, set_mode, violations

ROOT = pathlib.Path(__file__).resolve().parents[2]
HUSTINGS = sys.argv.pop(1) if len(sys.argv) > 1 else str(ROOT / "build/release/hustings")
HOUSE = ROOT / "scenarios/ny_house_2026.yaml"
STEPS = ROOT / "scenarios/first_steps.yaml"
ELECTIONS = 20_000

# What of the tables of chances leaves its cell, comes within 4 pixels of the cell before, or has a word
# in two pieces; with `arguments[0]`, were that every change, and every chance 99.99%.
CROWDED = """
for (const details of document.querySelectorAll('#panel details')) details.open = true;
for (const cell of arguments[0] ? document.querySelectorAll('#panel .moves td.delta') : []) {
  cell.textContent = arguments[0];
  cell.previousElementSibling.textContent = '99.99%';
}
const range = document.createRange();
const rectangles = () => [...range.getClientRects()].filter(one => one.width > 0);
const isBroken = text => [...text.data.matchAll(/[^\\s-]+/g)].some(word => {
  range.setStart(text, word.index);
  range.setEnd(text, word.index + word[0].length);
  return rectangles().length > 1;
});
const crowded = [];
for (const row of document.querySelectorAll('#panel .moves tr')) {
  let end = -Infinity;
  for (const cell of row.cells) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    let isWhole = true;
    while (texts.nextNode()) isWhole &&= !isBroken(texts.currentNode);
    range.selectNodeContents(cell);
    const all = rectangles();
    const left = Math.min(...all.map(one => one.left));
    const right = Math.max(...all.map(one => one.right));
    const box = cell.getBoundingClientRect();
    const isIn = all.length && left > box.left - 0.5 && right < box.right + 0.5;
    if (!isWhole || !isIn || left < end + 4) crowded.push(cell.textContent || cell.className);
    end = right;
  }
}
return crowded"""


class Server:
    """`hustings explore`, until it is stopped."""

    def __init__(self, *arguments):
        command = [HUSTINGS, "explore", *map(str, arguments), "--elections", str(ELECTIONS)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.process.stdout.readline().strip()
        self.page, self.token = self.address.split("#token=")
        self.port = self.page.rstrip("/").rsplit(":", 1)[1]

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=60)
        self.process.stdout.close()
        return code


@contextlib.contextmanager
def serving(*arguments):
    server = Server(*arguments)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()
        server.process.stdout.close()


def run_json(scenario, what_if):
    with tempfile.TemporaryDirectory() as folder:
        command = [HUSTINGS, "run", scenario, "--what-if", what_if, "--elections", str(ELECTIONS), "--json",
                   "--quiet", "-o", pathlib.Path(folder) / "r.h5"]
        return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


class BrowserTest(unittest.TestCase):
    SCENARIO = HOUSE
    START = ()  # what the server is started with, if not with the scenario alone

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.browser = cls.enterClassContext(chromium("127.0.0.1"))
        cls.browser.execute_cdp_cmd("Browser.setDownloadBehavior",
                                    {"behavior": "allow", "downloadPath": str(cls.folder)})
        cls.server = cls.enterClassContext(serving(*(cls.START or [cls.SCENARIO])))

    def setUp(self):
        set_mode(self.browser, 1280, "light")
        self.browser.get("about:blank")
        self.browser.get(self.server.address)
        self.settle()
        self.browser.get_log("browser")

    def wait(self, what):
        return WebDriverWait(self.browser, 120, poll_frequency=0.02).until(what)

    def settle(self):
        """Waits until the last stage of what is changed is shown."""
        self.wait(lambda browser: browser.find_elements(By.CSS_SELECTOR, "body[data-settled=true]"))

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.browser.execute_script("return document.querySelector(arguments[0]).textContent", selector)

    def row(self, label, group=""):
        """The row of an input, by its label and the title of its group."""
        return self.browser.execute_script(
            "const [label, group] = arguments;"
            "return [...document.querySelectorAll('.row')].find(row => row.querySelector('label').textContent === label"
            " && row.closest('fieldset').querySelector('legend').textContent.includes(group))", label, group)

    def slider(self, label, group=""):
        return self.row(label, group).find_element(By.CSS_SELECTOR, "input[type=range]")

    def number(self, label, group=""):
        return self.row(label, group).find_element(By.CSS_SELECTOR, "input[type=text]")

    def write(self, field, text):
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text + Keys.ENTER)

    def tab_to(self, is_there):
        """Presses Tab until the focus is where it should be."""
        for _ in range(200):
            focus = self.browser.switch_to.active_element
            if is_there(focus):
                return focus
            focus.send_keys(Keys.TAB)
        raise AssertionError("Tab does not lead there")

    def tab_to_slider(self, label, group):
        wanted = self.slider(label, group)
        return self.tab_to(lambda focus: focus == wanted)

    def rows_shown(self):
        """Chance and change of each candidate by event, as they are shown."""
        rows = self.browser.execute_script(
            "return [...document.querySelectorAll('#panel tr')].filter(row => row.querySelector('[data-event]'))"
            ".map(row => [row.querySelector('[data-event]').dataset.event,"
            "...[...row.querySelectorAll('td.n')].map(cell => cell.textContent)])")
        return {event: rest for event, *rest in rows}


class HouseTest(BrowserTest):
    def test_a_sweep_is_lifted_above_one_half_by_keys_alone_and_run_again_to_the_same_numbers(self):
        self.tab_to_slider("left", "urnout").send_keys(Keys.ARROW_RIGHT * 15)
        self.tab_to_slider("Claire Valdez", "7th").send_keys(Keys.ARROW_RIGHT * 5)
        self.tab_to_slider("Darializa Avila Chevalier", "13th").send_keys(Keys.ARROW_RIGHT * 7)
        self.settle()
        download = self.one("#download")
        self.browser.execute_script("document.activeElement.blur()")
        self.one("body").send_keys(Keys.TAB)
        self.tab_to(lambda focus: focus == download).send_keys(Keys.ENTER)
        file = self.folder / "explored.yaml"
        self.wait(lambda browser: file.exists() and file.stat().st_size)
        told = run_json(HOUSE, file)
        world = told["what_if"]["explored"]
        sweep = world["slates"]["mayor_slate"]["sweep"]["probability"]
        self.assertGreater(sweep, 0.5)
        self.assertIn(f"sweeps in {round(100 * sweep)} of 100 elections", self.text("#panel .say"))
        self.check_rows(world)
        file.unlink()

    def check_rows(self, world):
        shown = self.rows_shown()
        for id_, contest in world["contests"].items():
            for key, one in contest["candidates"].items():
                now, change = shown[f"{id_}/{key} wins"]
                if 0.001 < one["win"]["probability"] < 0.999:
                    self.assertEqual(now, f"{100 * one['win']['probability']:.1f}%", key)
                number = re.match(r"[+−-]?[0-9]+(\.[0-9]+)?", change).group(0).replace("−", "-")
                half = 0.5000001 * 10 ** -len(number.partition(".")[2])
                self.assertAlmostEqual(float(number), 100 * one["win"]["difference"], delta=half, msg=key)

    def test_the_token_leaves_the_address_and_nothing_else_is_asked(self):
        self.assertEqual(self.browser.current_url, self.server.page)
        addresses = set()
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                addresses.add(message["params"]["request"]["url"])
        foreign = [one for one in addresses if not one.startswith((self.server.page, "data:", "about:"))]
        self.assertEqual(foreign, [])
        self.assertFalse([one for one in addresses if self.server.token in one.partition("#")[0]])

    def test_no_error_no_violation_no_sideways_scroll(self):
        self.write(self.number("left", "urnout"), "12")
        self.settle()
        self.one("#ask-swing").click()
        self.wait(lambda browser: self.all("#swing-body table"))
        for width, scheme in MODES:
            with self.subTest(width=width, scheme=scheme):
                set_mode(self.browser, width, scheme)
                self.browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
                self.assertLessEqual(self.browser.execute_script("return document.documentElement.scrollWidth"), width)
                self.assertEqual(violations(self.browser), [])
        self.one("button.who").click()
        self.wait(lambda browser: self.all("dialog[open] table"))
        self.assertEqual(violations(self.browser), [])
        self.assertEqual(self.browser.get_log("browser"), [])

    def test_no_cell_of_a_card_runs_out_of_it_or_into_the_next(self):
        self.slider("left", "urnout").send_keys(Keys.END)
        self.settle()
        for width in (1280, 390, 320):
            set_mode(self.browser, width, "light")
            for change in ("", "−100.0 ±<0.1", "+0.256 ±0.061"):
                with self.subTest(width=width, change=change):
                    self.assertEqual(self.browser.execute_script(CROWDED, change), [])

    def test_sliders_are_filled_from_zero(self):
        slider = self.slider("left", "urnout")
        fill = "return ['--low', '--high'].map(one => Number(arguments[0].style.getPropertyValue(one)))"
        self.assertEqual(self.browser.execute_script(fill, slider), [0.5, 0.5])
        slider.send_keys(Keys.END)
        self.assertEqual(self.browser.execute_script(fill, slider), [0.5, 1])
        slider.send_keys(Keys.HOME)
        self.assertEqual(self.browser.execute_script(fill, slider), [0, 0.5])

    def test_undo_redo_reset_and_reload(self):
        slider = self.slider("left", "urnout")
        slider.send_keys(Keys.ARROW_RIGHT * 3)
        self.write(self.number("liberal", "urnout"), "−7.5 %")
        self.assertIn("times: 1.03}", self.text("#yaml"))
        self.settle()
        said = self.text("#said")
        state = self.browser.current_url
        self.assertIn("#see=", state)
        self.assertEqual([one.text for one in self.all(".moved-list li b")], ["+3 %", "−7.5 %"])
        self.browser.refresh()
        self.settle()
        self.assertEqual(self.browser.current_url, state)
        self.assertEqual(self.text("#said"), said)
        slider = self.slider("left", "urnout")
        slider.send_keys(Keys.END)
        slider.send_keys(Keys.CONTROL, "z")
        self.assertEqual(self.number("left", "urnout").get_attribute("value"), "+3")
        slider.send_keys(Keys.CONTROL, Keys.SHIFT, "z")
        self.assertEqual(slider.get_attribute("value"), "40")
        self.one("#reset").click()
        self.settle()
        self.assertEqual(self.all(".moved-list li"), [])
        self.assertEqual(self.browser.current_url, self.server.page)
        self.one("#undo").click()
        self.assertEqual(slider.get_attribute("value"), "40")
        self.one(".moved-list button").click()
        self.assertEqual(slider.get_attribute("value"), "0")

    def test_a_link_opens_in_a_second_window_which_gets_the_token_from_the_first(self):
        self.slider("left", "urnout").send_keys(Keys.ARROW_RIGHT * 4)
        self.settle()
        link, count = self.browser.current_url, self.text("#said")
        self.assertNotIn(self.server.token, link)
        first = self.browser.current_window_handle
        self.browser.switch_to.new_window("tab")
        self.browser.get(link)
        self.settle()
        self.assertEqual(self.text("#said"), count)
        self.assertEqual(self.number("left", "urnout").get_attribute("value"), "+4")
        self.browser.get("about:blank")
        self.browser.get(self.server.page + "#see=nobody:3,turnout")
        self.settle()
        self.assertIn("nobody", self.one("#trouble").text)
        self.browser.close()
        self.browser.switch_to.window(first)

    def test_of_a_drag_the_last_place_is_what_is_shown(self):
        slider = self.slider("left", "urnout")
        self.browser.execute_script(
            "const slider = arguments[0];"
            "for (let at = 1; at <= 30; ++at) { slider.value = at; slider.dispatchEvent(new Event('input')); }", slider)
        self.settle()
        dragged = self.rows_shown()
        self.assertEqual(self.number("left", "urnout").get_attribute("value"), "+30")
        self.one("#undo").click()
        self.assertEqual(slider.get_attribute("value"), "0")
        self.settle()
        self.assertNotEqual(self.rows_shown(), dragged)
        self.write(self.number("left", "urnout"), "30")
        self.settle()
        self.assertEqual(self.rows_shown(), dragged)

    def test_what_the_reader_refuses_is_told_at_its_input(self):
        before = self.rows_shown()
        field = self.number("left", "urnout")
        self.write(self.number("liberal", "urnout"), "5")
        self.write(field, "-150")
        self.wait(lambda browser: field.get_attribute("aria-invalid") == "true")
        problem = self.one("#" + field.get_attribute("aria-describedby"))
        self.assertIn("From −100 to +99,900 %. ", problem.text)
        self.assertIn("from 0 to 1000", problem.text)
        self.assertIn("from 0 to 1000", self.text("#said"))
        self.assertEqual(violations(self.browser), [])
        self.write(field, "many")
        self.wait(lambda browser: "many" in problem.text)
        self.write(field, "0")
        self.settle()
        self.assertEqual(field.get_attribute("aria-invalid"), "false")
        self.assertFalse(problem.is_displayed())
        self.assertNotEqual(self.rows_shown(), before)

    def test_what_is_no_plain_number_is_told_at_its_input_and_sent_to_nobody(self):
        field = self.number("left", "urnout")
        self.browser.get_log("performance")
        for text in ("2} #", "12abc", "3 million", "0x10", "1e1", "1_0", "7,5", "1,00", "Infinity", "5 points", "--5"):
            with self.subTest(text=text):
                self.write(field, text)
                self.wait(lambda browser: field.get_attribute("aria-invalid") == "true")
                problem = self.one("#" + field.get_attribute("aria-describedby"))
                self.assertIn(f"“{text}” is not a number", problem.text)
                self.assertNotIn("change:", self.text("#yaml"))
                self.assertEqual(self.text("#stage"), "not simulated")
        self.one("#ask-swing").click()
        self.wait(lambda browser: self.one("#ask-swing").is_enabled())
        sent = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        self.assertNotIn("Network.requestWillBeSent", [one["method"] for one in sent])
        self.settle_after_writing(field, {"–5": "0.95", "-5%": "0.95", "−5.5 %": "0.945", "+.5": "1.005",
                                          "1,000": "11"})

    def settle_after_writing(self, field, written):
        for text, times in written.items():
            with self.subTest(text=text):
                self.write(field, text)
                self.assertIn(f"times: {times}}}", self.text("#yaml"))
        self.write(field, Keys.DELETE)
        self.settle()
        self.assertEqual(field.get_attribute("value"), "0")

    def test_undo_redo_and_reset_clear_what_was_told(self):
        field = self.number("left", "urnout")
        for text in ("abc", "-150"):
            for move in ("undo", "reset"):
                with self.subTest(text=text, move=move):
                    self.write(field, text)
                    self.wait(lambda browser: field.get_attribute("aria-invalid") == "true")
                    self.one("#" + move).click()
                    self.settle()
                    self.assertEqual(field.get_attribute("value"), "0")
                    self.assertEqual(field.get_attribute("aria-invalid"), "false")
                    self.assertEqual([one for one in self.all(".problem") if one.is_displayed()], [])
        self.one("#undo").click()
        self.wait(lambda browser: field.get_attribute("aria-invalid") == "true")
        self.one("#redo").click()
        self.settle()
        self.assertEqual(field.get_attribute("aria-invalid"), "false")

    def test_a_change_in_the_scenarios_own_words(self):
        self.browser.execute_script("document.querySelectorAll('details.group').forEach(d => d.open = true)")
        field = self.one("#by-hand")
        self.write(field, "{change: turnout, where: {cd: NY-13, faction: left}, plus: 0.02}")
        self.settle()
        self.assertIn("- {change: turnout, where: {cd: NY-13, faction: left}, plus: 0.02}\n", self.text("#yaml"))
        state = self.browser.current_url
        self.browser.refresh()
        self.settle()
        self.assertEqual(self.browser.current_url, state)
        self.write(self.browser.execute_script("const f = document.querySelector('#by-hand');"
                                               "f.closest('details').open = true; return f"), "{change: weather}")
        self.wait(lambda browser: self.all(".moved-list .problem"))
        self.assertIn("weather", self.one(".moved-list .problem").text)
        self.browser.execute_script("document.querySelector('#controls').scrollTop = 0")
        self.all(".moved-list button")[-1].click()
        self.settle()
        self.assertEqual(self.all(".moved-list .problem"), [])

    def test_districts_are_found_by_search_and_by_key(self):
        self.one("body").send_keys("/")
        field = self.browser.switch_to.active_element
        self.assertEqual(field.get_attribute("type"), "search")
        field.send_keys("13 ad-71")
        found = self.all(".found .row")
        self.assertEqual(len(found), 1)
        found[0].find_element(By.CSS_SELECTOR, "input[type=range]").send_keys(Keys.ARROW_RIGHT)
        self.settle()
        self.assertIn("NY-13-AD-71", self.text("#yaml"))
        self.assertEqual(len(self.all(".moved-list li")), 1)

    def test_a_candidate_is_clicked_and_the_dialog_gives_the_focus_back(self):
        who = self.one("[data-event='NY-13/avila_chevalier wins']")
        who.send_keys(Keys.ENTER)
        self.wait(lambda browser: self.all("dialog[open] table"))
        self.assertEqual(self.text("#t-given"), "If Darializa Avila Chevalier wins")
        self.one("#given-body [data-event='NY-10/lander wins']").send_keys(Keys.ENTER)
        self.assertEqual(self.text("#t-given"), "If Brad Lander wins")
        self.wait(lambda browser: self.all("dialog[open] table"))
        self.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        self.assertFalse(self.all("dialog[open]"))
        self.assertEqual(self.browser.switch_to.active_element, who)

    def test_the_focus_stays_on_a_candidate_while_numbers_move(self):
        who = self.one("[data-event='NY-13/avila_chevalier wins']")
        self.browser.execute_script("arguments[0].focus()", who)
        self.browser.execute_script("const slider = arguments[0]; slider.value = 25;"
                                    "slider.dispatchEvent(new Event('input'))", self.slider("left", "urnout"))
        self.settle()
        self.assertEqual(self.browser.switch_to.active_element, who)

    def test_screen_readers_are_told_the_headline_politely(self):
        said = self.one("#said")
        self.assertEqual(said.get_attribute("role"), "status")
        self.slider("left", "urnout").send_keys(Keys.END)
        self.settle()
        self.assertRegex(self.text("#said"), r"of 100 .*Up [0-9.]+ points\.$")

    def test_nothing_glides_where_that_is_not_wanted(self):
        glides = "return getComputedStyle(document.querySelector('#panel svg rect')).transitionDuration"
        self.assertIn("0.18s", self.browser.execute_script(glides))
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                     {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]})
        self.assertEqual(self.browser.execute_script(glides), "0s")

    def test_swing_asked_meanwhile_is_answered_and_the_elections_go_on(self):
        self.slider("left", "urnout").send_keys(Keys.ARROW_RIGHT)
        self.one("#ask-swing").click()
        self.wait(lambda browser: self.all("#swing-body table"))
        self.settle()
        self.assertFalse(self.one("#swing-old").is_displayed())
        colour = "return getComputedStyle(document.querySelector('#swing-body td')).color"
        fresh = self.browser.execute_script(colour)
        self.slider("left", "urnout").send_keys(Keys.ARROW_RIGHT)
        self.assertTrue(self.one("#swing-old").is_displayed())
        self.assertNotEqual(self.browser.execute_script(colour), fresh)
        self.assertEqual(violations(self.browser), [])

    def test_the_report_is_downloaded(self):
        self.one("#report").click()
        file = self.folder / "explored.html"
        self.wait(lambda browser: file.exists() and file.stat().st_size)
        self.assertTrue(file.read_text(encoding="utf-8").startswith("<!doctype html>"))


class MapTest(BrowserTest):
    """A made-up scenario whose districts have places on a map, and whose names would be markup."""

    @classmethod
    def setUpClass(cls):
        cls.enterClassContext(contextlib.ExitStack())
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        text = STEPS.read_text(encoding="utf-8")
        for name, row, column in (("Harbor", 1, 1), ("Old Town", 1, 2), ("Hills", 2, 2)):
            text = text.replace(f"{{id: {name}, ", f"{{id: {name}, row: {row}, col: {column}, ")
        text = text.replace("name: Ana Ortiz", "name: \"<script>alert(1)</script>\"")
        text = text.replace("title: A made-up pair of primaries", "title: \"<img src=x onerror=alert(1)>\"")
        cls.SCENARIO = folder / "map.yaml"
        cls.SCENARIO.write_text(text, encoding="utf-8")
        super().setUpClass()

    def test_names_are_text(self):
        self.assertEqual(self.text("#title"), "<img src=x onerror=alert(1)>")
        self.assertIn("<script>alert(1)</script>", [one.text for one in self.all("button.who")])
        self.assertEqual(self.all("#panel script, h1 img"), [])

    def test_a_district_is_chosen_on_the_map_by_arrows(self):
        self.browser.execute_script("document.querySelector('.tile-buttons').closest('details').open = true")
        tiles = self.all(".tile-buttons button")
        self.assertEqual([one.get_attribute("tabindex") for one in tiles], ["0", "-1", "-1"])
        tiles[0].send_keys(Keys.ARROW_RIGHT)
        self.browser.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
        self.browser.switch_to.active_element.send_keys(Keys.ENTER)
        self.browser.switch_to.active_element.send_keys(Keys.ARROW_RIGHT * 2)
        self.settle()
        self.assertIn("{district: Hills}", self.text("#yaml"))
        self.assertEqual(tiles[2].get_attribute("aria-label"), "Hills, +2 %")
        for scheme in ("light", "dark"):
            set_mode(self.browser, 390, scheme)
            self.assertEqual(violations(self.browser), [], scheme)


class BegunTest(BrowserTest):
    """A server that began with changes."""

    @classmethod
    def setUpClass(cls):
        file = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory())) / "begun.yaml"
        file.write_text("what_if:\n  begun:\n    - {change: turnout, where: {faction: left}, times: 1.2}\n",
                        encoding="utf-8")
        cls.START = [STEPS, "--what-if", file]
        super().setUpClass()

    def test_a_reset_is_kept_in_the_address(self):
        self.assertEqual(len(self.all(".moved-list li")), 1)
        self.one("#reset").click()
        self.settle()
        for _ in range(2):
            self.browser.refresh()
            self.settle()
            self.assertEqual(self.all(".moved-list li"), [])
        self.browser.get(self.server.address)
        self.wait(lambda browser: "token" not in browser.current_url)
        self.settle()
        self.assertEqual(self.all(".moved-list li"), [])


class GoneTest(BrowserTest):
    SCENARIO = STEPS

    def test_a_server_that_ends_and_one_that_takes_its_place_are_told_plainly(self):
        self.slider("left", "urnout").send_keys(Keys.ARROW_RIGHT * 5)
        self.settle()
        port = self.server.port
        self.assertEqual(self.server.stop(), 0)
        self.wait(lambda browser: "The server has ended" in self.one("#trouble").text)
        self.assertEqual(violations(self.browser), [])
        self.slider("left", "urnout").send_keys(Keys.ARROW_RIGHT, Keys.ARROW_LEFT)
        self.wait(lambda browser: self.text("#stage") == "not simulated")
        self.one("#download").click()
        file = self.folder / "explored.yaml"
        self.wait(lambda browser: file.exists() and file.stat().st_size)
        self.assertIn("times: 1.05}", file.read_text(encoding="utf-8"))
        with serving(STEPS, "--port", port) as server:
            self.one("#trouble button").click()
            self.wait(lambda browser: "of a server that has ended" in self.one("#trouble").text)
            self.browser.get(server.address)
            self.settle()
            self.assertFalse(self.one("#trouble").is_displayed())
            self.assertEqual(self.number("left", "urnout").get_attribute("value"), "+5")


if __name__ == "__main__":
    unittest.main(verbosity=2)
