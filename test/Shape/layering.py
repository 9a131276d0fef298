"""Effects < Models < Scan < Summary < Checks < Repair < Report < tools.

A file includes only from its own room or from rooms to its left, and `clang/`
appears only in Scan, Repair and tools. Prints what breaks this.
"""
import os
import re
import sys

ROOMS = ["Effects", "Models", "Scan", "Summary", "Checks", "Repair", "Report"]
SEES_CLANG = {"Scan", "Repair", "tools"}
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)


def room_of(path):
    first = path.split("/")
    return first[1] if first[0] == "lib" else "tools"


def sources(root):
    for top in ("lib", "tools"):
        for folder, _, files in os.walk(os.path.join(root, top)):
            for name in sorted(files):
                if name.endswith((".h", ".cpp", ".def")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def breaches(root):
    for path in sources(root):
        room = room_of(path)
        rank = ROOMS.index(room) if room in ROOMS else len(ROOMS)
        with open(os.path.join(root, path)) as file:
            included = INCLUDE.findall(file.read())
        for name in included:
            head = name.split("/")[0]
            if head in ("clang", "clang-c", "clang-tidy") and room not in SEES_CLANG:
                yield f"{path}: {room} must not see clang: {name}"
            if head in ROOMS and ROOMS.index(head) > rank:
                yield f"{path}: {room} comes before {head}: {name}"


if __name__ == "__main__":
    found = list(breaches(sys.argv[1]))
    print("\n".join(found) or "every include is in order")
    sys.exit(bool(found))
