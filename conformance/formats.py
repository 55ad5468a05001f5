#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Gives every format of a publication to a reader of others, and to the same reader once more, spoilt: formats.py URL CREDENTIALS [SCHEMAS]"""
import copy
import json
import os
import pathlib
import re
import sys
import tempfile
import urllib.request
import warnings
import xml.etree.ElementTree as ElementTree

import citeproc
import citeproc.source.json
import rispy
import rocrate
import signposting
from datacite import schema45

from crates import Crates
from server import Checks, Server
from validators import BIN, is_xml, run

checks = Checks()
holds = checks.holds
TITLE = 'Wear of "bearings" <i>& seals</i>: 100 % of $x_1$ {braces} ~ ^ \\ #'


def datacite_json(files, _):
    def errors(record):
        return [error.message for error in schema45.validator.iter_errors(record)]

    record = json.loads(files["datacite.json"])
    # Where the record's page is belongs to the agency's API, not to the metadata.
    found = errors({key: value for key, value in record.items() if key != "url"})
    holds(f"DataCite JSON: {found}", not found)
    spoilt = {key: value for key, value in record.items() if key not in ("url", "publisher")}
    holds("DataCite JSON without a publisher is refused", errors(spoilt))


def datacite_xml(files, schemas):
    def shape(text):
        """All elements with their text and attributes, in no order."""
        elements = ElementTree.fromstring(text).iter()
        return sorted(
            (element.tag.split("}")[-1], (element.text or "").strip(), sorted((key.split("}")[-1], value) for key, value in element.attrib.items()))
            for element in elements if (element.text or "").strip()
        )

    record = {key: value for key, value in json.loads(files["datacite.json"]).items() if key != "url"}
    theirs, ours = shape(schema45.tostring(record)), shape(files["datacite.xml"])
    holds(f"DataCite XML is what their writer makes of our JSON: {[x for x in theirs if x not in ours]} {[x for x in ours if x not in theirs]}", theirs == ours)
    schema_check("DataCite XML", files["datacite.xml"], f"{schemas}/datacite-4.6/metadata.xsd", rb"<publisher>.*?</publisher>", schemas)


def dublin_core(files, schemas):
    schema_check("Dublin Core", files["dublin-core.xml"], f"{schemas}/oai/all.xsd", rb"dc:title>", schemas, b"dc:tittle>")


def schema_check(what, document, schema, spoil, schemas, by=b""):
    if not schemas:
        print(f"THE SCHEMAS ARE NOT HERE: {what} was not validated")
        return
    with tempfile.TemporaryDirectory() as folder:
        for content, is_good in ((document, True), (re.sub(spoil, by, document, flags=re.S), False)):
            path = pathlib.Path(folder, "x.xml")
            path.write_bytes(content)
            valid, told = is_xml(path, schema, schemas)
            holds(f"{what}: {told[-400:]}", valid == is_good)


def schema_org(files, _):
    with open(pathlib.Path(rocrate.__file__).parent / "data/schema.jsonld", encoding="utf-8") as file:
        terms = {node["@id"].split(":", 1)[-1].rsplit("/", 1)[-1] for node in json.load(file)["@graph"]}

    def unknown(node):
        if isinstance(node, list):
            return [name for item in node for name in unknown(item)]
        if not isinstance(node, dict):
            return []
        names = [name for name in node if not name.startswith("@")] + [node["@type"]] * ("@type" in node)
        return [name for name in names if name not in terms] + [name for item in node.values() for name in unknown(item)]

    record = json.loads(files["schema-org.jsonld"])
    holds(f"schema.org knows all terms: {unknown(record)}", not unknown(record))
    holds("schema.org: a wrong term is found", unknown({**record, "titel": "x"}) == ["titel"])
    page = files["index.html"].decode()
    inside = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, flags=re.S)
    holds("the page carries the same", json.loads(inside[1]) == record)


def ro_crate(files, _):
    with tempfile.TemporaryDirectory() as folder:
        crates = Crates(folder)
        record = json.loads(files["ro-crate-metadata.json"])
        spoilt = copy.deepcopy(record)
        del next(node for node in spoilt["@graph"] if node["@id"] == "./")["license"]
        for name, content, is_good in (("good", record, True), ("bad", spoilt, False)):
            crate = pathlib.Path(folder, name)
            (crate / "files").mkdir(parents=True)
            (crate / "ro-crate-metadata.json").write_text(json.dumps(content), encoding="utf-8")
            for part in ("publication.json", "certificate.json", "files/result.md"):
                (crate / part).write_bytes(files[part])
            passed, said = crates.validate(crate)
            holds(f"RO-Crate {name}: {said[-800:]}", passed == is_good)


