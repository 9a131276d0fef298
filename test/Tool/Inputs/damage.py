"""Damages each entry of a cache, in one of three ways."""
import os
import sys

for number, name in enumerate(sorted(os.listdir(sys.argv[1]))):
    path = os.path.join(sys.argv[1], name)
    with open(path, "rb") as file:
        content = file.read()
    cut, changed = content[:len(content) // 2], b"x" + content[1:]
    with open(path, "wb") as file:
        file.write((cut, changed, b"")[number % 3])
