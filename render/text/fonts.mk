# fonts.mk: our four fonts, derived from Debian's fonts-noto-cjk when we build: face 0 (Japanese), the characters
# of codepoints.c, the layout features that we set with; no hints and no CFF subroutines, so that what a PDF embeds is small.
# Without locl, whose Chinese and Korean forms no text of ours asks for, a file is half as long: the PDF backend reads it
# whole for each document.
NOTO	= /usr/share/fonts/opentype/noto
FONT_FEATURES = calt,ccmp,halt,kern,liga,mark,mkmk
FONT_ROLES = sans sans-bold serif serif-bold
FONTS_PLAIN = $(FONT_ROLES:%=build/share/teiten/fonts/%.otf)
FONTS	= $(FONT_ROLES:%=$B/share/teiten/fonts/%.otf) $B/share/teiten/hyphen/hyph_en_US.dic
CODE	+= render/text/fonts/codepoints.c
noto_sans = NotoSansCJK-Regular.ttc
noto_sans-bold = NotoSansCJK-Bold.ttc
noto_serif = NotoSerifCJK-Regular.ttc
noto_serif-bold = NotoSerifCJK-Bold.ttc

build/codepoints: render/text/fonts/codepoints.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 -D_XOPEN_SOURCE=700 $(WARN) -O2 -o $@ $<

build/codepoints.txt: build/codepoints
	build/codepoints > $@

$(FONTS_PLAIN): build/share/teiten/fonts/%.otf: build/codepoints.txt render/text/fonts.mk
	@mkdir -p $(@D)
	hb-subset $(NOTO)/$(noto_$*) --face-index=0 --unicodes-file=build/codepoints.txt --layout-features=$(FONT_FEATURES) --name-IDs='*' \
		--desubroutinize --no-hinting --output-file=$@

# A sanitized tree, or another B, takes the same files.
ifneq ($B,build)
$B/share/teiten/fonts/%.otf: build/share/teiten/fonts/%.otf
	@mkdir -p $(@D)
	cp $< $@
endif

# English patterns of Debian's hyphen-en-us.
$B/share/teiten/hyphen/hyph_en_US.dic: /usr/share/hyphen/hyph_en_US.dic
	@mkdir -p $(@D)
	cp $< $@
