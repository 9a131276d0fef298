"""A configured project whose repairs are tried in a copy of its folder.

What names the folder in its database names the copy then. The copy's own cache
of facts makes a check after an edit parse only what includes the edited file.
"""
import json
import os
import re
import shutil
import subprocess

DATABASE = "compile_commands.json"
SOURCE = re.compile(r'\A[^:]+:\d+:\d+: (warning|error): (.*)')
UNNEEDED = shutil.ignore_patterns(".git", "dl", "*.o", "*.a", "*.so*", "*.pch", "*.gch")


class Project:
    def __init__(self, tool, root, work, jobs):
        self.tool = tool
        self.root = os.path.realpath(root)
        self.name = os.path.basename(self.root)
        self.folder = os.path.join(work, self.name)
        self.cache = os.path.join(work, "cache")
        self.jobs = jobs
        self.accepted = os.path.join(work, self.name + ".accepted")
        self.counted = {}  # warnings of a TU before
        if os.path.exists(os.path.join(self.folder, DATABASE)):
            self.restore()
        else:
            self.copy()
        with open(os.path.join(self.folder, DATABASE)) as file:
            self.commands = {os.path.realpath(os.path.join(c["directory"], c["file"])): c
                             for c in json.load(file)}

    def copy(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.root, self.folder, symlinks=True, ignore=UNNEEDED)
        path = os.path.join(self.folder, DATABASE)
        with open(os.path.join(self.root, DATABASE)) as file:
            text = file.read()
        with open(path, "w") as file:
            file.write(re.sub(re.escape(self.root) + r"(?![\w-])", self.folder, text))

    def restore(self):
        """What a run that was interrupted left edited."""
        for folder, _, files in os.walk(self.folder):
            for name in files:
                path = os.path.join(folder, name)
                there = self.original(path)
                if name != DATABASE and os.path.isfile(there) \
                        and os.path.getmtime(path) != os.path.getmtime(there):
                    shutil.copy2(there, path)

    def original(self, path):
        return os.path.join(self.root, os.path.relpath(path, self.folder))

    def check(self, *options):
        run = subprocess.run([self.tool, "check", "-p", self.folder, "-j%d" % self.jobs,
                              "--cache", self.cache, "--progress=none", "--format", "json"]
                             + list(options),
                             cwd=self.folder, capture_output=True, text=True)
        if run.returncode not in (0, 1):
            return None
        return json.loads(run.stdout)["findings"]

    def accept(self):
        """Writes down what is found."""
        subprocess.run([self.tool, "baseline", "write", "-p", self.folder, "-j%d" % self.jobs,
                        "--cache", self.cache, "--progress=none",
                        "--baseline=" + self.accepted],
                       cwd=self.folder, capture_output=True, check=True)

    def second_run(self):
        """What was not accepted, with its repairs: no other TU is parsed again."""
        return self.check("--repairs", "--baseline=" + self.accepted)

    def units(self, files):
        """The TUs to compile: the edited ones, and of a header a few that have it."""
        files = [os.path.realpath(os.path.join(self.folder, f)) for f in files]
        units = [f for f in files if f in self.commands]
        if len(units) < len(files):
            names = {os.path.basename(f) for f in files if f not in self.commands}
            mention = re.compile(rb'#\s*include\s*["<](?:[^">]*/)?(?:'
                                 + b"|".join(re.escape(n.encode()) for n in sorted(names))
                                 + rb')[">]')
            having = [u for u in sorted(self.commands) if mention.search(read(u))]
            units += [u for u in having if u not in units][:5]
        return units

    def warnings(self, unit):
        """How many the compiler has; None if it does not compile. -Werror of the
        project's own stays."""
        command = self.commands[unit]
        words = list(command.get("arguments") or command["command"].split())
        if "-o" in words:
            at = words.index("-o")
            del words[at:at + 2]
        words = [w for w in words if w not in ("-c", "-MD", "-MMD", "-Werror")]
        run = subprocess.run(words + ["-fsyntax-only", "-Wall", "-Wextra",
                                      "-fdiagnostics-color=never"],
                             cwd=command["directory"], capture_output=True, text=True)
        said = [line for line in run.stderr.splitlines() if SOURCE.match(line)]
        self.said = next((line for line in said if ": error: " in line), said[-1:])
        return None if run.returncode else len(said)

    def compiles(self, units):
        for unit in units:
            now, before = self.warnings(unit), self.counted[unit]
            if now is None or (before is not None and now > before):
                return False
        return True

    def judge(self, outcome, offers_more, every, only):
        """(finding, repair or None, what came of it) of each finding."""
        before = self.check("--repairs")
        if before is None:
            raise SystemExit(self.name + ": a TU cannot be read")
        self.accept()
        for finding in before[::every]:
            if only and not any(("%s:%d" % (finding["file"], finding["line"])).endswith(o)
                                for o in only):
                continue
            repair = next((r for r in finding.get("repairs", []) if r["edits"]), None)
            if not repair:
                yield finding, None, ""
                continue
            texts = {}
            for edit in sorted(repair["edits"], key=lambda e: -e["offset"]):
                path = os.path.join(self.folder, edit["file"])
                text, at = texts.get(path) or read(path), edit["offset"]
                texts[path] = (text[:at] + edit["text"].encode()
                               + text[at + edit["length"]:])
            units = self.units(sorted(texts))
            for unit in units:
                if unit not in self.counted:
                    self.counted[unit] = self.warnings(unit)
            try:
                for path, text in texts.items():
                    write(path, text)
                compiled = self.compiles(units)
                after = self.check() if compiled else None
                came = outcome(finding, before, after) if after is not None else "offered"
                if came == "cured" and offers_more(before, self.second_run()):
                    came = "again"
            finally:
                for path in texts:
                    shutil.copy2(self.original(path), path)
            # What leaves a TU unreadable does not compile.
            yield finding, repair, came


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, text):
    with open(path, "wb") as file:
        file.write(text)
