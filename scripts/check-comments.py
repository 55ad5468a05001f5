#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the `package` declarations that have a `///` directly above: check-comments.py [--list]

Exits 1 when a target has a smaller share of them than SHARES asks for; --list names each one without a comment.
Exits 1 as well, and names them, when lines of comments are longer than LIMIT, which the formatter holds code to.
"""
import pathlib
import re
import sys

# Target -> the least share of its declarations that have a comment.
SHARES = {
    "Domain": 1.0,
    "Files": 0.95,
    "Store": 0.92,
    "Workflow": 1.0,
    "WorkflowModel": 1.0,
    "Postgres": 0.95,
    "Processes": 0.95,
    "Settings": 1.0,
}
ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT / "Sources"
LIMIT = 110
# Whose comments are not wrapped yet.
UNWRAPPED = SOURCES / "API/Datasets"

DECLARATION = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*package\s+((?:(?:\w+\(set\)|static|final|mutating|nonmutating|nonisolated|"
    r"indirect|lazy|weak|override|convenience|required|prefix|postfix)\s+)*"
    r"(?:struct|class|enum|protocol|actor|typealias|func|init|var|let|subscript)\b.*)"
)
# What a protocol requires, which says what it means: not counted, with or without a comment.
REQUIRED = re.compile(
    r"(let|var) rawValue\b|init\??\(rawValue:"
    r"|(let|var) description\b|var (debugDescription|customMirror)\b"
    r"|static func (==|<) |func hash\(into|func encode\(to|init\(from "
    r"|static (let|var) (columns|oid|arrayOID)\b|init\(row:|init\(oid: UInt32, bytes: UnsafeRawBufferPointer"
    r"|(static )?func (encode\((into|array)|decode\(arrayOID)"
    r"|init\((stringLiteral|stringInterpolation|literalCapacity)|mutating func appendLiteral"
    r"|static let object\b|var (isWaiting|atDue|days)\b|func next\(_ event: Event\)|static func origins\(of event: Event\)"
)


def declarations(path):
    """The line number of each declaration and whether it has a comment."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for index, line in enumerate(lines):
        found = DECLARATION.match(line)
        if not found:
            continue
        text = found[1] + (lines[index + 1].strip() if line.endswith("(") and index + 1 < len(lines) else "")
        if REQUIRED.match(text):
            continue
        above = index - 1
        while above >= 0 and lines[above].lstrip().startswith("@"):
            above -= 1
        yield index + 1, above >= 0 and lines[above].lstrip().startswith("///")


def long_lines():
    """Where each comment is that stands alone on a line and is longer than LIMIT."""
    for folder in ("Sources", "Tests", "Plugins", "fuzz"):
        for path in sorted((ROOT / folder).rglob("*.swift")):
            if UNWRAPPED in path.parents:
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if len(line) > LIMIT and line.lstrip().startswith("//"):
                    yield f"{path.relative_to(ROOT)}:{number}: {len(line)} characters, {LIMIT} at most"


def main():
    too_long = list(long_lines())
    print("\n".join(too_long), end="\n" if too_long else "")
    is_short = bool(too_long)
    for target, share in SHARES.items():
        found = [
            (path, number, has)
            for path in sorted((SOURCES / target).rglob("*.swift"))
            for number, has in declarations(path)
        ]
        have = sum(has for _, _, has in found)
        print(f"{target} {have} of {len(found)} ({have * 100 // max(len(found), 1)} %)")
        is_short = is_short or have < share * len(found)
        if "--list" in sys.argv[1:]:
            for path, number, has in found:
                if not has:
                    print(f"{path.relative_to(SOURCES.parent)}:{number}")
    sys.exit(is_short)


if __name__ == "__main__":
    main()
