"""Tests scripts/plot.py: what its pictures say (plot_looks.py) and whether their texts overlap, and how it fails.

Pictures are written to files of one scenario only.

usage: plot_test.py HUSTINGS [unittest arguments]
"""

import contextlib
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
import xml.etree.ElementTree
from dataclasses import replace

import h5py
import numpy as np
from PIL import Image

sys.dont_write_bytecode = True

from plot_looks import BY_NAME, FIRST, ROOT, SCRIPTS, Files  # noqa: E402

import plot  # noqa: E402
from plots import (conditional, differences, fonts, messages, page, panels, plan, reach, resilience,  # noqa: E402
                   results, rounds, scores, seats, style, swing, turnout, worth)

HUSTINGS = sys.argv.pop(1) if len(sys.argv) > 1 else str(ROOT / "build/release/hustings")
RARE = ["delegates", "totals", "differences", "worth", "swing", "response", "heat", "rounds"]


class Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not hasattr(Test, "files"):
            folder = tempfile.TemporaryDirectory()
            unittest.addModuleCleanup(folder.cleanup)
            Test.folder = pathlib.Path(folder.name)
            style.set_up()
            Test.files = Files(HUSTINGS, Test.folder)

    def look(self, file, name):
        look = self.files.looks[file, name]
        self.assertEqual(look.reason, "")
        return look

    def plot(self, *arguments):
        """Runs plot.py in this process; returns the exit code and what it prints."""
        out, errors = io.StringIO(), io.StringIO()
        with unittest.mock.patch.object(sys, "argv", ["plot.py", *map(str, arguments)]), \
                contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            try:
                code = plot.main()
            except SystemExit as stop:
                code = stop.code
        return code, out.getvalue(), errors.getvalue()


class Whole(Test):
    """All pictures."""

    def test_have_no_text_that_overlaps_another_or_leaves_the_sheet(self):
        for key, look in self.files.looks.items():
            with self.subTest(key):
                self.assertEqual(look.faults, ())

    def test_are_drawn_of_all_that_the_file_has_data_for(self):
        def skipped(file):
            return [name for name in BY_NAME if self.files.looks[file, name].reason]

        self.assertEqual(skipped("first"), ["delegates", "totals", "worth", "response", "heat", "rounds"])
        self.assertEqual(skipped("many"), RARE)
        self.assertEqual(skipped("few"), [*RARE[:2], "seats", *RARE[2:]])
        self.assertEqual(skipped("one"), [*RARE[:2], "seats", "conditional", *RARE[2:]])
        self.assertEqual(skipped("delegates"), RARE[2:])
        self.assertEqual(skipped("few delegates"), ["seats", "conditional", *RARE[2:]])
        self.assertIn("no what-ifs", self.files.looks["many", "differences"].reason)
        self.assertIn("run --swing", self.files.looks["many", "swing"].reason)

    def test_say_what_they_are_of(self):
        said = self.look("first", "win").said
        for words in ("A made-up pair of primaries", "20,000 simulated elections, seed 7", "Ben Burke *"):
            self.assertIn(words, said)

    def test_have_axes_that_end_at_a_number(self):
        self.assertEqual([style.ceiling(top, 0.2) for top in (0.39, 0.4, 0.87)], [0.4, 0.4, 1.0])
        for file, name, end in (("first", "share", "100%"), ("super_tuesday_2020", "share", "100%")):
            self.assertIn(end, self.look(file, name).texts)
        self.assertIn("1,000", self.look("super_tuesday_2020", "totals").texts)

    def test_do_not_draw_what_is_counted_among_forecasts(self):
        for name in ("win", "share", "delegates", "conditional"):
            texts = self.look("super_tuesday_2020", name).texts
            self.assertNotIn("earlier", texts)
            self.assertIn("AL", texts)
            self.assertRegex(" ".join(texts), r"the same in all elections: earlier \(Iowa,[ \w,]* as counted\)\.")

    def test_have_the_names_that_the_scenario_gives(self):
        self.assertIn("Reform now", self.look("named", "seats").texts)
        self.assertIn("The young left", self.look("named", "turnout").texts)
        self.assertIn("moderate", self.look("named", "turnout").texts)
        self.assertIn("Error of polls: Ana Ortiz (Mayor)", self.look("named", "association").texts)
        totals = self.look("super_tuesday_2020", "totals").texts
        self.assertIn("All delegates so far", totals)
        self.assertIn("Bernie Sanders", totals)
        self.assertIn("three days: Joseph R. Biden", self.look("super_tuesday_2020", "association").texts)
        self.assertIn("Working Families", self.look("nyc_mayor_2025", "win").texts)

    def test_fill_their_columns(self):
        heights = [2.4, 2.4, 4.0, 2.8, 2.4]  # the New York House primaries
        layout = panels.lay_out(heights)
        self.assertGreater(sum(heights), 0.85 * layout.columns * layout.height)
        in_order = panels.lay_out([2.0] * 5)
        self.assertEqual([column for column, _ in in_order.places], [0, 0, 0, 1, 1])

    def test_write_long_names_of_contests_in_several_lines(self):
        contest = results.Contest(0, "earlier", "Iowa, New Hampshire, Nevada and South Carolina, as counted", 1,
                                  False, ())
        id_, lines = panels.heading_lines(4.5, contest)
        self.assertEqual((id_, " ".join(lines)), ("earlier", f" {contest.name}"))


