#!/bin/sh
# demo-once.sh BUILD: the demo, unless one is there that is newer than the program and its shared files.
set -eu
made=$1/demo/.made
if [ ! -e "$made" ] || [ "$1/teiten" -nt "$made" ] || [ "$1/share/teiten/.data" -nt "$made" ]; then
	sh "$(dirname "$0")/demo.sh" "$1"
	touch "$made"
fi
