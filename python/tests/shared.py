"""What the tests share: the project's catalogue, and riders of the generator."""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "python" / "examples"
CATALOGUE = ROOT / "public" / "catalogue" / "modern-rider-academy.json"

sys.path.insert(0, str(EXAMPLES))

import make_riders  # noqa: E402  (it stands in the folder of the examples)


def riders(count, kinds):
    return make_riders.riders(count, kinds, make_riders.GOALS)


def edited(table, name, cells):
    """The table with other cells in a column."""
    return table.set_column(table.column_names.index(name), name, [cells])
