"""The form that every source file has: its header with name and license, its
include guard by path, and no words that the project does without."""
import os
import re
import sys

LICENSE = ["// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.",
           "// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception"]
FORBIDDEN = [(re.compile(r"\bthrow\b\s*[\w(]"), "exceptions are off"),
             (re.compile(r"\b(dynamic_cast|typeid)\b"), "run-time type information is off"),
             # (static ones are names that LLVM's traits ask for)
             (re.compile(r"^(?!\s*static).*\b[gs]et[A-Z]\w*\s*\([^)]*\)\s*(const)?\s*\{"), "nouns, not get or set"),
             (re.compile(r"using namespace std\b"), "say std::")]


def sources(root):
    for top in ("lib", "tools"):
        for folder, _, files in os.walk(os.path.join(root, top)):
            for name in sorted(files):
                if name.endswith((".h", ".cpp")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def guard(path):
    parts = path.split(os.sep)
    parts = parts[1:] if parts[0] == "lib" else parts
    return "CLEANEXIT_" + re.sub(r"\W", "_", "/".join(parts)).upper()


def code_of(line):
    """Without strings and comments."""
    line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    return line.split("//")[0]


def breaches(root):
    for path in sources(root):
        with open(os.path.join(root, path)) as file:
            lines = file.read().split("\n")
        name = os.path.basename(path)
        if not lines[0].startswith(f"//===-- {name} - ") or lines[1:3] != LICENSE:
            yield f"{path}:1: the file's header is not as in the other files"
        if name.endswith(".h") and not any(l == f"#ifndef {guard(path)}" for l in lines):
            yield f"{path}: its include guard is {guard(path)}"
        for number, line in enumerate(lines, 1):
            for pattern, why in FORBIDDEN:
                if pattern.search(code_of(line)):
                    yield f"{path}:{number}: {why}"


if __name__ == "__main__":
    found = list(breaches(sys.argv[1]))
    print("\n".join(found) or "all files have the form")
    sys.exit(bool(found))
