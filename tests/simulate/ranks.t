#!/bin/sh
# ranks.t: the simulated quarters have the ranks and the story that they are to have, counted by awk and mmdblookup.
# SEEDS="1 2 3 4 5" tries more courses than the suite does.
. "$(dirname "$0")/../tap.sh"

# Each block of the invented space with the region that an independent reader finds there.
blocks() {
	for i in $(seq 0 63); do
		v4=$((240 + i / 4)).$((i % 4 * 64)).0.9
		v6=$(printf '2001:db8:%x00::9' "$i")
		for address in $v4 $v6; do
			code=$(mmdblookup --file "$1" --ip "$address" country iso_code 2>/dev/null | sed -n 's/.*"\(..\)".*/\1/p')
			echo "$i,${code:-none}"
		done
	done | sort -u
}

# Lines "KIND PACKETS KEY" of one quarter's file.
count() {
	zcat "$2" | awk -F, -v hex=0123456789abcdef '
	NR == FNR { code[$1] = $2; next }
	FNR <= 2 { next }
	{
		p[$4 == "icmp" ? "0/icmp" : $5 "/" $4] += $7
		if ($3 ~ /:/) {
			split($3, part, ":")
			high = substr("0000" part[3], length(part[3]) + 1)
			block = (index(hex, substr(high, 1, 1)) - 1) * 16 + index(hex, substr(high, 2, 1)) - 1
		} else {
			split($3, part, ".")
			block = part[1] < 240 ? -1 : (part[1] - 240) * 4 + int(part[2] / 64)
		}
		if (block in code && code[block] != "none")
			r[code[block]] += $7
		if ($1 >= "2015-09-20T14:50" && $1 < "2015-09-24T09:20")
			silent++
		if ($6 != "") {
			label[$2]++
			if (first == "")
				first = $1
			if ($5 "/" $4 != "80/tcp" || $6 != "synful-knock")
				odd++
		}
		if ($5 "/" $4 == "1900/udp" && $1 >= "2015-09-24T09:20")
			ssdp[$2] += $7
		if ($1 < last)
			odd++
		last = $1
	}
	END {
		for (k in p) print "port", p[k], k
		for (k in r) print "region", r[k], k
		for (k in ssdp) print "ssdp", ssdp[k], k
		print "silent", silent + 0, "-"
		print "odd", odd + 0, "-"
		print "first", 0, substr(first, 1, 10)
		m = 0
		for (k in label) m++
		print "labelled", m, "-"
	}' "$dir/blocks" - | LC_ALL=C sort -k1,1 -k2,2rn
}

top() { # KIND FILE: the first six keys
	awk -v kind="$1" '$1 == kind && n++ < 6 { printf "%s%s", (n > 1 ? " " : ""), $3 }' "$2"
}

value() { # KIND FILE
	awk -v kind="$1" '$1 == kind { print $2; exit }' "$2"
}

for seed in ${SEEDS:-1}; do
	rm -rf "$dir/out"
	"$TEITEN" simulate 2015q3 --seed "$seed" -o "$dir/out" || { echo "Bail out! simulate failed"; exit 1; }
	blocks "$dir/out/geo.mmdb" >"$dir/blocks"
	count "$dir/blocks" "$dir/out/observations-2015Q2.csv.gz" >"$dir/q2"
	count "$dir/blocks" "$dir/out/observations-2015Q3.csv.gz" >"$dir/q3"
	check "seed $seed: ports of 2015Q3" "23/tcp 0/icmp 445/tcp 22/tcp 1433/tcp 53413/udp" "$(top port "$dir/q3")"
	check "seed $seed: ports of 2015Q2" "23/tcp 445/tcp 53413/udp 0/icmp 22/tcp 1433/tcp" "$(top port "$dir/q2")"
	check "seed $seed: regions of 2015Q3" "CN US JP TW NL KR" "$(top region "$dir/q3")"
	check "seed $seed: regions of 2015Q2" "CN US TW JP KR NL" "$(top region "$dir/q2")"
	check "seed $seed: nothing in the outage, all in time order" "0 0 0" \
		"$(value silent "$dir/q3") $(value odd "$dir/q3") $(value odd "$dir/q2")"
	check "seed $seed: the label starts on September 16, at all sensors" "2015-09-16 20" \
		"$(awk '$1 == "first" { print $3 }' "$dir/q3") $(value labelled "$dir/q3")"
	check "seed $seed: one sensor has the burst" "nagoya far ahead" \
		"$(awk '$1 == "ssdp" { if (!n++) { best = $3; top = $2 } else rest += $2 } END { print best, (top > 10 * rest / (n - 1) ? "far ahead" : "not alone") }' "$dir/q3")"
done

check "says that it is simulated" "# simulated" "$(zcat "$dir/out/observations-2015Q3.csv.gz" | head -n 1 | cut -c 1-11)"
"$TEITEN" simulate 2015q3 --seed "$seed" -o "$dir/again"
check "the same seed gives the same bytes" "" "$(diff -r "$dir/out" "$dir/again" 2>&1)"
got=$("$TEITEN" simulate 2015q4 -o "$dir/none" 2>&1); status=$?
check "an unknown scenario is refused" "2 teiten: unknown scenario '2015q4'; there is: 2015q3" "$status $got"
got=$("$TEITEN" simulate 2015q3 2>&1); status=$?
check "a missing folder is refused" "2 teiten: the folder to write to is missing: -o DIR" "$status $got"
got=$("$TEITEN" simulate 2015q3 --scale 0 -o "$dir/none" 2>&1); status=$?
check "a scale of nothing is refused" "2 teiten: the scale is not 1 to 1000" "$status $got"
finish
