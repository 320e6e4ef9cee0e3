"""What scripts/bench measures, a module an idea."""


class Failure(Exception):
    """Says in a line why something cannot be measured."""
