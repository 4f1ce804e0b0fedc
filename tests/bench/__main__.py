"""make bench: the recipes, the rows of the Matrix Cookbook, and how time grows with the length of a formula."""

from tests.bench import coverage, growth, run

for part in (run, coverage, growth):
    print(f"\n{part.__doc__.splitlines()[0].split(': ', 1)[1]}")
    part.main()
