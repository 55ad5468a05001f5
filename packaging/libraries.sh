#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# libraries.sh PACKAGE.deb: the packages of the libraries that it depends on, one a line.
set -euo pipefail
dpkg-deb -f "$1" Depends | tr ',' '\n' | sed 's/^ *//; s/ .*//' | grep -E '^(lib|zlib)'
