#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads a server's feed, site maps and ResourceSync lists with the libraries of others: feeds.py URL CREDENTIALS"""
import hashlib
import json
import re
import sys
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree

import atoma
import feedparser
from resync.capability_list import CapabilityList
from resync.change_list import ChangeList
from resync.resource_list import ResourceList
from resync.source_description import SourceDescription

from server import Checks, Server

checks = Checks()
holds = checks.holds
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def fetch(url, accept=None):
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": accept} if accept else {})) as answer:
        return answer.read()


def standing(server):
    """All publications that stand, by the list of the API itself."""
    path, found = "/v1/publications?limit=100", []
    while path:
        with urllib.request.urlopen(server.url + path) as answer:
            found += [item["pid"] for item in json.load(answer)["items"]]
            following = re.search(r'<([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        path = following[1].replace(server.url, "") if following else None
    return sorted(found)


def atom(server, pids):
    feed = fetch(server.url + "/feed.atom")
    parsed = feedparser.parse(feed)
    holds("feedparser finds nothing wrong", not parsed.bozo)
    newest = sorted(entry.link.rsplit("/", 1)[-1] for entry in parsed.entries)
    holds("it has the newest publications", set(newest) <= set(pids) and len(newest) == min(50, len(pids)))
    read = atoma.parse_atom_bytes(feed)
    holds("atoma reads the same", sorted(entry.links[0].href.rsplit("/", 1)[-1] for entry in read.entries) == newest)
    try:
        atoma.parse_atom_bytes(feed.replace(b"<id>", b"<ip>").replace(b"</id>", b"</ip>"))
        refused = False
    except atoma.FeedParseError:
        refused = True
    holds("a feed without identifiers is refused", refused)
    holds("and so is a broken one", feedparser.parse(feed[:-20]).bozo)


def sitemaps(server, pids):
    robots = fetch(server.url + "/robots.txt").decode()
    index = re.search(r"^Sitemap: (.*)$", robots, flags=re.M)[1]
    found = []
    for place in ElementTree.fromstring(fetch(index)).iter(MAPS + "loc"):
        found += [page.text.rsplit("/", 1)[-1] for page in ElementTree.fromstring(fetch(place.text)).iter(MAPS + "loc")]
    holds("the site maps have every publication once", sorted(found) == pids)


def parsed(kind, text):
    resources = kind()
    resources.parse(str_data=text.decode())
    return resources


def resource_sync(server, pids):
    source = parsed(SourceDescription, fetch(server.url + "/.well-known/resourcesync"))
    capabilities = parsed(CapabilityList, fetch(next(iter(source)).uri))
    holds("two capabilities", {item.capability for item in capabilities} == {"resourcelist", "changelist"})
    resources = ResourceList()
    resources.read(uri=capabilities.capability_info("resourcelist").uri)
    holds("the list of resources is an index, and its parts are read", resources.num_files > 1)
    found = []
    for resource in resources:
        body = fetch(resource.uri, "application/json")
        holds("a resource is what the list says", resource.length == len(body) and resource.sha256 == hashlib.sha256(body).hexdigest())
        found.append(resource.uri.rsplit("/", 1)[-1])
    holds("the lists have every publication once", sorted(found) == pids)
    changes = parsed(ChangeList, fetch(capabilities.capability_info("changelist").uri))
    left = {item.uri.rsplit("/", 1)[-1] for item in changes if item.change != "deleted"}
    holds("the changes lead to what stands", left == set(pids))
    holds("withdrawals are among them", any(item.change == "deleted" for item in changes))
    text = fetch(server.url + "/resourcesync/changes.xml")
    try:
        parsed(ResourceList, text)
        refused = False
    except Exception:  # Whatever it throws, it is not taken for another list.
        refused = True
    holds("a list of another kind is refused", refused)


def main():
    server = Server(sys.argv[1], sys.argv[2])
    server.withdraw(server.publish()[1])
    pids = standing(server)
    for check in (atom, sitemaps, resource_sync):
        check(server, pids)
    print(f"{checks.passed} checks passed")


main()
