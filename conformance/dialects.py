#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads a hundred tables, written as tables come, and tells how many were read right: dialects.py TEAHOUSE

A table counts as read when `teahouse measure` names its columns and counts its rows. One that is refused is read again with the option that
the refusal names, as its owner knows how it is written. What is refused then may be mended by hand; what is read wrong, nobody notices: there
must be none of it.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
PYTHON_NAMES = {"utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "windows-1252": "cp1252"}
# How many must be read without an option, and how many be right in all.
AT_ONCE, RIGHT = 69, 94

Case = collections.namedtuple("Case", "name data columns rows said")


def line(cells, delimiter, quote_all=False, end=""):
    def cell(text):
        quoted = quote_all or any(mark in text for mark in (delimiter, '"', "\n"))
        return '"' + text.replace('"', '""') + '"' if quoted else text

    return delimiter.join(map(cell, cells)) + end


def written(table, delimiter, newline="\n", **form):
    return "".join(line(cells, delimiter, **form) + newline for cells in table)


def machines(count=30, comma=False, words=("seal", "bearing", "shaft")):
    """A table of numbers and words."""
    head = ["year", "hall", "power", "fault"]
    rows = [[str(1988 + 3 * (i % 9)), f"H{i % 7}", f"{75 + 5 * (i % 11) + 0.25 * (i % 4):.2f}", words[i % 3]] for i in range(count)]
    if comma:
        rows = [[cell.replace(".", ",") for cell in row] for row in rows]
    return [head, *rows]


def in_last(table, text):
    """The table with another last cell in each row, by its number."""
    return [table[0]] + [row[:3] + [text(i)] for i, row in enumerate(table[1:])]


def plain(cases):
    remarks = ["the seal was worn, then lost; see report", "no remark", "ok, but hot | loud; noted", "replaced; twice, again, and so on"]
    for mark, name in NAMES.items():
        table = machines()
        rows = table[1:]
        index = [["", *table[0]]] + [[str(i), *row] for i, row in enumerate(rows)]
        holes = [table[0]] + [["" if (i + j) % 3 == 0 else cell for j, cell in enumerate(row)] for i, row in enumerate(rows)]
        remarked = [table[0] + ["remark"]] + [row + [remarks[i * i % 4]] for i, row in enumerate(rows)]
        forms = {
            "plain": table,
            "delimiter inside quotes": in_last(table, lambda i: f"worn{mark} then {['lost', 'bent'][i % 2]}"),
            "line feed in quotes": in_last(table, lambda i: f"line one\nline {i}"),
            "doubled quotes": in_last(table, lambda i: 'a "so called" seal'),
            "free text": remarked,
            "one row": table[:2],
            "empty cells": holes,
            "two columns": [[row[0], row[3]] for row in table],
        }
        for form, shown in forms.items():
            cases.append(Case(f"{name}, {form}", written(shown, mark), shown[0], len(shown) - 1, {}))
        cases.append(Case(f"{name}, all quoted", written(table, mark, quote_all=True), table[0], 30, {}))
        cases.append(Case(f"{name}, CRLF", written(table, mark, "\r\n"), table[0], 30, {}))
        cases.append(Case(f"{name}, trailing delimiter", written(table, mark, end=mark), table[0] + [""], 30, {}))
        cases.append(Case(f"{name}, index column", written(index, mark), ["index", *table[0]], 30, {"--index-column": None}))


def decimal_commas(cases):
    for mark in ";\t|":
        name = NAMES[mark]
        table = machines(comma=True)
        numbers = [[f"{i % 9},{i % 10}", f"{i % 7},{i * 3 % 10}", f"{i % 5},{i * 7 % 10}"] for i in range(30)]
        places = [[f"Hall {i % 4}, north", f"12.0{1 + i % 9}.2020, early"] for i in range(30)]
        named = {"--delimiter": name}
        cases.append(Case(f"{name}, decimal comma", written(table, mark), table[0], 30, {}))
        cases.append(Case(f"{name}, every cell a decimal comma", written([list("abc"), *numbers], mark), list("abc"), 30, {}))
        head = ["a,1", "b,2", "c,3"]
        cases.append(Case(f"{name}, commas in names too", written([head, *numbers], mark), head, 30, named))
        cases.append(Case(f"{name}, commas in every cell", written([["place", "when"], *places], mark), ["place", "when"], 30, {}))
    cases.append(Case("semicolon, quoted decimal comma", written(machines(comma=True), ";", quote_all=True), machines()[0], 30, {}))


def columns(cases):
    single = {
        "numbers": [str(i * 3) for i in range(30)],
        "decimals": [f"{i * 0.3:.2f}" for i in range(30)],
        "free text": [f"the seal of unit {i} was worn" for i in range(30)],
        "times": [f"08:{i:02d}:00" for i in range(30)],
        "dates": [f"2020-01-{1 + i % 28:02d}" for i in range(30)],
    }
    for name, cells in single.items():
        cases.append(Case(f"one column of {name}", written([["value"]] + [[cell] for cell in cells], ","), ["value"], 30, {}))
    remarks = [[f"worn, then lost {i}"] for i in range(30)]
    cases.append(Case("one column, commas in quotes", written([["remark"], *remarks], ",", quote_all=True), ["remark"], 30, {}))
    cases.append(Case("one column, bare head", "remark\n" + written(remarks, ",", quote_all=True), ["remark"], 30, {}))
    double = {
        "times": ("when", [f"2020-01-01 08:{i:02d}:00" for i in range(30)]),
        "bars in codes": ("code", [f"A|{i}|x" for i in range(30)]),
    }
    for name, (head, cells) in double.items():
        table = [[head, "load"]] + [[cell, str(i)] for i, cell in enumerate(cells)]
        cases.append(Case(f"comma with {name}", written(table, ","), table[0], 30, {}))
    table = [["codes", "load", "site"]] + [[f"A{i};B{i};C", str(i), "N"] for i in range(30)]
    cases.append(Case("comma with lists", written(table, ","), table[0], 30, {}))


def asides(cases):
    head = machines()[0]
    comma = written(machines(), ",")
    semicolon = written(machines(comma=True), ";")
    tab = written(machines(), "\t")
    cases += [
        Case("title, comma", "Results of 2020\n" + comma, head, 30, {"--skip-lines": "1"}),
        Case("title, semicolon", "Ergebnisse, Halle 3\n" + semicolon, head, 30, {"--skip-lines": "1"}),
        Case("two titles, tab", "Report\nmade by X\n\n" + tab, head, 30, {"--skip-lines": "3"}),
        Case("comments", "# unit: kW\n# site: N\n" + comma, head, 30, {}),
        Case("sep=", "sep=;\n" + semicolon, head, 30, {}),
        Case("total below", comma + "\nTotal,,2400,\n", head, 30, {}),
        Case("header only", written(machines(0), ";"), head, 0, {}),
        Case("mark", "\ufeff" + written(machines(), ";"), head, 30, {}),
        Case("carriage returns", written(machines(), ",", "\r"), head, 30, {}),
    ]


def encodings(cases):
    german = machines(words=("Dichtung beschädigt", "Lager ölig", "Welle"))
    chinese = machines(words=("轴承损坏", "密封", "轴"))

    def add(name, table, mark, encoding, sign="", said=None):
        data = (sign + written(table, mark)).encode(PYTHON_NAMES.get(encoding, encoding))
        cases.append(Case(f"{NAMES[mark]}, {name}", data, table[0], 30, {"--encoding": said} if said else {}))

    for mark in ",;\t":
        add("UTF-16 with a mark", german, mark, "utf-16le", "\ufeff")
        add("Windows-1252", german, mark, "windows-1252", said="windows-1252")
        add("GB 18030", chinese, mark, "gb18030", said="gb18030")
    add("big-endian UTF-16 with a mark", german, ",", "utf-16be", "\ufeff")
    add("UTF-16 without a mark", german, ",", "utf-16le")


def refused(cases):
    """Two readings are equally good, or none is."""
    texts = {
        "every line cut alike": "1,5;2,5\n2,5;3,5\n4,5;1,5\n3,0;2,0\n" * 6,
        "every line cut alike, with names": "a,b;c\n" + "1,2;3\n4,5;6\n7,8;9\n" * 8,
        "semicolons, later commas": "a;b\n" + "1;2\n" * 20 + "a,b\n" + "1,2\n" * 20,
        "ragged": "a,b,c\n1,2\n3\n4,5,6,7\n8\n" * 5,
        "prose": "The seal was worn, then lost.\nIt was replaced; twice.\nNo more, then.\n" * 4,
        "bars and commas alike": "a|b,c\n" + "x|y,z\nu|v,w\n" * 12,
        "one line of numbers": "1,5\n",
        "quote that does not close": 'a,b\n1,"x\n2,y\n3,z\n' * 3,
        "aligned by spaces": "year hall power\n1988 H1 75.0\n1991 H2 80.0\n" * 6,
    }
    cases += [Case(name, text, None, None, {}) for name, text in texts.items()]


def read(teahouse, path, options):
    """The columns and the number of rows, or the words of the refusal."""
    run = subprocess.run([teahouse, "measure", path, "--json", *options], capture_output=True, text=True, check=False)
    if run.returncode == 3:
        return None, run.stderr
    if run.returncode not in (0, 1):
        sys.exit(f"{path} {options}: {run.returncode} {run.stderr}")
    report = json.loads(run.stdout)
    return ([column["name"] for column in report["columns"]], report["rows"]), ""


def outcome(teahouse, case, path):
    found, words = read(teahouse, path, [])
    if case.columns is None:
        return "rightly refused" if found is None else f"WRONG: {found}"
    if found is None and case.said:
        (option, value), = case.said.items()
        # Only what the refusal itself offers counts.
        if re.search(rf"{option}{' ' + value if value else ''}\b", words):
            found, words = read(teahouse, path, [option] + ([value] if value else []))
            return "as said" if found == (case.columns, case.rows) else f"WRONG: {found}" if found else f"refused: {words.strip()}"
    if found is None:
        return f"refused: {words.strip()}"
    return "at once" if found == (case.columns, case.rows) else f"WRONG: {found}"


def main(teahouse):
    cases = []
    for make in (plain, decimal_commas, columns, asides, encodings, refused):
        make(cases)
    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(cases):
            path = os.path.join(folder, f"{number}.csv")
            with open(path, "wb") as file:
                file.write(case.data if isinstance(case.data, bytes) else case.data.encode())
            result = outcome(teahouse, case, path)
            kind = result.split(":")[0]
            counts[kind] += 1
            if kind in ("refused", "WRONG"):
                print(f"{case.name}: {result.replace(path, '')}")
    right = counts["at once"] + counts["as said"] + counts["rightly refused"]
    print(
        f"{len(cases)} tables: {counts['at once']} read at once, {counts['as said']} with the option that the refusal named, "
        f"{counts['rightly refused']} rightly refused, {counts['refused']} refused, {counts['WRONG']} read wrong in silence"
    )
    if counts["WRONG"] or counts["at once"] < AT_ONCE or right < RIGHT:
        sys.exit("fewer tables were read right than should be")


if __name__ == "__main__":
    main(*sys.argv[1:])