class Single(Test):
    """Single pictures."""

    def test_win_counts_in_a_hundred_and_says_how_polls_miss(self):
        look = self.look("first", "win")
        chances = [text for text in look.texts if text.endswith("in 100")]
        self.assertEqual(len(chances), 5)
        for text in chances:
            self.assertRegex(text, r"^(\d+( ± \d+)?|under 1|over 99) in 100$")
        self.assertNotRegex(" ".join(look.texts[:-5]), r"\d%")
        self.assertRegex(look.said, "polls of primaries miss the margin by some nine points")

    def test_win_has_a_favourite_only_where_one_leads_clearly(self):
        self.assertNotIn("eli", self.look("first", "win").bold)  # wins 57 in 100
        self.assertIn("Joseph R. Biden", self.look("super_tuesday_2020", "win").bold)

    def test_win_gathers_who_never_wins(self):
        look = self.look("nyc_mayor_2025", "win")
        self.assertIn("7 others, each under 1 in 100", look.texts)
        self.assertNotIn("Jessica Ramos", look.texts)

    def test_legends_name_no_slate_of_which_no_bar_is_seen(self):
        data = results.open_results(self.files.path("nyc_mayor_2025"))
        blake = data.slates[2].name
        self.assertNotIn(blake, self.look("nyc_mayor_2025", "win").texts)
        self.assertIn(blake, self.look("nyc_mayor_2025", "share").texts)

    def test_chances_that_never_or_always_came_up_are_bounded_by_the_elections(self):
        self.assertEqual([style.in_hundred(p, 100) for p in (0, 1, 0.5)],
                         ["under 3 in 100", "over 97 in 100", "50 in 100"])

    def test_seats_are_left_out_where_one_is_all_that_a_slate_can_win(self):
        for file in ("nyc_mayor_2025", "runoff_example"):
            self.assertIn("no slate can win more than one seat", self.files.looks[file, "seats"].reason)
        look = self.look("named", "seats")
        self.assertIn("two seats", look.texts)
        self.assertNotIn("one seat", look.texts)
        self.assertRegex(look.said, r"of 2 seats on average \(3 members: some stand for the same seat\)")
        self.assertIn("one seat is all they can win: one seat.", look.said)

    def test_seats_of_a_large_slate_show_the_whole_range(self):
        look = self.look("many", "seats")
        data = results.open_results(self.files.path("many"))
        low, high = seats.range_of(data.slates[0])
        self.assertIn(f"of 30 seats on average, 90%: {low}\u2013{high}", look.said)
        first, last = seats.seats_shown(data.slates[0])
        self.assertLess(data.slates[0].seats[:first].sum() + data.slates[0].seats[last + 1 :].sum(), 0.01)
        self.assertFalse({"<1", "1", "0"} & set(look.texts) - {str(j) for j in range(31)})
        self.assertIn("Left: in how many", look.said)  # the slates of ten have a right part
        self.assertIn("Assembly district 9 of the county", look.said)  # one name stands in all contests
        alone = self.look("super_tuesday_2020", "seats").said
        self.assertNotIn("Left:", alone)
        self.assertIn("Bars: in how many of the elections", alone)

    def test_turnout_is_left_out_where_it_is_the_same_everywhere(self):
        self.assertIn("turnout is the same", self.files.looks["super_tuesday_2020", "turnout"].reason)

    def test_turnout_lists_districts_by_name(self):
        texts = self.look("first", "turnout").texts
        districts = [text for text in texts if text in ("Harbor", "Old Town", "Hills")]
        self.assertEqual(districts, ["Harbor", "Hills", "Old Town"])
        names = ["NY-10-AD-9", "NY-07-AD-23", "NY-10-AD-44", "NY-07-AD-100"]
        self.assertEqual(list(turnout.in_order(names)), [1, 3, 0, 2])

    def test_differences_show_what_changes_and_who_holds_the_seat(self):
        look = self.look("first", "differences")
        for words in ("young turnout up", "reformers", "sweeps", "(out)", "No chance moves", "Ben Burke *",
                      "* holds the seat"):
            self.assertIn(words, look.said)

    def test_differences_tell_nothing_twice(self):
        texts = self.look("first", "differences").texts
        self.assertNotIn("reformers sweep", texts)
        self.assertNotIn("the mayor survives", texts)
        self.assertIn("split night", texts)

    def test_differences_leave_out_what_is_no_larger_than_its_error_as_printed(self):
        move = differences.Move("x", "wins", style.INK, 0.5, 0.5, 0.000695, 0.00035)
        self.assertGreater(abs(move.difference), 1.96 * move.error)
        self.assertFalse(move.is_clear)
        self.assertFalse(replace(move, difference=-0.00004, error=0.00001).is_clear)
        self.assertTrue(replace(move, difference=0.02).is_clear)

    def test_differences_of_nothing_have_no_sign(self):
        move = differences.Move("x", "wins", style.INK, 0.5, 0.5, -0.00001, 0.0001)
        self.assertEqual(differences.difference_text(move)[0], "0")
        self.assertEqual(differences.difference_text(replace(move, difference=-0.01))[0], "\u2212")

    def test_worth_is_what_each_programme_adds(self):
        look = self.look("programmes", "worth")
        for words in ("young renters", "mail for Burke", "Ana Ortiz", "illustration", "Bars: the 95% Monte Carlo"):
            self.assertIn(words, look.said)
        self.assertNotIn("without young renters", look.said)
        data = results.open_results(self.files.path("programmes"))
        moves, _ = worth.worth_of(data, "what_if/without young renters")
        ana = next(move for move in moves if move.name == "Ana Ortiz")
        self.assertGreater(ana.difference, 0)
        self.assertAlmostEqual(ana.difference, ana.now - ana.base, places=9)
        self.assertIn("no doors", self.look("programmes", "differences").said)
        self.assertNotIn("without", self.look("programmes", "differences").said)

    def test_response_says_what_the_amounts_are_and_shows_the_run_as_it_is(self):
        look = self.look("points", "response")
        for words in ("Chances as the young is moved", "Ana Ortiz", "Sweeps of slates", "young people show up",
                      "the young: added to turnout, points", "Dotted: the run as it is"):
            self.assertIn(words, look.said)
        self.assertIn("0", look.texts)
        self.assertNotIn("0.02", look.texts)
        for words in ("reformers sweep", "the mayor survives"):
            self.assertNotIn(words, look.texts)
        self.assertIn("polls: sd of the effect", self.look("sd", "response").texts)
        self.assertIn("needs a variation of two inputs", self.files.looks["points", "heat"].reason)

    def test_response_curves_begin_at_the_run_as_it_is(self):
        data = results.open_results(self.files.path("points"))
        drawn = list(BY_NAME["response"].panels_of_one(BY_NAME["response"].read_variation(data)))
        ben = next(curve for panel in drawn for curve in panel.curves if curve.name == "Ben Burke *")
        np.testing.assert_allclose(ben.x, [0, 1, 2, 3, 4, 5])
        self.assertEqual(ben.y[0], data.candidates[1].win)

    def test_heat_and_response_of_two_inputs_are_of_the_sweep(self):
        for name in ("response", "heat"):
            self.assertIn("reformers sweeps", self.look("grid", name).said)
        self.assertIn("ana: added to the share, points \u2191", self.look("grid", "heat").texts)
        self.assertIn("the young: turnout multiplied by \u2192", self.look("grid", "heat").texts)

    def test_swing_keeps_sums_apart_from_their_parts(self):
        look = self.look("first", "swing")
        for words in ("Ben Burke * wins", "reformers sweeps", "District by district"):
            self.assertIn(words, look.said)
        start = look.texts.index("In all districts together")
        middle = look.texts.index("District by district")
        self.assertTrue(all(", " not in text for text in look.texts[start:middle]))
        self.assertIn("Old Town, teachers", look.texts[middle:])

    def test_swing_scales_every_race_by_its_own_largest_bar(self):
        def race(change):
            return swing.Race("x", 0.5, (), (swing.Row("u", change, 0.0, False),), 0)

        for change in (0.02, -0.0002):
            self.assertAlmostEqual(abs(change) * swing.scale_of(race(change), 3.0), 1.5)

    def test_conditional_has_one_scale_of_colours(self):
        self.assertEqual(conditional.colour_of(0.25), conditional.colour_of(0.9))
        self.assertNotEqual(conditional.colour_of(0.03), conditional.colour_of(0.19))
        self.assertIn("the deepest colour stands for 25 points or more", self.look("first", "conditional").said)

    def test_conditional_groups_many_contests_by_whom_they_are_about(self):
        texts = self.look("super_tuesday_2020", "conditional").texts
        states = [text for text in texts if re.fullmatch("[A-Z]{2}", text)]
        biden = ["AL", "AR", "NC", "OK", "TN", "VA"]
        self.assertEqual(states[:6], biden)

    def test_association_is_of_the_headline_and_says_what_it_is(self):
        look = self.look("first", "association")
        self.assertIn("How often \u201creformers sweeps\u201d goes with the value of an effect", look.said)
        self.assertIn("Association, not cause", look.said)
        self.assertIn("polling: Ana Ortiz (Mayor)", look.said)
        self.assertLessEqual(look.texts.count("value of the effect [sd]"), 3)

    def test_rounds_of_ranked_choice_have_their_numbers(self):
        look = self.look("nyc_mayor_2025", "rounds")
        self.assertFalse([text for text in look.texts if "\u2026" in text])
        for words in ("ballots are exhausted (", "exhausted, mean", "over the elections that hold"):
            self.assertIn(words, look.said)
        with h5py.File(self.files.path("nyc_mayor_2025")) as file:
            first = file["rounds/standing_mean"][:, 0]
            exhausted, held = file["rounds/exhausted_by_round_mean"][0, 1], file["rounds/reached"][0, 2]
        for number in (f"{100 * first.max():.0f}", f"{100 * exhausted:.1f}%", f"{100 * held:.1f}%"):
            self.assertIn(number, " ".join(look.texts))

    def test_rounds_of_runoffs_say_how_often_there_is_a_second(self):
        look = self.look("runoff_example", "rounds")
        self.assertFalse([text for text in look.texts if "\u2026" in text])
        self.assertNotIn("xhausted", look.said)
        with h5py.File(self.files.path("runoff_example")) as file:
            held, lost = file["rounds/reached"][:, 1], file["rounds/led_first_but_lost"][:]
        for p, q in zip(held, lost):
            found = re.search(rf"A second round is held in {100 * p:.1f}% of the elections; in"
                              rf" {100 * q / p:.1f}% of those the leader of the first loses it\.", look.said)
            self.assertTrue(found, look.said)

    def test_rounds_of_a_count_are_drawn(self):
        tally = {"Ana": "40", "Ben": "35", "Cara": "25"}
        inactive = {"exhaustedChoices": "0"}
        count = {"config": {"contest": "Mayor"}, "results": [
            {"round": 1, "tally": tally, "inactiveBallots": inactive,
             "tallyResults": [{"eliminated": "Cara", "transfers": {"Ben": "20", "exhausted": "5"}}]},
            {"round": 2, "tally": {"Ana": "40", "Ben": "55"}, "inactiveBallots": {"exhaustedChoices": "5"},
             "tallyResults": [{"elected": "Ben", "transfers": {}}]},
        ]}
        path = self.folder / "count.json"
        path.write_text(json.dumps(count))
        out = self.folder / "count"
        code, _, errors = self.plot("--rounds", path, "-o", out, "--check-overlap")
        self.assertEqual((code, errors), (0, ""))
        self.assertEqual(sorted(os.listdir(out)), ["rounds.png", "rounds.svg"])
        self.assertEqual(rounds.figure_of(count, "Ben wins").axes[0].get_title(loc="left"), "Ben wins")

    def test_scores_are_drawn(self):
        number = {"of": "share", "counted": 0.5, "pit": 0.5}
        contest = {"numbers": [dict(number, pit=pit) for pit in (0, 0.05, 0.1, 0.95, 1)],
                   "districts": [dict(number, pit=pit / 40) for pit in range(41)]}
        coverage = [{"level": level, "held": held, "n": 5, "low": 0.2, "high": 0.9}
                    for level, held in ((0.5, 2), (0.8, 3), (0.9, 4))]
        calls = [{"chance": 0.5, "happened": True}, {"chance": 0.55, "happened": False},
                 {"chance": 1, "happened": True}]
        data = {"nights": [{"forecasts": [{"contests": {"Mayor": contest}}, {"contests": {}}]}],
                "coverage": coverage, "district_coverage": coverage, "calls": calls}
        path = self.folder / "scores.json"
        path.write_text(json.dumps(data))
        out = self.folder / "scores"
        code, _, errors = self.plot("--scores", path, "-o", out, "--check-overlap")
        self.assertEqual((code, errors), (0, ""))
        self.assertEqual(sorted(os.listdir(out)), ["calibration.png", "calibration.svg", "pit.png", "pit.svg"])
        self.assertEqual(scores.histogram(scores.pits(data, "numbers")), [2, 1, 0, 0, 0, 0, 0, 0, 0, 2])
        self.assertEqual([group[1:] for group in scores.grouped(calls)], [(0.5, 2), (1.0, 1)])
        figures = dict(scores.figures_of(dict(data, calls=[], district_coverage=[]), "As told"))
        self.assertEqual(len(figures["calibration"].axes), 1)
        self.assertIn("As told", [text.get_text() for text in figures["pit"].texts])
        for notice in ("(illustration: invented inputs)", "(sensitive targets are allowed: a union asks)"):
            data["nights"][0]["scenario"] = {"title": f"Mayor {notice}"}
            for _, figure in scores.figures_of(data, "As told"):
                self.assertIn(f"As told {notice}", [text.get_text() for text in figure.texts])


