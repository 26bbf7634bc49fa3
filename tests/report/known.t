#!/bin/sh
# known.t: a map of heat hatches days without data by how they are known, each in lines of its own, which a legend names in
# both languages; only those that are there.
. "$(dirname "$0")/../tap.sh"
sh "$top/tests/demo-once.sh" "$BUILD" >"$dir/log" 2>&1 || { fail "the demo runs" "$(cat "$dir/log")"; finish; exit 1; }
cd "$dir" || exit 1
mkdir template
printf '[template]\nname = t\n' >template/template.ini
for lang in ja en; do
	printf '# T\n\n```figure kind=heat items=sensors id=fig-a caption="c"\n```\n' >template/report.$lang.md
done

legend() { # LANG
	pdftotext "$kind/report-2015Q3.$1.pdf" - | grep -E 'データなし|運用記録|no data|operations log' | sort | paste -sd'|'
}
# Which way the thin lines of the picture go.
lines() {
	awk '/ stroke 0.40 / { up += $NF < 0; down += $NF > 0; level += $NF == 0 && $(NF - 1) > 0 }
		END { print (up > 20 ? "rising" : "") (down > 20 ? "falling" : "") (level > 20 ? "level" : "") }' "$kind"/report-2015Q3.en*.trace
}
for kind in declared detected both conflict; do
	sed "s/\"known\":\"both\"/\"known\":\"$kind\"/" "$BUILD/demo/model.json" >$kind.json
	"$TEITEN" render $kind.json --template template --lang ja,en --format pdf,trace -o $kind >log 2>&1 || sed 's/^/# /' log
done
for kind in declared detected both conflict; do
	case $kind in
	declared) want="rising データなし（運用記録） no data, operations log" ;;
	detected) want="falling データなし（自動検出） no data, detected" ;;
	both) want="risingfalling データなし（運用記録と自動検出） no data, operations log and detected" ;;
	conflict) want="level 運用記録（受信と食い違いあり） operations log, contradicted by packets" ;;
	esac
	check "$kind, in lines of its own, and no other" "$want" "$(lines) $(legend ja) $(legend en)"
done
finish
