#!/bin/sh
# A sample of the fault campaign; ./check --long runs the whole of it.
exec python3 "$(dirname "$0")/faults/places.py"
