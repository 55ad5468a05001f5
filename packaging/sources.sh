#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints the Debian sources of this machine, one a line, as sources.list has them.
set -euo pipefail
apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' | sort -u
