#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Harvests a server with the clients of others: harvest.py URL CREDENTIALS STATE [SCHEMAS]

Sickle, oaipmh-scythe and Perl's HTTP::OAI walk all records over many pages, full last pages among them, and count what the database
has. Every page is held to the schemas of the Open Archives Initiative, where they are at hand.
"""
import glob
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

from oaipmh_scythe import Scythe
from sickle import Sickle

from server import Checks, Server
from validators import response

checks = Checks()
holds = checks.holds
PAGE = 3


def in_database(state):
    psql = sorted(glob.glob("/usr/lib/postgresql/*/bin/psql"))[-1]
    question = "SELECT count(*) FILTER (WHERE state = 'published'), count(*) FILTER (WHERE state = 'withdrawn') FROM publications"
    run = subprocess.run(
        [psql, "-qAtX", "-F", " ", "-c", question, f"host={state}/postgres.socket user=teahouse dbname=teahouse"],
        capture_output=True, text=True, check=True,
    )
    return tuple(int(number) for number in run.stdout.split())


def by_perl(url):
    run = subprocess.run(["oai_pmh", "-X", "ListIdentifiers", "--metadataPrefix", "oai_dc", url], capture_output=True, text=True, check=False)
    holds(f"HTTP::OAI ends well: {run.stderr[-300:]}", run.returncode == 0)
    states = re.findall(r"^status: ?(.*)$", run.stdout, flags=re.M)
    deleted = states.count("deleted")
    return len(states) - deleted, deleted


def count(records):
    found = [bool(getattr(record, "deleted", False) or record.header.deleted) for record in records]
    return found.count(False), found.count(True)


def walk(url, state):
    expected = in_database(state)
    for prefix in ("oai_dc", "datacite", "oai_datacite"):
        holds(f"sickle counts {prefix}", count(Sickle(url).ListRecords(metadataPrefix=prefix)) == expected)
    with Scythe(url) as scythe:
        holds("scythe counts", count(scythe.list_records(metadata_prefix="oai_dc")) == expected)
    holds("HTTP::OAI counts", by_perl(url) == expected)
    identifiers = [header.identifier for header in Sickle(url).ListIdentifiers(metadataPrefix="oai_dc")]
    holds("nothing comes twice", len(identifiers) == len(set(identifiers)) == sum(expected))
    return expected


def pages(url, first):
    """The bytes of every page of a list."""
    query = first
    while True:
        with urllib.request.urlopen(f"{url}?{query}") as answer:
            page = answer.read()
        yield page
        token = re.search(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>", page)
        if not token:
            return
        verb = urllib.parse.parse_qs(query)["verb"][0]
        query = urllib.parse.urlencode({"verb": verb, "resumptionToken": token[1].decode()})


def validate(url, schemas):
    asked = [
        "verb=Identify", "verb=ListMetadataFormats", "verb=ListSets", "verb=ListRecords&metadataPrefix=oai_dc",
        "verb=ListIdentifiers&metadataPrefix=oai_dc", "verb=Nothing", "verb=ListRecords&metadataPrefix=oai_dc&from=2999-01-01",
        "verb=GetRecord&metadataPrefix=oai_dc&identifier=" + urllib.parse.quote('"<&>'),
    ]
    some = None
    for query in asked:
        for page in pages(url, query):
            valid, errors = response(page, schemas)
            holds(f"{query} is valid: {errors[-400:]}", valid)
            some = page if b"<dc:title>" in page else some
    holds("a misspelt element is found", not response(some.replace(b"dc:title>", b"dc:tittle>"), schemas)[0])
    holds("a wrong order is found", not response(some.replace(b"<datestamp>", b"<setSpec>x</setSpec><datestamp>", 1), schemas)[0])


def main():
    server, url, state = Server(sys.argv[1], sys.argv[2]), sys.argv[1] + "/oai", sys.argv[3]
    # As many as fill their pages, and then one more.
    while sum(in_database(state)) % PAGE or sum(in_database(state)) < 2 * PAGE:
        publication = server.publish()[1]
    full = walk(url, state)
    server.withdraw(publication)
    holds("a withdrawal moves one over", walk(url, state) == (full[0] - 1, full[1] + 1))
    server.publish()
    walk(url, state)
    if len(sys.argv) > 4 and os.path.isdir(sys.argv[4]):
        validate(url, sys.argv[4])
    else:
        print("THE SCHEMAS ARE NOT HERE: no page was validated")
    print(f"{checks.passed} checks passed, {sum(in_database(state))} records in pages of {PAGE}")


main()
