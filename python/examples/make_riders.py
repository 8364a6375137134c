"""Writes a table of generated riders, for the other examples.

    python make_riders.py riders.parquet --riders 100000 --kinds 5000

A rider is one of so many kinds: age, months as a rider, schooling, free hours, goal. The same
arguments write the same table.
"""

from __future__ import annotations

import argparse
import json
import random

import pyarrow as pa
import pyarrow.parquet as pq

GOALS = ["station-manager", "dispatcher", "team-leader", "instructor"]


def scenario(rng: random.Random, goals: list[str], start: str) -> str:
    hours = {"gap": rng.randrange(0, 9), "evening": rng.randrange(2, 11), "rest_day": rng.randrange(0, 9)}
    rider = {
        "role": "rider",
        "age": rng.randrange(19, 50),
        "education": rng.choice(["junior", "senior", "senior", "college"]),
        "tenure": {"rider": rng.randrange(0, 60)},
    }
    goal = {"role": rng.choice(goals)}
    asked = {"format": "qitu.scenario/1", "start": start, "rider": rider, "week": hours, "goal": goal}
    return json.dumps(asked, ensure_ascii=False)


def riders(count: int, kinds: int, goals: list[str], seed: int = 1, start: str = "2026-11-30") -> pa.Table:
    rng = random.Random(seed)
    kind = [scenario(rng, goals, start) for _ in range(kinds)]
    # Some kinds are common and most are rare, as among people.
    picks = [int(kinds * rng.random() ** 2) for _ in range(count)]
    return pa.table(
        {
            "key": [f"rider-{number:08}" for number in range(count)],
            "weight": pa.array([1] * count, pa.int64()),
            "scenario": [kind[pick] for pick in picks],
        }
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    ask.add_argument("out")
    ask.add_argument("--riders", type=int, default=1000)
    ask.add_argument("--kinds", type=int, default=100)
    ask.add_argument("--goals", nargs="+", default=GOALS, help="ids of roles in the catalogue")
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    table = riders(given.riders, given.kinds, given.goals, given.seed)
    # In pieces, so that an engine can spread them.
    pq.write_table(table, given.out, row_group_size=10_000)


if __name__ == "__main__":
    main()
