#!/bin/sh
# verapdf.sh FLAVOUR FILE...: validates PDFs with veraPDF (flavours 3a, ua1) and prints a line a file: PASS or FAIL.
# Fetches veraPDF from Maven Central into build/verapdf once.  Exit 77 where it cannot be had.
set -u
flavour=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
jars=$here/../../build/verapdf
command -v java >/dev/null || exit 77
if [ ! -e "$jars/.complete" ]; then
	command -v mvn >/dev/null || exit 77
	mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$jars" >/dev/null 2>&1 || exit 77
	touch "$jars/.complete"
fi
exec java -Xshare:auto -XX:TieredStopAtLevel=1 -cp "$jars/*" org.verapdf.apps.GreenfieldCliWrapper -f "$flavour" --format text -v "$@"
