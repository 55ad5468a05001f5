#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Walks growing collections over OAI-PMH, page by page: harvest.py [TEAHOUSE] [--counts 10000,100000,1000000] [--prefix oai_dc]

A page at the end shall cost what one at the beginning costs, whatever the number of records, and the walk shall have them all.
"""
import re
import statistics
import time
import urllib.parse
import urllib.request

from corpus import arguments, measure_each, verdict

GOAL = 1.2
WORDS = 120
TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)<")


def walk(url, prefix):
    """Milliseconds for each page, and the number of different records."""
    query = {"verb": "ListRecords", "metadataPrefix": prefix}
    times, seen = [], set()
    while query:
        started = time.perf_counter()
        with urllib.request.urlopen(f"{url}/oai?{urllib.parse.urlencode(query)}") as answer:
            page = answer.read()
        times.append(1000 * (time.perf_counter() - started))
        seen.update(re.findall(rb"<identifier>(oai:[^<]+)<", page))
        token = TOKEN.search(page)
        query = {"verb": "ListRecords", "resumptionToken": token[1].decode()} if token else None
    return times, len(seen)


def measure(server, prefix):
    count = int(server.psql("SELECT count(*) FROM published.publications"))
    times, seen = walk(server.url, prefix)
    if seen != count:
        raise SystemExit(f"the walk has {seen} records, the database {count}")
    # The first page counts the records besides, and is told by itself.
    tenth = max(1, len(times) // 10)
    first, last = statistics.median(times[1:1 + tenth]), statistics.median(times[-tenth:])
    ratio = last / first
    print(f"\n{count} records in {len(times)} pages of {prefix}, {sum(times) / 1000:.0f} s, all there")
    print(f"  the first page                    {times[0]:8.1f} ms")
    print(f"  a page of the first tenth         {first:8.1f} ms")
    print(f"  a page of the last tenth          {last:8.1f} ms   ratio {ratio:.2f}, {verdict(ratio, GOAL)}", flush=True)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--prefix", default="oai_dc")
    options = parser.parse_args()
    measure_each(options, WORDS, lambda corpus: measure(corpus.server, options.prefix))


if __name__ == "__main__":
    main()
