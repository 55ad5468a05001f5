#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Plays the whole story on a fresh cluster and server: every step is printed, the first surprise ends it.
set -euo pipefail
cd "$(dirname "$0")/.."
exec swift test --disable-xctest --filter StoryTests
