"""Pages of docs/ as tests: what the prose shows is what the tool says.

Each block between ```cpp (or ```c) and ``` is one TU. A comment

    worker_.join(); // warning: part of the message
    queue_.close(); // warning[cleanup-network-io]: part ... another part

expects one finding in that line, of the page's own check or of the one named,
whose message has that text; `...` stands for anything. Nothing else may be
found, and the block must compile. Words after ```cpp are compiler flags
(-std=c++17), options of the page's check (Strict=true), or `untested`.
"""
import os
import re
import subprocess
import tempfile

import lit.Test
import lit.formats

FENCE = re.compile(r"^```(cpp|c)\b(.*)$")
EXPECTED = re.compile(r"//\s*warning(?:\[([\w-]+)\])?:\s*(.*)$")
FOUND = re.compile(r"^.*?:(\d+):\d+: warning: (.*) \[([\w-]+)\]$", re.M)
NAME_OF_CHECK = "cleanup-%s"


class Block:
    def __init__(self, language, words, line):
        self.suffix = "." + language
        self.words = words.split()
        self.line = line  # of the page, of the block's first line
        self.lines = []


def blocks(page):
    found, open_block = [], None
    with open(page) as text:
        for number, line in enumerate(text, 1):
            line = line.rstrip("\n")
            fence = FENCE.match(line)
            if open_block is None and fence:
                open_block = Block(fence[1], fence[2], number + 1)
            elif open_block is not None and line.startswith("```"):
                if "untested" not in open_block.words:
                    found.append(open_block)
                open_block = None
            elif open_block is not None:
                open_block.lines.append(line)
    return found


def expectations(block, check):
    wanted = []
    for number, line in enumerate(block.lines, 1):
        match = EXPECTED.search(line)
        if match:
            text = ".*".join(re.escape(part.strip())
                             for part in match[2].split("..."))
            wanted.append((number, match[1] or check, text))
    return wanted


def command(block, check, source, tool):
    flags, options = ["-w"], []
    if not any(word.startswith("-std=") for word in block.words):
        flags.append("-std=c++20" if block.suffix == ".cpp" else "-std=c2x")
    for word in block.words:
        if word.startswith("-"):
            flags.append(word)
        else:
            options.append("--option=%s.%s" % (check, word))
    return [tool, "check", "-j1", source] + options + ["--"] + flags


def problems(block, check, tool):
    """What the tool says of a block and should not, or should and does not."""
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "block" + block.suffix)
        with open(source, "w") as file:
            file.write("\n".join(block.lines) + "\n")
        run = subprocess.run(command(block, check, source, tool),
                             capture_output=True, text=True, cwd=folder)
    if run.returncode not in (0, 1):
        return ["line %d: the block is not analyzed:\n%s" % (block.line, run.stderr)]
    found = [(int(n), name, message) for n, message, name in FOUND.findall(run.stdout)]
    wrong = []
    for number, name, text in expectations(block, check):
        match = next((f for f in found if f[0] == number and f[1] == name
                      and re.search(text, f[2])), None)
        if match:
            found.remove(match)
        else:
            wrong.append("line %d: not found: %s: %s"
                         % (block.line + number - 1, name, text))
    for number, name, message in found:
        wrong.append("line %d: not expected: %s: %s"
                     % (block.line + number - 1, name, message))
    return wrong


class PagesFormat(lit.formats.TestFormat):
    def __init__(self, docs, tool):
        self.docs = docs
        self.tool = tool

    def getTestsInDirectory(self, suite, path_in_suite, litConfig, localConfig):
        for folder, _, files in sorted(os.walk(self.docs)):
            for name in sorted(files):
                page = os.path.join(folder, name)
                if name.endswith(".md") and blocks(page):
                    relative = os.path.relpath(page, self.docs)
                    yield lit.Test.Test(suite, path_in_suite + tuple(relative.split(os.sep)),
                                        localConfig)

    def execute(self, test, litConfig):
        page = os.path.join(self.docs, *test.path_in_suite[1:])
        check = NAME_OF_CHECK % os.path.splitext(os.path.basename(page))[0]
        wrong = [p for b in blocks(page) for p in problems(b, check, self.tool)]
        if wrong:
            return lit.Test.Result(lit.Test.FAIL, page + ":\n" + "\n".join(wrong))
        return lit.Test.Result(lit.Test.PASS, "")