def chance(probability, base, error=0.002):
    return {"probability": probability, "difference": probability - base, "paired_standard_error": error}


NAMES = {"M/ana": "Ana Diaz (M)"}


SENSITIVE = "(sensitive targets are allowed: a union's own members)"


def small_plan():
    """Returns what `hustings plan` prints of two owners, of whom one has two channels, and of 22 variants."""
    def group(tag, value, registered, share):
        return {"tags": [tag], "values": value, "registered": registered, "reached": share * registered,
                "never": (1 - share) * registered, "ratio": share / 0.2}

    areas = [group("area", [f"area {i}"], 1000, i / 100) for i in range(14)]
    pair = dict(group("area", "other", 600, 0.5), tags=["area", "age"])
    coverage = {"us": {"registered": 20000, "reached": 4000, "least": 500, "leaves_out": False, "groups": [
                    *areas, group("area", "other", 700, 0.3), group("age", ["young"], 9000, 0.002), pair]},
                "them": {"registered": 900, "reached": 90, "least": 500, "leaves_out": False, "groups": []}}

    def point(lost, keep, ours, win):
        return {"lost": lost, "keep": keep, "candidates": {"M/ana": {"win": chance(win, 0.6)}},
                "owners": {"us": {"reached": ours, "ballots": None}, "them": {"reached": 1, "ballots": 1}},
                "slates": {"reformers": {"sweep": chance(win, 0.6)}}, "events": {"rain": chance(0.3005, 0.3)}}

    points = [point(lost, keep, 1 - (1 - keep) * part, 0.6 - (1 - keep) * part / 10)
              for lost, part in ((["doors"], 0.3), (["text"], 0.6), (["doors", "text"], 0.9), (["tv"], 0.0))
              for keep in (0.5, 0.0)]
    base = {"candidates": {"M/ana": {"win": {"probability": 0.6}}}, "slates": {"reformers": {"sweep": {
        "probability": 0.6}}}, "events": {"rain": {"probability": 0.3}}}
    variants = {f"variant {i}": {"shown": 1000, "responded": 10 + i, "raw": (10 + i) / 1000, "shrunk": 0.02 + i / 2000,
                                 "sd": 0.003, "best": {"probability": i / 300, "standard_error": 0.01}}
                for i in range(22)}
    return {"scenario": {"title": f"A town {SENSITIVE} (illustration: invented inputs)"}, "programmes": {"doors": {}},
            "names": NAMES,
            "assumptions": [], "coverage": coverage,
            "resilience": {"elections": 2000, "seed": 7, "channels": ["doors", "text", "tv"], "base": base,
                           "owners": {"us": {"channels": ["doors", "text"]}, "them": {"channels": ["tv"]}},
                           "points": points},
            "messages": {"texts": {"measures": "replies", "chosen": "variant 21", "tested_mean": 0.02, "variants": variants}}}


