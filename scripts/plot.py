#!/usr/bin/python3
"""Draw pictures of a results file, of a count of real ballots, of scores of forecasts, or of a plan.

examples:
  scripts/plot.py ny_house_2026.h5
  scripts/plot.py ny_house_2026.h5 -o pictures --only win,share
  scripts/plot.py ny_house_2026.h5 --title "Two of three seats are the usual night"
  scripts/plot.py --rounds count.json -o pictures      (count.json: hustings count --json)
  scripts/plot.py --scores scores.json -o pictures     (scores.json: hustings score --json)
  scripts/plot.py --plan plan.json -o pictures         (plan.json: hustings plan --coverage --messages
                                                        --resilience --json)

Each picture is written as .svg and .png; one that the file has no data for is skipped with a message.
"""

import argparse
import difflib
import json
import os
import signal
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

sys.dont_write_bytecode = True

from plots import PICTURES, fonts, page, plan, results, rounds, scores, style  # noqa: E402

PROGRAM = os.path.basename(sys.argv[0])
USAGE, BAD_DATA, MISSING, CANNOT_CREATE, WRITE_FAILED = 2, 65, 66, 73, 74


class Failure(Exception):
    """A one-line message and the exit code that goes with it."""

    def __init__(self, code, message):
        super().__init__(code, message)
        self.code = code

    def __str__(self):
        return self.args[1]


@dataclass(frozen=True)
class Drawn:
    """What became of a picture: its files, or why it is skipped, and what no installed font has."""

    name: str
    files: tuple = ()
    reason: str = ""
    missing: str = ""


def parse(arguments):
    names = [picture.NAME for picture in PICTURES]
    parser = argparse.ArgumentParser(
        prog=PROGRAM, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="results file of `hustings run`")
    parser.add_argument("--rounds", metavar="COUNT", help="JSON of `hustings count`: draw its rounds")
    parser.add_argument("--scores", metavar="SCORES", help="JSON of `hustings score`: draw PITs and calibration")
    parser.add_argument("--plan", metavar="PLAN", help="JSON of `hustings plan`: draw reach, resilience and messages")
    parser.add_argument("-o", "--output", metavar="DIR",
                        help="folder; made if missing (default: the file's name with _pictures, in this folder)")
    parser.add_argument("--only", metavar="NAMES", help=f"some of {', '.join(names)}; with commas between them")
    parser.add_argument("--title", metavar="TEXT", help="headline above the scenario's title")
    parser.add_argument("--json", action="store_true", help="say what was written as JSON")
    parser.add_argument("--check-overlap", action="store_true", help="fail if texts overlap")
    options = parser.parse_args(arguments)
    given = [one for one in (options.file, options.rounds, options.scores, options.plan) if one is not None]
    if len(given) != 1:
        raise Failure(USAGE, "give a results file, --rounds with a count, --scores with scores or --plan with a plan")
    if options.file is None and options.only is not None:
        raise Failure(USAGE, "--only chooses pictures of a results file")
    if options.output is None:
        name = os.path.basename(os.path.normpath(given[0]))
        options.output = os.path.splitext(name)[0] + "_pictures"
    return options


def chosen(only):
    """Returns the pictures named, in their usual order."""
    if only is None:
        return list(PICTURES)
    known = {picture.NAME: picture for picture in PICTURES}
    wanted = [name.strip() for name in only.split(",") if name.strip()]
    for name in wanted:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            raise Failure(USAGE, f"no picture {name!r}: {hint}")
    if not wanted:
        raise Failure(USAGE, f"--only names no picture: there are {', '.join(known)}")
    return [picture for name, picture in known.items() if name in wanted]


def make_folder(path):
    try:
        os.makedirs(path, exist_ok=True)
    except FileExistsError as error:
        raise Failure(CANNOT_CREATE, f"{path}: a file, not a folder") from error
    except OSError as error:
        raise Failure(CANNOT_CREATE, f"{path}: cannot make this folder: {error.strerror}") from error


