#!/bin/sh
# words.t: the catalogues have the same keys with the same {names}; every key that the code names is there, and
# every key that is there is named.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A line "key" and lines "key<TAB>{name}" for each entry of a catalogue, sorted.
keys()
{
	msgcat --no-wrap "locale/$1.po" | awk -F '"' '
		/^msgid / { key = $2 }
		/^msgstr / && key != "" {
			words = $0
			print key
			while (match(words, /[{][a-z]+[}]/)) {
				print key "\t" substr(words, RSTART, RLENGTH)
				words = substr(words, RSTART + RLENGTH)
			}
		}' | LC_ALL=C sort -u
}

# The result of a comparison whose findings are in the file.
result()
{
	if [ -s "$work/found" ]; then
		echo "not ok $1 - $2"
		sed 's/^/# /' "$work/found"
	else
		echo "ok $1 - $2"
	fi
}

echo 1..5
for lang in ja en; do
	keys $lang >"$work/$lang"
	cut -f 1 "$work/$lang" | LC_ALL=C sort -u >"$work/$lang.keys"
done
[ -s "$work/ja" ] || echo 'no keys at all' >"$work/found"
# 圏外 says "outside the ranking" without the ranking's depth.
diff "$work/ja" "$work/en" | grep '^[<>]' | grep -v '^> rank.outside	{depth}$' >>"$work/found" || :
result 1 'ja and en have the same keys with the same names'

for lang in ja en; do
	msgfmt --check-format -o /dev/null "locale/$lang.po" 2>&1 || :
	msgattrib --untranslated --no-wrap "locale/$lang.po" | grep '^msgid' || :
	msgattrib --only-fuzzy --no-wrap "locale/$lang.po" | grep '^msgid' || :
done >"$work/found"
result 2 'no words are missing, fuzzy or wrong'

# A literal that begins like a key of the catalogue is a key; one that ends in a point is the beginning of keys.
cut -d . -f 1 "$work/ja.keys" | LC_ALL=C sort -u >"$work/families"
cat render/*.c render/*/*.c | grep -oE '"[a-z][a-z-]*(\.[a-z-]+)*\.?"' | tr -d '"' | grep -v '\.h$' |
	LC_ALL=C sort -u >"$work/literals"
awk -F . 'NR == FNR { family[$1] = 1; next } NF > 1 && $1 in family' "$work/families" "$work/literals" >"$work/named"
grep -v '\.$' "$work/named" | LC_ALL=C comm -23 - "$work/ja.keys" >"$work/found" || :
result 3 'every key that the code names is in the catalogues'

grep '\.$' "$work/named" | while read -r prefix; do
	grep -qF -- "$prefix" "$work/ja.keys" || echo "$prefix: no key begins so"
done >"$work/found"
result 4 'every beginning of a key has keys'

awk 'NR == FNR { literal[$1] = 1; next }
	{
		used = $1 in literal
		for (at = length($1); at > 0 && !used; at--)
			if (substr($1, at, 1) == ".") used = substr($1, 1, at) in literal
		if (!used) print $1
	}' "$work/literals" "$work/ja.keys" >"$work/found"
result 5 'every key of the catalogues is used'
