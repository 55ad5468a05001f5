#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Releases a table and gives its descriptions to frictionless and mlcroissant: datasets.py URL CREDENTIALS TABLE

Both read the table by them, and each takes something spoilt as well, which must fail. A second table is written as in Germany: frictionless
reads it by its description, and mlcroissant, which knows commas only, refuses it rather than misread it.
"""
import base64
import copy
import hashlib
import json
import pathlib
import sys
import tempfile

from server import Checks, Server
from validators import BIN, run

checks = Checks()
holds = checks.holds
SOME = {"If-Match": "*"}


GERMAN = "Halle;Störung;Wert\n" + "".join(f"{('Nord', 'Süd')[row % 2]};{('Riss', 'Leck', 'Bruch')[row // 2 % 3]};{row % 4},5\n" for row in range(48))


def release(server, name, table, roles, dialect=None):
    dataset = server.json("POST", "/v1/datasets", "provider", {
        "organisation": server.people["provider"]["organisation"], "title": "Planes in the air", "description": "Seats and engines, by age band.", "keywords": ["planes"],
    })["pid"]
    number = server.json("POST", f"/v1/datasets/{dataset}/releases", "provider", {"profile": "agreement", "terms": "Cite us."})["sequence"]
    path = f"/v1/datasets/{dataset}/releases/{number}"
    server.call("PUT", f"{path}/files/{name}", "provider", table, {
        "Content-Type": "text/csv", "Content-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(table).digest()).decode()}:",
    })
    if dialect:
        server.call("PATCH", f"{path}/files/{name}", "provider", {"dialect": dialect}, SOME)
    server.call("PATCH", f"{path}/files/{name}/columns", "provider", {"roles": roles}, SOME)
    server.call("POST", f"{path}/actions/measure", "provider", {}, SOME)
    measured = server.until(path, "provider", lambda seen: seen["state"] != "measuring")
    holds(f"the table is measured: {measured['report']}", measured["state"] == "in_review")
    server.call("POST", f"{path}/actions/release", "moderator", {"reason": "Fit."}, SOME)
    return {name: server.json("GET", f"{path}/formats/{name}") for name in ("datapackage.json", "croissant.json")}


def frictionless(record, name, table):
    spoilt = copy.deepcopy(record)
    spoilt["resources"][0]["schema"]["fields"].pop()
    for case, content, is_good in (("good", record, True), ("bad", spoilt, False)):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
            pathlib.Path(folder, name).write_bytes(table)
            valid, told = run([f"{BIN}/frictionless", "validate", "--json", "datapackage.json"], folder)
            holds(f"frictionless {case} {name}: {told[-1500:]}", valid == is_good)
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "datapackage.json").write_text(json.dumps(record), encoding="utf-8")
        pathlib.Path(folder, name).write_bytes(table + b"x\n")
        holds("frictionless finds other bytes", not run([f"{BIN}/frictionless", "validate", "datapackage.json"], folder)[0])


def croissant(record, table, columns):
    with tempfile.TemporaryDirectory() as folder:
        path, data = pathlib.Path(folder, "croissant.json"), pathlib.Path(folder, "planes.csv")
        data.write_bytes(table)
        # As who downloaded the file under its terms has it.
        local = copy.deepcopy(record)
        local["distribution"][0]["contentUrl"] = str(data)
        unknown = copy.deepcopy(local)
        unknown["recordSet"][0]["field"][0]["source"]["fileObject"]["@id"] = "nothing"
        for name, content, is_good in (("good", local, True), ("bad", unknown, False)):
            path.write_text(json.dumps(content), encoding="utf-8")
            valid, told = run([f"{BIN}/mlcroissant", "validate", "--jsonld", str(path)], folder)
            holds(f"mlcroissant {name}: {told[-1500:]}", valid == is_good)
            if is_good:
                holds(f"mlcroissant warns of nothing: {told[-1500:]}", "WARNING" not in told.upper().replace("WARNINGS: 0", ""))
        path.write_text(json.dumps(local), encoding="utf-8")
        load = [f"{BIN}/mlcroissant", "load", "--jsonld", str(path), "--record_set", "table-1", "--num_records", "3"]
        valid, told = run(load, folder)
        holds(f"mlcroissant reads the table: {told[-1500:]}", valid and f"table-1/column-{len(columns)}" in told)
        local["distribution"][0]["sha256"] = "0" * 64
        path.write_text(json.dumps(local), encoding="utf-8")
        holds("mlcroissant finds another digest", not run(load, folder)[0])


def unread(record, table):
    with tempfile.TemporaryDirectory() as folder:
        path, data = pathlib.Path(folder, "croissant.json"), pathlib.Path(folder, "werk.csv")
        data.write_bytes(table)
        record["distribution"][0]["contentUrl"] = str(data)
        path.write_text(json.dumps(record), encoding="utf-8")
        valid, told = run([f"{BIN}/mlcroissant", "validate", "--jsonld", str(path)], folder)
        holds(f"mlcroissant takes the description of semicolons: {told[-1500:]}", valid)
        load = [f"{BIN}/mlcroissant", "load", "--jsonld", str(path), "--record_set", "table-1", "--num_records", "3"]
        holds("mlcroissant refuses semicolons", not run(load, folder)[0])


def main():
    server = Server(sys.argv[1], sys.argv[2])
    table = pathlib.Path(sys.argv[3]).read_bytes()
    columns = table.decode().splitlines()[0].split(",")
    formats = release(server, "planes.csv", table, {name: "quasi" if name == "built" else "other" for name in columns})
    frictionless(formats["datapackage.json"], "planes.csv", table)
    croissant(formats["croissant.json"], table, columns)
    german = GERMAN.encode("windows-1252")
    roles = {"Halle": "quasi", "Störung": "sensitive", "Wert": "other"}
    formats = release(server, "werk.csv", german, roles, {"encoding": "windows-1252"})
    frictionless(formats["datapackage.json"], "werk.csv", german)
    unread(formats["croissant.json"], german)
    print(f"{checks.passed} checks passed")


main()
