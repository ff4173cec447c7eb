#!/usr/bin/env bash
# Every activation, loss, optimizer and initialiser trains from the command line or is refused with a
# reason, and docs/reference/trains.md says which.
set -euo pipefail
exec tools/make_trains "$GLIA" --check
