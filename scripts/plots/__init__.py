"""Pictures of results files, one module each, in the order in which they are drawn.

A module has NAME, reason_to_skip(results) (None: draw it) and draw(results), which returns a figure.
With QUIET it is skipped without a message unless it is asked for. To add a picture, write its module
and name it here.
"""

from plots import (association, conditional, convergence, delegates, differences, heat, response, seats, share,
                   simulated_rounds, swing, totals, turnout, win, worth)

PICTURES = (win, share, delegates, totals, seats, conditional, differences, worth, swing, response, heat, association,
            simulated_rounds, turnout, convergence)
