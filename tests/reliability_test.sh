#!/bin/sh
# The cases of docs/reliability.md through the program: files of bytes, commands, and a sample of damaged models.
set -eu
cd "$(dirname "$0")"
./reliability/corpus.py
./cli_cases_test.sh "$PWD"/reliability/*.test
./reliability/damage.py
