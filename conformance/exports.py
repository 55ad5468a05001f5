#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads one table as pandas, DuckDB, psql, R and LibreOffice write it: exports.py [TEAHOUSE]

By itself it takes pandas and duckdb from .venv-tables (`make environments`), and a PostgreSQL of its own (scripts/throwaway-postgres.sh) where
PGHOST names none; R and LibreOffice are asked where they are installed. The table has European words, dates, missing values, quotes and line
breaks. Of each export the report of `teahouse measure` must be that of the plain CSV, or a refusal that names what to do, which is done then; and
six of its rows must be found in whatever form a tool writes or prints them.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv-tables/bin/python"

try:
    import duckdb
    import pandas
except ModuleNotFoundError as missing:
    if pathlib.Path(sys.prefix) == ENVIRONMENT.parent.parent or not ENVIRONMENT.exists():
        sys.exit(f"exports: {missing.name} is not here: `make environments` installs it into .venv-tables")
    os.execv(ENVIRONMENT, [ENVIRONMENT, *sys.argv])

COLUMNS = ["pump", "region", "year", "power", "day", "fault", "remark"]
REMARKS = ['a "so called" seal', "worn; then lost, twice", "line one\nline two", "Öl – für später", "no remark", ""]
FAULTS = ["Dichtung", "Lager", "Welle", ""]
COPIED = slice(20, 26)
R = r"""
table <- read.csv("plain.csv", na.strings = "", check.names = FALSE, encoding = "UTF-8", colClasses = c(year = "integer", power = "numeric"))
write.csv(table, "r.csv")
write.csv(table, "r_plain.csv", row.names = FALSE)
write.csv2(table, "r2.csv", row.names = FALSE)
write.table(table, "r.tsv", sep = "\t", row.names = FALSE)
some <- table[21:26, ]
write.csv(some, "some_r.csv")
write.csv2(some, "some_r2.csv")
write.table(some, "some_r_table.txt")
options(width = 250)
writeLines(capture.output(print(some)), "some_r_print.txt")
dput(some, "some_r_dput.R")
"""


def rows():
    """A hundred and sixty rows, half of them missing something."""
    table = []
    for i in range(160):
        power = f"{75 + 5 * (i * 7 % 11) + 0.25 * (i % 4):.2f}" if i % 9 else ""
        day = f"{2019 + i % 5}-{1 + i * 5 % 12:02d}-{13 + i * 11 % 15:02d}"
        table.append([
            f"PX-{4000 + i * 37 % 997}", ["Süd", "Nord", "Île", "Ost"][i * 3 % 4], str(2001 + 2 * (i % 5)), power, day, FAULTS[i * 5 % 4], REMARKS[i % 6],
        ])
    return table


def written(folder, name, table):
    def cell(text):
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',;"\n') else text

    text = "".join(",".join(map(cell, line)) + "\n" for line in [COLUMNS, *table])
    (folder / name).write_text(text, encoding="utf-8", newline="")


def run(*arguments, cwd=None):
    done = subprocess.run([str(argument) for argument in arguments], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{arguments[0]}: {done.stderr or done.stdout}")
    return done.stdout


def with_pandas(folder, table):
    frame = pandas.DataFrame(table, columns=COLUMNS).replace("", None).astype({"power": float, "year": int})
    frame.to_csv(folder / "pandas.csv")
    frame.to_csv(folder / "pandas_plain.csv", index=False)
    frame.to_csv(folder / "pandas_semicolon.csv", index=False, sep=";", decimal=",")
    frame.to_csv(folder / "pandas_days.csv", index=False, sep=";", decimal=",", quoting=1, lineterminator="\r\n")
    frame.to_csv(folder / "pandas_utf16.csv", index=False, encoding="utf-16")
    frame.to_csv(folder / "pandas_1252.csv", index=False, sep=";", encoding="cp1252")
    frame.to_csv(folder / "pandas.tsv.gz", index=False, sep="\t", na_rep="NaN")
    some = frame[COPIED]
    some.to_csv(folder / "some_pandas.csv.gz")
    some.to_json(folder / "some_pandas_records.json", orient="records")
    some.to_json(folder / "some_pandas_split.json", orient="split")
    some.to_html(folder / "some_pandas.html")
    some.to_xml(folder / "some_pandas.xml", parser="etree")
    (folder / "some_pandas.txt").write_text(some.to_string(), encoding="utf-8")
    (folder / "some_pandas_dict.py").write_text(repr(some.to_dict("list")), encoding="utf-8")
    return frame


def with_duckdb(folder, frame):
    base = duckdb.connect()
    base.register("frame", frame)
    for name, form in {"duckdb.csv": "HEADER", "duckdb_semicolon.csv": "HEADER, DELIMITER ';', NULLSTR 'NULL'", "duckdb.parquet": "FORMAT parquet"}.items():
        base.execute(f"COPY frame TO '{folder / name}' ({form})")
    base.register("part", frame[COPIED])
    base.execute(f"COPY part TO '{folder / 'some_duckdb.json'}' (FORMAT json, ARRAY true)")
    base.execute(f"COPY part TO '{folder / 'some_duckdb.csv'}' (HEADER, DELIMITER '|', FORCE_QUOTE *)")
    (folder / "some_duckdb.txt").write_text(str(base.sql("SELECT * FROM part")), encoding="utf-8")


def with_psql(folder, frame):
    create = "CREATE TEMP TABLE frame (pump text, region text, year int, power numeric, day date, fault text, remark text)"
    fill = r"\copy frame FROM 'plain.csv' (FORMAT csv, HEADER, NULL '')"
    names = ", ".join(f"'{pump}'" for pump in frame[COPIED]["pump"])
    some = f"SELECT * FROM frame WHERE pump IN ({names})"
    commands = [create, fill, r"\copy frame TO 'psql.csv' (FORMAT csv, HEADER)", r"\copy frame TO 'psql.tsv' (HEADER)"]
    commands += [r"\copy frame TO 'psql_semicolon.csv' (FORMAT csv, HEADER, DELIMITER ';', FORCE_QUOTE *, NULL '.')"]
    for form in ("aligned", "unaligned", "csv", "html", "latex", "asciidoc", "wrapped", "troff-ms"):
        commands += [rf"\pset format {form}", rf"\o some_psql_{form}.txt", some]
    commands += [r"\pset format aligned", r"\pset expanded on", r"\o some_psql_expanded.txt", some]
    run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *[part for command in commands for part in ("-c", command)], cwd=folder)


