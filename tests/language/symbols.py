"""Symbols for tests, declared a line a kind."""
from deriv.language.reading import declare


def declared(*lines: str):
    """declared("A B: matrix(m, n)", "x: vector(n)")"""
    pairs = [line.split(": ") for line in lines]
    return {name: declare(name, spec) for names, spec in pairs for name in names.split()}