class OfPlans(Test):
    """Pictures of what `hustings plan` prints."""

    def said(self, name, data=None, headline=None):
        """Returns the texts of a picture, none of which overlaps another."""
        figure = dict(plan.figures_of(data or small_plan(), headline))[name]
        self.assertEqual(page.overlaps(figure), [])
        return [text.get_text() for text in figure.findobj(page.Text) if text.get_text()]

    def test_are_drawn_and_say_that_inputs_are_invented(self):
        path, out = self.folder / "plan.json", self.folder / "plan"
        path.write_text(json.dumps(small_plan()))
        code, _, errors = self.plot("--plan", path, "-o", out, "--check-overlap")
        self.assertEqual((code, errors), (0, ""))
        names = ("messages", "reach", "resilience")
        self.assertEqual(sorted(os.listdir(out)), [f"{name}.{kind}" for name in names for kind in ("png", "svg")])
        for name in names:
            said = " ".join(self.said(name, headline="As told"))
            self.assertTrue(said.startswith("As told A town"), said)
            self.assertIn(f"{SENSITIVE} (illustration: invented inputs)", said)

    def test_are_skipped_where_the_plan_was_asked_for_without(self):
        path = self.folder / "bare.json"
        path.write_text(json.dumps({**small_plan(), "coverage": {}, "messages": {}, "resilience": {}}))
        code, out, errors = self.plot("--plan", path, "-o", self.folder / "bare", "--json")
        self.assertEqual((code, json.loads(out)["pictures"]), (0, []))
        for name, option in (("reach", "coverage"), ("resilience", "resilience"), ("messages", "messages")):
            self.assertRegex(errors, rf"no picture {name}: the plan has no .*\(plan --{option}\)")
        still = small_plan()
        still["resilience"]["points"] = []
        self.assertEqual(dict(plan.figures_of(still))["resilience"], "no loss of a channel changes anything")
        path.write_text("{}")
        code, _, errors = self.plot("--plan", path, "-o", self.folder / "bare")
        self.assertEqual(code, 65)
        self.assertIn("not the JSON of `hustings plan`", errors)

    def test_reach_shows_who_is_reached_most_and_least(self):
        texts = self.said("reach")
        areas = [text for text in texts if re.fullmatch(r"area \d+|small groups|\d+ groups between", text)]
        self.assertEqual(areas, [*(f"area {i}" for i in range(13, 8, -1)), "5 groups between",
                                 *(f"area {i}" for i in range(3, -1, -1)), "small groups"])
        for text in ("us: 20% of 20,000 registered voters are reached", "13%", "870 never", "<1%", "0%",
                     "It has no group that is large enough to be told of."):
            self.assertIn(text, texts)
        self.assertNotIn("300 never", texts)  # a group by two tags
        groups = reach.tags_of(small_plan()["coverage"]["us"])
        self.assertEqual([one.share for one in groups["area"]], [*(i / 100 for i in range(13, -1, -1)), 0.3])

    def test_reach_has_its_line_at_the_mean(self):
        figure = dict(plan.figures_of(small_plan()))["reach"]
        groups = [one for of in reach.tags_of(small_plan()["coverage"]["us"]).values() for one in of]
        columns = reach.lay_out(page.Page(reach.WIDTH), groups)
        means = [line.get_xdata()[0] for line in figure.findobj(page.Line2D)
                 if line.get_color() == style.INK]
        self.assertEqual(means, [columns.at(0.2)] * 2)

    def test_resilience_draws_what_a_loss_moves(self):
        texts = self.said("resilience")
        for text in ("Reach of us, one channel lost", "Reach of us, two channels lost", "Ana Diaz (M) wins, one channel lost",
                     "Ana Diaz (M) wins, two channels lost", "doors + text"):
            self.assertIn(text, texts)
        for text in ("Reach of them", "reformers sweeps", "rain"):  # nothing lost; told already; within its error
            self.assertNotIn(text, " ".join(texts))
        self.assertIn("same 2,000 simulated elections, seed 7", " ".join(texts))

    def test_resilience_curves_end_at_the_whole_plan_with_paired_errors(self):
        found = small_plan()["resilience"]
        drawn = {one.title: one for one in resilience.panels_of(found, resilience.moved_chances(found, NAMES))}
        text, doors = drawn["Ana Diaz (M) wins, one channel lost"].curves  # what moves most comes first
        self.assertEqual((text.name, doors.name), ("text", "doors"))
        np.testing.assert_allclose(text.x, [0, 50, 100])
        np.testing.assert_allclose(text.y, [0.54, 0.57, 0.6])
        np.testing.assert_allclose(text.error, [0.002, 0.002, 0])
        reached = drawn["Reach of us, one channel lost"].curves
        np.testing.assert_allclose(reached[0].y, [0.4, 0.7, 1])
        self.assertEqual([one.colour for one in reached], [text.colour, doors.colour])
        for one in found["points"]:
            one["candidates"]["M/ana"]["win"] = one["slates"]["reformers"]["sweep"] = chance(0.6, 0.6)
        self.assertEqual(resilience.moved_chances(found, NAMES), {})

    def test_messages_mark_the_variant_that_is_used_and_count_those_left_out(self):
        texts = self.said("messages")
        shown = [text for text in texts if re.fullmatch(r"variant \d+", text)]
        self.assertEqual(shown, [f"variant {i}" for i in range(21, 1, -1)])
        for text in ("texts: \u201cvariant 21\u201d is used, by its replies", "3.0% \u00b1 0.6", "7 in 100",
                     "2 further variants, none with a higher rate"):
            self.assertIn(text, texts)
        data = small_plan()
        message = data["messages"]["texts"]
        message["variants"] = dict(list(message["variants"].items())[-3:])
        self.assertNotIn("further", " ".join(self.said("messages", data)))
        self.assertEqual([one.chosen for one in messages.variants_of(message)[0]], [True, False, False])
        message["variants"]["variant 21"].update(raw=1.0, shrunk=0.99, sd=0.02)
        self.assertEqual(messages.variants_of(message)[0][0].ends, (0.99 - 1.96 * 0.02, 1.0))
        self.assertIn("100%", self.said("messages", data))


