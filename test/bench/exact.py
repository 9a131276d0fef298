"""exact.py CLEANEXIT BUILD [EVERY]: do shortcuts change what is known?

Compares `scan` with `scan --exact` for every TU (or every EVERYth) of a
compilation database, and the findings of `check` with and without --exact.
Ends with 1 if a function of the project differs, or a finding does.

A function counts if it has a body. Constructors that the compiler makes are
left out: toolchain bodies that are not read have no use for them.
"""
import json
import os
import subprocess
import sys
import tempfile

tool, build = sys.argv[1:3]
every = int(sys.argv[3]) if len(sys.argv) > 3 else 1


def functions(text):
    """Header and body of each function with a body; a line without a position
    takes that of the line before, so the order counts too."""
    blocks, found = [], {}
    for line in text.splitlines():
        if line and not line.startswith(" "):
            blocks.append([])
        if blocks:
            blocks[-1].append(line)
    for block in blocks:
        head = block[0]
        made = " constructor of " in head and "[implicit" in head
        if head.startswith("function ") and any(line.startswith("  body ") for line in block) and not made:
            found[head.split()[1]] = [line for line in block if line.startswith("  ")]
    return found


def scan(file, *options):
    return functions(subprocess.run([tool, "scan", *options, "-p", build, file],
                                    capture_output=True, text=True).stdout)


def findings(database, *options):
    said = subprocess.run([tool, "check", *options, "--no-cache", "--format", "text", "-p", database],
                          capture_output=True, text=True).stdout
    return sorted(line for line in said.splitlines() if ": warning: " in line or ": note: " in line)


with open(os.path.join(build, "compile_commands.json")) as f:
    entries = json.load(f)[::every]
compared, different = 0, []
for entry in entries:
    file = os.path.join(entry["directory"], entry["file"])
    short, exact = scan(file), scan(file, "--exact")
    compared += len(exact)
    for name in sorted(short.keys() | exact.keys()):
        if short.get(name) != exact.get(name):
            different.append("%s: %s" % (file, name))
print("%d TUs, %d functions with a body: %d differ" % (len(entries), compared, len(different)))
for line in different[:20]:
    print("  " + line)
with tempfile.TemporaryDirectory() as sample:
    with open(os.path.join(sample, "compile_commands.json"), "w") as f:
        json.dump(entries, f)
    short, exact = findings(sample), findings(sample, "--exact")
print("%d lines of findings, %s" % (len(exact), "the same" if short == exact else "not the same"))
for line in sorted(set(short) ^ set(exact))[:20]:
    print("  " + line)
sys.exit(bool(different) or short != exact)
