"""Tests the checks of scripts/checks/: each finds a planted fault, and passes without it."""

import os
import pathlib
import subprocess
import tempfile
import unittest

CHECKS = pathlib.Path(__file__).resolve().parents[2] / "scripts/checks"
ARCHITECTURE = """
| stage | purpose |
| --- | --- |
| `core` | ids |
| `model` | tables |
| `text` | files |
"""

# Pretends to be hustings: a file is a list of blocks, in the order that MERGE leaves them.
PROGRAM = """#!/usr/bin/python3
import json, sys
options = dict(zip(sys.argv, sys.argv[1:]))
if sys.argv[1] == "merge":
    files = [one for one in sys.argv if one.endswith(".h5") and one != options["-o"]]
    blocks = MERGE(block for file in files for block in json.load(open(file)))
elif "--blocks" in options:
    blocks = sorted(map(int, options["--blocks"].split(",")))
else:
    blocks = list(range(-(-int(options["--elections"]) // 4096)))
json.dump(blocks, open(options["-o"], "w"))
"""


class Checks(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        self.write("docs/architecture.md", ARCHITECTURE)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def faults(self, script, argument=None):
        done = subprocess.run([CHECKS / script, argument or self.root], capture_output=True,
                              text=True)
        lines = done.stderr.splitlines()
        self.assertEqual(done.returncode, 1 if lines else 0)
        return lines

    def test_includes_of_lower_stages_are_fine(self):
        self.write("include/hustings/text/read.hpp", '#include <map>\n#include "hustings/model/a.hpp"\n')
        self.write("src/text/read.cpp", '#include <yaml-cpp/parser.h>\n#include "core/a.hpp"\n')
        self.assertEqual(self.faults("layers"), [])

    def test_includes_of_higher_stages_are_found(self):
        self.write("src/core/a.cpp", '#include "core/b.hpp"\n#include "hustings/model/a.hpp"\n')
        self.write("include/hustings/model/b.hpp", '#  include "hustings/text/read.hpp"\n')
        faults = self.faults("layers")
        self.assertEqual(len(faults), 2)
        self.assertIn("src/core/a.cpp:2: stage core may not include", faults[1])

    def test_libraries_stay_in_their_stage(self):
        self.write("src/model/a.cpp", "#include <yaml-cpp/yaml.h>\n#include <H5Cpp.h>\n")
        self.assertEqual(len(self.faults("layers")), 2)

    def test_public_headers_need_no_private_header_and_no_library(self):
        self.write("include/hustings/text/a.hpp", '#include <fmt/core.h>\n#include "text/b.hpp"\n')
        self.assertEqual(len(self.faults("layers")), 2)

    def test_public_headers_include_the_failure_that_they_say_is_thrown(self):
        says = "/// Reads it. Throws Failure.\nvoid read();\n"
        self.write("include/hustings/text/a.hpp", says)
        self.write("include/hustings/text/b.hpp", '#include "hustings/core/failure.hpp"\n' + says)
        self.write("include/hustings/core/failure.hpp", "/// One line.\nclass Failure;\n")
        self.write("src/text/a.hpp", says)
        faults = self.faults("layers")
        self.assertEqual(len(faults), 1)
        self.assertIn("include/hustings/text/a.hpp: says Failure", faults[0])

    def test_unknown_stages_are_found(self):
        self.write("src/attic/a.cpp", "")
        self.write("src/core/a.cpp", '#include "attic/a.hpp"\n')
        self.assertEqual(len(self.faults("layers")), 2)

    def test_a_page_without_the_table_is_a_fault(self):
        self.write("docs/architecture.md", "no table")
        self.assertEqual(len(self.faults("layers")), 1)

    def test_raw_fused_operations_are_found_outside_fused(self):
        self.write("src/random/vector-inl.hpp",
                   "HWY_INLINE VF fused(VF a, VF b, VF c) {\n  return hn::MulAdd(a, b, c);\n}\n"
                   "VF other(VF a) {\n  return hn::ApproximateReciprocal(a);\n}\n")
        self.write("src/model/a.cpp", "x = hn::NegMulAdd(a, b, c);\n// MulAdd(a) in words\n")
        faults = self.faults("fused")
        self.assertEqual([fault.split(": ")[0] for fault in faults],
                         ["src/model/a.cpp:1", "src/random/vector-inl.hpp:5"])

    def test_calls_of_libm_are_found(self):
        code = '#include <cmath>\ndouble f(double x) { return std::sqrt(std::fma(x, x, x)) BAD; }\n'
        for bad, n_faults in (("", 0), ("+ std::log1p(x)", 1)):
            source = self.write("a.cpp", code.replace("BAD", bad))
            objects = self.root / "CMakeFiles/hustings_model.dir/src/model"
            objects.mkdir(parents=True, exist_ok=True)
            subprocess.run(["g++", "-O2", "-c", source, "-o", objects / "a.cpp.o"], check=True)
            self.assertEqual(len(self.faults("math_symbols")), n_faults)

    def test_a_build_without_objects_is_a_fault(self):
        self.assertEqual(len(self.faults("math_symbols")), 1)

    def test_files_that_their_makers_would_write_otherwise_are_found(self):
        self.write("scenarios/data/sources/polls.csv", "45\n")
        self.write("scripts/scenarios/a/make.py",
                   "import pathlib\nroot = pathlib.Path(__file__).resolve().parents[3]\n"
                   "polls = (root / 'scenarios/data/sources/polls.csv').read_text()\n"
                   "(root / 'scenarios/a.yaml').write_text(f'share: {polls}')\n"
                   "(root / 'scenarios/data/a.csv').write_text('a')\n")
        self.write("src/random/make_normal_table.py", "print('table')\n")
        self.write("src/random/normal_table.cpp", "table\n")
        self.write("scenarios/by_hand.yaml", "no maker\n")
        self.write("scenarios/a.yaml", "share: 45\n")
        self.write("scenarios/data/a.csv", "a")
        self.assertEqual(self.faults("stale"), [])
        self.write("scenarios/a.yaml", "share: 46\n")
        self.write("src/random/normal_table.cpp", "another table\n")
        (self.root / "scenarios/data/a.csv").unlink()
        self.assertEqual([fault.split(":")[0] for fault in self.faults("stale")],
                         ["scenarios/a.yaml", "scenarios/data/a.csv",
                          "src/random/normal_table.cpp"])

    def test_parts_that_do_not_merge_to_the_run_are_found(self):
        def cuts(merge):
            program = self.write(merge, PROGRAM.replace("MERGE", merge))
            program.chmod(0o755)
            scenario = self.write("some.yaml", "")
            return subprocess.run([CHECKS / "cuts", "--program", program, "--blocks", "9", "--cuts", "2",
                                   "--modes", "plain,vary", scenario],
                                  env={**os.environ, "TMPDIR": self.folder.name}, capture_output=True, text=True)

        done = cuts("sorted")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("4 cuts, every one of them equal to the run", done.stdout)
        done = cuts("list")
        self.assertEqual(done.returncode, 1)
        self.assertIn("are not the run; --seed 1 does it again", done.stderr)


if __name__ == "__main__":
    unittest.main()
