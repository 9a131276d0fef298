"""Rewrites programs so that nothing changes for whoever runs them, and checks
that nothing changes for the tool: each mutant must have as many findings of
each check as the program that it was made of.

    mutate.py TOOL [--like GLOB] FOLDER...      .c and .cpp files of these folders

Names that the program's headers, or a model, know are kept. Mutants that do not
compile are counted.
"""
import collections
import concurrent.futures
import fnmatch
import functools
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


@functools.lru_cache(None)
def model_words():
    source = os.path.join(os.path.dirname(__file__), "..", "..", "..")
    folder, words = os.path.join(source, "lib", "Models"), set()
    for name in os.listdir(folder):
        if name.endswith(".yaml"):
            with open(os.path.join(folder, name)) as file:
                words.update(WORD.findall(file.read()))
    return words


@functools.lru_cache(None)
def header_words(includes, language, std):
    run = subprocess.run(["clang-22", "-x", language, "-std=" + std, "-E", "-dD", "-"],
                         input=includes, capture_output=True, text=True)
    return set(WORD.findall(run.stdout))


def words_from_headers(text, language, std):
    return header_words("".join(l + "\n" for l in text.split("\n")
                                if re.match(r"\s*#\s*include\s*<", l)), language, std)


def words_that_tell(text):
    """`// TELLS: names`: of what is nowhere seen a name is all that is known."""
    return set(WORD.findall(" ".join(re.findall(r"// TELLS: (.*)", text))))


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


def functions(text):
    """Definitions of functions at the left margin: (start, end of head, end)."""
    for m in re.finditer(r"^(?!(?:static|template|inline|constexpr|struct|class|enum|union|"
                         r"namespace|extern|#|using|typedef|thread_local)\b)"
                         r"[A-Za-z_][^;{}#=]*\([^;{}#]*\)[^;{}#]*\{", text, re.M):
        if text[m.end():].split("\n")[0].rstrip().endswith("}"):
            end = text.index("\n", m.end())
        else:
            close = re.compile(r"^\}", re.M).search(text, m.end())
            end = close.end() if close else len(text)
        yield m.start(), m.end() - 1, end


def two_files(text):
    """Every second function at the left margin moves to a file of its own; what
    is left is a header that both read."""
    moved, kept, last = [], [], 0
    for number, (start, head, end) in enumerate(functions(text)):
        if number % 2:
            continue
        signature = text[start:head].split("//")[0].strip()
        kept.append(text[last:start])
        if "::" not in signature.split("(")[0]:
            kept.append(signature + ";")
        moved.append(text[start:end])
        last = end
    if not moved or "namespace" in text:
        return None
    return {"common.h": "#pragma once\n" + "".join(kept) + text[last:],
            "a": '#include "common.h"\n', "b": '#include "common.h"\n' + "\n".join(moved) + "\n"}


def in_templates(text):
    """Every class at the left margin becomes a template with one instance."""
    classes = [m for m in re.finditer(r"^(class|struct) (\w+)( final)?( : [^{;]*)? \{.*?^\};", text,
                                      re.M | re.S)
               if not re.search(r"\b(friend|static|virtual|union)\b|^extern", m[0], re.M)]
    if not classes:
        return None
    pieces, last, instances = [], 0, []
    for m in classes:
        name = m[2]
        if re.search(r"^(class|struct) %s;|\b(class|struct) %s\b.*[^{]$" % (name, name), text, re.M) or \
           re.search(r"\b%s::" % name, text):
            continue
        body = re.sub(r"(?<=[~\s])%s(?=\()" % name, name + "Of", m[0])
        body = re.sub(r"^(class|struct) %s" % name, r"template <class> \1 %sOf" % name, body)
        pieces += [text[last:m.start()], body, "\nusing %s = %sOf<void>;" % (name, name)]
        instances.append("template %s %sOf<void>;" % (m[1], name))
        last = m.end()
    if not instances:
        return None
    return "".join(pieces) + text[last:] + "\n" + "\n".join(instances) + "\n"


MUTATIONS = {
    "names": None, # needs to know which names must stay
    "namespace": in_namespace, "macro": in_macros, "guard": other_guard,
    "templates": in_templates, "files": two_files,
}
ONLY_CXX = {"namespace", "guard", "templates"}


def verdict(tool, files, suffix, std):
    """How many findings of each check; None if it does not compile."""
    with tempfile.TemporaryDirectory() as folder:
        units = []
        for name, text in files.items():
            if "." not in name:
                name += suffix
                units.append(name)
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        run = subprocess.run([tool, "check", "-j1"] + units + ["--", "-std=" + std, "-w"],
                             capture_output=True, text=True, cwd=folder)
    return collections.Counter(FOUND.findall(run.stdout)) if run.returncode < 2 else None


def mutants_of(text, suffix, std):
    """(kind, files) of each mutation that has something to do."""
    language = "c" if suffix == ".c" else "c++"
    for kind, mutate in MUTATIONS.items():
        if language == "c" and kind in ONLY_CXX:
            continue
        mutant = (mutate(text) if mutate else
                  renamed(text, model_words() | words_that_tell(text) |
                          words_from_headers(text, language, std)))
        if mutant:
            yield kind, mutant if isinstance(mutant, dict) else {"a": mutant}


class Tally:
    def __init__(self):
        self.programs = self.mutants = self.skipped = 0
        self.wrong = []


def judge(tool, path, tally):
    with open(path) as file:
        text = file.read()
    suffix = os.path.splitext(path)[1]
    std = re.search(r"STD: (\S+)", text)
    std = std[1] if std else "c17" if suffix == ".c" else "c++20"
    plain = verdict(tool, {"a": text}, suffix, std)
    if plain is None:
        return
    tally.programs += 1
    for kind, files in mutants_of(text, suffix, std):
        now = verdict(tool, files, suffix, std)
        if now is None:
            tally.skipped += 1
            continue
        tally.mutants += 1
        if now != plain:
            tally.wrong.append("%s: %s: %s, not %s" % (
                os.path.basename(path), kind, dict(sorted(now.items())),
                dict(sorted(plain.items()))))


def main():
    args = sys.argv[1:]
    tool, like = args.pop(0), "*"
    if args[0] == "--like":
        like, args = args[1], args[2:]
    paths = [os.path.join(folder, name) for folder in args for name in sorted(os.listdir(folder))
             if name.endswith((".c", ".cpp")) and fnmatch.fnmatch(name, like)
             # What is known to be wrong may be right in another shape.
             and not name.lower().startswith("known.")]
    tally = Tally()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda path: judge(tool, path, tally), paths))
    print("%d programs, %d mutants (%d more do not compile), %d with another verdict"
          % (tally.programs, tally.mutants, tally.skipped, len(tally.wrong)))
    print("\n".join(sorted(tally.wrong)))
    return bool(tally.wrong) or not tally.mutants


if __name__ == "__main__":
    sys.exit(main())
