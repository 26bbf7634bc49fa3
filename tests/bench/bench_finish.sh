#!/bin/sh
# bench_finish.sh: what finishing a PDF costs beside drawing it.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
[ -e "$BUILD/demo/model.json" ] || sh "$top/tests/demo.sh" "$BUILD" >/dev/null 2>&1
"$BUILD/bench/finish" "$BUILD/demo/model.json" "$top/templates/quarterly" ja
