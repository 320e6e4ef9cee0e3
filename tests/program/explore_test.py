#!/usr/bin/python3
"""Asks the server of `hustings explore` what pages ask, and what nobody should.

Its numbers are those of `hustings run --what-if`, digit for digit; whoever lacks the token or comes
from elsewhere is refused; it ends on a signal, in the middle of a run too.

usage: explore_test.py PROGRAM [unittest options]
"""

import json
import pathlib
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from explore_server import ROOT, Server

PROGRAM = "hustings"
SCENARIO = ROOT / "scenarios/first_steps.yaml"
CAMPAIGN = ROOT / "scenarios/first_programme.yaml"
TURNOUT = "what_if:\n  explored:\n    - {change: turnout, where: {faction: left}, times: 1.1}\n"
ELECTIONS = 30_000


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)


class Numbers(unittest.TestCase):
    """What is told is what a run says."""

    def run_json(self, source, what_if):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "explored.yaml"
            file.write_text(what_if)
            done = run("run", source, "--what-if", file, "--elections", ELECTIONS, "--json",
                       "--quiet", "-o", pathlib.Path(folder) / "x.h5")
            self.assertEqual(done.returncode, 0, done.stderr)
            return json.loads(done.stdout)

    def same(self, source, what_if):
        """The server's JSON and that of the downloaded file, run."""
        with Server(PROGRAM, source) as server:
            mine = server.post("/api/json", what_if, elections=ELECTIONS).json()
            file = server.post("/api/yaml", what_if, elections=ELECTIONS)
            self.assertEqual(file.headers["content-disposition"],
                             'attachment; filename="explored.yaml"')
            theirs = self.run_json(source, file.body.decode())
            stages = server.post("/api/try", what_if, elections=ELECTIONS).lines()
        theirs.pop("timing")
        self.assertEqual(mine["what_if"]["explored"], theirs["what_if"]["explored"])
        if set(theirs["what_if"]) == {"explored"}:  # the scenario has none of its own
            self.assertEqual(mine, theirs)
        else:
            self.assertEqual(mine["contests"], theirs["contests"])
        return theirs, stages

    def test_turnout(self):
        theirs, stages = self.same(SCENARIO, TURNOUT)
        last = stages[-1]
        self.assertEqual((last["elections"], last["last"]), (ELECTIONS, True))
        headline = theirs["headline"]
        self.assertEqual(last["headline"]["before"], headline["probability"])
        self.assertIn(last["headline"]["text"], last["html"].replace("&apos;", "'"))

    def test_programme(self):
        with Server(PROGRAM, CAMPAIGN) as server:
            inputs = server.get("/api/scenario").json()["inputs"]
        line = next(one for one in inputs if one["group"] == "programmes")["line"]
        change = "1.5".join(line) if isinstance(line, list) else line
        self.same(CAMPAIGN, f"what_if:\n  explored:\n    - {change}\n")

    def test_results_file(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "r.h5"
            run("run", SCENARIO, "--elections", 5000, "--quiet", "-o", file)
            with Server(PROGRAM, file, "--elections", ELECTIONS) as server:
                mine = server.post("/api/json", TURNOUT).json()
        theirs = self.run_json(SCENARIO, TURNOUT)
        self.assertEqual(mine["what_if"]["explored"], theirs["what_if"]["explored"])

    def test_the_command_in_the_file_says_the_same(self):
        """Of a scenario with options, one that stops when it is precise, and a run in a file: seed and
        overrides are in the command."""
        with tempfile.TemporaryDirectory() as folder:
            here = pathlib.Path(folder)
            copy = here / SCENARIO.name
            copy.write_text(SCENARIO.read_text())
            options = ("--seed", 5, "--set", "effects.polling.sd=0.4")
            run("run", copy, "--elections", 5000, "--quiet", "-o", here / "r.h5", *options)
            until = ("--set", "elections={until: {standard_error: 0.02, of: reformers sweep}, at_most: 90_000}")
            for source in ((copy, *options), (copy, *until), (here / "r.h5",)):
                with Server(PROGRAM, *source, "--elections", ELECTIONS) as server:
                    mine = server.post("/api/json", TURNOUT).json()
                    text = server.post("/api/yaml", TURNOUT).body.decode()
                    told = server.get("/api/scenario").json()["command"]
                (here / "explored.yaml").write_text(text)
                command = text.splitlines()[0].removeprefix("# ")
                self.assertEqual(command, told)
                _, *words = shlex.split(command)
                done = subprocess.run([PROGRAM, *words, "--json", "--quiet", "-o", "x.h5", "--force"], cwd=here,
                                      capture_output=True, text=True, check=True)
                theirs = json.loads(done.stdout)
                self.assertEqual(mine["what_if"]["explored"], theirs["what_if"]["explored"])

    def test_every_stage_is_a_run_of_as_many(self):
        with Server(PROGRAM, SCENARIO, "--elections", 60_000) as server:
            stages = [one for one in server.post("/api/try", TURNOUT).lines() if "html" in one]
            self.assertGreater(len(stages), 1)
            for stage in stages:
                again = server.post("/api/try", TURNOUT, elections=stage["elections"]).lines()[-1]
                self.assertEqual(stage["headline"], again["headline"])
                self.assertEqual(stage["html"], again["html"])

    def test_begin_with_a_what_if(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "w.yaml"
            file.write_text(TURNOUT)
            with Server(PROGRAM, SCENARIO, "--what-if", file) as server:
                start = server.get("/api/scenario").json()["start"]
            self.assertEqual(start, ["{change: turnout, where: {faction: left}, times: 1.1}"])
            file.write_text(TURNOUT.replace("left", "lft"))
            done = run("explore", SCENARIO, "--what-if", file)
            self.assertEqual(done.returncode, 65)
            self.assertEqual(done.stdout, "")
            self.assertIn(f"{file}:3:", done.stderr)
            self.assertIn("did you mean 'left'?", done.stderr)


class Questions(unittest.TestCase):
    """What else a page asks."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server(PROGRAM, SCENARIO, "--elections", ELECTIONS)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def test_scenario(self):
        told = self.server.get("/api/scenario").json()
        groups = {one["id"] for one in told["groups"]}
        for one in told["inputs"]:
            self.assertIn(one["group"], groups)
        self.assertIsNone(told["map"])
        for target in told["swing_targets"]:
            reply = self.server.post("/api/swing", TURNOUT, target=target["target"])
            self.assertEqual(reply.status, 200, target)
            self.assertIn(b"one more point of turnout", reply.body)

    def test_given(self):
        labels = self.server.post("/api/json").json()["contests"]
        contest = next(iter(labels))
        winner = labels[contest]["order"][0]
        reply = self.server.post("/api/given", TURNOUT, event=f"{contest}/{winner} wins")
        self.assertEqual(reply.status, 200)
        self.assertIn(b"Of all elections", reply.body)

    def test_report_is_the_report(self):
        reply = self.server.post("/api/report", TURNOUT)
        self.assertEqual(reply.headers["content-disposition"],
                         'attachment; filename="explored.html"')
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "explored.yaml").write_text(TURNOUT)
            run("run", SCENARIO, "--what-if", folder / "explored.yaml", "--elections", ELECTIONS,
                "--quiet", "-o", folder / "x.h5")
            run("report", folder / "x.h5", "-o", folder / "x.html")
            self.assertEqual(reply.body.decode(), (folder / "x.html").read_text())

    def test_wrong_changes_are_told_at_their_place(self):
        wrong = TURNOUT.replace("times: 1.1", "times: -2")
        problem = self.server.post("/api/try", wrong).lines()[-1]["problems"][0]
        self.assertEqual((problem["line"], problem["path"]), (3, "what_if.explored[0].times"))
        self.assertIn("must be a number from 0 to 1000", problem["problem"])
        for path in ("/api/swing", "/api/given", "/api/json", "/api/report", "/api/yaml"):
            reply = self.server.post(path, wrong, event="x")
            self.assertEqual(reply.status, 422, path)
            self.assertEqual(reply.json()["problems"][0]["line"], 3)

    def test_wrong_questions_are_told(self):
        for path, parameters, words in (
                ("/api/given", {"event": "nobody wins"}, "nobody"),
                ("/api/given", {"event": "turnout of everybody > 0.99"}, "400 are needed"),
                ("/api/swing", {"target": "nobody"}, "no chance of this name")):
            reply = self.server.post(path, TURNOUT, **parameters)
            self.assertEqual(reply.status, 422)
            self.assertIn(words, reply.body.decode())

    def test_a_chance_that_changes_take_from_swing_is_told_with_the_reason(self):
        counted_otherwise = "what_if:\n  explored:\n    - {change: count, contest: Mayor, to: ranked_choice}\n"
        with Server(PROGRAM, CAMPAIGN, "--elections", ELECTIONS) as server:
            targets = [one["target"] for one in server.get("/api/scenario").json()["swing_targets"]]
            self.assertIn("ana by a point", targets)
            reply = server.post("/api/swing", counted_otherwise, target="ana by a point")
            self.assertEqual(reply.status, 422)
            self.assertIn("with these changes", reply.json()["error"])
            self.assertIn("how close a last round is", reply.json()["error"])
            self.assertEqual(server.post("/api/swing", counted_otherwise, target="Mayor/ana").status, 200)

    def test_what_is_the_same_is_told_once_and_by_name(self):
        told = self.server.get("/api/scenario").json()["swing_targets"]
        labels = [one["label"] for one in told]
        self.assertEqual(len(labels), len(set(labels)))
        self.assertIn("reformers sweeps", labels)
        self.assertNotIn("reformers sweep", labels)
        html = self.server.post("/api/try", TURNOUT).lines()[-1]["html"]
        self.assertEqual(html.lower().count("reformers sweep"), 2, "the headline, and one event")
        with Server(PROGRAM, ROOT / "scenarios/runoff_example.yaml", "--elections", 5000) as server:
            headline = server.post("/api/try").lines()[-1]["headline"]
        self.assertIn("the mayor stays", headline["text"])
        self.assertTrue(headline["brief"].startswith("Ada Okafor wins"), headline["brief"])

    def test_newer_turns_of_a_page_alone_supersede(self):
        self.server.post("/api/try", TURNOUT, page="p", turn=8)
        self.assertEqual(self.server.post("/api/try", TURNOUT, page="p", turn=7).lines(),
                         [{"superseded": True}])
        self.assertTrue(self.server.post("/api/try", TURNOUT, page="q", turn=1).lines()[-1]["last"])
        self.assertEqual(self.server.post("/api/json", TURNOUT, page="p", turn=7).status, 409)

    def test_changes_of_the_file_are_told(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "s.yaml"
            file.write_bytes(SCENARIO.read_bytes())
            with Server(PROGRAM, file) as server, server.connect() as line:
                line.sendall(server.raw("GET", "/api/events"))
                got = b""
                while b"hello" not in got:
                    got += line.recv(4096)
                file.write_bytes(SCENARIO.read_bytes() + b"# more\n")
                while b"event: changed" not in got:
                    part = line.recv(4096)
                    self.assertTrue(part, got)
                    got += part
        self.assertIn(b"text/event-stream", got)


class Refusals(unittest.TestCase):
    """Whom and what it does not answer."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server(PROGRAM, SCENARIO, "--elections", 5000)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def rows(self):
        """A request of each kind, with the status it gets."""
        server = self.server
        port = server.port
        question = "/api/try?page=a&turn=1"

        def get(path="/api/scenario", **headers):
            return server.raw("GET", path, **headers)

        def post(path=question, body=TURNOUT.encode(), **headers):
            return server.raw("POST", path, body, **headers)

        return [
            ("no token", 403, get(X_Hustings_Token=None)),
            ("an empty token", 403, get(X_Hustings_Token="")),
            ("yesterday's token", 403, get(X_Hustings_Token="0" * 32)),
            ("a token cut short", 403, get(X_Hustings_Token=server.token[:-1])),
            ("the token in the address", 403,
             get(f"/api/scenario?token={server.token}", X_Hustings_Token=None)),
            ("no token at a question", 403, post(X_Hustings_Token=None)),
            ("no token at an address that is not there", 403, get("/api/x", X_Hustings_Token=None)),
            ("no host", 400, get(Host=None)),
            ("two hosts", 400, get().replace(b"\r\n\r\n", b"\r\nHost: evil.example\r\n\r\n")),
            ("another host", 403, get(Host="evil.example")),
            ("another host at the page", 403, get("/", Host=f"evil.example:{port}")),
            ("another port", 403, get(Host=f"127.0.0.1:{port + 1}")),
            ("another origin", 403, get(Origin="http://evil.example")),
            ("no origin of a page", 403, get(Origin="null")),
            ("this origin, encrypted", 403, get(Origin=f"https://127.0.0.1:{port}")),
            ("another origin at a question", 403, post(Origin="http://evil.example")),
            ("another origin at the page", 403, get("/", Origin="http://evil.example")),
            ("a question before a question", 405, server.raw(
                "OPTIONS", question, Origin=f"http://127.0.0.1:{port}")),
            ("HEAD", 405, server.raw("HEAD", "/")),
            ("PUT", 405, server.raw("PUT", question, b"")),
            ("DELETE", 405, server.raw("DELETE", "/")),
            ("a file of the machine", 404, get("/../../etc/passwd")),
            ("a file of the machine, encoded", 404, get("/%2e%2e/%2e%2e/etc/passwd")),
            ("a source file", 404, get("/page.mustache")),
            ("an address that is not there", 404, get("/api/x")),
            ("a question that was not asked", 404, get(question)),
            ("a page that is none", 400, post("/api/try?page=%3Cx%3E&turn=1")),
            ("no turn", 400, post("/api/try?page=a")),
            ("too many elections", 400, post(question + "&elections=10000001")),
            ("no elections", 400, post(question + "&elections=0")),
            ("a body over 256 kB", 413, post(body=b" " * (256 * 1024 + 1))),
            ("a form over 8 kB", 413, post(
                body=b" " * 9000, Content_Type="application/x-www-form-urlencoded")),
            ("an address over 8 kB", 414, get("/" + "a" * 9000)),
            ("no request", 400, b"hello\r\n\r\n"),
        ]

    def test_each_is_refused_with_its_status(self):
        rows = self.rows()
        self.assertGreaterEqual(len(rows), 25)
        for name, status, raw in rows:
            with self.subTest(name):
                reply = self.server.send(raw)
                self.assertEqual(reply.status, status, reply.body[:200])
                self.assertNotIn(b"root:", reply.body)
                self.assertNotIn("access-control-allow-origin", reply.headers)
        self.assertEqual(self.server.get("/api/scenario").status, 200)

    def test_who_is_let_in(self):
        port = self.server.port
        self.assertEqual(self.server.get("/", X_Hustings_Token=None).status, 200)
        self.assertEqual(self.server.get("/api/scenario", Origin=f"http://127.0.0.1:{port}").status, 200)
        self.assertEqual(self.server.get("/api/scenario", Host=f"localhost:{port}",
                                         Origin=f"http://localhost:{port}").status, 200)

    def test_a_table_is_not_read(self):
        wrong = ("what_if: {explored: [{change: count, contest: D-1, to: {delegates: {pools: [{name: d, "
                 "per: district, seats: {table: /etc/passwd}}]}}}]}")
        problems = self.server.post("/api/try", wrong).lines()[-1]["problems"]
        self.assertIn("cannot read '/etc/passwd'", problems[0]["problem"])

    def test_every_reply_forbids_what_pages_do_not_need(self):
        for reply in (self.server.get("/"), self.server.get("/explore.js"),
                      self.server.get("/api/scenario"), self.server.get("/nothing"),
                      self.server.get("/api/scenario", Host="evil.example"),
                      self.server.post("/api/try", TURNOUT)):
            policy = reply.headers["content-security-policy"]
            self.assertTrue(policy.startswith("default-src 'none'; script-src 'self';"), policy)
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(reply.headers["x-content-type-options"], "nosniff")
            self.assertEqual(reply.headers["referrer-policy"], "no-referrer")
            self.assertEqual(reply.headers["cache-control"], "no-store")
            self.assertEqual(reply.headers["cross-origin-resource-policy"], "same-origin")

    def test_it_listens_on_this_machine_alone(self):
        table = pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]
        listening = [row.split()[1] for row in table if row.split()[3] == "0A"]
        mine = [one for one in listening if int(one.split(":")[1], 16) == self.server.port]
        self.assertEqual([one.split(":")[0] for one in mine], ["0100007F"])


class Ends(unittest.TestCase):
    """Beginning and end."""

    def test_the_first_line_is_the_address_alone(self):
        with Server(PROGRAM, SCENARIO) as server:
            self.assertRegex(server.first_line,
                             r"^http://127\.0\.0\.1:\d+/#token=[0-9a-f]{32}\n$")
            code, out, err = server.end(signal.SIGINT)
        self.assertEqual((code, out), (0, ""))
        self.assertEqual(err, "Ctrl-C ends it\n")

    def test_signals_end_it_with_0_in_the_middle_of_a_run(self):
        for sent in (signal.SIGINT, signal.SIGTERM):
            with Server(PROGRAM, SCENARIO, "--elections", 10_000_000) as server:
                with server.connect() as line, server.connect() as events:
                    events.sendall(server.raw("GET", "/api/events"))
                    self.assertIn(b"200", events.recv(4096))
                    line.sendall(server.raw("POST", "/api/try?page=a&turn=1", TURNOUT.encode()))
                    self.assertIn(b"html", self.until(line, b"html"))  # the first stage is there
                    began = time.monotonic()
                    code, _, _ = server.end(sent)
                    took = time.monotonic() - began
                    rest = self.until(line, None)
            self.assertEqual(code, 0)
            self.assertNotIn(b'"last":true', rest)
            print(f"{sent.name}: ended after {took:.2f} s", file=sys.stderr)

    @staticmethod
    def until(line, words):
        got = b""
        while words is None or words not in got:
            part = line.recv(65536)
            if not part:
                break
            got += part
        return got

    def test_a_port_in_use_is_told(self):
        with Server(PROGRAM, SCENARIO) as server:
            done = run("explore", SCENARIO, "--port", server.port)
        self.assertEqual((done.returncode, done.stdout), (73, ""))
        self.assertEqual(done.stderr, f"hustings: port {server.port} cannot be taken: another program "
                         "has it, or it is kept for root (leave out --port for one that is free)\n")

    def test_what_is_wrong_is_told_before_an_address(self):
        for arguments, code in (((ROOT / "nothing.yaml",), 66), ((ROOT / "README.md",), 65),
                                ((SCENARIO, "--what-if", ROOT / "nothing.yaml"), 66),
                                ((SCENARIO, "--port", "0"), 2)):
            done = run("explore", *arguments)
            self.assertEqual((done.returncode, done.stdout), (code, ""), arguments)
            self.assertNotEqual(done.stderr, "")

    def test_ten_pages_at_once_are_answered_or_sent_away(self):
        with Server(PROGRAM, SCENARIO, "--elections", 50_000) as server:
            replies = [None] * 20

            def ask(i):
                raw = server.raw("POST", f"/api/try?page=p{i}&turn=1", TURNOUT.encode())
                replies[i] = server.send(raw).lines()[-1]

            asking = [threading.Thread(target=ask, args=(i,)) for i in range(len(replies))]
            for one in asking:
                one.start()
            for one in asking:
                one.join()
        answers = [one for one in replies if one.get("last")]
        self.assertGreaterEqual(len(answers), 8)
        self.assertEqual({one["headline"]["probability"] for one in answers},
                         {answers[0]["headline"]["probability"]})
        for one in replies:
            self.assertTrue(one.get("last") or one == {"error": "too many requests wait"}, one)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
