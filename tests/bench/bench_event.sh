#!/bin/sh
# bench_event.sh: what it costs to look for events, from counts in memory to events, on one core; as make eval measures
# it while it judges what is found.  No reading of the store is in it.
set -eu
"$BUILD/eval" 10 | grep '^events: '