def save(figure, folder, name, title):
    try:
        return tuple(page.save(figure, folder, name, title))
    except (PermissionError, FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise Failure(CANNOT_CREATE, f"{folder}: cannot create {name}: {error.strerror}") from error
    except OSError as error:
        code = CANNOT_CREATE if error.errno == 30 else WRITE_FAILED  # 30: read-only file system
        raise Failure(code, f"{folder}: cannot write {name}: {error.strerror}") from error


def finish(options, name, figure, title):
    """Checks a figure and writes it."""
    faults = page.overlaps(figure) if options.check_overlap else []
    if faults:
        raise Failure(1, f"{name}: {'; '.join(faults)}")
    return Drawn(name, save(figure, options.output, name, title), missing=page.missing_characters(figure))


def draw_picture(options, name):
    """Draws one picture of a results file, or says why it is skipped."""
    picture = next(one for one in PICTURES if one.NAME == name)
    data = results.open_results(options.file, options.title)
    try:
        reason = picture.reason_to_skip(data)
        if reason:
            return Drawn(name, reason=reason)
        return finish(options, name, picture.draw(data), f"{data.title}: {name}")
    except (KeyError, OSError) as error:  # a dataset is gone, or its checksum is wrong
        raise Failure(BAD_DATA, f"{options.file}: damaged: {results.one_line(error)}") from error
    finally:
        data.close()


def set_up_worker():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program that waits for it is interrupted


def draw_results(options):
    """Draws the pictures of a results file, several at a time, each process with the file open for itself."""
    names = [picture.NAME for picture in chosen(options.only)]
    results.open_results(options.file).close()
    make_folder(options.output)
    workers = min(len(names), len(os.sched_getaffinity(0)))
    if workers == 1:
        return [draw_picture(options, name) for name in names]
    with ProcessPoolExecutor(workers, initializer=set_up_worker) as pool:
        waiting = [pool.submit(draw_picture, options, name) for name in names]
        try:
            return [one.result() for one in waiting]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def draw_json(options, path, command, figures_of):
    """Draws what a command prints as JSON: `figures_of` makes (name, figure) of it, or (name, why it is skipped)."""
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise Failure(MISSING, f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise Failure(BAD_DATA, f"{path}: not JSON") from error
    try:
        figures = figures_of(data, options.title)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise Failure(BAD_DATA, f"{path}: not the JSON of `hustings {command}`") from error
    make_folder(options.output)
    return [Drawn(name, reason=figure) if isinstance(figure, str) else
            finish(options, name, figure, f"{name}: hustings {command}") for name, figure in figures]


def draw(options):
    if options.rounds is not None:
        return draw_json(options, options.rounds, "count",
                         lambda count, title: [("rounds", rounds.figure_of(count, title))])
    if options.scores is not None:
        return draw_json(options, options.scores, "score", scores.figures_of)
    if options.plan is not None:
        return draw_json(options, options.plan, "plan", plan.figures_of)
    return draw_results(options)


def tell(options, drawn):
    """Says what was written, what was skipped and why, and what no font has."""
    quiet = {picture.NAME for picture in PICTURES if getattr(picture, "QUIET", False)}
    written = [one for one in drawn if one.files]
    skipped = [one for one in drawn if one.reason]
    for one in skipped:
        if options.only or one.name not in quiet:
            print(f"{PROGRAM}: no picture {one.name}: {one.reason}", file=sys.stderr)
    advice = fonts.advice("".join(one.missing for one in drawn))
    if advice:
        print(f"{PROGRAM}: {advice}", file=sys.stderr)
    if options.json:
        print(json.dumps({"pictures": [{"name": one.name, "files": list(one.files)} for one in written],
                          "skipped": [{"name": one.name, "reason": one.reason} for one in skipped]}))
        return
    for one in written:
        print(*one.files)


def main():
    warnings.filterwarnings("ignore", message="Glyph .* missing from current font")
    try:
        options = parse(sys.argv[1:])
        style.set_up()
        tell(options, draw(options))
        sys.stdout.flush()
    except results.Unreadable as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return MISSING if error.missing else BAD_DATA
    except Failure as failure:
        print(f"{PROGRAM}: {failure}", file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # nobody reads on; what is left to print must not fail once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return 0


if __name__ == "__main__":
    sys.exit(main())