def with_r(folder):
    (folder / "export.R").write_text(R, encoding="utf-8")
    run("env", "LC_ALL=C.UTF-8", "Rscript", "export.R", cwd=folder)


def with_office(folder):
    source = "--infilter=CSV:44,34,76,1"
    office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", source, "--convert-to"]
    run(*office, "xlsx", "plain.csv", "some.csv", cwd=folder)
    for name in ("plain", "some"):
        shutil.move(folder / f"{name}.xlsx", folder / f"{name}_office.xlsx")
    run(*office, "ods", "some.csv", cwd=folder)
    shutil.move(folder / "some.ods", folder / "some_office.ods")
    run(*office, "html", "some.csv", cwd=folder)
    shutil.move(folder / "some.html", folder / "some_office.html")
    back = [part for part in office if not part.startswith("--infilter")]
    run(*back, "csv:Text - txt - csv (StarCalc):59,34,76,1", "plain_office.xlsx", cwd=folder)


def report(teahouse, path, options=()):
    """What the report says of the rows, and the words of a refusal."""
    command = [teahouse, "measure", path, "--quasi", "region,year", "--sensitive", "fault,power", "--json", *options]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        return None, done.stderr.strip()
    said = json.loads(done.stdout)
    for name in ("digest", "reading"):
        said.pop(name, None)
    # A word for what is missing is a value that a cell has, which an empty cell has not.
    said["columns"] = [[column[key] for key in ("name", "role", "type")] for column in said["columns"] if column["name"] != "index"]
    said["findings"] = [[found["column"], found["kind"]] for found in said["findings"] if found["column"] != "index"]
    return said, ""


def measured(teahouse, folder):
    """Every table is read as it is, or as its refusal says."""
    plain, words = report(teahouse, folder / "plain.csv")
    if plain is None:
        sys.exit(f"FAILED: plain.csv: {words}")
    read = refused = 0
    for path in sorted(folder.iterdir()):
        if path.name.startswith("some") or path.name == "plain.csv" or not re.search(r"\.(csv|tsv|gz|parquet|xlsx)$", path.name):
            continue
        found, words = report(teahouse, path)
        if found is None:
            offers = re.findall(r"(--[a-z-]+)(?: (semicolon|windows-1252|comma|point|dmy))?", words)
            if re.search(r"(save|export) .* as CSV", words):
                refused += 1
                continue
            if not offers:
                sys.exit(f"FAILED: {path.name} is refused without a way out: {words}")
            option, value = offers[0]
            found, words = report(teahouse, path, [option, *([value] if value else [])])
        if found != plain:
            differing = sorted(key for key in plain if found is None or found.get(key) != plain[key])
            sys.exit(f"FAILED: {path.name} is not measured as the plain table: {words or differing}")
        read += 1
    return read, refused


def screened(teahouse, folder):
    """Six rows stand in the way however they are written."""
    files = sorted(path for path in folder.iterdir() if path.name.startswith("some"))
    command = [teahouse, "screen", *files, "--release", folder / "plain.csv", "--json"]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 1:
        sys.exit(f"FAILED: screening ends with {done.returncode}: {done.stderr}")
    copied = {item["file"] for item in json.loads(done.stdout)["items"] if item["rule"] == "copied_row"}
    short = [path.name for path in files if path.name not in copied]
    if short:
        sys.exit(f"FAILED: copied rows were not found in {', '.join(short)}")
    return len(files)


def main(teahouse=ROOT / ".build/debug/teahouse"):
    if "PGHOST" not in os.environ:
        own = ROOT / "scripts/throwaway-postgres.sh"
        os.execv(own, [own, sys.executable, pathlib.Path(__file__).resolve(), pathlib.Path(teahouse).resolve()])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        table = rows()
        written(folder, "plain.csv", table)
        written(folder, "some.csv", table[COPIED])
        frame = with_pandas(folder, table)
        with_duckdb(folder, frame)
        with_psql(folder, frame)
        for program, export in (("Rscript", with_r), ("soffice", with_office)):
            if shutil.which(program):
                export(folder)
            else:
                print(f"exports: {program} is not installed; WHAT IT WRITES WAS NOT LOOKED AT", file=sys.stderr)
        read, refused = measured(teahouse, folder)
        files = screened(teahouse, folder)
    print(f"exports: {read} tables measured as the plain one, {refused} refused with a way out, copied rows found in all of {files} files")


if __name__ == "__main__":
    main(*sys.argv[1:])
