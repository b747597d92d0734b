"""Runs the statements in this folder on ClickHouse, inside Python (pip install chdb), and writes their rows as JSON.

    python run-clickhouse.py --out results.json

--tables names the folder of the tables where that is not this one, such as https://bucket.s3.amazonaws.com/tables.
"""

import argparse
import json
import os
import time

from chdb import session

here = os.path.dirname(os.path.abspath(__file__))


def statement(name):
    with open(os.path.join(here, name + ".sql"), encoding="utf-8") as file:
        return file.read().strip().rstrip(";")


def source(tables, name):
    files = "'" + (tables + "/" + name + "/*.parquet").replace("'", "\\'") + "'"
    return "s3(" + files + ", 'Parquet')" if "://" in tables else "file(" + files + ", 'Parquet')"


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--tables", default=here)
    asked.add_argument("--out", required=True)
    given = asked.parse_args()
    engine = session.Session()

    def rows(sql):
        return json.loads(engine.query(sql, "JSONCompact").data())["data"]

    def made(name, sql):
        engine.query("CREATE OR REPLACE TABLE " + name + " ENGINE = MergeTree ORDER BY tuple() AS " + sql)

    engine.query("CREATE DATABASE IF NOT EXISTS lineage ENGINE = Atomic")
    engine.query("USE lineage")
    # A row without a partner has NULL, as in the standard.
    engine.query("SET join_use_nulls = 1")
    for name in ["models", "traits", "edges"]:
        engine.query("CREATE OR REPLACE VIEW " + name + " AS SELECT * FROM " + source(given.tables, name))
    results = {}
    seconds = {}
    begin = time.monotonic()
    made("neighbors", statement("components-neighbors"))
    made("labels", statement("components-first"))
    total = None
    rounds = 0
    while True:
        now = rows("SELECT sum(label) FROM labels")[0][0]
        if now == total:
            break
        total = now
        rounds += 1
        made("better", statement("components-next"))
        engine.query("EXCHANGE TABLES labels AND better")
    seconds["components"] = time.monotonic() - begin
    for name in ["structure", "mutation", "drift", "inventory"]:
        begin = time.monotonic()
        results[name] = rows(statement(name))
        seconds[name] = time.monotonic() - begin
    with open(given.out, "w", encoding="utf-8") as file:
        json.dump({"results": results, "seconds": seconds, "rounds": rounds}, file)


main()
