"""Pictures of results files: one module a picture, with NAME, reason_to_skip(results), draw(results)."""

from plots import conditional, convergence, seats, share, turnout, win

PICTURES = (win, share, seats, conditional, turnout, convergence)
