# rooms.awk: reads rooms.txt, then sources; says which #include breaks the traffic rule.
# usage: awk -f tests/rooms.awk tests/rooms.txt FILE...
function room_of(path) {
	if (path == "teiten.c")
		return path
	sub(/\/[^\/]*$/, "", path)
	return path
}
FILENAME == ARGV[1] {
	if ($1 == "room") {
		sub(/:$/, "", $2)
		known[$2] = 1
		for (i = 3; i <= NF; i++)
			door[$2, $i] = 1
	} else if ($1 == "foreign") {
		sub(/:$/, "", $2)
		foreign[$2] = 1
		for (i = 3; i <= NF; i++)
			guest[$2, $i] = 1
	}
	next
}
FNR == 1 {
	room = room_of(FILENAME)
	if (room !~ /^(include|tests\/.*)$/ && !(room in known)) {
		print FILENAME ": its folder is no room of tests/rooms.txt"
		bad = 1
	}
}
room ~ /^tests\// { next }
match($0, /^[ \t]*#[ \t]*include[ \t]*"[^"]+"/) {
	split($0, part, "\"")
	name = part[2]
	sub(/\.h$/, "", name)
	own = room "/" part[2]
	if (room != "include" && !((room, name) in door) && (getline line < own) < 0) {
		print FILENAME ":" FNR ": room '" room "' may not open door '" name "'"
		bad = 1
	}
	close(own)
}
match($0, /^[ \t]*#[ \t]*include[ \t]*<[^>]+>/) {
	name = $0
	sub(/^[^<]*</, "", name)
	sub(/>.*/, "", name)
	for (library in foreign)
		if (index(name, library) == 1 && !((library, room) in guest)) {
			print FILENAME ":" FNR ": library '" name "' is not of room '" room "'"
			bad = 1
		}
}
END { exit bad }
