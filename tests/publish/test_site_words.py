"""What the hand-written pages say of formulas and recipes is so."""
import re
from pathlib import Path

import pytest
import yaml

import deriv
from deriv.language.reading import declare, read

PROJECT = Path(__file__).parents[2]
GUIDE = (PROJECT / "site/add-a-recipe.md").read_text(encoding="utf-8")
FRONT = (PROJECT / "site/index.md").read_text(encoding="utf-8")


def block(language, text):
    return re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)[1]


def symbols(**where):
    return {name: declare(name, spec) for name, spec in where.items()}


def test_the_recipe_in_the_guide_is_derived():
    recipe = yaml.safe_load(block("yaml", GUIDE))
    assert deriv.derive(recipe["function"], wrt=recipe["wrt"], where=recipe["where"]).verdict.ok


def test_the_three_spellings_are_one_function():
    known = symbols(W="matrix(m, n)", a="vector(m)", b="vector(n)", c="scalar")
    first, *others = [read(line, known) for line in block("text", GUIDE).splitlines()]
    assert len(others) == 2
    assert all(other is first for other in others)


TYPED = re.findall(r"`([^`]+)`", GUIDE.split("| To write | type |")[1].split("## Symbols")[0])


@pytest.mark.parametrize("formula", TYPED)
def test_what_the_table_of_formulas_types_can_be_read(formula):
    square = dict.fromkeys("ABXW", "matrix(n, n)")
    if formula == "I":
        formula = "X + I"
    read(formula, symbols(**square, x="vector(n)"))


DECLARED = re.findall(r"`([^`]+)`", GUIDE.split("## Symbols")[1].split("## More keys")[0])


@pytest.mark.parametrize("spec", [d for d in DECLARED if d != "where"])
def test_what_the_guide_declares_can_be_declared(spec):
    declare("X", spec)


def test_the_front_page_shows_the_recipe_whose_derivation_it_shows():
    shown = yaml.safe_load(block("yaml", FRONT))
    slug = re.search(r"<!-- derivation: (\S+) -->", FRONT)[1]
    recipe = yaml.safe_load((PROJECT / f"recipes/{slug}.yaml").read_text(encoding="utf-8"))
    assert shown == {key: recipe[key] for key in shown}


def test_the_keys_in_the_guide_are_keys_of_a_recipe():
    from deriv.cookbook.recipe import Recipe

    rows = re.findall(r"^\| (`.*?) \|", GUIDE.split("## More keys")[1], re.MULTILINE)
    keys = set(re.findall(r"`(\w+)`", "".join(rows)))
    assert len(keys) >= 7
    assert keys <= set(Recipe.model_fields)
