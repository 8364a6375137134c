"""Plans for many riders: Arrow tables of scenarios in, flat tables of plans and steps out.

A catalogue is read once and strictly, pickles, and so goes to the workers of Spark and Dask by
their own means. The same row has the same answer wherever it is planned, to the byte.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, Optional, Union

import pyarrow as pa

from ._native import Catalogue, __version__

__all__ = [
    "Catalogue",
    "LineError",
    "Objective",
    "load",
    "plan",
    "plan_batches",
    "plan_many",
    "plans_schema",
    "steps_batches",
    "steps_many",
    "steps_schema",
    "__version__",
]

Objective = Literal["soonest", "cheapest", "least_study", "gentlest"]
AnyCatalogue = Union[Catalogue, str, "os.PathLike[str]"]

#: Columns that are read; others are refused, so that a slip in a name is not silent.
_COLUMNS = ("key", "weight", "scenario")


class LineError(ValueError):
    """A row that is not understood whole.

    `row` counts from 0 within the table that was handed over, which on Spark and Dask is a piece;
    `key` finds it in the whole. `column` is where it is wrong.
    """

    def __init__(self, row: int, key: object, column: str, why: str, more: int = 0) -> None:
        self.row, self.key, self.column, self.why, self.more = row, key, column, why, more
        others = f" ({more} more rows are wrong)" if more else ""
        super().__init__(f"row {row}, key {key!r}, column {column!r}: {why}{others}")

    def __reduce__(self) -> tuple[type, tuple[int, object, str, str, int]]:
        return (type(self), (self.row, self.key, self.column, self.why, self.more))


def load(path: Union[str, os.PathLike[str]]) -> Catalogue:
    """Reads a catalogue (`qitu.catalogue/1`).

    Raises `OSError` with the path where it cannot be opened, `ValueError` with places where
    anything is wrong in it, a field that nobody reads included.
    """
    with open(path, "rb") as file:
        return Catalogue(file.read(), os.fspath(path))


def plan(
    catalogue: AnyCatalogue,
    scenario: Union[str, Mapping[str, Any]],
    *,
    objective: Optional[Objective] = None,
    max_nodes: Optional[int] = None,
) -> dict[str, Any]:
    """The plan of one scenario (`qitu.scenario/1`, as text or as a mapping), as `qitu.plan/1`."""
    text = scenario if isinstance(scenario, str) else json.dumps(scenario, ensure_ascii=False)
    found = _book(catalogue).answer([text], objective=objective, max_nodes=max_nodes, threads=1)
    if found["error"][0] is not None:
        raise LineError(0, found["key"][0], "scenario", found["error"][0])
    answer: dict[str, Any] = json.loads(found["plan"][0])
    return answer


def plan_many(
    table: Any,
    catalogue: AnyCatalogue,
    *,
    objective: Optional[Objective] = None,
    max_nodes: Optional[int] = None,
    threads: Optional[int] = None,
    errors: Literal["raise", "column"] = "raise",
    lenient: bool = False,
) -> pa.Table:
    """A plan for each row, in the order of the rows, as the table `plans_schema`.

    `table` is anything that Arrow takes (pyarrow, Polars, pandas, a record batch), with the columns
    `scenario` (text, JSON), `key` (text or whole numbers, may be left out) and `weight` (how many
    riders, 1 where it is left out). Equal scenarios are planned once.

    A row that is not understood whole raises `LineError`; with `errors="column"` it has the status
    `unread`, and says why in the column `error`. A wrong column raises `TypeError` with its name.
    """
    riders = _Riders(table)
    found = _book(catalogue).answer(
        riders.lines,
        objective=objective,
        max_nodes=max_nodes,
        threads=threads,
        lenient=lenient,
    )
    riders.check(found["error"], errors)
    found["key"], found["weight"] = riders.named(found["key"], found["weight"])
    return _table(found, plans_schema(riders.key_type))


def steps_many(
    table: Any,
    catalogue: AnyCatalogue,
    *,
    objective: Optional[Objective] = None,
    max_nodes: Optional[int] = None,
    threads: Optional[int] = None,
    errors: Literal["raise", "skip"] = "raise",
    lenient: bool = False,
) -> pa.Table:
    """One row for each step of each plan, as the table `steps_schema`; see `plan_many`.

    With `errors="skip"` a row that is not understood has no steps; `plan_many` says why.
    """
    riders = _Riders(table)
    found = _book(catalogue).answer(
        riders.lines,
        objective=objective,
        max_nodes=max_nodes,
        threads=threads,
        lenient=lenient,
        steps=True,
    )
    riders.check(found.pop("errors"), errors)
    keys, weights = riders.named(found.pop("keys"), found.pop("weights"))
    rows = found.pop("row")
    found["key"] = [keys[row] for row in rows]
    found["weight"] = [weights[row] for row in rows]
    return _table(found, steps_schema(riders.key_type))


def plan_batches(
    catalogue: AnyCatalogue, **options: Any
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """`plan_many` as a function of record batches, for Spark's `mapInArrow`.

    One thread, unless told otherwise: the engine has a worker for each core.
    """
    return _by_batch(plan_many, catalogue, options)


def steps_batches(
    catalogue: AnyCatalogue, **options: Any
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """`steps_many` as a function of record batches; see `plan_batches`."""
    return _by_batch(steps_many, catalogue, options)


def plans_schema(key: pa.DataType = pa.string()) -> pa.Schema:
    """Columns of a table of plans. `day` is the day the goal is reached; `plan` the line that
    `qitu plan --jsonl` prints; `note` what the row was planned without."""
    return pa.schema(
        [
            ("key", key),
            ("weight", pa.int64()),
            ("status", pa.string()),
            ("weeks", pa.int64()),
            ("day", pa.date32()),
            ("fee", pa.int64()),
            ("hours", pa.int64()),
            ("peak", pa.int64()),
            ("plan", pa.string()),
            ("error", pa.string()),
            ("note", pa.string()),
        ]
    )


def steps_schema(key: pa.DataType = pa.string()) -> pa.Schema:
    """Columns of a table of steps: days as days, `fee` in yuan after money back."""
    return pa.schema(
        [
            ("key", key),
            ("weight", pa.int64()),
            ("kind", pa.string()),
            ("activity", pa.string()),
            ("offer", pa.string()),
            ("start", pa.date32()),
            ("end", pa.date32()),
            ("fee", pa.int64()),
            ("hours", pa.int64()),
        ]
    )


def _book(catalogue: AnyCatalogue) -> Catalogue:
    return catalogue if isinstance(catalogue, Catalogue) else load(catalogue)


def _by_batch(
    many: Callable[..., pa.Table], catalogue: AnyCatalogue, options: dict[str, Any]
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    book = _book(catalogue)
    options = {"threads": 1, **options}

    def batches(given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in given:
            yield from many(batch, book, **options).to_batches()

    return batches


def _table(columns: dict[str, list[Any]], schema: pa.Schema) -> pa.Table:
    def column(field: pa.Field) -> pa.Array:
        # Days come as numbers.
        kind = pa.int32() if pa.types.is_date32(field.type) else field.type
        return pa.array(columns[field.name], kind).cast(field.type)

    return pa.table([column(field) for field in schema], schema=schema)


class _Riders:
    """The columns of a table, each of its type, and the lines they make."""

    def __init__(self, given: Any) -> None:
        table = _arrow(given)
        unknown = [name for name in table.column_names if name not in _COLUMNS]
        if unknown:
            known = ", ".join(_COLUMNS)
            raise TypeError(f"column {unknown[0]!r} is not read: the columns are {known}")
        scenarios = _column(table, "scenario", "text", _is_text)
        if scenarios is None:
            raise TypeError("column 'scenario' is missing")
        self.keys = _column(table, "key", "text or whole numbers", _is_key)
        self.weights = _column(table, "weight", "whole numbers", pa.types.is_integer)
        whole = self.keys is not None and pa.types.is_integer(_plain(table.schema.field("key").type))
        self.key_type = pa.int64() if whole else pa.string()
        self._present(scenarios)
        self.lines = [self._line(row, scenario) for row, scenario in enumerate(scenarios)]

    def _present(self, scenarios: list[Any]) -> None:
        columns = {"key": self.keys, "weight": self.weights, "scenario": scenarios}
        for name, cells in columns.items():
            if cells is not None and None in cells:
                row = cells.index(None)
                raise LineError(row, self._key(row), name, "nothing is in it")

    def _key(self, row: int) -> object:
        return self.keys[row] if self.keys is not None else None

    def _line(self, row: int, scenario: str) -> str:
        """The line that the command line reads: key and weight at the head of the scenario."""
        head = {}
        if self.keys is not None:
            head["key"] = self.keys[row]
        if self.weights is not None:
            head["weight"] = self.weights[row]
        text = scenario.strip()
        if not head or not text.startswith("{"):
            return scenario
        rest = text[1:].lstrip()
        comma = "" if rest.startswith("}") else ", "
        return json.dumps(head, ensure_ascii=False)[:-1] + comma + rest

    def check(self, found: list[Optional[str]], errors: str) -> None:
        if errors not in ("raise", "column", "skip"):
            raise ValueError(f"errors is {errors!r}")
        wrong = [row for row, why in enumerate(found) if why is not None]
        if wrong and errors == "raise":
            row, why = wrong[0], found[wrong[0]]
            column = "weight" if self.weights is not None and self.weights[row] < 1 else "scenario"
            raise LineError(row, self._key(row), column, str(why), len(wrong) - 1)

    def named(self, keys: list[Any], weights: list[int]) -> tuple[list[Any], list[int]]:
        """Key and weight of each row: those of the columns, else those that the lines say."""
        return (
            self.keys if self.keys is not None else keys,
            self.weights if self.weights is not None else weights,
        )


def _arrow(given: Any) -> pa.Table:
    if isinstance(given, pa.Table):
        return given
    if isinstance(given, pa.RecordBatch):
        return pa.Table.from_batches([given])
    if hasattr(given, "iloc"):
        # A pandas index is no column of the riders.
        return pa.Table.from_pandas(given, preserve_index=False)
    return pa.table(given)


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _is_text(kind: pa.DataType) -> bool:
    view = getattr(pa.types, "is_string_view", lambda _: False)
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or view(kind)


def _is_key(kind: pa.DataType) -> bool:
    return _is_text(kind) or pa.types.is_integer(kind)


def _column(
    table: pa.Table, name: str, wanted: str, fits: Callable[[pa.DataType], bool]
) -> Optional[list[Any]]:
    if name not in table.column_names:
        return None
    if table.column_names.count(name) > 1:
        raise TypeError(f"column {name!r} is there twice")
    column = table.column(name)
    if not fits(_plain(column.type)) and table.num_rows > 0:
        raise TypeError(f"column {name!r} is {column.type}, and must be {wanted}")
    cells: list[Any] = column.to_pylist()
    return cells
