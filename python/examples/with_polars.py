"""Plans the riders of a Parquet file with Polars.

    python with_polars.py riders.parquet plans.parquet --catalogue C.json [--steps steps.parquet]
"""

import argparse

import polars as pl
import qitu

ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
ask.add_argument("riders")
ask.add_argument("out")
ask.add_argument("--catalogue", required=True)
ask.add_argument("--steps")
given = ask.parse_args()

catalogue = qitu.load(given.catalogue)
riders = pl.read_parquet(given.riders)

plans = pl.from_arrow(qitu.plan_many(riders, catalogue))
plans.write_parquet(given.out)
print(plans.group_by("status").agg(pl.col("weight").sum()).sort("status"))

if given.steps:
    # What was planned above is not planned again.
    steps = pl.from_arrow(qitu.steps_many(riders, catalogue))
    steps.write_parquet(given.steps)
    month = pl.col("start").dt.strftime("%Y-%m").alias("month")
    print(steps.group_by(month, "activity").agg(pl.col("weight").sum()).sort("month", "activity"))
