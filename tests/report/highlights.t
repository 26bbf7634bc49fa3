#!/bin/sh
# highlights.t: the editor's draft beside the report, the decisions on it, and the story in the words of both languages.
. "$(dirname "$0")/../tap.sh"
sh "$top/tests/demo-once.sh" "$BUILD" >"$dir/log" 2>&1 || { fail "the demo runs" "$(cat "$dir/log")"; finish; exit 1; }
demo=$BUILD/demo
from=$BUILD/simulation
cd "$dir" || exit 1

check "the draft has every highlight with its id and the decision taken" "## h1 [signature synful-knock newscan 2015-09-16]
decision: accept
## h2 [port 1900/udp burst 2015-09-24]
decision: accept
## h3 [region CN burst 2015-09-24]
decision: told with h2
## h4 [region US burst 2015-09-24]
decision: told with h2
## h5 [port 53413/udp mover 2015-07-01]
decision: reject (a slow decline since April, as the narrative says)" "$(grep '^## \|^decision' "$demo/highlights.md")"
check "what data do not tell is asked, in both languages" "intent.ja advice.ja intent.en advice.en extent.ja extent.en cause.ja cause.en" \
	"$(sed -n 's/^> \([a-z.]*\): .*/\1/p' "$demo/highlights.md" | paste -sd' ')"

# The sentences of both languages say the same numbers; months become numbers first, dates are sorted with the rest.
grep -v '^#\|^-\|^>\|^decision\|^$' "$demo/highlights.md" >sentences
sed 's/1 センサー 1 日当たり//; s/September/9/g; s/July/7/g; s/one sensor/1 sensor/g; s/\b0\([0-9]\):/\1:/g; s/2015年//g; s/, 2015//g' sentences |
	awk '{
		gsub(/9\/TCP|[0-9]+\/UDP/, "")
		n = 0
		while (match($0, /[0-9][0-9,.]*/)) {
			number = substr($0, RSTART, RLENGTH)
			sub(/[,.]$/, "", number)
			seen[++n] = number
			$0 = substr($0, RSTART + RLENGTH)
		}
		for (i = 1; i <= n; i++)
			for (j = i + 1; j <= n; j++)
				if (seen[j] + 0 < seen[i] + 0) { t = seen[i]; seen[i] = seen[j]; seen[j] = t }
		line = ""
		last = ""
		for (i = 1; i <= n; i++)
			if (seen[i] != last) { line = line " " seen[i]; last = seen[i] }
		print line
	}' >numbers
check "a line a highlight and language" 10 "$(wc -l <numbers)"
check "both languages say the same numbers" "" \
	"$(awk 'NR % 2 { ja = $0; next } ja != $0 { print "ja:" ja; print "en:" $0 }' numbers)"

# The report prints what was accepted, and marks where the lines of the regions come from one port at one sensor.
for lang in ja en; do
	pdftotext "$demo/report-2015Q3.$lang.pdf" - | tr -d ' \n' >"$lang.flat"
done
says() { # LANG WORDS: as they are without blanks
	grep -qF "$2" "$1.flat" && echo yes || echo no
}
check "ja: the burst at one sensor" yes "$(says ja '1900/UDP(ssdp)宛のパケットが、9月24日～30日に一時的に増加しました')"
check "ja: it explains both regions" yes "$(says ja '同じ期間に見られた中国と米国からのパケットの増加も、大部分はこのパケットによるものです')"
check "ja: and the rank" yes "$(says ja '順位は9位ですが、このセンサーでの変化を除くと15位になります')"
check "ja: the label" yes "$(says ja '特徴「SYNfulKnock」を持つパケットが、9月16日から新たに観測されるようになりました')"
check "ja: a note at the figure" yes "$(says ja '名古屋のセンサー1台による）。大部分は1900/UDP(ssdp)宛のパケット')"
check "en: the burst at one sensor" yes "$(says en 'Packetsto1900/UDP(ssdp)roseforatime(September24–30)')"
check "en: it explains both regions" yes "$(says en 'TheyalsomakeupmostoftheriseofpacketsfromChinaandtheUnitedStates')"
check "en: and the rank" yes "$(says en 'therankwouldbe15insteadof9')"
check "en: the label" yes "$(says en 'Packetsofsignature“SYNfulKnock”werenewlyobservedfromSeptember16on')"
check "en: a note at the figure" yes "$(says en 'atonesensor,Nagoya);mostlypacketsto1900/UDP(ssdp)')"
check "what was rejected is no sentence" "no no" \
	"$(says ja '53413/UDP宛のパケットは、前四半期の3位から') $(says en 'Packetsto53413/UDPwentfromrank3')"

check "no sentence has a year: all days are of the quarter's" "" "$(grep -v '^#\|^-\|^decision' "$demo/highlights.md" | grep 2015)"

check "nothing is found in the words of the edition, in either language" "0" \
	"$("$TEITEN" check "$demo/model.json" --edition "$from/edition" 2>&1; echo $?)"

# Decisions are asked for.
cp -R "$from/edition" edition
report() {
	"$TEITEN" report 2015Q3 --store "$from/teiten.db" --edition edition --lang en --strict -o out 2>said
	echo "$? $(cat said)"
}
check "all is decided" "0 " "$(report)"
printf '[region CN burst 2015-09-24]\ndecision = accept\nextent = none\n' >>edition/highlights.ini
check "what is told with another is told on its own where the editor wants it" "0  1" "$(report) $(pdftotext out/report-2015Q3.en.pdf - | grep -c 'Packets from China')"
sed -i '/^\[port 53413/,/^$/d' edition/highlights.ini
check "one is open" "1 teiten: highlights.ini: no decision on [port 53413/udp mover 2015-07-01]" "$(report)"
check "the draft says so" "decision: open" "$(sed -n '/^## h5/,/^decision/p' out/highlights.md | tail -n 1)"
printf '[port 1900/udp burst 2015-09-24]\ndecision = reject\n' >edition/highlights.ini
check "a rejection without a reason" "2 teiten: edition/highlights.ini: [port 1900/udp burst 2015-09-24]: a rejection needs its reason" "$(report)"
rm edition/highlights.ini
check "no decisions at all" "1 teiten: highlights.ini: there is none (3 undecided)" "$(report)"
check "so each is marked on the page, and the three of figures there too" 6 "$(pdftotext out/report-2015Q3.en.pdf - | grep -c '\[Undecided\]')"
cp "$from/edition/highlights.ini" edition
sed -i '/^extent = none/d' edition/highlights.ini
check "a question without an answer" "1 teiten: highlights.ini: [port 1900/udp burst 2015-09-24] extent.en is open" "$(report)"
check "is marked on the page" 1 "$(pdftotext out/report-2015Q3.en.pdf - | tr '\n' ' ' | grep -c 'To be judged: whether it may be taken as no wide-area change')"
check "teiten render says the same" "$(report)" \
	"$("$TEITEN" render out/model.json --edition edition --lang en --strict -o out 2>said; echo "$? $(cat said)")"
finish
