#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a manual page (section 1) for each command, from what the program says of itself.

usage: manual.py PROGRAM FOLDER
"""
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

ENVIRONMENT = """.SH ENVIRONMENT
.TP
.B TEAHOUSE_DATABASE_URL
The database, where no option names one.
.TP
.B TEAHOUSE_PLATFORM_DATABASE_URL
The same for the role teahouse_platform.
.TP
.BR TEAHOUSE_URL , " TEAHOUSE_TOKEN"
The server, and the token, of \\fBteahouse moderate\\fR.
.SH FILES
.TP
.I /etc/teahouse/teahouse.env
What the units of systemd tell the program.
.TP
.I /var/lib/teahouse
The folder of files and keys.
.TP
.I /usr/share/doc/teahouse
The operator's pages and examples.
"""


def text(words):
    """Plain text as troff takes it: no escapes, no request at the beginning of a line."""
    words = words.replace("\\", "\\e").replace("-", "\\-")
    for plain, named in (("'", "aq"), ("`", "ga"), ("^", "ha"), ("~", "ti")):
        words = words.replace(plain, f"\\({named}")
    words = re.sub(r"[^\x00-\x7f]", lambda found: glyph(found[0]), words)
    return re.sub(r"^(?=\.)", r"\\&", words, flags=re.MULTILINE)


def glyph(character):
    """A character beyond ASCII by its code points, a letter apart from its accents."""
    return "\\[u" + "_".join(f"{ord(part):04X}" for part in unicodedata.normalize("NFD", character)) + "]"


def name(argument):
    """All names of an option, with its value."""
    if argument["kind"] == "positional":
        shown = f"\\fI{text(argument['valueName'])}\\fR"
        return shown + (" ..." if argument["isRepeating"] else "")
    dashes = {"long": "--", "short": "-", "longWithSingleDash": "-"}
    names = [f"\\fB{text(dashes[item['kind']] + item['name'])}\\fR" for item in argument["names"]]
    value = f" \\fI{text(argument['valueName'])}\\fR" if argument["kind"] == "option" else ""
    return ", ".join(sorted(names, key=len)) + value


def synopsis(command):
    words = []
    if command["below"]:
        words.append("\\fIcommand\\fR")
    for argument in command["arguments"]:
        if argument["kind"] == "positional" or not argument["isOptional"]:
            words.append(f"[{name(argument)}]" if argument["isOptional"] else name(argument))
    if any(argument["kind"] != "positional" and argument["isOptional"] for argument in command["arguments"]):
        words.append("[\\fIoptions\\fR]")
    return " ".join(words)


def options(command):
    for argument in command["arguments"]:
        said = text(argument.get("abstract", ""))
        if argument.get("allValues") and not all(value in argument.get("abstract", "") for value in argument["allValues"]):
            said += f" One of: {text(', '.join(argument['allValues']))}."
        if "defaultValue" in argument:
            said += f" Default: {text(argument['defaultValue'])}."
        yield f".TP\n{name(argument)}\n{said.strip()}\n"


def discussion(words):
    """Paragraphs are filled, what is indented or an example stays as it is."""
    for paragraph in re.split(r"\n\s*\n", words):
        if re.search(r"^(Examples?|Try it):|^ {2,}", paragraph, re.MULTILINE):
            yield f".PP\n.nf\n{text(paragraph)}\n.fi\n"
        else:
            yield f".PP\n{text(paragraph)}\n"


def page(command, version, day):
    title = "-".join(command["path"])
    abstract = command["abstract"].rstrip(".")
    made = f'.TH {text(title).upper()} 1 "{day}" "Tea House {version}" "Tea House"\n'
    made += f".SH NAME\n{text(title)} \\- {text(abstract[0].lower() + abstract[1:])}\n"
    made += f".SH SYNOPSIS\n\\fB{text(' '.join(command['path']))}\\fR {synopsis(command)}\n"
    made += ".SH DESCRIPTION\n" + text(command["abstract"]) + "\n" + "".join(discussion(command["discussion"]))
    if command["below"]:
        made += ".SH COMMANDS\n"
        for below in command["below"]:
            made += f".TP\n.BR {text('-'.join(below['path']))} (1)\n{text(below['abstract'])}\n"
    if command["arguments"]:
        made += ".SH OPTIONS\n" + "".join(options(command))
    if len(command["path"]) == 1:
        made += ENVIRONMENT
    return made + (".SH SEE ALSO\n.BR teahouse (1)\n" if len(command["path"]) > 1 else "")


def commands(node, above):
    path = [*above, node["commandName"]]
    below = [list(commands(item, path)) for item in node.get("subcommands", []) if item["commandName"] != "help"]
    # A command that has only commands takes no option of its own but those that all have.
    arguments = [
        item
        for item in node.get("arguments", [])
        if item["shouldDisplay"] and item.get("valueName") not in ("help", *(["version"] if above else []))
    ]
    yield {
        "path": path,
        "abstract": node.get("abstract", ""),
        "discussion": node.get("discussion", ""),
        "arguments": arguments,
        "below": [items[0] for items in below],
    }
    for items in below:
        yield from items


def main(program, folder):
    def ask(*words):
        return subprocess.run([program, *words], check=True, capture_output=True, text=True).stdout

    version = ask("--version").strip()
    moment = os.environ.get("SOURCE_DATE_EPOCH")
    day = datetime.datetime.fromtimestamp(int(moment), datetime.timezone.utc) if moment else datetime.datetime.now()
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for command in commands(json.loads(ask("--experimental-dump-help"))["command"], []):
        made = page(command, version, day.date().isoformat())
        (folder / f"{'-'.join(command['path'])}.1").write_text(made, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
