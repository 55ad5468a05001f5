# SPDX-License-Identifier: Apache-2.0
"""The statements that the server sends for a request, out of PostgreSQL's log, and a script of the same ones for pgbench.

Only so are they the same: what the server does changes, and pgbench's script with it.
"""
import re
import sys
import time
from typing import NamedTuple, Optional

from log import psql

ENTRY = re.compile(r"\n(?=\d{4}-\d\d-\d\d [0-9:.]+ UTC \[\d+\] )")
HEAD = re.compile(r"\d{4}-\d\d-\d\d [0-9:.]+ UTC \[(\d+)\] ([A-Z]+):  (.*)", re.DOTALL)
PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Statement(NamedTuple):
    """One statement with the values of its parameters from $1 on; `None` is NULL."""
    text: str
    values: list[Optional[str]]


def transaction_of(request, base: str, log: str, mark: str) -> list[Statement]:
    """The transaction in which the server's pool `teahouse app` uses the value `mark` while `request` runs."""
    anew = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'teahouse app'"
    with open(log, encoding="utf-8") as file:
        file.seek(0, 2)
        # The details have the values of parameters. A connection takes a role's settings when it is made.
        psql(base, "ALTER ROLE teahouse_app SET log_statement = 'all'; ALTER ROLE teahouse_app SET log_error_verbosity = 'default'")
        psql(base, anew)
        request()
        psql(base, "ALTER ROLE teahouse_app RESET log_statement; ALTER ROLE teahouse_app RESET log_error_verbosity")
        psql(base, anew)
        time.sleep(0.2)
        written = file.read()
    open_now: dict[str, list[Statement]] = {}
    for entry in ENTRY.split(written):
        head = HEAD.match(entry.rstrip("\n").replace("\n\t", "\n"))
        if head is None:
            continue
        process, kind, text = head.groups()
        executed = re.match(r"execute [^:]+: (.*)", text, re.DOTALL)
        if kind == "LOG" and executed:
            if executed[1].startswith("BEGIN"):
                open_now[process] = []
            open_now.setdefault(process, []).append(Statement(executed[1], []))
            if executed[1] == "COMMIT" and any(mark in statement.values for statement in open_now[process]):
                return open_now[process]
        elif kind == "DETAIL" and text.startswith("parameters: "):
            for number, value in PARAMETER.findall(text):
                values = open_now[process][-1].values
                assert int(number) == len(values) + 1, entry
                values.append(None if value == "NULL" else value[1:-1].replace("''", "'"))
    sys.exit(f"bench: no transaction with {mark} in PostgreSQL's log")


def script(
    path: str, statements: list[Statement], opening: str, known: dict, known_keys: set
) -> tuple:
    """Writes the transaction for pgbench, behind its own commands `opening`; the variables that it is to be given.

    `known` has each value that is another one in each transaction, with the variable that has it and the SQL that makes it, which
    is asked of the row of the sign-in. All other values are what they were in the server's transaction. A key that is neither there
    nor in `known_keys` ends the benchmark: pgbench would change one row again and again.
    """
    lines, variables = [opening], []
    for number, (text, values) in enumerate(statements):
        def placed(match: re.Match, number=number, values=values) -> str:
            value = values[int(match[1]) - 1]
            if value is None:
                return "NULL"
            if value in known:
                return f":{known[value][0]}"
            if value == "":
                return "''"
            if KEY.fullmatch(value) and value not in known_keys:
                sys.exit(f"bench: pgbench does not know the key {value} in {text}")
            variables.append(f"v{number}_{match[1]}={value}")
            return f":v{number}_{match[1]}"

        text = re.sub(r"\$(\d+)", placed, text)
        if " FROM sign_in(" in text:
            made = ", ".join(f"{sql} AS {name}" for name, sql in known.values() if sql)
            lines.append(f"SELECT {made}, caller IS NULL AS nobody FROM (\n{text}\n) AS caller \\gset")
        else:
            lines.append(text + ";")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return tuple(variables)
