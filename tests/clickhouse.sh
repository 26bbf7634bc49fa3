#!/bin/sh
# clickhouse.sh: two ClickHouse servers on loopback for tests, a shard each of the cluster "teiten" and two replicas of one
# shard of the cluster "twins"; Debian's packages, unpacked into a folder, nothing installed and nobody asked.
#   clickhouse.sh get CACHE             the program itself; fails, saying why, where it cannot be had
#   clickhouse.sh start CACHE DIR N     starts node N (1 or 2) and waits for it; DIR/nN.{pid,http,https}, made at need
#   clickhouse.sh stop DIR N            kill -9, as a power cut would
# A server ends by itself after LIFE seconds (300), whatever became of the test.
set -eu
verb=$1

get() { # CACHE
	[ ! -x "$1/root/usr/sbin/clickhouse-server" ] || return 0
	command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || { echo "no Debian packages here"; return 1; }
	rm -rf "$1" && mkdir -p "$1/debs/partial" "$1/part"
	# with what they need and this system has not; to be unpacked beside them
	apt-get -qq -y --no-install-recommends --download-only -o Debug::NoLocking=1 -o "Dir::Cache::archives=$1/debs" \
		install clickhouse-server >"$1/log" 2>&1 || { echo "apt-get has no clickhouse-server"; return 1; }
	for deb in "$1"/debs/*.deb; do dpkg-deb -x "$deb" "$1/part" || return 1; done
	rm -rf "$1/debs" && mv "$1/part" "$1/root"
}

# Ports that nobody has, as many as asked for.
ports() { # N
	python3 -c 'import socket, sys
s = [socket.socket() for _ in range(int(sys.argv[1]))]
for one in s: one.bind(("127.0.0.1", 0))
print(*(one.getsockname()[1] for one in s))' "$1"
}

prepare() { # DIR
	mkdir -p "$1"
	# shellcheck disable=SC2046
	set -- "$1" $(ports 8)
	printf '%s\n' "127.0.0.1:$2" >"$1/n1.http"
	printf '%s\n' "127.0.0.1:$3" >"$1/n2.http"
	printf '%s\n' "localhost:$8" >"$1/n1.https"
	printf '%s\n' "localhost:$9" >"$1/n2.https"
	printf '%s\n' "$4 $5" >"$1/tcp"
	printf '%s\n' "$6 $7" >"$1/between"
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1/key.pem" -out "$1/cert.pem" -days 2 -subj /CN=localhost \
		-addext subjectAltName=DNS:localhost >/dev/null 2>&1
}

configure() { # DIR N
	home=$1/n$2
	mkdir -p "$home/data" "$home/tmp" "$home/schemas"
	read -r tcp1 tcp2 <"$1/tcp"
	read -r between1 between2 <"$1/between"
	http=$(cut -d: -f2 "$1/n$2.http") https=$(cut -d: -f2 "$1/n$2.https")
	if [ "$2" -eq 1 ]; then tcp=$tcp1 between=$between1; else tcp=$tcp2 between=$between2; fi
	cat >"$home/config.xml" <<X
<yandex>
 <logger><level>warning</level><log>$home/log</log><errorlog>$home/errors</errorlog></logger>
 <http_port>$http</http_port><https_port>$https</https_port><tcp_port>$tcp</tcp_port>
 <interserver_http_port>$between</interserver_http_port><interserver_http_host>127.0.0.1</interserver_http_host>
 <openSSL><server><certificateFile>$1/cert.pem</certificateFile><privateKeyFile>$1/key.pem</privateKeyFile>
  <verificationMode>none</verificationMode><loadDefaultCAFile>false</loadDefaultCAFile></server></openSSL>
 <listen_host>127.0.0.1</listen_host><path>$home/data/</path><tmp_path>$home/tmp/</tmp_path>
 <format_schema_path>$home/schemas/</format_schema_path><users_config>users.xml</users_config>
 <default_profile>default</default_profile><default_database>default</default_database>
 <timezone>America/New_York</timezone><mark_cache_size>67108864</mark_cache_size>
 <remote_servers><teiten>
  <shard><replica><host>127.0.0.1</host><port>$tcp1</port></replica></shard>
  <shard><replica><host>127.0.0.1</host><port>$tcp2</port></replica></shard>
 </teiten><twins>
  <shard><internal_replication>true</internal_replication>
   <replica><host>127.0.0.1</host><port>$tcp1</port></replica><replica><host>127.0.0.1</host><port>$tcp2</port></replica></shard>
 </twins></remote_servers>
</yandex>
X
	cat >"$home/users.xml" <<X
<yandex><profiles><default><max_threads>2</max_threads></default></profiles><quotas><default/></quotas><users>
<default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>
<keeper><password>se:cret</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></keeper>
</users></yandex>
X
}

start() { # CACHE DIR N
	[ -e "$2/tcp" ] || prepare "$2"
	configure "$2" "$3"
	(
		cd "$2/n$3"
		LD_LIBRARY_PATH=$1/root/usr/lib/$(uname -m)-linux-gnu exec timeout --signal=KILL "${LIFE:-300}" \
			"$1/root/usr/sbin/clickhouse-server" --config-file="$2/n$3/config.xml" >out 2>&1
	) &
	echo $! >"$2/n$3.pid"
	tries=0
	until python3 -c 'import sys, urllib.request
urllib.request.urlopen("http://" + sys.argv[1] + "/ping", timeout=1)' "$(cat "$2/n$3.http")" 2>/dev/null; do
		tries=$((tries + 1))
		kill -0 "$(cat "$2/n$3.pid")" 2>/dev/null && [ $tries -lt 100 ] || { tail -n 3 "$2/n$3/out"; return 1; }
		sleep 0.1
	done
}

stop() { # DIR N
	[ -e "$1/n$2.pid" ] || return 0
	pid=$(cat "$1/n$2.pid")
	# the server is the one child of what limits its time, and both end with it
	kill -9 $(cat "/proc/$pid/task/$pid/children") 2>/dev/null || :
	rm -f "$1/n$2.pid"
}

shift
case $verb in
get | start | stop) "$verb" "$@" ;;
*) echo "get, start or stop" >&2; exit 2 ;;
esac
