# sample.sh: sourced by the tests of pages.  sample DIR leaves DIR/model.json: two quarters of three sensors, by
# arithmetic alone, with ten days of August without data.

# Epoch seconds to ISO 8601 without calling date: rows need not be dated by a calendar, only be of 2015Q2 and 2015Q3.
observations() {
	printf 'time,sensor,source,protocol,port,signature,packets\n'
	awk 'BEGIN {
		split("30 31 30 31 31 30", days, " ")
		split("tcp,23 udp,53413 tcp,445 icmp,8 tcp,22 tcp,1433 udp,1900 tcp,8080 tcp,3389 udp,123 tcp,80", item, " ")
		n = 0
		for (month = 4; month <= 9; month++)
			for (day = 1; day <= days[month - 3]; day++)
				for (sensor = 1; sensor <= 3; sensor++)
					for (hour = 0; hour < 24; hour += 4) {
						n++
						if (month == 8 && day > 10 && day <= 20)
							continue
						which = n % (month < 7 ? 7 : 11) + 1
						printf "2015-%02d-%02dT%02d:%02d:00+09:00,s%d,198.51.%d.%d,%s,,%d\n", month, day, hour,
							n % 60, sensor, n % 7, n % 250, item[n % 5 == 0 ? 1 : which], 1 + n % 3
					}
	}'
}

sample() {
	observations >"$1/observations.csv"
	"$TEITEN" ingest --store "$1/t.db" "$1/observations.csv" >"$1/log" 2>&1 &&
		"$TEITEN" aggregate --store "$1/t.db" -o "$1/model.json" 2015Q3 >>"$1/log" 2>&1 || cat "$1/log"
}
