#!/bin/sh
# Every command of the tutorials runs and prints what the page shows, in both languages.
set -eu
cd "$(dirname "$0")/.."
python3 tests/tutorials/check.py
