# SPDX-License-Identifier: Apache-2.0
"""Validators of others that more than one check asks: whether they accept, and what they said."""
import os
import re
import subprocess
import sys
import tempfile

BIN = os.path.dirname(sys.executable)


def run(command, folder=None, text=None, **environment):
    done = subprocess.run(
        command, cwd=folder, input=text, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    return done.returncode == 0, done.stdout + done.stderr


def is_xml(path, schema, schemas):
    return run(
        ["xmllint", "--nonet", "--noout", "--schema", schema, str(path)], XML_CATALOG_FILES=f"{schemas}/oai/catalog.xml"
    )


def response(page, schemas):
    """A response of OAI-PMH against the schemas of the Open Archives Initiative."""
    # The schema of an Identify's description is not among those at hand.
    page = re.sub(rb"<description><oai-identifier.*?</description>", b"", page, flags=re.S)
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(page)
        file.flush()
        return is_xml(file.name, f"{schemas}/oai/all.xsd", schemas)