def bibtex(files, _):
    with tempfile.TemporaryDirectory() as folder:
        good = files["citation.bib"].decode()
        for content, is_good in ((good, True), (good.replace("institution =", "publisher ="), False)):
            pathlib.Path(folder, "x.bib").write_text(content, encoding="utf-8")
            passed, said = run(["biber", "--tool", "--validate-datamodel", "x.bib"], folder)
            holds(f"BibTeX: {said[-800:]}", passed and ("WARN" not in said) == is_good)


def ris(files, _):
    entry = rispy.loads(files["citation.ris"].decode())[0]
    holds("RIS: type, title and authors", entry["type_of_reference"] == "RPRT" and entry["title"] == TITLE and len(entry["authors"]) == 2)
    try:
        rispy.loads(files["citation.ris"].decode().replace("ER  - ", "XX"))
        wrong = rispy.loads(files["citation.ris"].decode().replace("TY  - RPRT", "no tag")) != [entry]
    except (OSError, ValueError):
        wrong = True
    holds("RIS without its tags is another", wrong)


def csl(files, _):
    def rendered(item):
        source = citeproc.source.json.CiteProcJSON([item])
        style = citeproc.CitationStylesStyle("apa", validate=False)
        bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        return str(bibliography.bibliography()[0])

    item = json.loads(files["citation.csl.json"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = rendered(item)
        holds(f"CSL: {text}", "Berg, R." in text and "2026" in text and item["DOI"] in text)
        try:
            rendered({**item, "issued": {"date-parts": "yesterday"}})
            failed = False
        except Exception:  # Whatever it throws, it does not take it.
            failed = True
    holds("CSL with a wrong date is refused", failed)


def citation_file(files, _):
    good = files["CITATION.cff"].decode()
    with tempfile.TemporaryDirectory() as folder:
        for content, is_good in ((good, True), (good.replace("https://orcid.org/", ""), False)):
            pathlib.Path(folder, "CITATION.cff").write_text(content, encoding="utf-8")
            passed, said = run([f"{BIN}/cffconvert", "--validate"], folder)
            holds(f"CITATION.cff: {said[-500:]}", passed == is_good)


def links(server, publication):
    found = signposting.find_signposting_http(server.url + publication)
    doi = "https://doi.org/10.5072/" + publication.rsplit("/", 1)[-1]
    holds("signposting: cite-as", str(found.citeAs.target) == doi)
    holds("signposting: files", [str(item.target).rsplit("/", 1)[-1] for item in found.items] == ["result.md"])
    holds("signposting: described", len(found.describedBy) == 4)
    holds("signposting: author and licence", len(found.authors) == 1 and found.license is not None)
    holds("signposting: the linkset", len(found.linksets) == 1)
    with urllib.request.urlopen(str(next(iter(found.linksets)).target)) as answer:
        linkset = json.load(answer)
    read = signposting.find_signposting_linkset(str(next(iter(found.linksets)).target))
    holds("the linkset is read", len(read.for_context(server.url + publication).describedBy) == 9)
    holds("the linkset says the same", linkset["linkset"][0]["cite-as"] == [{"href": doi}])
    for described in found.describedBy:
        with urllib.request.urlopen(str(described.target)) as answer:
            holds("signposting: the type is told", answer.headers.get_content_type() == described.type.split(";")[0])
    try:
        none = signposting.find_signposting_http(server.url + "/healthz").citeAs is None
    except Exception:  # Some versions throw where nothing is found.
        none = True
    holds("signposting: a page that is none has none", none)


def main():
    server = Server(sys.argv[1], sys.argv[2])
    schemas = sys.argv[3] if len(sys.argv) > 3 and os.path.isdir(sys.argv[3]) else None
    _, publication = server.publish(
        {"title": TITLE, "keywords": ["wear & tear", "bearings"], "funding": "A Fund, F-1"},
        [
            {"name": "Rhea van den Berg", "orcid": "0000-0002-1825-0097", "credit_roles": ["software"],
             "affiliation": {"name": "Universität Beispiel", "ror": "03yrm5c26"}},
            {"name": "Plato", "credit_roles": ["methodology"]},
        ],
    )
    names = ["index.html", "datacite.json", "datacite.xml", "dublin-core.xml", "schema-org.jsonld", "ro-crate-metadata.json", "citation.bib",
             "citation.ris", "citation.csl.json", "CITATION.cff"]
    files = {name: server.call("GET", f"{publication}/formats/{name}") for name in names}
    files["files/result.md"] = server.call("GET", publication + "/files/result.md")
    files["publication.json"] = server.call("GET", publication)
    files["certificate.json"] = server.call("GET", publication + "/certificate")
    for check in (datacite_json, datacite_xml, dublin_core, schema_org, ro_crate, bibtex, ris, csl, citation_file):
        check(files, schemas)
    links(server, publication)
    print(f"{checks.passed} checks passed")


main()
