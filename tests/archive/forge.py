"""forge.py FILE OUT COMMAND...: an archive changed by one who knows how it is sealed.

COMMANDs: set NAME TEXT, swap NAME OLD NEW (of a text entry), copy NAME FILE (its content from a file), remove NAME.
Manifest and seal are made anew, so only what the archive says of itself can give the change away.
"""
import hashlib
import sqlite3
import sys
import zlib

MARK = b"teiten archive. SHA-256 of this file, these 64 digits taken as 0: "


def unpack(size, data):
    return data if len(data) == size else zlib.decompress(data)


def change(entries, command):
    name = command[1]
    if command[0] == "set":
        entries[name] = command[2].encode()
    elif command[0] == "swap":
        old = entries[name]
        entries[name] = old.replace(command[2].encode(), command[3].encode(), 1)
        assert entries[name] != old, "nothing to swap"
    elif command[0] == "copy":
        with open(command[2], "rb") as file:
            entries[name] = file.read()
    elif command[0] == "remove":
        del entries[name]


def commands(words):
    length = {"set": 3, "swap": 4, "copy": 3, "remove": 2}
    while words:
        n = length[words[0]]
        yield words[:n]
        words = words[n:]


def main(source, target, *words):
    db = sqlite3.connect(":memory:")
    with open(source, "rb") as file:
        db.deserialize(file.read()) if hasattr(db, "deserialize") else sqlite3.connect(source).backup(db)
    entries = {name: unpack(size, data) for name, size, data in db.execute("SELECT name, sz, data FROM sqlar ORDER BY rowid")}
    for command in commands(list(words)):
        change(entries, command)
    apart = ("manifest.txt", "manifest.sig", "seal.txt")
    listed = sorted((name for name in entries if name not in apart), key=str.encode)
    entries["manifest.txt"] = "".join(f"{hashlib.sha256(entries[n]).hexdigest()}  {n}\n" for n in listed).encode()
    entries["seal.txt"] = MARK + b"0" * 64 + b"\n"
    db.execute("DELETE FROM sqlar")
    for name in listed + ["manifest.txt", "seal.txt"]:
        db.execute("INSERT INTO sqlar VALUES (?, 33188, 0, ?, ?)", (name, len(entries[name]), entries[name]))
    db.commit()
    db.execute("VACUUM INTO ?", (target,))
    with open(target, "rb") as file:
        whole = file.read()
    at = whole.index(MARK) + len(MARK)
    assert whole.count(MARK) == 1
    digest = hashlib.sha256(whole).hexdigest().encode()
    with open(target, "wb") as file:
        file.write(whole[:at] + digest + whole[at + 64:])


main(*sys.argv[1:])
