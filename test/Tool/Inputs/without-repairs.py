"""Copies clang-tidy's output without the notes that suggest repairs."""
import re
import sys

PLACE = re.compile(r"^\S.*:\d+:\d+: (warning|error|note): ")

dropping = False
for line in sys.stdin:
    if PLACE.match(line):
        dropping = "note: suggested repair: " in line
    if not dropping:
        sys.stdout.write(line)
