"""Tables in and out: the command line's bytes, and errors that name what is wrong."""

import json
import os
import pathlib
import pickle
import subprocess
import tempfile
import unittest

import pyarrow as pa
import qitu
from shared import CATALOGUE, ROOT, edited, riders

BOOK = qitu.load(CATALOGUE)


def command_line():
    """The built command line; `QITU_CLI` says another place."""
    path = pathlib.Path(os.environ.get("QITU_CLI", ROOT / "target" / "debug" / "qitu"))
    if not path.exists():
        raise unittest.SkipTest(f"no command line at {path}: cargo build -p qitu-cli")
    return path


class Answers(unittest.TestCase):
    def test_they_are_those_of_the_command_line_whatever_the_pieces(self):
        table = riders(60, 12)
        lines = []
        for row in table.to_pylist():
            line = {"key": row["key"], "weight": row["weight"], **json.loads(row["scenario"])}
            lines.append(json.dumps(line, ensure_ascii=False))
        with tempfile.TemporaryDirectory() as folder:
            steps = os.path.join(folder, "steps.jsonl")
            ask = [command_line(), "plan", "--jsonl", "--catalogue", CATALOGUE, "--steps", steps]
            run = subprocess.run(ask, input="\n".join(lines), text=True, capture_output=True, check=True)
            with open(steps, encoding="utf-8") as file:
                rows = [json.loads(row) for row in file]
        told = run.stdout.splitlines()
        self.assertEqual(len(told), 60)

        for size, threads in [(60, 1), (60, 3), (7, 2), (1, 1)]:
            # Other processes have planned nothing yet.
            book = pickle.loads(pickle.dumps(BOOK))
            pieces = [table.slice(at, size) for at in range(0, 60, size)]
            plans = [qitu.plan_many(piece, book, threads=threads) for piece in pieces]
            plans = pa.concat_tables(plans)
            self.assertEqual(plans.schema, qitu.plans_schema())
            self.assertEqual(plans["plan"].to_pylist(), told, (size, threads))
            steps = pa.concat_tables(qitu.steps_many(piece, book, threads=threads) for piece in pieces)
            self.assertEqual(steps.schema, qitu.steps_schema())
            of_table = json.loads(json.dumps(steps.to_pylist(), default=str))
            self.assertEqual(of_table, rows, (size, threads))

    def test_columns_say_what_the_plan_says(self):
        plans = qitu.plan_many(riders(20, 20), BOOK).to_pylist()
        self.assertIn("optimal", {row["status"] for row in plans})
        for row in plans:
            plan = json.loads(row["plan"])
            value = plan.get("value") or {}
            self.assertEqual(row["status"], plan["status"])
            for name in ("weeks", "fee", "hours", "peak"):
                self.assertEqual(row[name], value.get(name))

    def test_one_scenario_is_a_dictionary(self):
        asked = json.loads(riders(1, 1)["scenario"][0].as_py())
        plan = qitu.plan(str(CATALOGUE), asked)
        self.assertEqual(plan, qitu.plan(BOOK, json.dumps(asked)))
        self.assertEqual(plan["format"], "qitu.plan/1")
        cheapest = qitu.plan(BOOK, asked, objective="cheapest")
        self.assertLessEqual(cheapest["value"]["fee"], plan["value"]["fee"])

    def test_keys_and_weights_may_be_numbers_or_in_the_line_or_nowhere(self):
        table = riders(3, 3)
        numbers = edited(table, "key", pa.array([7, 8, 9], pa.int32()))
        plans = qitu.plan_many(numbers, BOOK)
        self.assertEqual(plans.schema.field("key").type, pa.int64())
        self.assertEqual(plans["key"].to_pylist(), [7, 8, 9])
        self.assertTrue(plans["plan"][0].as_py().startswith('{"key":7,'))
        scenarios = [{"key": "a", "weight": 4, **json.loads(s)} for s in table["scenario"].to_pylist()]
        lines = pa.table({"scenario": [json.dumps(line) for line in scenarios]})
        self.assertEqual(qitu.plan_many(lines, BOOK)["weight"].to_pylist(), [4, 4, 4])
        self.assertEqual(qitu.steps_many(lines, BOOK)["key"][0].as_py(), "a")
        bare = table.select(["scenario"])
        self.assertEqual(qitu.plan_many(bare, BOOK)["key"].to_pylist(), [None] * 3)
        self.assertEqual(qitu.plan_many(table.slice(0, 0), BOOK).num_rows, 0)


