"""Plans the riders of a Parquet file with pandas.

    python with_pandas.py riders.parquet plans.parquet --catalogue C.json [--steps steps.parquet]
"""

import argparse

import pandas as pd
import qitu

ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
ask.add_argument("riders")
ask.add_argument("out")
ask.add_argument("--catalogue", required=True)
ask.add_argument("--steps")
given = ask.parse_args()

catalogue = qitu.load(given.catalogue)
riders = pd.read_parquet(given.riders)

plans = qitu.plan_many(riders, catalogue).to_pandas(types_mapper=pd.ArrowDtype)
plans.to_parquet(given.out, index=False)
print(plans.groupby("status")["weight"].sum().to_string())

if given.steps:
    # What was planned above is not planned again.
    steps = qitu.steps_many(riders, catalogue).to_pandas(types_mapper=pd.ArrowDtype)
    steps.to_parquet(given.steps, index=False)
    begun = steps.assign(month=pd.to_datetime(steps["start"]).dt.strftime("%Y-%m"))
    print(begun.groupby(["month", "activity"])["weight"].sum().to_string())
