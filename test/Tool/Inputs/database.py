"""Writes compile_commands.json for the .cpp files of a folder, in the order
given or by name: database.py FOLDER [FILE...] [-- FLAGS]"""
import json
import os
import sys

folder = os.path.realpath(sys.argv[1])
rest = sys.argv[2:]
flags = rest[rest.index("--") + 1:] if "--" in rest else []
files = rest[:rest.index("--")] if "--" in rest else rest
files = files or sorted(f for f in os.listdir(folder) if f.endswith(".cpp"))
commands = [{"directory": folder, "file": os.path.join(folder, f),
             "arguments": [*(["cc"] if f.endswith(".c") else ["c++", "-std=c++20"]), "-Ifirst", "-I.", *flags, "-c", f, "-o", f + ".o"]}
            for f in files]
with open(os.path.join(folder, "compile_commands.json"), "w") as out:
    json.dump(commands, out)
