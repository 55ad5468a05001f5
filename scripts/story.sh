#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Plays the whole story on a fresh cluster and server: every step is printed, the first surprise ends it. At its end sickle and bagit,
# from PyPI, harvest the server and take its bags in; without PyPI that part says that it is left out, and fails where CI is set.
set -euo pipefail
cd "$(dirname "$0")/.."
if scripts/environment.sh .venv-story conformance/requirements-story.txt python3; then
    export TEAHOUSE_STORY_PYTHON="$PWD/.venv-story/bin/python"
elif [ -n "${CI:-}" ]; then
    exit 1
fi
exec swift test --disable-xctest --filter StoryTests
