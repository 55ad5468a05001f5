# SPDX-License-Identifier: Apache-2.0
"""One measurement by a peer, in a process of its own: peers.py duckdb|polars|pycanon TABLE QUASI SENSITIVE THREADS. Prints k."""
import os
import sys


def by_duckdb(path, quasi, sensitive, threads):
    """k, l, entropy, alpha, beta and t in one query; every column as text, only those that are needed read."""
    import duckdb

    names = ", ".join(f'"{name}"' for name in quasi)
    query = f"""
        WITH pairs AS (
            SELECT {names}, "{sensitive}" AS s, count(*) AS n FROM read_csv('{path}', all_varchar = true) GROUP BY ALL
        ), shares AS (SELECT s, sum(n) / sum(sum(n)) OVER () AS p FROM pairs GROUP BY s),
        classes AS (
            SELECT sum(n) AS size, count(*) AS l, exp(-sum(n / total * ln(n / total))) AS entropy, max(n / total) AS alpha,
                max((n / total - p) / p) AS beta, sum(greatest(n / total - p, 0)) AS t
            FROM (SELECT *, sum(n) OVER (PARTITION BY {names}) AS total FROM pairs) JOIN shares USING (s)
            GROUP BY {names}
        )
        SELECT min(size), min(l), min(entropy), max(alpha), max(beta), max(t) FROM classes
    """
    connection = duckdb.connect(config={"threads": threads})
    return connection.execute(query).fetchone()[0]


def by_polars(path, quasi, sensitive, threads):
    """The same six figures by polars' streaming engine, every column as text."""
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars
    from polars import col

    rows = polars.scan_csv(path, infer_schema=False)
    pairs = rows.group_by([*quasi, sensitive]).agg(polars.len().alias("pair_rows")).collect(engine="streaming")
    share = col("pair_rows") / col("class_rows")
    classes = (
        pairs.with_columns(
            col("pair_rows").sum().over(quasi).alias("class_rows"),
            (col("pair_rows").sum().over(sensitive) / col("pair_rows").sum()).alias("overall"),
        )
        .group_by(quasi)
        .agg(
            col("pair_rows").sum().alias("size"), polars.len().alias("l"), (-(share * share.log()).sum()).exp().alias("entropy"),
            share.max().alias("alpha"), ((share - col("overall")) / col("overall")).max().alias("beta"),
            (share - col("overall")).clip(0).sum().alias("t"),
        )
    )
    worst = classes.select(
        col("size").min(), col("l").min(), col("entropy").min(), col("alpha").max(), col("beta").max(), col("t").max()
    )
    return worst["size"][0]


def by_pycanon(path, quasi, sensitive, _):
    """Its full report."""
    import pandas
    from pycanon import anonymity

    data = pandas.read_csv(path)
    arguments = (data, quasi, [sensitive])
    k = anonymity.k_anonymity(data, quasi)
    for measure in (
        anonymity.alpha_k_anonymity, anonymity.l_diversity, anonymity.entropy_l_diversity, anonymity.recursive_c_l_diversity,
        anonymity.basic_beta_likeness, anonymity.enhanced_beta_likeness, anonymity.t_closeness, anonymity.delta_disclosure,
    ):
        measure(*arguments)
    return k


peer, table, columns, attribute, thread_count = sys.argv[1:]
measure_by = {"duckdb": by_duckdb, "polars": by_polars, "pycanon": by_pycanon}[peer]
print(int(measure_by(table, columns.split(","), attribute, int(thread_count))))
