"""Shows on a terminal, on one line that is written over, what is running."""

import sys

WIDTH = 48


def show(text):
    if sys.stderr.isatty():
        print(f"\r  {text:<{WIDTH}}", end="", file=sys.stderr, flush=True)


def clear():
    if sys.stderr.isatty():
        print("\r" + " " * (WIDTH + 2) + "\r", end="", file=sys.stderr, flush=True)
