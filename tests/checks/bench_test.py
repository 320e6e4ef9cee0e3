"""Tests scripts/bench in a copy, among programs that only pretend, and what it counts."""

import json
import math
import pathlib
import runpy
import subprocess
import sys
import tempfile
import types
import unittest
import unittest.mock

import scripts_copy

sys.dont_write_bytecode = True
sys.path.insert(0, str(scripts_copy.SCRIPTS))

from benchmarks import costs, operations, pairs, processor  # noqa: E402

LISTING = pathlib.Path(__file__).with_name("kernels.objdump")
CMAKE = """
[ ! -e broken ] || { echo "FAILED: kernels.cpp: no such type"; exit 1; }
object=build/release/CMakeFiles/hustings_engine.dir/src/night
mkdir -p $object && touch $object/kernels.cpp.o
cp program build/release/hustings
cp program build/release/hustings_bench
"""
PROGRAM = """#!/bin/bash
case $1 in
  clock) echo '{"clock_hz": 3e9, "isa": "avx512"}' ;;
  digest) echo DIGEST ;;
  run) case $2 in *REFUSED*) echo "$(basename $2):4:1: error: unknown key"; exit 65 ;; esac >&2 ;;
esac
"""
WORKLOADS = ["W, outputs of NumPy", "W, all outputs", "New York 2025, ranked",
             "W, what-if of one world"]


class Against(scripts_copy.ScriptsCopy):
    """A repository with one commit and the files of the working tree."""

    def setUp(self):
        super().setUp()
        self.pretend("cmake", CMAKE)
        self.pretend("objdump", f"cat '{LISTING}'")
        self.write_program()

    def write_program(self, digest="d1", refused="nothing"):
        program = self.root / "program"
        program.write_text(PROGRAM.replace("DIGEST", digest).replace("REFUSED", refused))
        program.chmod(0o755)

    def commit(self):
        for words in (["init", "--quiet"], ["add", "program", *self.broken()],
                      ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "First"]):
            subprocess.run(["git", "-C", self.root, *words], check=True)

    def broken(self):
        return ["broken"] if (self.root / "broken").exists() else []

    def against(self, *words):
        self.commit()
        code, lines = self.run_script("bench", "--against", *words)
        self.assertEqual(list((self.root / "build").glob("against_*")), [])
        worktrees = subprocess.run(["git", "-C", self.root, "worktree", "list"], check=True,
                                   capture_output=True, text=True).stdout
        self.assertEqual(len(worktrees.splitlines()), 1)
        return code, lines

    def test_the_program_of_a_commit_is_built_timed_and_removed(self):
        code, lines = self.against("HEAD", "--quick", "--json", self.root / "a.json")
        self.assertEqual(code, 0, lines)
        head = subprocess.run(["git", "-C", self.root, "rev-parse", "HEAD"], check=True,
                              capture_output=True, text=True).stdout.strip()
        self.assertIn(f"the working tree ({head[:7]}) against {head[:7]} (First)", lines)
        for what in WORKLOADS:
            self.assertEqual(sum(line.startswith(what + " ") for line in lines), 1, lines)
        self.assertIn("the same digest: " + "; ".join(WORKLOADS[1:]), lines)
        self.assertIn("vector operations of W's kernel, a round: 12 then, 12 now", lines)
        figures = json.loads((self.root / "a.json").read_text())
        self.assertEqual((figures["then"], figures["pairs"], figures["isa"]), (head, 6, "avx512"))
        self.assertEqual(list(figures["workloads"]), ["w", "w_default", "ranked", "what_if"])
        for key, one in figures["workloads"].items():
            low, high = one["interval_95"]
            self.assertTrue(low <= one["times_as_fast"] <= high)
            self.assertEqual(one.get("same_digest"), None if key == "w" else True)

    def test_digests_that_differ_are_said(self):
        self.commit()
        self.write_program(digest="d2")
        code, lines = self.run_script("bench", "--against", "HEAD", "--quick")
        self.assertEqual(code, 0, lines)
        for what in WORKLOADS[1:]:
            self.assertIn(f"digests differ: {what}: d1 then, d2 now", lines)

    def test_a_scenario_that_the_commit_cannot_read_is_said(self):
        self.write_program(refused="nyc_mayor_2025")
        self.commit()
        self.write_program()
        code, lines = self.run_script("bench", "--against", "HEAD", "--quick", "--json",
                                      self.root / "a.json")
        self.assertEqual(code, 0, lines)
        refusal = "exit code 65: nyc_mayor_2025.yaml:4:1: error: unknown key"
        self.assertIn(f"{WORKLOADS[2]:<24} the commit's program refuses it, {refusal}", lines)
        workloads = json.loads((self.root / "a.json").read_text())["workloads"]
        self.assertEqual(workloads["ranked"], {"refused": refusal})
        self.assertIn("times_as_fast", workloads["what_if"])

    def test_a_scenario_that_the_working_tree_cannot_read_is_an_error(self):
        self.commit()
        self.write_program(refused="w.yaml")
        code, lines = self.run_script("bench", "--against", "HEAD", "--quick")
        self.assertEqual(code, 1)
        self.assertEqual(lines[-1], "bench: the working tree's program refuses W, outputs of "
                                    "NumPy: exit code 65: w.yaml:4:1: error: unknown key")

    def test_a_commit_that_is_not_there_or_does_not_build_is_an_error(self):
        (self.root / "broken").touch()
        code, lines = self.against("HEAD", "--quick")
        self.assertEqual(code, 1)
        self.assertIn("FAILED: kernels.cpp: no such type", lines)
        self.assertRegex(lines[-1], r"^bench: \w{7} \(First\) does not build here$")
        for name in ("nonsense", "--quick^", "HEAD^"):
            code, lines = self.run_script("bench", f"--against={name}")
            self.assertEqual((code, lines), (1, [f"bench: this repository has no commit '{name}'"]))

    def test_too_few_rounds_no_folder_and_a_missing_build_are_errors(self):
        code, lines = self.run_script("bench", "--against", "HEAD", "--rounds", "5")
        self.assertEqual(code, 2)
        self.assertEqual(lines[-1], "bench: error: --rounds is 5, but must be at least 6: fewer "
                                    "pairs have no 95 % interval")
        code, lines = self.run_script("bench", "--rounds", "0")
        self.assertEqual((code, lines[-1]),
                         (2, "bench: error: --rounds is 0, but must be at least 1"))
        code, lines = self.run_script("bench", "--json", "nowhere/a.json")
        self.assertEqual((code, lines[-1]),
                         (2, "bench: error: --json: there is no folder nowhere"))
        code, lines = self.run_script("bench")
        self.assertEqual(code, 1)
        self.assertIn("is missing: cmake --preset bench && cmake --build --preset bench", lines[-1])


