#!/usr/bin/python3
"""Draw pictures of a results file, or of a ranked-choice count of real ballots.

examples:
  scripts/plot.py ny_house_2026.h5 -o pictures
  scripts/plot.py ny_house_2026.h5 -o pictures --only win,share
  scripts/plot.py --rounds count.json -o pictures      (count.json: hustings count --json)

Each picture is written as .svg and .png; one that the file has no data for is skipped with a message.
"""

import argparse
import difflib
import json
import os
import sys
import warnings

sys.dont_write_bytecode = True

from plots import PICTURES, page, results, rounds, style  # noqa: E402

USAGE, BAD_DATA, MISSING, CANNOT_CREATE, WRITE_FAILED = 2, 65, 66, 73, 74


class Failure(Exception):
    """A one-line message and the exit code that goes with it."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def parse(arguments):
    names = [picture.NAME for picture in PICTURES]
    parser = argparse.ArgumentParser(
        prog="plot.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="results file of `hustings run`")
    parser.add_argument("--rounds", metavar="COUNT", help="JSON of `hustings count`: draw its rounds")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="folder; made if missing")
    parser.add_argument("--only", metavar="NAMES", help=f"some of {','.join(names)}")
    parser.add_argument("--json", action="store_true", help="say what was written as JSON")
    parser.add_argument("--check-overlap", action="store_true", help="fail if texts overlap")
    options = parser.parse_args(arguments)
    if (options.file is None) == (options.rounds is None):
        parser.error("give a results file, or --rounds with a count")
    if options.rounds is not None and options.only is not None:
        parser.error("--only chooses pictures of a results file")
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
        return page.save(figure, folder, name, title)
    except (PermissionError, FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise Failure(CANNOT_CREATE, f"{folder}: cannot create {name}: {error.strerror}") from error
    except OSError as error:
        code = CANNOT_CREATE if error.errno == 30 else WRITE_FAILED  # 30: read-only file system
        raise Failure(code, f"{folder}: cannot write {name}: {error.strerror}") from error


def draw_results(options):
    """Draws the pictures of a results file; returns what was written and what was skipped."""
    pictures = chosen(options.only)
    data = results.open_results(options.file)
    make_folder(options.output)
    written, skipped = [], []
    for picture in pictures:
        try:
            reason = picture.reason_to_skip(data)
            figure = None if reason else picture.draw(data)
        except (KeyError, OSError) as error:  # a dataset is gone, or its checksum is wrong
            raise Failure(BAD_DATA, f"{options.file}: damaged: {results.one_line(error)}") from error
        if reason:
            skipped.append({"name": picture.NAME, "reason": reason})
            if options.only or not getattr(picture, "QUIET", False):
                print(f"plot.py: no picture {picture.NAME}: {reason}", file=sys.stderr)
            continue
        check(options, picture.NAME, figure)
        files = save(figure, options.output, picture.NAME, f"{data.title}: {picture.NAME}")
        written.append({"name": picture.NAME, "files": files})
    return written, skipped


def draw_rounds(options):
    """Draws the rounds of a count of real ballots."""
    try:
        with open(options.rounds, encoding="utf-8") as file:
            count = json.load(file)
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise Failure(MISSING, f"{options.rounds}: {error.strerror}") from error
    except ValueError as error:
        raise Failure(BAD_DATA, f"{options.rounds}: not JSON") from error
    try:
        figure = rounds.figure_of(count)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        message = f"{options.rounds}: not the JSON of `hustings count`"
        raise Failure(BAD_DATA, message) from error
    make_folder(options.output)
    check(options, "rounds", figure)
    files = save(figure, options.output, "rounds", "Rounds of the count")
    return [{"name": "rounds", "files": files}], []


def check(options, name, figure):
    faults = page.overlaps(figure) if options.check_overlap else []
    if faults:
        raise Failure(1, f"{name}: {'; '.join(faults)}")


def run(arguments):
    options = parse(arguments)
    style.set_up()
    written, skipped = draw_rounds(options) if options.rounds else draw_results(options)
    if options.json:
        print(json.dumps({"pictures": written, "skipped": skipped}))
    else:
        for picture in written:
            print(*picture["files"])


def main():
    warnings.filterwarnings("ignore", message="Glyph .* missing from current font")
    try:
        run(sys.argv[1:])
    except results.Unreadable as error:
        print(f"plot.py: {error}", file=sys.stderr)
        return MISSING if error.missing else BAD_DATA
    except Failure as failure:
        print(f"plot.py: {failure}", file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
