#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times searches over HTTP in a growing collection: search.py [TEAHOUSE] [--counts 10000,100000,1000000]

Queries are of words that are everywhere, common, middling and rare, alone and together. Two connections ask at once, as there are two
connections that search.
"""
import concurrent.futures
import json
import statistics
import time
import urllib.error
import urllib.parse
import urllib.request

from corpus import arguments, measure_each, verdict

GOAL = 50.0


def queries(words):
    """By how frequent their words are: rank 0 is in nearly every text."""
    return {
        "in nearly every text": words[0], "in a half": words[10], "in a tenth": words[80], "in a fiftieth": words[400], "in one of 500": words[4000],
        "two common": f"{words[5]} {words[30]}", "common and rare": f"{words[3]} {words[5000]}", "either of two": f"{words[60]} or {words[90]}",
        "one without another": f"{words[20]} -{words[4]}", "a phrase": f'"{words[2]} {words[7]}"', "nothing": "nowhere",
        "common in a year": words[12] + "&year=2006",
    }


def ask(url, query):
    words, _, more = query.partition("&")
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(f"{url}/v1/search?q={urllib.parse.quote(words)}&{more}") as answer:
            total = json.load(answer)["total"]
    except urllib.error.HTTPError as error:
        total = {"count": -error.code, "relation": "refused"}
    return 1000 * (time.perf_counter() - started), total


def percentile(times, part):
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def measure(corpus, rounds):
    url = corpus.server.url
    asked = queries(corpus.words)
    times = {name: [] for name in asked}
    totals = {}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        # The first round fills the caches.
        for turn in range(rounds + 1):
            for name, (took, total) in zip(asked, pool.map(lambda query: ask(url, query), asked.values())):
                totals[name] = total
                if turn:
                    times[name].append(took)
    everything = [took for list_ in times.values() for took in list_]
    print(f"\n{corpus.count} publications, {rounds} rounds of {len(asked)} queries, two at a time")
    for name, list_ in times.items():
        total = totals[name]
        print(f"  {name:24}{total['count']:6} {total['relation']:9} median {statistics.median(list_):8.1f} ms   p95 {percentile(list_, 0.95):8.1f} ms")
    p95 = percentile(everything, 0.95)
    print(f"  {'all of them':24}{'':16} median {statistics.median(everything):8.1f} ms   p95 {p95:8.1f} ms   {verdict(p95, GOAL)}", flush=True)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    measure_each(options, 120, lambda corpus: measure(corpus, options.rounds), searched=True)


if __name__ == "__main__":
    main()
