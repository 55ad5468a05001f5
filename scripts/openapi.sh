#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Rewrites docs/reference/openapi.json from the program: the document that `teahouse openapi` prints.
set -euo pipefail
cd "$(dirname "$0")/.."
.build/debug/teahouse openapi | python3 -m json.tool --indent 1 --no-ensure-ascii >docs/reference/openapi.json.new
mv docs/reference/openapi.json.new docs/reference/openapi.json
