#!/usr/bin/python3
"""Makes src/random/normal_table.cpp: the inverse normal distribution function by octaves.

A 32-bit word gives a sign (its top bit) and p = (2 w + 1) mod 2^32 x 2^-33, odd multiples of 2^-33
in (0, 1/2). Row r of the table serves the octave p in [2^(r-33), 2^(r-32)); with m in [1, 2) the
significand of p, -Phi^-1(p) is a polynomial of degree 6 in m. The fit is by Chebyshev points in
double precision; each coefficient is rounded to float in turn, highest first, and the lower ones
are fitted again, so that rounding one is made good by the next.

Usage: src/random/make_normal_table.py > src/random/normal_table.cpp
"""

import textwrap

import numpy as np
from scipy.special import ndtri

ROWS = 32
DEGREE = 6


def fit_row(row):
    """Coefficients c0..c6 (float32) of -Phi^-1 over one octave, as a polynomial in m."""
    nodes = 1.5 + 0.5 * np.cos(np.pi * (np.arange(64) + 0.5) / 64)
    rest = -ndtri(nodes * 2.0 ** (row - 33))
    coefficients = np.zeros(DEGREE + 1, dtype=np.float32)
    for degree in range(DEGREE, -1, -1):
        chebyshev = np.polynomial.chebyshev.Chebyshev.fit(nodes, rest, degree, domain=[1, 2])
        monomial = chebyshev.convert(kind=np.polynomial.Polynomial, domain=[-1, 1]).coef
        coefficients[degree] = np.float32(monomial[degree])
        rest = rest - float(coefficients[degree]) * nodes**degree
    return coefficients


def main():
    # The float (2 w + 1) mod 2^32 has biased exponent 127 + row: its low five bits are the index.
    table = np.array([fit_row((index - 127) % ROWS) for index in range(ROWS)])
    print("// Made by src/random/make_normal_table.py; do not edit.")
    print('#include "random/normal_table.hpp"\n')
    print("namespace hustings {\n")
    print("alignas(64) const float kNormalTable[kNormalDegree + 1][kNormalRows] = {")
    for degree in range(DEGREE + 1):
        print("    {")
        row = " ".join(f"{float(c).hex()}F," for c in table[:, degree])
        print(textwrap.fill(row, 100, initial_indent=" " * 8, subsequent_indent=" " * 8,
                            break_on_hyphens=False))
        print("    },")
    print("};\n")
    print("}  // namespace hustings")


if __name__ == "__main__":
    main()