class Counting(unittest.TestCase):
    def counted(self, edit=lambda text: text, isa="avx512"):
        return operations.operations_in(edit(LISTING.read_text()), isa)

    def test_the_way_of_w_through_the_kernels_is_counted(self):
        # A universe: 1 add, 3 of the own draw, twice 3 of a later candidate, 1 division, 1 fused.
        # Not counted: moves, broadcasts from memory, scalars, the way that keeps ballots, the call,
        # the scale of a factor with a t tail.
        counted = self.counted()
        self.assertEqual(counted, (12, 4, 2, 1, 64))
        plan = {"universes": 360, "factors": 146, "rows": 168, "terms": 366}
        self.assertEqual(counted.per_election(plan),
                         (360 * 12 + 146 * 4 + 168 * 2 + 366 * 1) / 64)

    def test_what_one_more_instruction_adds(self):
        for place, universe in (("vdivps %zmm6", 13), ("vprold $0xd", 14)):  # once, twice a round
            more = "vaddps %zmm2,%zmm2,%zmm2\n     fff:\t" + place
            counted = self.counted(lambda text: text.replace(place, more))
            self.assertEqual(counted.universe, universe)

    def test_kernels_of_products_are_preferred_to_those_of_exponentials(self):
        def with_products(text):
            copy = text[text.index(f"{0:016x} <void hustings::N_AVX3::first_choices_of<3, false"):]
            copy = copy.replace("<3, false>", "<3, false, true>").replace("vdivps", "vmovaps")
            return text + "\n" + copy
        self.assertEqual(self.counted(with_products).universe, 11)

    def test_what_cannot_be_counted_is_unknown(self):
        for isa, edit, why in (
                ("plain", str, "has no vectors"), ("avx2", str, "are not in the object file"),
                ("avx512", lambda text: text.replace("jne", "nop"), "no loop over elections")):
            with self.assertRaisesRegex(operations.Unknown, why):
                self.counted(edit, isa)


