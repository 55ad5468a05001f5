# SPDX-License-Identifier: Apache-2.0
"""rocrate-validator, which needs no network here."""
import pathlib
import zipfile

import warm
from validators import BIN, run


class Crates:
    """rocrate-validator with a cache that makes it need no network."""

    def __init__(self, folder):
        self.folder = folder
        self.cache = f"{folder}/cache"
        # The last version of the library that carries the context of RO-Crate 1.1.
        wheel = next(pathlib.Path(BIN).parent.glob("ro-crate-1.1/*.whl"))
        context = zipfile.ZipFile(wheel).extract("rocrate/data/ro-crate.jsonld", folder)
        warm.prime(self.cache, {"https://w3id.org/ro/crate/1.1/context": context})

    def validate(self, crate):
        return run(
            [f"{BIN}/rocrate-validator", "-y", "validate", "--offline", "--cache-path", self.cache, "--no-paging", "-l", "REQUIRED",
             "-f", "json", "-o", f"{self.folder}/told.json", str(crate)],
            self.folder,
        )
