"""Runs the statements in this folder on Apache Spark and writes their rows as JSON.

    spark-submit --master spark://HOST:7077 run-spark.py --out results.json

--tables names the folder of the tables where that is not this one, such as s3a://bucket/tables. With --graphframes, connected
components come from GraphFrames, whose jar must be on the cluster; otherwise from the rounds in components-*.sql.
"""

import argparse
import json
import os
import time

from pyspark.sql import SparkSession

here = os.path.dirname(os.path.abspath(__file__))


def statement(name):
    with open(os.path.join(here, name + ".sql"), encoding="utf-8") as file:
        return file.read().strip().rstrip(";")


def kept(frame, name):
    # Cuts the plan, which would otherwise grow with every round.
    frame.localCheckpoint().createOrReplaceTempView(name)


def by_rounds(spark):
    kept(spark.sql(statement("components-neighbors")), "neighbors")
    kept(spark.sql(statement("components-first")), "labels")
    total = None
    rounds = 0
    while True:
        now = spark.sql("SELECT coalesce(sum(label), 0) AS total FROM labels").first().total
        if now == total:
            return rounds
        total = now
        rounds += 1
        kept(spark.sql(statement("components-next")), "labels")


def by_graphframes(spark, scratch):
    from graphframes import GraphFrame

    spark.sparkContext.setCheckpointDir(scratch)
    links = spark.sql("SELECT DISTINCT child AS src, parent AS dst FROM edges WHERE parent IS NOT NULL")
    ends = links.selectExpr("src AS id").union(links.selectExpr("dst AS id")).distinct()
    components = GraphFrame(ends, links).connectedComponents()
    kept(components.selectExpr("id AS model", "component AS label"), "labels")
    return None


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--tables", default="file://" + here)
    asked.add_argument("--out", required=True)
    asked.add_argument("--graphframes", action="store_true")
    asked.add_argument("--scratch", default="checkpoints")
    given = asked.parse_args()
    # Months are those of UTC.
    spark = SparkSession.builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    for name in ["models", "traits", "edges"]:
        spark.read.parquet(given.tables + "/" + name).createOrReplaceTempView(name)
    results = {}
    seconds = {}
    begin = time.monotonic()
    rounds = by_graphframes(spark, given.scratch) if given.graphframes else by_rounds(spark)
    seconds["components"] = time.monotonic() - begin
    for name in ["structure", "mutation", "drift", "inventory"]:
        begin = time.monotonic()
        results[name] = [list(row) for row in spark.sql(statement(name)).collect()]
        seconds[name] = time.monotonic() - begin
    with open(given.out, "w", encoding="utf-8") as file:
        json.dump({"results": results, "seconds": seconds, "rounds": rounds}, file)
    spark.stop()


main()
