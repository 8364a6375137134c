"""The examples for pandas and Polars: Parquet in, Parquet out, the same rows."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import pyarrow.parquet as pq
import qitu
from shared import CATALOGUE, EXAMPLES, edited, riders


def script(name, *arguments):
    ask = [sys.executable, EXAMPLES / name, *map(str, arguments)]
    return subprocess.run(ask, capture_output=True, text=True)


class Frames(unittest.TestCase):
    def check(self, name):
        table = riders(30, 10)
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            asked, plans, steps = (folder / f"{part}.parquet" for part in ("riders", "plans", "steps"))
            pq.write_table(table, asked)
            options = ("--catalogue", CATALOGUE, "--steps", steps)
            run = script(name, asked, plans, *options)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertIn("optimal", run.stdout)
            book = qitu.load(CATALOGUE)
            for path, expected in [
                (plans, qitu.plan_many(table, book)),
                (steps, qitu.steps_many(table, book)),
            ]:
                self.assertEqual(pq.read_table(path).to_pylist(), expected.to_pylist())

            missing = script(name, asked, plans, "--catalogue", folder / "none.json")
            self.assertNotEqual(missing.returncode, 0)
            self.assertIn("none.json", missing.stderr)
            for column, cells, told in [
                ("weight", [1.5] * 30, "column 'weight'"),
                ("scenario", ["{"] * 30, "rider-00000000"),
            ]:
                pq.write_table(edited(table, column, cells), asked)
                run = script(name, asked, plans, *options)
                self.assertNotEqual(run.returncode, 0)
                self.assertIn(told, run.stderr)

    def test_pandas(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            self.skipTest("pandas is not installed")
        self.check("with_pandas.py")

    def test_polars(self):
        try:
            import polars  # noqa: F401
        except ImportError:
            self.skipTest("Polars is not installed")
        self.check("with_polars.py")


if __name__ == "__main__":
    unittest.main()
