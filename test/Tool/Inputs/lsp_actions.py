"""The code actions of cleanexit lsp, taken as an editor takes them."""
import os
import sys

from editor import Editor, uri

tool, folder = sys.argv[1:]
os.chdir(folder)


def equal(got, expected):
    if got != expected:
        sys.exit(f"got      {got!r}\nexpected {expected!r}")


def read(path):
    with open(path) as file:
        return file.read()


def actions(path, first, last, *only):
    context = {"diagnostics": [], **({"only": list(only)} if only else {})}
    return editor.ask("textDocument/codeAction", {
        "textDocument": {"uri": uri(path)}, "context": context,
        "range": {"start": {"line": first, "character": 0},
                  "end": {"line": last, "character": 1}}})["result"]


def apply(action):
    """Characters are counted in UTF-16."""
    for name, edits in action["edit"]["changes"].items():
        path = name.removeprefix("file://")
        lines = read(path).split("\n")
        text = "\n".join(lines).encode("utf-16-le")

        def at(place):
            before = "".join(l + "\n" for l in lines[:place["line"]])
            return len(before.encode("utf-16-le")) + 2 * place["character"]

        for edit in sorted(edits, key=lambda e: -at(e["range"]["start"])):
            text = (text[:at(edit["range"]["start"])] + edit["newText"].encode("utf-16-le")
                    + text[at(edit["range"]["end"]):])
        with open(path, "w") as file:
            file.write(text.decode("utf-16-le"))


editor = Editor(tool)
offered = editor.start(".")["capabilities"]["codeActionProvider"]["codeActionKinds"]
equal(offered, ["quickfix", "source.fixAll.cleanexit"])
equal(len(editor.diagnostics("throws.cpp")), 2)
editor.document("didOpen", "throws.cpp")

# Where the cursor is, and nowhere else.
equal(actions("throws.cpp", 0, 2), [])
(fix, *_) = actions("throws.cpp", 3, 3)
equal((fix["kind"], fix["isPreferred"]), ("quickfix", True))
(mended,) = fix["diagnostics"]
equal((mended["code"], mended["range"]["start"]["line"]), ("cleanup-unguarded-throw", 3))
equal(len(fix["title"]) > 10, True)

# Those that change when something happens say so.
suggested = [a for a in actions("joins.cpp", 0, 9) if not a["isPreferred"]]
equal(all(a["title"].startswith("suggested: ") for a in suggested), True)

# A kind that is not ours.
equal(actions("throws.cpp", 3, 3, "refactor"), [])

# The editor's text is not what was analyzed.
editor.document("didChange", "throws.cpp")
equal(actions("throws.cpp", 3, 3), [])
editor.document("didSave", "throws.cpp")
equal(len(actions("throws.cpp", 3, 3)) > 0, True)

# One is mended, saved and gone; the other's edits are those of the new text.
apply(fix)
editor.document("didSave", "throws.cpp")
(all_of_them,) = actions("throws.cpp", 0, 0, "source.fixAll")
equal((all_of_them["kind"], all_of_them["title"]),
      ("source.fixAll.cleanexit", "mend 1 finding"))
apply(all_of_them)
editor.document("didSave", "throws.cpp")
equal(actions("throws.cpp", 0, 99), [])
equal(actions("throws.cpp", 0, 0, "source"), [])
equal("send(2)" in read("throws.cpp"), True)
equal(editor.stop(), 0)
