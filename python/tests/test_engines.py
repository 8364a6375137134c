"""Spark and Dask with two workers: the same rows as without them, a worker killed in the middle, and
failures that name what is wrong."""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import qitu
from shared import CATALOGUE, EXAMPLES, edited, riders

#: How long a run may take before it counts as hung.
LIMIT = 600


def children(process):
    """The processes below a process, by their ids, with their command lines."""
    parents, commands = {}, {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
                commands[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rsplit(")", 1)[1].split()[1])
    below, found = {process}, {}
    grown = True
    while grown:
        grown = False
        for child, parent in parents.items():
            if parent in below and child not in below:
                below.add(child)
                found[child] = commands[child]
                grown = True
    return found


class Engine:
    """What holds for each engine; `script`, `options` and `is_worker` are its own."""

    options = ()

    def start(self, *arguments):
        ask = [sys.executable, EXAMPLES / self.script, *map(str, arguments), *self.options]
        return subprocess.Popen(ask, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run_script(self, *arguments):
        process = self.start(*arguments)
        out, told = process.communicate(timeout=LIMIT)
        return process.returncode, out, told

    def same(self, path, expected):
        found = ds.dataset(path, format="parquet").to_table()
        self.assertEqual(found.num_rows, expected.num_rows, "nothing lost, nothing double")
        order = [(name, "ascending") for name in ("key", "start", "activity") if name in expected.column_names]
        found = found.select(expected.column_names).cast(expected.schema)
        self.assertTrue(found.sort_by(order).equals(expected.sort_by(order)))

    def test_rows_are_those_of_one_process(self):
        table = riders(400, 60)
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            asked, plans, steps = folder / "riders.parquet", folder / "plans", folder / "steps"
            pq.write_table(table, asked, row_group_size=100)
            book = qitu.load(CATALOGUE)
            code, out, told = self.run_script(asked, plans, "--catalogue", CATALOGUE)
            self.assertEqual(code, 0, told)
            self.assertIn("rows 400", out)
            self.same(plans, qitu.plan_many(table, book))
            code, _, told = self.run_script(asked, steps, "--catalogue", CATALOGUE, "--steps")
            self.assertEqual(code, 0, told)
            self.same(steps, qitu.steps_many(table, book))

            more = riders(500, 60)
            pq.write_table(more, asked, row_group_size=100)
            code, out, told = self.run_script(asked, plans, "--catalogue", CATALOGUE, "--resume")
            self.assertEqual(code, 0, told)
            self.assertIn("rows 500", out)
            keys = ds.dataset(plans, format="parquet").to_table()["key"]
            self.assertEqual(sorted(keys.to_pylist()), more["key"].to_pylist())

    def test_a_killed_worker_loses_nothing_and_doubles_nothing(self):
        # Each of its own kind, so that the work goes on for a while.
        table = riders(1500, 1500)
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            asked, plans = folder / "riders.parquet", folder / "plans"
            pq.write_table(table, asked, row_group_size=100)
            process = self.start(asked, plans, "--catalogue", CATALOGUE, "--pieces", "12")
            killed, until = None, time.monotonic() + LIMIT
            while killed is None and process.poll() is None and time.monotonic() < until:
                time.sleep(0.2)
                # Once one piece is done others are in the middle.
                if not list(plans.rglob("part*.parquet")):
                    continue
                workers = [pid for pid, told in children(process.pid).items() if self.is_worker(told)]
                if workers:
                    killed = max(workers)
                    os.kill(killed, signal.SIGKILL)
            _, told = process.communicate(timeout=LIMIT)
            self.assertIsNotNone(killed, f"it ended before a worker was killed: {told}")
            self.assertEqual(process.returncode, 0, told)
            self.same(plans, qitu.plan_many(table, qitu.load(CATALOGUE)))

    def test_what_is_wrong_is_named(self):
        table = riders(40, 10)
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            asked = folder / "riders.parquet"
            pq.write_table(table, asked)
            code, _, told = self.run_script(asked, folder / "a", "--catalogue", folder / "none.json")
            self.assertNotEqual(code, 0)
            self.assertIn("none.json", told)
            scenarios = table["scenario"].to_pylist()
            odd = scenarios[:7] + [scenarios[7].replace('"rider"', '"bugdet": 5, "rider"', 1)] + scenarios[8:]
            for column, cells, words in [
                ("scenario", odd, ["rider-00000007", "'scenario'", "bugdet"]),
                ("weight", pa.array([1.5] * 40), ["'weight'", "double"]),
            ]:
                pq.write_table(edited(table, column, cells), asked)
                code, _, told = self.run_script(asked, folder / column, "--catalogue", CATALOGUE)
                self.assertNotEqual(code, 0)
                for word in words:
                    self.assertIn(word, told)


class Spark(Engine, unittest.TestCase):
    script = "on_spark.py"
    # Two workers, each a process of its own with one core.
    options = ("--master", "local-cluster[2,1,1024]")

    @classmethod
    def setUpClass(cls):
        try:
            import pyspark  # noqa: F401
        except ImportError:
            raise unittest.SkipTest("PySpark is not installed")

    @staticmethod
    def is_worker(told):
        return "CoarseGrainedExecutorBackend" in told


class Dask(Engine, unittest.TestCase):
    script = "on_dask.py"

    @classmethod
    def setUpClass(cls):
        try:
            import distributed  # noqa: F401
        except ImportError:
            raise unittest.SkipTest("Dask is not installed")

    @staticmethod
    def is_worker(told):
        return "multiprocessing.spawn" in told and "resource_tracker" not in told


if __name__ == "__main__":
    unittest.main()
