"""Tests setup, nightly and cmake/build of scripts/ in a copy, among programs that only pretend."""

import unittest

import scripts_copy

CMAKE = """
[ "$1" = --build ] || exit 0
echo "$@" > asked
echo "[0/2] Re-checking globbed directories..."
for i in $(seq 1 20); do echo "[$i/40] Building $i.o"; done
if [ -e broken ]; then echo "FAILED: 21.o"; echo "a.cpp:1: error: no such type"; exit 1; fi
for i in $(seq 21 40); do echo "[$i/40] Building $i.o"; done
"""
APT_GET = """
case $1 in
  update) exit 0 ;;
  -s) echo "Inst a (1)"; echo "Inst b (1)"; exit 0 ;;
esac
echo "$@" > asked
for what in Get:1 Get:2 "Unpacking a" "Unpacking b" "Setting up a" "Setting up b"; do
  echo "$what ..."
done
[ ! -e broken ] || { echo "E: no space left"; exit 100; }
"""


class Scripts(scripts_copy.ScriptsCopy):
    def test_a_build_shows_every_tenth_of_its_counter(self):
        self.pretend("cmake", CMAKE)
        code, lines = self.run_script("cmake/build", "dev", "a", "b")
        self.assertEqual(code, 0)
        self.assertEqual(lines, [f"  building dev: {n} of 40" for n in range(4, 44, 4)])
        self.assertIn("--preset dev", (self.root / "asked").read_text())
        self.assertIn("--target a b", (self.root / "asked").read_text())

    def test_a_build_that_fails_says_why(self):
        self.pretend("cmake", CMAKE)
        (self.root / "broken").touch()
        code, lines = self.run_script("cmake/build", "dev")
        self.assertEqual(code, 1)
        self.assertEqual(lines[5:7], ["FAILED: 21.o", "a.cpp:1: error: no such type"])
        self.assertEqual(len(lines), 8)

    def test_a_part_of_the_packages_has_those_of_the_parts_above_it(self):
        self.pretend("dpkg-query", "echo -n 'installed/cmake '")
        self.pretend("apt-get", "exit 1")
        start, test, checks, nightly, every = (
            set(self.run_script("setup", "--missing", *part)[1])
            for part in (["start"], ["test"], ["checks"], ["nightly"], []))
        self.assertTrue({"g++", "libtbb-dev", "libkainjow-mustache-dev"} <= start < test < checks < nightly)
        self.assertNotIn("cmake", start)
        self.assertNotIn("catch2", start)
        self.assertNotIn("clang-14", test)
        self.assertNotIn("slurmd", checks)  # it starts a service
        self.assertEqual(nightly, every)
        self.assertEqual(self.run_script("setup", "--missing", "stop")[0], 2)

    def test_what_is_missing_is_installed_and_counted(self):
        self.pretend("dpkg-query", "exit 1")
        self.pretend("apt-get", APT_GET)
        code, lines = self.run_script("setup", "start")
        self.assertEqual(code, 0)
        self.assertEqual(lines[1:], [
            "scripts/setup: installing 2 packages, those and what they need",
            *(f"  {what} package {n} of 2" for what in ("downloading", "unpacking", "setting up")
              for n in (1, 2))])
        asked = (self.root / "asked").read_text()
        self.assertIn("install --yes --no-install-recommends g++", asked)

    def test_packages_that_fail_say_why(self):
        self.pretend("dpkg-query", "exit 1")
        self.pretend("apt-get", APT_GET)
        (self.root / "broken").touch()
        code, lines = self.run_script("setup")
        self.assertEqual(code, 1)
        self.assertEqual(lines[-2:], ["E: no space left", "scripts/setup: apt-get failed"])

    def test_nightly_goes_on_after_a_part_that_fails(self):
        self.pretend("setup", "exit 0", "scripts")
        self.pretend("tidy", "exit 3", "scripts/checks")
        self.pretend("fuzz", "echo found nothing in $1 s", "scripts/checks")
        self.pretend("unshare", "exit 1")
        self.pretend("mmdebstrap", "exit 1")
        code, lines = self.run_script("nightly", "tidy", "fuzz", "clean")
        self.assertEqual(code, 1)
        self.assertIn("found nothing in 600 s", lines)
        self.assertEqual([line.split()[0] for line in lines[-3:]], ["tidy", "fuzz", "clean"])
        self.assertTrue(lines[-3].endswith("FAILED (3)"))
        self.assertTrue(lines[-2].endswith("passed"))
        self.assertIn("skipped: ", lines[-1])
        self.assertEqual(self.run_script("nightly", "fuzz", "clean")[0], 0)
        self.assertEqual(self.run_script("nightly", "daily")[0], 2)


if __name__ == "__main__":
    unittest.main()
