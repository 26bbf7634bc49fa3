#!/bin/sh
# duckdb.sh: prints where DuckDB's library is: DUCKDB, else what npm has put into the build folder, which is asked once.
# Where neither has it the path names nothing.
set -eu
library=${DUCKDB:-$BUILD/bench/duckdb/node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so}
[ -e "$library" ] ||
	npm install --silent --no-save --prefix "$BUILD"/bench/duckdb @duckdb/node-bindings-linux-x64 >/dev/null 2>&1 || :
echo "$library"