class Rounding(unittest.TestCase):
    def test_is_that_of_the_tables(self):
        for n in range(-399, 400, 2):  # halves of a hundredth, of 20,000 elections
            expected = (abs(n) + 1) // 2 / 100 * (-1 if n < 0 else 1)
            self.assertEqual(differences.half_away(100 * (n / 20000), 2), expected, n)
        self.assertEqual(differences.half_away(100 * -0.00165, 2), -0.17)
        self.assertEqual(differences.half_away(0.1649, 2), 0.16)


class Fonts(Test):
    """Names that DejaVu Sans has no glyphs for."""

    NAME = "陳克莉奧"

    def setUp(self):
        fonts.split.cache_clear()
        self.addCleanup(fonts.split.cache_clear)

    def test_are_told_with_the_package_that_has_them_where_no_font_does(self):
        scenario = FIRST.replace("name: Cleo Chan", f"name: {self.NAME}")
        (self.folder / "chen.yaml").write_text(scenario, encoding="utf-8")
        subprocess.run([HUSTINGS, "run", str(self.folder / "chen.yaml"), "-o", str(self.folder / "chen.h5"),
                        "--elections", "300", "--quiet"], check=True)
        with unittest.mock.patch.object(fonts, "installed", return_value=[]):
            code, _, errors = self.plot(self.folder / "chen.h5", "-o", self.folder / "chen", "--only", "win")
        self.assertEqual(code, 0)
        self.assertRegex(errors, "no installed font has 克 奧 莉 陳: drawn as boxes .*apt install fonts-noto-cjk")
        self.assertEqual(errors.count("\n"), 1)

    def test_are_drawn_with_an_installed_font_that_has_them(self):
        stix = next((name, path) for name, path in fonts.installed() if name == "STIXGeneral")
        only_there = sorted(fonts.characters_of(stix[1]) - fonts.base_characters())
        character = next(chr(code) for code in only_there if code > 0x2000 and chr(code).isprintable())
        with unittest.mock.patch.object(fonts, "installed", return_value=[stix]):
            self.assertEqual(fonts.families(f"Name {character}"), ("DejaVu Sans", "STIXGeneral"))
            self.assertEqual(fonts.missing(f"Name {character}"), "")
            self.assertEqual(fonts.missing(self.NAME), "克奧莉陳")

    def test_leave_others_as_they_are(self):
        self.assertEqual(fonts.families("Concepción"), ("DejaVu Sans",))
        self.assertIsNone(fonts.advice(fonts.missing("Łódź \u2013 Ægir")))


