#!/usr/bin/env python3
"""measure.py CHECKER PART OPTION... FILE.pdf: jlreq_check.py on a page as it can read one.

The checker finds paragraphs by the first line's indent alone.  Lists and quotations stand in: their full lines pass for the
single lines of paragraphs (B1, C1), and a bullet below a nearly full last line passes for a wrapped line that begins with a
middle dot (A1, B4, D1).  So the glyphs are parted before they are measured.  PART is all; text: what is neither list nor
quotation; list: lists without their bullets; quote: quotations, each against the column where its lines begin.
"""
import importlib.util
import sys

BULLETS = '・•'
PITCH = 17.0  # [pt] of the quarterly report's body
LEFT, HANG, QUOTE = 72.5, 82.5, 92.5  # [pt] where its lines begin, those of its lists and of its quotations
BODY = 10.0  # [pt]


def read_lines(glyphs):
    """Glyphs by page and baseline, down the page; a raised mark is of the line below it."""
    lines = {}
    for glyph in glyphs:
        place = (glyph.pg, round(glyph.y, 1))
        near = [p for p in lines if p[0] == place[0] and abs(p[1] - place[1]) < 0.4 * PITCH]
        lines.setdefault(near[0] if near else place, []).append(glyph)
    return [sorted(lines[place], key=lambda g: g.x) for place in sorted(lines)]


def baseline(line):
    return max(line, key=lambda g: g.size).y


def follows(line, last):
    return bool(last) and line[0].pg == last[0].pg and abs(baseline(line) - baseline(last) - PITCH) < 0.5


def begins(line, x):
    return bool(line) and abs(line[0].x - x) < 0.5


def split(glyphs):
    """The parts.  Lists come without bullets in one column, a line between their items, so that each is a paragraph."""
    parts = {'all': glyphs, 'text': [], 'list': [], 'quote': []}
    lines = read_lines(glyphs)
    last = None  # the list's last line
    y = 0.0  # [pt] of that column
    for line, after in zip(lines, lines[1:] + [[]]):
        opens = line[0].c in BULLETS and len(line) > 1
        # a paragraph's first line begins where a list's lines do, but its second does not
        indented = begins(line, HANG) and begins(after, LEFT) and after[0].c not in BULLETS
        if opens or (follows(line, last) and begins(line, HANG) and not indented):
            y += 2 * PITCH if opens else baseline(line) - baseline(last)
            parts['list'] += [g._replace(pg=1, y=g.y - baseline(line) + y) for g in line[opens:]]
            last = line
            continue
        last = None
        parts['quote' if begins(line, QUOTE) and line[0].size > BODY - 0.1 else 'text'] += line
    return parts


def main():
    spec = importlib.util.spec_from_file_location('checker', sys.argv.pop(1))
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    read, part = checker.read_pdf, sys.argv.pop(1)

    def read_part(path):
        glyphs, boxes = read(path)
        return sorted(split(glyphs)[part], key=lambda g: g.seq), boxes

    checker.read_pdf = read_part
    checker.main()


main()
