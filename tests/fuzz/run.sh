#!/bin/sh
# run.sh BUILD SECONDS: runs every fuzz entry that stands in BUILD for so many seconds (0: 2,000 inputs each).
# Inputs found stay in BUILD/corpus/NAME; seeds come from tests/fuzz/NAME/ where there is such a folder.
set -eu
build=$1 seconds=$2
here=$(dirname "$0")
bound="-max_total_time=$seconds"
[ "$seconds" -gt 0 ] || bound=-runs=2000
export G_DEBUG=fatal-warnings # an error set twice, a wrong call of GLib: only said otherwise
for program in "$build"/fuzz_*; do
	[ -x "$program" ] && [ ! -d "$program" ] || continue
	name=$(basename "$program")
	case $name in *.d) continue ;; esac
	mkdir -p "$build/corpus/$name"
	seeds=
	[ ! -d "$here/$name" ] || seeds="$here/$name"
	echo "$name"
	"$program" "$bound" -timeout=20 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=0 -artifact_prefix="$build/" \
		"$build/corpus/$name" $seeds 2>"$build/$name.log" || { tail -n 40 "$build/$name.log"; exit 1; }
done
