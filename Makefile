# teiten: one Makefile.  make demo and make check do everything; the other words are for those who work on it.
VERSION	= 0.1.0
PREFIX	= /usr/local
DESTDIR	=
CC	= cc
CLANG	= clang
SANITIZE =
# SANITIZE=address,undefined builds beside the plain build, not over it.
comma	= ,
B	= build$(if $(SANITIZE),/$(subst $(comma),-,$(SANITIZE)))

PACKAGES_BUILD = gcc libc6-dev pkg-config libglib2.0-dev libjansson-dev libsqlite3-dev libmaxminddb-dev libsoup-3.0-dev libpcap-dev libcmark-gfm-dev \
	libcmark-gfm-extensions-dev libicu-dev libfreetype-dev libharfbuzz-dev libharfbuzz-bin libcairo2-dev libqpdf-dev \
	libzstd-dev zlib1g-dev libdeflate-dev libssl-dev gettext fonts-noto-cjk libhyphen-dev hyphen-en-us tzdata zstd
PACKAGES_CHECK = perl mandoc clang-format clang libclang-rt-14-dev valgrind poppler-utils mupdf-tools qpdf sqlite3 python3 gawk mmdb-bin time openssl tcpdump

LIBS	= glib-2.0 gio-2.0 jansson sqlite3 libmaxminddb libsoup-3.0 libpcap libcmark-gfm icu-uc icu-i18n freetype2 harfbuzz cairo \
	libqpdf libzstd zlib libdeflate libcrypto
WARN	= -Wall -Wextra -Wpedantic -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wno-format-nonliteral
OPT	= -O2 -g -ffp-contract=off
CFLAGS	= -std=c11 -D_XOPEN_SOURCE=700 -DTEITEN_VERSION='"$(VERSION)"' $(WARN) $(OPT) -iquote include -MMD -MP
CFLAGS += $(shell pkg-config --cflags $(LIBS) 2>/dev/null | sed 's/-I/-isystem /g')
LDLIBS	= -Wl,--as-needed $(shell pkg-config --libs $(LIBS) 2>/dev/null) -lcmark-gfm-extensions -lhyphen -lm
ifneq ($(SANITIZE),)
CFLAGS += -fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=undefined
LDFLAGS	+= -fsanitize=$(SANITIZE)
endif

SOURCES	= $(wildcard report/*.c report/*/*.c render/*.c render/*/*.c)
OBJECTS	= $(SOURCES:%.c=$B/obj/%.o)
# Leaks are errors; what is not ours is named in the suppressions.
export LSAN_OPTIONS = suppressions=$(CURDIR)/tests/memory/lsan.supp:print_suppressions=0

