#!/bin/sh
# bench_page.sh: Japanese pages as a user gets them, from the process's start to the finished PDF: CPU time (the median
# of nine) and bytes.  The words are the stress text and the demo's, over and over; the data files are attached as ever,
# so bytes are also given without them.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
sh "$top/tests/demo-once.sh" "$BUILD" >/dev/null 2>&1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# words TIMES: a template of so many rounds of text.
words() {
	echo "# 組版の速さ {#speed}"
	round=0
	while [ $round -lt "$1" ]; do
		round=$((round + 1))
		printf '\n## 第%d節\n' $round
		sed 's/$/\n/' "$top/tests/layout/stress.ja.txt"
		grep -hE '^[^-[#`~|]' "$BUILD"/simulation/edition/phenomena.ja.md "$BUILD"/simulation/edition/narrative.ja.md |
			sed 's/\[[^]]*\]\(([^)]*)\)\{0,1\}//g; s/{{[^}]*}}//g; s/$/\n/'
	done
}

# cpu COMMAND...: its CPU milliseconds, the median of nine runs.
cpu() {
	python3 -c '
import resource, statistics, subprocess, sys
def spent():
    subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
marks = [0] + [spent() for run in range(9)]
print("%.0f" % (1000 * statistics.median(b - a for a, b in zip(marks, marks[1:]))))' "$@"
}

for case in "4 3" "100 75"; do
	set -- $case
	mkdir "$dir/$1"
	words "$2" >"$dir/$1/report.ja.md"
	"$TEITEN" render "$BUILD/demo/model.json" --template "$dir/$1" --lang ja -o "$dir/out"
	pdf=$dir/out/report-2015Q3.ja.pdf
	attached=$(qpdf --json=2 --json-key=qpdf "$pdf" | python3 -c '
import json, sys
objects = json.load(sys.stdin)["qpdf"][1].values()
print(sum(o["stream"]["dict"]["/Length"] for o in objects if o.get("stream", {}).get("dict", {}).get("/Type") == "/EmbeddedFile"))')
	pages=$(pdfinfo "$pdf" | awk '/^Pages/ { print $2 }')
	echo "render, $pages pages of Japanese: $(cpu "$TEITEN" render "$BUILD/demo/model.json" --template "$dir/$1" --lang ja -o "$dir/out") ms of CPU"
	echo "render, $pages pages of Japanese: $(($(wc -c <"$pdf") - attached)) bytes, and $attached of attached data"
done