class Program(Test):
    """plot.py as a program."""

    def assert_fails(self, code, words, *arguments):
        got, _, errors = self.plot(*arguments)
        self.assertEqual(got, code, errors)
        self.assertIn(words, errors)
        self.assertEqual(errors.count("\n"), 1, errors)

    def test_writes_every_picture_whole_and_the_same_again(self):
        command = ["/usr/bin/python3", str(SCRIPTS / "plot.py"), str(self.files.path("first")), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        out = self.folder / "first_pictures"  # where no folder is given
        names = [name for name in BY_NAME if not self.files.looks["first", name].reason]
        said = json.loads(done.stdout)
        self.assertEqual([one["name"] for one in said["pictures"]], names)
        self.assertEqual(sorted(os.listdir(out)), sorted(f"{n}.{kind}" for n in names for kind in ("png", "svg")))
        for name in names:
            with Image.open(out / f"{name}.png") as picture:
                picture.load()
                self.assertGreater(min(picture.size), 400)
                self.assertGreater(len(picture.convert("RGB").getcolors(1 << 24)), 8)
                self.assertEqual(picture.convert("RGB").getpixel((0, 0)), (255, 255, 255))
            root = xml.etree.ElementTree.parse(out / f"{name}.svg").getroot()
            self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")
        self.assertEqual(self.plot(self.files.path("first"), "-o", self.folder / "again", "--only", "swing")[0], 0)
        for name in ("swing.png", "swing.svg"):
            self.assertEqual((out / name).read_bytes(), (self.folder / "again" / name).read_bytes(), name)

    def test_ends_quietly_where_nobody_reads_what_it_prints(self):
        command = f"/usr/bin/python3 {SCRIPTS / 'plot.py'} {self.files.path('first')} --only win | true"
        done = subprocess.run(["bash", "-o", "pipefail", "-c", command], stderr=subprocess.PIPE, text=True,
                              cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (141, ""))

    def test_takes_a_headline(self):
        out = self.folder / "titled"
        code, _, errors = self.plot(self.files.path("first"), "-o", out, "--only", "win", "--title", "Ben leads")
        self.assertEqual((code, errors), (0, ""))
        texts = re.findall(r"<!-- (.*?) -->", (out / "win.svg").read_text(encoding="utf-8"))
        self.assertEqual(texts[:2], ["Ben leads", "A made-up pair of primaries: Chance of winning"])

    def test_says_why_a_picture_is_left_out(self):
        code, _, errors = self.plot(self.files.path("many"), "-o", self.folder / "none", "--only", "swing")
        self.assertEqual(code, 0)
        self.assertIn("no picture swing: the run has no swing (run --swing)", errors)

    def test_breaks_no_name_in_its_help(self):
        with unittest.mock.patch.dict(os.environ, {"COLUMNS": "80"}):
            code, out, _ = self.plot("--help")
        self.assertEqual(code, 0)
        for name in BY_NAME:
            self.assertRegex(out, rf"(?m)(^|\s){name}[,;]")

    def test_says_what_is_wrong_in_one_line(self):
        out, first = self.folder / "wrong", self.files.path("first")
        text = self.folder / "text.h5"
        text.write_text("no results")
        cut = self.folder / "cut.h5"
        cut.write_bytes(first.read_bytes()[:50000])
        self.assert_fails(66, "no such file", self.folder / "nothing.h5", "-o", out)
        self.assert_fails(65, "not a results file", text, "-o", out)
        self.assert_fails(65, "not a results file", cut, "-o", out)
        self.assert_fails(65, "a folder", self.folder, "-o", out)
        self.assert_fails(73, "a file, not a folder", first, "-o", text)
        self.assert_fails(73, "cannot", first, "-o", "/proc", "--only", "win")
        self.assert_fails(73, "cannot", first, "-o", "/proc", "--only", "win,swing")
        self.assert_fails(2, "did you mean share?", first, "-o", out, "--only", "win,shar")
        self.assert_fails(65, "not JSON", "--rounds", first, "-o", out)
        self.assert_fails(65, "not JSON", "--scores", first, "-o", out)
        self.assert_fails(65, "not JSON", "--plan", first, "-o", out)
        self.assert_fails(2, "give a results file", first, "--scores", first, "-o", out)
        self.assertFalse(out.exists())

    def test_refuses_other_versions_of_the_format(self):
        path = self.folder / "newer.h5"
        path.write_bytes(self.files.path("first").read_bytes())
        with h5py.File(path, "r+") as file:
            file.attrs["format_version"] = results.FORMAT_VERSION + 1
        self.assert_fails(65, f"format version {results.FORMAT_VERSION + 1}", path, "-o", self.folder / "newer")


if __name__ == "__main__":
    unittest.main()
