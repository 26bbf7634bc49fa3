# run.sh: sourced by golden.t and accept.sh.  A case is a folder tests/golden/VERB/CASE: its file cmd is run by sh in that
# folder with TEITEN, MODEL (the sample's model.json) and OUT (an empty folder); want/ holds what must then be in OUT.
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/tests/render/sample.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sample "$work"
MODEL=$work/model.json
export TEITEN MODEL OUT

cases() {
	(cd "$top/tests/golden" && ls -d */*/)
}

# Runs one case; its files are then in $OUT.
run_case() {
	OUT=$work/out
	rm -rf "$OUT"
	mkdir "$OUT"
	(cd "$top/tests/golden/$1" && sh ./cmd) >"$work/said" 2>&1
}
