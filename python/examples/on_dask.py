"""Plans the riders of Parquet files on Dask, and writes Parquet files.

    python on_dask.py riders.parquet plans --catalogue C.json [--scheduler tcp://…] [--workers 2]

Run again with --resume, it plans only riders whose key has no answer yet, and adds those.
"""

import argparse
import os

import dask
import dask.dataframe as dd
import pandas as pd
import pyarrow as pa
import qitu
from dask.distributed import Client


def answers(riders, catalogue, steps):
    many = qitu.steps_many if steps else qitu.plan_many
    return many(riders, catalogue, threads=1).to_pandas(types_mapper=pd.ArrowDtype)


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    ask.add_argument("riders")
    ask.add_argument("out")
    ask.add_argument("--catalogue", required=True)
    ask.add_argument("--steps", action="store_true", help="one row a step, not a rider")
    ask.add_argument("--scheduler", help="of a cluster; otherwise one on this machine")
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--pieces", type=int, default=16, help="a lost worker costs the pieces it had begun")
    ask.add_argument("--resume", action="store_true")
    given = ask.parse_args()

    # Before anything starts: a catalogue that is missing or wrong ends the script here.
    catalogue = qitu.load(given.catalogue)
    local = {"n_workers": given.workers, "threads_per_worker": 1, "dashboard_address": None}
    with Client(given.scheduler) if given.scheduler else Client(**local):
        # To each worker once, and not with each piece.
        book = dask.delayed(catalogue)
        riders = dd.read_parquet(given.riders)
        if given.resume and os.path.exists(given.out):
            done = set(dd.read_parquet(given.out, columns=["key"])["key"].compute())
            riders = riders[~riders["key"].isin(list(done))]
        integers = pd.api.types.is_integer_dtype(riders.dtypes.get("key", object))
        key = pa.int64() if integers else pa.string()
        schema = qitu.steps_schema(key) if given.steps else qitu.plans_schema(key)
        meta = schema.empty_table().to_pandas(types_mapper=pd.ArrowDtype)
        riders = riders.repartition(npartitions=given.pieces)
        plans = riders.map_partitions(answers, book, given.steps, meta=meta)
        plans.to_parquet(given.out, append=given.resume, write_index=False, schema=schema)
        print("rows", len(dd.read_parquet(given.out, columns=["key"])))


if __name__ == "__main__":
    main()
