#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails, and names every line of docs/**/*.md that is longer than 100 characters. Left out: code, tables, headings, what is a single
# word or link, and the page of permissions, which `make permissions` writes.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 - <<'EOF'
import pathlib
import re
import sys

LIMIT = 100
GENERATED = {pathlib.Path("docs/reference/permissions.md")}
# What stands before the text of a line: quotes, one marker of a list after the other, indentation.
MARKERS = re.compile(r"^(?:\s|>|[-*+]\s|\d+[.)]\s)*")
# A link, with its target and whatever clings to it; white space may stand in its text.
LINK = re.compile(r"^\S*\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\]|:\s)\S*$")
FENCE = re.compile(r"^(?:\s|>|[-*+]\s|\d+[.)]\s)*(`{3,}|~{3,})(.*)$")


def long_lines(path):
    fence = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        mark = FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not mark[2].strip():
                fence = None
            continue
        # Three backticks with more of them on the line are a code span.
        if mark and not (mark[1][0] == "`" and "`" in mark[2]):
            fence = mark[1]
            continue
        text = MARKERS.sub("", line).rstrip()
        if len(line) <= LIMIT or text.startswith("|") or re.match(r"#{1,6}\s", text):
            continue
        if len(text.split()) > 1 and not LINK.match(text):
            yield number, len(line)


found = [
    f"{path}:{number}: {length} characters, {LIMIT} at most"
    for path in sorted(pathlib.Path("docs").glob("**/*.md"))
    if path not in GENERATED
    for number, length in long_lines(path)
]
print("\n".join(found), end="\n" if found else "")
sys.exit(1 if found else 0)
EOF
