#!/bin/sh
# run.sh BUILD: every bench of this folder, in order.  A bench is a script bench_NAME.sh; it prints one line
# a figure: what, figure, unit, and where there is a peer in the same run the ratio to it.
set -eu
build=$1
here=$(dirname "$0")
echo "machine: $(nproc) cores, $(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)"
for bench in "$here"/bench_*.sh; do
	[ -e "$bench" ] || continue
	echo "--- $(basename "$bench" .sh)"
	TEITEN=$build/teiten BUILD=$build sh "$bench"
done