UNITS	= $(patsubst tests/unit/%.c,$B/unit/%,$(wildcard tests/unit/*.c))
CODE	= teiten.c $(SOURCES) $(wildcard report/store/extension/*.c include/*.h report/*/*.h render/*/*.h tests/*/*.c tests/*/*.h)
MANUALS	= $(wildcard report/*/*.[157] render/*/*.[157] *.[157])
LANGS	= ja en
CATALOGUES = $(LANGS:%=$B/share/teiten/locale/%.mo)
DATA	= $B/.data

.PHONY: all fonts deps demo check check-type quick check-pdf units format rooms manuals bench crash eval fuzz install clean
.DELETE_ON_ERROR:
.SECONDARY:

all: $B/teiten $B/teiten.so $(CATALOGUES) $(DATA) fonts

$B/teiten: $B/obj/teiten.o $B/libteiten.a
	@echo '  LD $@'
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$B/libteiten.a: $(OBJECTS)
	@rm -f $@
	@ar rcs $@ $^

# The extension that any program with SQLite may load: the reading side of the store alone, never sanitized, for its host
# is not.  report/store reaches its host's SQLite in it (host.h).
EXTENSION = $(patsubst %.c,$B/extension/%.o,$(wildcard report/base/*.c report/enrich/*.c report/store/*.c))
EXTENSION_FLAGS = $(filter-out -fsanitize% -fno-sanitize%,$(CFLAGS)) -fPIC -fvisibility=hidden -DTEITEN_EXTENSION

$B/extension/%.o: %.c Makefile
	@mkdir -p $(@D)
	@$(CC) $(EXTENSION_FLAGS) -c -o $@ $<

$B/extension/libteiten.a: $(EXTENSION)
	@rm -f $@
	@ar rcs $@ $^

$B/teiten.so: $B/extension/report/store/extension/teiten.o $B/extension/libteiten.a
	@echo '  LD $@'
	@$(CC) -shared -Wl,-z,defs -o $@ $^ $(LDLIBS)

$B/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(CFLAGS) -c -o $@ $<

# --- what the program needs beside itself: share/teiten ------------------------------------
$B/share/teiten/locale/%.mo: locale/%.po
	@mkdir -p $(@D)
	@msgfmt --check-format -o $@ $<

# Templates, profiles, signatures, region names and editions are copied as they are: what is copied, and where to.
SHARED	= $(wildcard templates/*/* locale/*.ini report/ingest/profiles/*.ini report/ingest/signatures/*.ini report/simulate/*/edition/*)
$(DATA): $(SHARED) Makefile
	@rm -rf $B/share/teiten/templates $B/share/teiten/profiles $B/share/teiten/signatures $B/share/teiten/simulate
	@for file in $(SHARED); do \
		to=$B/share/teiten/$$(echo $$file | sed 's:^report/ingest/::; s:^report/::'); \
		mkdir -p $$(dirname $$to) && cp $$file $$to || exit 1; done
	@touch $@

-include render/text/fonts.mk

fonts: $(FONTS)

# --- tests ---------------------------------------------------------------------------------
$B/unit/%: tests/unit/%.c $B/libteiten.a Makefile
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(CFLAGS) -o $@ $< $B/libteiten.a $(LDFLAGS) $(LDLIBS)

# Programs of the tests that are no tests themselves.
$B/tool/%: tests/layout/%.c $B/libteiten.a Makefile
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(CFLAGS) -o $@ $< $B/libteiten.a $(LDFLAGS) $(LDLIBS)

TOOLS	= $(patsubst tests/layout/%.c,$B/tool/%,$(wildcard tests/layout/*.c))
TAP	= $(wildcard tests/*.t tests/*/*.t)

units: all $(UNITS)
	TEITEN=$(abspath $B/teiten) BUILD=$(abspath $B) prove -e '' $(UNITS)

rooms:
	@awk -f tests/rooms.awk tests/rooms.txt $(CODE)

format:
	@clang-format --dry-run -Werror $(CODE)

manuals:
	@mandoc -T lint -W warning $(MANUALS)

# The page as an outside measure sees it.
check-type: all $(TOOLS)
	BUILD=$(abspath $B) prove -e '' tests/layout/type.t

# The demo's quarter, which the tests look at from all sides.
$B/demo/.made: $B/teiten $(CATALOGUES) $(FONTS) $(DATA) tests/demo.sh
	sh tests/demo.sh $(abspath $B)
	@touch $@

check-pdf: $B/demo/.made $B/unit/test_finish
	BUILD=$(abspath $B) $B/unit/test_finish >/dev/null
	TEITEN=$(abspath $B/teiten) BUILD=$(abspath $B) prove -e '' tests/pdf/validate.t

# All that needs no installing: what one runs while working.
quick: all rooms format manuals $(UNITS) $(TOOLS) $B/eval $B/demo/.made
	TEITEN=$(abspath $B/teiten) BUILD=$(abspath $B) prove -e '' $(UNITS) $(TAP)

# Three builds: as shipped, with the sanitizers, with the fuzzer.
JOBS	= -j$(shell nproc)
check: deps
	$(MAKE) $(JOBS) quick
	$(MAKE) $(JOBS) SANITIZE=address,undefined quick
	$(MAKE) $(JOBS) fuzz SECONDS=0

# --- machine -------------------------------------------------------------------------------
deps:
	@sh tests/deps.sh $(PACKAGES_BUILD) $(PACKAGES_CHECK)

demo:
	@sh tests/deps.sh $(PACKAGES_BUILD) poppler-utils
	$(MAKE) $(JOBS) $B/demo/.made

# Bench programs: a file scale.c of tests/bench becomes build/bench/scale.
BENCHES	= $(patsubst tests/bench/%.c,$B/bench/%,$(wildcard tests/bench/*.c))

$B/bench/%: tests/bench/%.c $B/libteiten.a Makefile
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(CFLAGS) -o $@ $< $B/libteiten.a $(LDFLAGS) $(LDLIBS)

# How well highlights are found, on invented quarters whose events are known.  make eval SEEDS=8: fewer of them.
SEEDS	= 60

$B/eval: $(wildcard tests/eval/*.[ch]) $B/libteiten.a Makefile
	@echo '  CC tests/eval'
	@$(CC) $(CFLAGS) -o $@ $(filter %.c,$^) $B/libteiten.a $(LDFLAGS) $(LDLIBS)

eval: $B/eval
	$B/eval $(SEEDS)

# kill -9 at any moment of what changes a store; make check does a few rounds of it.
ROUNDS	= 200
crash: all
	TEITEN=$(abspath $B/teiten) BUILD=$(abspath $B) ROUNDS=$(ROUNDS) prove -v -e '' tests/store/crash.t

bench: all $(BENCHES) $B/eval
	sh tests/bench/run.sh $(abspath $B)

# Fuzz entries: the whole library again, by clang, with its coverage counters.
F	= build/fuzz
FUZZ	= $(patsubst tests/fuzz/%.c,$F/%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_FLAGS = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -Wno-unknown-warning-option
SECONDS	= 60

$F/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo '  FUZZ $<'
	@$(CLANG) $(CFLAGS) -O1 -fsanitize=fuzzer-no-link $(FUZZ_FLAGS) -c -o $@ $<

$F/libteiten.a: $(SOURCES:%.c=$F/obj/%.o)
	@rm -f $@
	@ar rcs $@ $^

$F/%: tests/fuzz/%.c $F/libteiten.a
	@$(CLANG) $(CFLAGS) -O1 -fsanitize=fuzzer $(FUZZ_FLAGS) -o $@ $< $F/libteiten.a $(LDLIBS)

# make fuzz SECONDS=3600: an hour for each entry.
fuzz: all $(FUZZ)
	@mkdir -p $F/share && ln -sfn ../../share/teiten $F/share/teiten
	sh tests/fuzz/run.sh $F $(SECONDS)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/teiten
	install -m 755 $B/teiten $(DESTDIR)$(PREFIX)/bin/teiten
	install -d $(DESTDIR)$(PREFIX)/lib/teiten
	install -m 755 $B/teiten.so $(DESTDIR)$(PREFIX)/lib/teiten/teiten.so
	cp -R $B/share/teiten/. $(DESTDIR)$(PREFIX)/share/teiten/
	for page in $(MANUALS); do \
		section=$${page##*.}; install -d $(DESTDIR)$(PREFIX)/share/man/man$$section; \
		install -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$$section/; done

clean:
	rm -rf build

-include $(SOURCES:%.c=$F/obj/%.d) $(OBJECTS:.o=.d) $B/obj/teiten.d $(UNITS:=.d) $(BENCHES:=.d) $(EXTENSION:.o=.d)