class Errors(unittest.TestCase):
    def fails(self, kind, words, table, **options):
        with self.assertRaises(kind) as caught:
            qitu.plan_many(table, BOOK, **options)
        for word in words:
            self.assertIn(word, str(caught.exception))
        return caught.exception

    def test_a_bad_row_is_named_by_its_place_key_and_column(self):
        table = riders(4, 4)
        scenarios = table["scenario"].to_pylist()
        goal = json.dumps({**json.loads(scenarios[0]), "goal": {"role": "astronaut"}})
        cases = [
            (scenarios[2].replace('"rider"', '"bugdet": 5, "rider"', 1), "bugdet"),
            (goal, "goal.role"),
            ("", "scenario"),
            ("[]", "scenario"),
            ('{"key": "twice", ' + scenarios[2][1:], "duplicate field `key`"),
        ]
        for wrong, word in cases:
            bad = edited(table, "scenario", scenarios[:2] + [wrong, wrong])
            words = ["row 2", "rider-00000002", "'scenario'", word, "1 more"]
            self.fails(qitu.LineError, words, bad)
            plans = qitu.plan_many(bad, BOOK, errors="column")
            self.assertEqual([s == "unread" for s in plans["status"].to_pylist()], [False, False, True, True])
            self.assertEqual([e is None for e in plans["error"].to_pylist()], [True, True, False, False])
            with self.assertRaises(qitu.LineError):
                qitu.steps_many(bad, BOOK)
        lenient = edited(table, "scenario", scenarios[:3] + [cases[0][0]])
        note = qitu.plan_many(lenient, BOOK, lenient=True)["note"].to_pylist()
        self.assertEqual(note[:3], [None] * 3)
        self.assertIn("bugdet", note[3])

    def test_an_error_goes_from_process_to_process(self):
        bad = edited(riders(2, 2), "scenario", ["{}", "{"])
        error = self.fails(qitu.LineError, ["row 0"], bad)
        again = pickle.loads(pickle.dumps(error))
        self.assertEqual((str(again), again.key), (str(error), error.key))

    def test_a_column_of_another_kind_is_named(self):
        table = riders(2, 2)
        self.fails(TypeError, ["'weight'", "double"], edited(table, "weight", pa.array([1.0, 2.0])))
        self.fails(TypeError, ["'scenario'", "int64"], edited(table, "scenario", pa.array([1, 2])))
        self.fails(TypeError, ["'key'", "bool"], edited(table, "key", pa.array([True, False])))
        self.fails(TypeError, ["'scenario' is missing"], table.drop_columns(["scenario"]))
        self.fails(TypeError, ["'wieght'"], table.rename_columns(["key", "wieght", "scenario"]))
        self.fails(qitu.LineError, ["row 1", "'weight'"], edited(table, "weight", pa.array([1, 0])))
        self.fails(qitu.LineError, ["row 1", "'key'"], edited(table, "key", pa.array(["a", None])))
        self.fails(qitu.LineError, ["row 0", "'scenario'"], edited(table, "scenario", pa.array([None, "{}"])))
        self.fails(ValueError, ["soonest"], table, objective="fastest")
        self.fails(ValueError, ["threads"], table, threads=0)

    def test_a_catalogue_is_read_strictly(self):
        with self.assertRaises(FileNotFoundError) as caught:
            qitu.load("no-such-catalogue.json")
        self.assertIn("no-such-catalogue.json", str(caught.exception))
        catalogue = {"format": "qitu.catalogue/1", "id": "small", "version": "1"}
        role = {"id": "leader", "name": {"zh": "队长", "en": "Leader"}}
        sound = {**catalogue, "roles": [role]}
        self.assertEqual(qitu.Catalogue(json.dumps(sound).encode()).id, "small")
        for wrong, word in [
            ({**catalogue, "roles": []}, "no course"),
            ({**sound, "rolse": []}, "rolse"),
            ({**catalogue, "roles": [{**role, "needs": {"course": 5}}]}, "needs"),
            ([], "stands here"),
        ]:
            with self.assertRaises(ValueError) as caught:
                qitu.Catalogue(json.dumps(wrong).encode(), "small.json")
            self.assertIn(word, str(caught.exception))
            self.assertIn("small.json", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
