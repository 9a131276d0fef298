"""Rewrites programs so that nothing changes for whoever runs them, and checks
that nothing changes for the tool: each mutant must have as many findings of
each check as the program that it was made of.

    mutate.py TOOL [--like GLOB] FOLDER...      .cpp files of these folders

Names that the program's headers, or a model, know are kept; so are mutants
that do not compile, which are counted.
"""
import collections
import fnmatch
import os
import re
import subprocess
import sys
import tempfile

WORD = re.compile(r"\b[A-Za-z_]\w*\b")
FOUND = re.compile(r"^.*?:\d+:\d+: warning: .* \[(cleanup-[\w-]+)\]$", re.M)
KEYWORDS = set("""alignas alignof asm auto bool break case catch char class co_await
co_return co_yield const const_cast constexpr continue decltype default define delete
do double dynamic_cast else endif enum explicit extern false final float for friend
goto if ifdef ifndef include inline int long main mutable namespace new noexcept
nullptr operator override pragma private protected public register return short
signed sizeof static static_assert static_cast struct switch template this
thread_local throw true try typedef typeid typename undef union unsigned using
virtual void volatile wchar_t while defined __VA_ARGS__ __attribute__ cleanup
reinterpret_cast requires concept once std""".split())


def model_words(source):
    folder, words = os.path.join(source, "lib", "Models"), set()
    for name in os.listdir(folder):
        if name.endswith(".yaml"):
            with open(os.path.join(folder, name)) as file:
                words.update(WORD.findall(file.read()))
    return words


def header_words(text, std):
    includes = "".join(l + "\n" for l in text.split("\n")
                       if re.match(r"\s*#\s*include\s*<", l))
    run = subprocess.run(["clang++-22", "-x", "c++", "-std=" + std, "-E", "-dD", "-"],
                         input=includes, capture_output=True, text=True)
    return set(WORD.findall(run.stdout))


def after_includes(text, added):
    lines = text.split("\n")
    last = max((n for n, l in enumerate(lines) if re.match(r"\s*#\s*include", l)),
               default=-1)
    return "\n".join(lines[:last + 1] + [added] + lines[last + 1:])


def renamed(text, kept):
    names = {}
    def new(match):
        word = match[0]
        if word in KEYWORDS or word in kept or word.startswith("__"):
            return word
        return names.setdefault(word, "%s_n%d" % ("Q" if word[0].isupper() else "q",
                                                  len(names)))
    code = [l if re.match(r"\s*#\s*include", l)
            else re.sub(r"(\"(?:\\.|[^\"\\])*\"|//.*)|\b[A-Za-z_]\w*\b",
                        lambda m: m[0] if m[1] else new(m), l)
            for l in text.split("\n")]
    return "\n".join(code)


def in_namespace(text):
    return after_includes(text, "namespace mutant { inline namespace v1 {") + "\n} }\n"


def in_macros(text):
    def wrap(line):
        code = line.split("//")[0].rstrip()
        if (re.match(r"\s+[\w.>()*-]+\(.*\);$", code) and code.count("(") == code.count(")")
                and not re.match(r"\s+(return|if|for|while|switch)\b", code)
                and "\\" not in code):
            return "MUTANT_RUN(%s);" % code.strip()[:-1]
        return line
    body = "\n".join(wrap(l) for l in text.split("\n"))
    return after_includes(body, "#define MUTANT_RUN(...) do { __VA_ARGS__; } while (0)")


def other_guard(text):
    if "std::lock_guard" not in text:
        return None
    return after_includes(text.replace("std::lock_guard", "MutantLock"),
                          "template <class M> struct MutantLock { explicit MutantLock(M &m) "
                          ": m_(m) { m_.lock(); } ~MutantLock() { m_.unlock(); } "
                          "MutantLock(const MutantLock &) = delete; M &m_; };")


def two_files(text):
    """What stands before the last definition becomes a header of two TUs."""
    ends = [m.end() for m in re.finditer(r"^\};?$", text, re.M)]
    if len(ends) < 2:
        return None
    return {"common.h": "#pragma once\n" + text[:ends[-2]] + "\n",
            "a.cpp": '#include "common.h"\n' + text[ends[-2]:],
            "b.cpp": '#include "common.h"\n'}


def verdict(tool, files, std):
    """How many findings of each check; None if it does not compile."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        units = [n for n in files if n.endswith(".cpp")]
        run = subprocess.run([tool, "check", "-j1"] + units + ["--", "-std=" + std, "-w"],
                             capture_output=True, text=True, cwd=folder)
    return collections.Counter(FOUND.findall(run.stdout)) if run.returncode < 2 else None


def main():
    args = sys.argv[1:]
    tool, like = args.pop(0), "*"
    if args[0] == "--like":
        like, args = args[1], args[2:]
    source = os.path.join(os.path.dirname(__file__), "..", "..", "..")
    known, programs, mutants, skipped, wrong = model_words(source), 0, 0, 0, []
    for folder in args:
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".cpp") or not fnmatch.fnmatch(name, like):
                continue
            with open(os.path.join(folder, name)) as file:
                text = file.read()
            std = re.search(r"STD: (\S+)", text)
            std = std[1] if std else "c++20"
            plain = verdict(tool, {"a.cpp": text}, std)
            if plain is None:
                continue
            programs += 1
            for kind, mutant in (
                    ("names", renamed(text, known | header_words(text, std))),
                    ("namespace", in_namespace(text)), ("macro", in_macros(text)),
                    ("guard", other_guard(text)), ("files", two_files(text))):
                if mutant is None:
                    continue
                files = mutant if isinstance(mutant, dict) else {"a.cpp": mutant}
                now = verdict(tool, files, std)
                if now is None:
                    skipped += 1
                    continue
                mutants += 1
                if now != plain:
                    wrong.append("%s: %s: %s, not %s" % (
                        name, kind, dict(sorted(now.items())), dict(sorted(plain.items()))))
    print("%d programs, %d mutants (%d more do not compile), %d with another verdict"
          % (programs, mutants, skipped, len(wrong)))
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
