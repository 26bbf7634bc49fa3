# tap.sh: the head of every TAP script, which takes it in first:  . "$(dirname "$0")/../tap.sh"
# It gives top (the checkout), shared (data that are not ours to give, beside it), dir (a folder that goes with the
# script) and n, how many tests were said; the script ends with finish.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
shared=$top/../shared
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0

pass() { # WHAT
	n=$((n + 1))
	echo "ok $n - $1"
}

# The details stand below it as comments.
fail() { # WHAT DETAILS
	n=$((n + 1))
	echo "not ok $n - $1"
	printf '%s\n' "$2" | sed 's/^/# /' | head -n 40
}

told() { # STATUS WHAT
	if [ "$1" -eq 0 ]; then pass "$2"; else fail "$2" "status $1"; fi
}

check() { # WHAT WANT GOT
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		fail "$1" "$(printf 'want: %s\ngot:  %s' "$2" "$3")"
	fi
}

skip() { # WHAT WHY
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2"
}

# Nothing of this script can be asked here.
skip_all() { # WHY
	echo "1..0 # SKIP $1"
	exit 0
}

finish() {
	echo "1..$n"
}
