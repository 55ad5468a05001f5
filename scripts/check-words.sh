#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails, and names every place that has a word of scripts/retired-words.txt, with what to say instead.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 - <<'EOF'
import pathlib
import re
import sys

WORDS = pathlib.Path("scripts/retired-words.txt")
# A space in a pattern: the end of a line as well, with what begins the next line of a comment, an item or a quotation.
SPACE = r"(?:[ ]+|[ ]*\n[ ]*(?://+[ ]*|>[ ]*)?)"
COMMENT = re.compile(r"\s*//")
# Whose comments are not read yet.
UNREAD = pathlib.Path("Sources/API/Datasets")


def words():
    """The place, the pattern and what to say of each line."""
    for number, line in enumerate(WORDS.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split(" :: ")
        if len(parts) != 3:
            sys.exit(f"{WORDS}:{number}: WHERE :: PATTERN :: SAY")
        # Not the space of a repetition (` +`) or at the beginning of a line (`^ `).
        pattern = re.sub(r"(?<!\^) (?![+*?])", lambda _: SPACE, parts[1])
        for place in parts[0].split():
            yield place, re.compile(pattern, re.MULTILINE), parts[2]


def texts():
    """Each file with the text that it has in a place."""
    for folder in ("Sources", "Tests"):
        for path in sorted(pathlib.Path(folder).rglob("*.swift")):
            text = path.read_text(encoding="utf-8")
            yield path, folder, text
            if UNREAD in path.parents:
                continue
            comments = (line if COMMENT.match(line) else "" for line in text.split("\n"))
            yield path, "comments", "\n".join(comments)
    for path in [*sorted(pathlib.Path("docs").rglob("*.md")), pathlib.Path("README.md"), pathlib.Path("CONTRIBUTING.md")]:
        yield path, "docs", path.read_text(encoding="utf-8")


retired = {}
for place, pattern, say in words():
    retired.setdefault(place, []).append((pattern, say))
unknown = retired.keys() - {"Sources", "Tests", "comments", "docs"}
if unknown:
    sys.exit(f"{WORDS}: there is no place {', '.join(sorted(unknown))}")
found = [
    (str(path), text.count("\n", 0, match.start()) + 1, re.sub(r"\s*\n\s*(?://+|>)?\s*", " ", match[0]).strip(), say)
    for path, place, text in texts()
    for pattern, say in retired.get(place, [])
    for match in pattern.finditer(text)
]
for path, line, word, say in sorted(set(found)):
    print(f"{path}:{line}: “{word}” is retired; say: {say}")
sys.exit(1 if found else 0)
EOF