class Processors(unittest.TestCase):
    def of(self, vendor, family, model):
        return processor.processor_of(
            f"processor\t: 0\nvendor_id\t: {vendor}\ncpu family\t: {family}\n"
            f"model\t\t: {model}\nmodel name\t: A CPU\n\nprocessor\t: 1\n")

    def test_ports_by_family_and_model(self):
        for identity, core, avx2, avx512 in (
                (("GenuineIntel", 6, 0xCF), "Intel Emerald Rapids", 3, 2),
                (("GenuineIntel", 6, 0x3F), "Intel Haswell", 3, None),
                (("GenuineIntel", 6, 0x97), "Intel Alder Lake", None, None),
                (("AuthenticAMD", 0x17, 0x01), "AMD Zen", 2, None),
                (("AuthenticAMD", 0x19, 0x21), "AMD Zen 3", 4, None),
                (("AuthenticAMD", 0x19, 0x11), "AMD Zen 4", 4, 2),
                (("AuthenticAMD", 0x1A, 0x02), "AMD Zen 5", 4, 4),
                (("AuthenticAMD", 0x1A, 0x24), "AMD Zen 5, mobile", 4, 2)):
            found = self.of(*identity)
            self.assertEqual((found.core, found.ports.get("avx2"), found.ports.get("avx512")),
                             (core, avx2, avx512))
            self.assertEqual(str(found), f"{core} (A CPU)")

    def test_an_unknown_processor_has_its_own_name_and_no_ports(self):
        for found in (self.of("GenuineIntel", 6, 1), self.of("GenuineIntel", 15, 0xCF),
                      self.of("Else", 6, 0xCF), self.of("GenuineIntel", "?", "?")):
            self.assertEqual((str(found), found.ports), ("A CPU", {}))
        self.assertEqual(str(processor.processor_of("")), "unknown processor")


class Costs(unittest.TestCase):
    def used(self, command, allowed=(0,)):
        """A program of which all is known: 0.02 s to start, 1 us an election; 0.1 s and 0.05 s a part."""
        output = pathlib.Path(command[command.index("-o") + 1])
        if command[1] == "merge":
            return types.SimpleNamespace(ru_utime=0.1 + 0.05 * (len(command) - 7), ru_maxrss=2000)
        output.write_bytes(b"x" * 345)
        elections = command[command.index("--elections") + 1]
        return types.SimpleNamespace(ru_utime=0.02 + 1e-6 * elections, ru_maxrss=1000)

    def test_what_is_known_is_found(self):
        workload = costs.Workload("w", pathlib.Path("w.yaml"), 1_000_000, ("--swing",), parts=6)
        with tempfile.TemporaryDirectory() as folder, \
                unittest.mock.patch.object(pairs, "usage_of", self.used):
            cost = costs.cost_of(workload, 3, pathlib.Path(folder))
        self.assertAlmostEqual(cost.start, 0.02)
        self.assertAlmostEqual(cost.election, 1e-6)
        self.assertAlmostEqual(cost.merge_part, 0.05)
        self.assertEqual((cost.memory, cost.part, cost.merge_memory), (1_024_000, 345, 2_048_000))
        self.assertAlmostEqual(cost.core_hours(3.6e9), 1)

    def test_the_table_is_one_of_markdown(self):
        lines = costs.table_of([costs.Cost("w", 0.0213, 1.85e-3, 1_400_000_000, 350_000, 0.12, 5e7)])
        self.assertEqual(lines[1], "| --- " * 9 + "|")
        self.assertEqual(lines[2], "| w | 1.85 ms | 510 h | 510,000 h | 21.3 ms | 1.4 GB | 0.35 MB | "
                                   "120 ms | 50 MB |")

    def test_without_a_program_it_says_how_to_build_one(self):
        with self.assertRaisesRegex(SystemExit, "no_program is missing: cmake --preset bench"):
            runpy.run_path(str(scripts_copy.SCRIPTS / "bench"))["need"](pathlib.Path("no_program"))


class Pairs(unittest.TestCase):
    def test_the_interval_holds_the_median_in_95_percent_of_cases(self):
        for n, k in ((6, 1), (8, 1), (9, 2), (12, 3), (15, 4)):  # as in tables of the sign test
            values = list(range(n, 0, -1))
            self.assertEqual(pairs.interval_of_median(values), (k, n + 1 - k))
            outside = [2 * sum(math.comb(n, i) for i in range(j)) / 2**n for j in (k, k + 1)]
            self.assertTrue(outside[0] <= 0.05 < outside[1])
        with self.assertRaises(ValueError):
            pairs.interval_of_median([1, 2, 3, 4, 5])

    def test_programs_alternate_and_failures_have_their_first_line(self):
        with tempfile.NamedTemporaryFile("r") as log:
            then, now = (["sh", "-c", f"echo {word} >> '{log.name}'"] for word in ("then", "now"))
            self.assertEqual(len(pairs.take_turns(then, now, 3, "nothing")), 3)
            self.assertEqual(log.read().split(), ["then", "now", "now", "then", "then", "now"])
        with self.assertRaisesRegex(pairs.Refused, "^exit code 3: first$"):
            pairs.run(["sh", "-c", "echo first >&2; echo second >&2; exit 3"])


if __name__ == "__main__":
    unittest.main()
