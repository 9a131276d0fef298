"""Whether repairs are right: each is applied alone to a copy, which is compiled
and checked again.

    harness.py TOOL SOURCE... [--cases FOLDER] [--list] [--strict]
    harness.py TOOL --project FOLDER... [--work FOLDER] [-j N] [--list]

    offered    a safe or suggested repair, with edits
    compiled   the copy compiles, with no warning that was not there before
    cured      the finding is gone, and no new one came; where it said that
               another lock is held as well, that one may be found now
    again      cured, but a second run offers a repair of something that was not
               found before
    uncovers   the lock of the finding is held over the wait no more, and a lock
               that was hidden behind it is found, of which the finding did not
               say that it is held as well; or the act is no longer reached, and
               another one of the cleanup is

A SOURCE is a C or C++ file, a page of docs/ (each block is a program), or a
folder of those. --cases adds the bad programs of a folder of reduced bugs.
--list says what failed; with --strict a failure is an error.
A project's FOLDER has a compile_commands.json and all that it names; the copy,
and what was scanned, is kept in the folder --work for the next time.
"""
import argparse
import collections
import glob
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import types

from project import Project

HERE = os.path.dirname(os.path.abspath(__file__))
WARNING = re.compile(r": warning: ")


class Program:
    """Files that are linked, with their flags; texts, so that copies are easy."""

    def __init__(self, name, texts, flags):
        self.name = name
        self.texts = texts  # by relative path
        self.flags = flags

    def sources(self):
        return sorted(f for f in self.texts if not f.endswith((".h", ".hpp")))

    def put(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in self.texts.items():
            path = os.path.join(folder, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(text)


def standard(path):
    return "-std=c17" if path.endswith(".c") else "-std=c++20"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def of_page(path):
    lit = {n: types.ModuleType(n) for n in ("lit", "lit.Test", "lit.formats")}
    lit["lit.formats"].TestFormat = object
    for name, module in lit.items():
        sys.modules.setdefault(name, module)
    sys.modules["lit"].Test = sys.modules["lit.Test"]
    sys.modules["lit"].formats = sys.modules["lit.formats"]
    spec = importlib.util.spec_from_file_location(
        "PagesFormat", os.path.join(HERE, "..", "Docs", "PagesFormat.py"))
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    for block in pages.blocks(path):
        flags = [w for w in block.words if w.startswith("-")]
        if any(not w.startswith("-") for w in block.words):
            continue  # an option of the check: not what is found by default
        file = "block" + block.suffix
        if not any(f.startswith("-std=") for f in flags):
            flags.append("-std=c++20" if file.endswith(".cpp") else "-std=c2x")
        yield Program("%s:%d" % (os.path.basename(path), block.line),
                      {file: "\n".join(block.lines + [""]).encode()}, flags)


def of_source(path):
    if os.path.isdir(path):
        for inside in sorted(glob.glob(os.path.join(path, "**", "*"), recursive=True)):
            if os.path.isfile(inside) and inside.endswith((".c", ".cpp", ".md")):
                yield from of_source(inside)
    elif path.endswith(".md"):
        yield from of_page(path)
    else:
        yield Program(os.path.basename(path), {os.path.basename(path): read(path)},
                      [standard(path)])


def of_cases(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.bad*"))):
        files = sorted(glob.glob(os.path.join(path, "*"))) if os.path.isdir(path) else [path]
        texts = {os.path.basename(f): read(f) for f in files}
        head = b"\n".join(texts.values()).decode()
        std = re.search(r"// STD: (\S+)", head)
        flags = re.search(r"// FLAGS: (.*)", head)
        first = next(f for f in files if not f.endswith(".h"))
        yield Program(os.path.basename(path), texts,
                      ["-std=" + std[1] if std else standard(first)]
                      + (flags[1].split() if flags else []))


class Harness:
    def __init__(self, tool, folder, kind, options):
        self.tool = tool
        self.kind = kind
        self.options = ["--option=" + o for o in options]
        self.folder = folder

    def chosen(self, finding):
        """The first repair with edits, of the kind that is asked for."""
        return next((r for r in finding.get("repairs", [])
                     if r["edits"] and self.kind in (None, r["kind"])), None)

    def check(self, program, *options):
        run = subprocess.run([self.tool, "check", "-j1", "--no-cache", "--format", "json"]
                             + self.options + list(options) + program.sources() + ["--"] + program.flags,
                             cwd=self.folder, capture_output=True, text=True)
        if run.returncode not in (0, 1):
            return None
        return json.loads(run.stdout)["findings"]

    def warnings(self, program):
        """How many the compiler has; None if it does not compile."""
        count = 0
        for source in program.sources():
            run = subprocess.run(["clang-22", "-fsyntax-only", "-Wall", "-Wextra", source]
                                 + program.flags,
                                 cwd=self.folder, capture_output=True, text=True)
            if run.returncode:
                return None
            count += len(WARNING.findall(run.stderr))
        return count

    def mended(self, program, repair):
        texts = dict(program.texts)
        for edit in sorted(repair["edits"], key=lambda e: -e["offset"]):
            text, at = texts[edit["file"]], edit["offset"]
            texts[edit["file"]] = text[:at] + edit["text"].encode() + text[at + edit["length"]:]
        return Program(program.name, texts, program.flags)

    def judge(self, program):
        """(finding, repair or None, what came of it) of each finding."""
        program.put(self.folder)
        before = self.check(program, "--repairs")
        if before is None:
            return
        if not before:
            return
        allowed = self.warnings(program)
        for finding in before:
            repair = self.chosen(finding)
            if not repair:
                yield finding, None, ""
                continue
            copy = self.mended(program, repair)
            copy.put(self.folder)
            now = self.warnings(copy)
            compiled = now is not None and (allowed is None or now <= allowed)
            after = self.check(copy, "--repairs") if compiled else None
            came = (outcome(finding, before, after) if after is not None
                    else "compiled" if compiled else "offered")
            if came == "cured" and offers_more(before, after):
                came = "again"
            yield finding, repair, came


def announced(finding, lock):
    """Whether the finding said who else holds a lock over its wait."""
    taken = lock["chain"][0]["message"].split(" is taken here")[0] + " is taken here, and "
    return lock["check"] == finding["check"] and any(
        n["message"].startswith(taken) and
        (f"'{lock['cleanup']}' holds" in n["message"]
         or "held as well" in n["message"] and lock["cleanup"] == finding["cleanup"])
        for n in finding["chain"])


def outcome(finding, before, after):
    known = set(map(text, before))
    after = [f for f in after if text(f) in known or not announced(finding, f)]
    left = collections.Counter(f["check"] for f in after)
    had = collections.Counter(f["check"] for f in before)
    had[finding["check"]] -= 1
    names = {(f["check"], f["cleanup"]) for f in before}
    there = {text(f) for f in after}
    # What was found beside it may have moved along, into another function.
    moved = [(f["check"], act(f)) for f in before if text(f) not in there and f is not finding]
    if (all(left[c] <= had[c] for c in left)
            and all((f["check"], f["cleanup"]) in names or (f["check"], act(f)) in moved
                    for f in after)):
        return "cured"
    said = collections.Counter(map(text, before))
    says = collections.Counter(map(text, after))
    new = [f for f in after if text(f) in says - said]
    gone = [act(f) for f in before if text(f) in said - says]
    if (finding["check"] == "cleanup-lock-held-over-wait" and text(finding) in said - says
            and new and all(f["check"] == finding["check"] and act(f) in gone for f in new)):
        return "uncovers"
    # Of one cleanup the shortest chain is told, and hides the others.
    had[finding["check"]] += 1
    mine = (finding["check"], finding["cleanup"])
    acts = [act(f) for f in before if (f["check"], f["cleanup"]) == mine]
    now = [act(f) for f in after if (f["check"], f["cleanup"]) == mine]
    if (all(left[c] <= had[c] for c in left) and act(finding) not in now
            and any(a not in acts for a in now)):
        return "uncovers"
    return "compiled"


def offers_more(before, after):
    known = {(f["check"], f["cleanup"]) for f in before}
    known |= {(f["check"], str(act(f))) for f in before}
    return any(repair["edits"] for f in after
               if (f["check"], f["cleanup"]) not in known
               and (f["check"], str(act(f))) not in known
               for repair in f.get("repairs", []))


def text(finding):
    return finding["check"], finding["cleanup"], finding["message"]


def act(finding):
    return [(n["file"], n["message"]) for n in finding["chain"][-1:]]


def row(*cells):
    return "| " + " | ".join(str(c) for c in cells) + " |"


def tables(results):
    checks, kinds = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for _, finding, repair, came in results:
        where = [checks[finding["check"]], checks["all"]]
        if repair:
            where.append(kinds[repair["kind"], repair["tier"]])
        for counter in where:
            counter["findings"] += 1
            counter["offered"] += bool(repair)
            counter["compiled"] += came in ("compiled", "cured", "again", "uncovers")
            counter["cured"] += came in ("cured", "again")
            counter[came] += came in ("again", "uncovers")
    more = ["again"] + ["uncovers"] * bool(checks["all"]["uncovers"])
    yield row("check", "findings", "offered", "compiled", "cured", *more)
    yield "|---|---|---|---|---|" + "---|" * len(more)
    for name in sorted(checks, key=lambda n: (n == "all", n)):
        c = checks[name]
        yield row(name, c["findings"], c["offered"], c["compiled"], c["cured"],
                  *(c[m] for m in more))
    yield ""
    yield row("repair", "tier", "offered", "compiled", "cured", *more)
    yield "|---|---|---|---|---|" + "---|" * len(more)
    for (kind, tier), c in sorted(kinds.items()):
        yield row(kind, tier, c["offered"], c["compiled"], c["cured"],
                  *(c[m] for m in more))


def line(program, finding, repair, came):
    said = {"": "not offered", "offered": " did not compile", "compiled": " left it"}
    return "%s:%s:%d: %s: %s%s" % (program.name, finding["file"], finding["line"], finding["check"],
                                   repair["kind"] if repair else "", said.get(came, " " + came))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--cases")
    parser.add_argument("--project", action="append", default=[])
    parser.add_argument("--work")
    parser.add_argument("--every", type=int, default=1,
                        help="of a project's findings, try each so manieth only")
    parser.add_argument("--kind", help="try repairs of this kind, and no others")
    parser.add_argument("--option", action="append", default=[], metavar="CHECK.NAME=VALUE",
                        help="an option of a check, for sources")
    parser.add_argument("--only", action="append", default=[], metavar="FILE:LINE",
                        help="of a project's findings, try these only")
    parser.add_argument("-j", type=int, default=os.cpu_count(), dest="jobs")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--strict", action="store_true")
    args = parser.parse_args()
    programs = [p for s in args.sources for p in of_source(s)]
    if args.cases:
        programs += of_cases(args.cases)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        harness = Harness(os.path.abspath(args.tool), os.path.join(os.path.realpath(folder), "copy"),
                          args.kind, args.option)
        for program in programs:
            results += [(program, *r) for r in harness.judge(program)]
        for root in args.project:
            project = Project(os.path.abspath(args.tool), root,
                              os.path.realpath(args.work or folder), args.jobs)
            for r in project.judge(outcome, offers_more, args.every, args.only):
                results.append((project, *r))
                if args.list:  # of a run of hours that is cut short, what it has tried
                    print(line(*results[-1]), file=sys.stderr, flush=True)
    print("\n".join(tables(results)))
    for result in results:
        if args.list and result[-1] != "cured":
            print(line(*result))
    failed = any(repair and came != "cured" for _, _, repair, came in results)
    sys.exit(1 if args.strict and failed else 0)


if __name__ == "__main__":
    main()
