"""A name is spelled once: a check, its page, its tests; a format and its test;
a library's models and theirs; a repair and its row. Prints what is without its counterpart."""
import glob
import os
import re
import sys


def stems(pattern):
    return {os.path.splitext(os.path.basename(p))[0] for p in glob.glob(pattern)}


def kebab(stem):
    return re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", stem).lower()


def defining(folder, kind):
    """X for each X.cpp with `const KIND X = `."""
    for path in sorted(glob.glob(os.path.join(folder, "*.cpp"))):
        stem = os.path.splitext(os.path.basename(path))[0]
        with open(path) as file:
            if re.search(r"^const %s (cleanexit::)?%s\b" % (kind, stem), file.read(), re.M):
                yield stem


def lacks(root):
    at = lambda *parts: os.path.join(root, *parts)
    checks = {kebab(s): s for s in defining(at("lib", "Checks"), "Check")}
    pages = stems(at("docs", "checks", "*.md"))
    for name, stem in checks.items():
        if name not in pages:
            yield f"lib/Checks/{stem}.cpp has no page docs/checks/{name}.md"
        if not os.path.isdir(at("test", "Checks", stem)):
            yield f"lib/Checks/{stem}.cpp has no tests in test/Checks/{stem}"
    for page in sorted(pages - checks.keys()):
        yield f"docs/checks/{page}.md is the page of no check"
    reports = stems(at("test", "Report", "*.*"))
    for stem in defining(at("lib", "Report"), "Format"):
        if stem.lower() not in {r.lower() for r in reports}:
            yield f"lib/Report/{stem}.cpp has no test test/Report/{stem}.test"
    with open(at("docs", "fixits.md")) as page:
        rows = page.read()
    for stem in defining(at("lib", "Repair"), "RepairKind"):
        if f"| {kebab(stem)} |" not in rows:
            yield f"lib/Repair/{stem}.cpp has no row in docs/fixits.md"
    tests = stems(at("test", "Models", "*.*"))
    for library in sorted(stems(at("lib", "Models", "*.yaml")) - tests):
        yield f"lib/Models/{library}.yaml has no test in test/Models"


if __name__ == "__main__":
    found = list(lacks(sys.argv[1]))
    print("\n".join(found) or "everything has its counterpart")
    sys.exit(bool(found))
