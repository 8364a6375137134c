"""Plans the riders of Parquet files on Spark, and writes Parquet files.

    python on_spark.py riders.parquet plans --catalogue C.json [--master local-cluster[2,1,1024]]

Run again with --resume, it plans only riders whose key has no answer yet, and adds those.
"""

import argparse
import os
import sys

import pyarrow as pa
import qitu
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
ask.add_argument("riders")
ask.add_argument("out")
ask.add_argument("--catalogue", required=True)
ask.add_argument("--steps", action="store_true", help="one row a step, not a rider")
ask.add_argument("--master", default="local[2]")
ask.add_argument("--pieces", type=int, default=16, help="a lost worker costs the pieces it had begun")
ask.add_argument("--resume", action="store_true")
given = ask.parse_args()

# Before anything starts: a catalogue that is missing or wrong ends the script here.
catalogue = qitu.load(given.catalogue)

# The workers run the Python that has the package.
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
spark = SparkSession.builder.master(given.master).appName("qitu").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
book = spark.sparkContext.broadcast(catalogue)


def answers(batches):
    many = qitu.steps_batches if given.steps else qitu.plan_batches
    return many(book.value)(batches)


riders = spark.read.parquet(given.riders)
if given.resume and os.path.exists(given.out):
    riders = riders.join(spark.read.parquet(given.out).select("key").distinct(), "key", "left_anti")
key = pa.string() if dict(riders.dtypes).get("key", "string") == "string" else pa.int64()
schema = qitu.steps_schema(key) if given.steps else qitu.plans_schema(key)

columns = [name for name in ("key", "weight", "scenario") if name in riders.columns]
plans = riders.select(columns).repartition(given.pieces).mapInArrow(answers, from_arrow_schema(schema))
plans.write.mode("append" if given.resume else "error").parquet(given.out)
print("rows", spark.read.parquet(given.out).count())
spark.stop()
