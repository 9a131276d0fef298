"""cleanexit lsp, used as an editor uses it."""
import os
import sys

from editor import Editor, uri

tool, folder = sys.argv[1:]
os.chdir(folder)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def equal(got, expected):
    if got != expected:
        sys.exit(f"got      {got!r}\nexpected {expected!r}")


def place(path, line, start, end):
    return {"uri": uri(path), "range": {"start": {"line": line, "character": start},
                                        "end": {"line": line, "character": end}}}


editor = Editor(tool)
said = editor.start(".")
equal(said["serverInfo"]["name"], "cleanexit")
equal(said["capabilities"]["textDocumentSync"]["save"], True)

# The whole program, as soon as the folder is open: the wait is in another file.
(found,) = editor.diagnostics("pool.cpp")
at = place("pool.cpp", 2, 32, 36)  # the emoji counts as two
equal(found["range"], at["range"])
equal((found["code"], found["source"], found["severity"]),
      ("cleanup-blocking-call", "cleanexit", 2))
(step,) = found["relatedInformation"]
equal(step["location"], place("stop.cpp", 2, 26, 27))
equal("'std::thread::join'" in step["message"], True)

# An open file without findings gets an empty answer.
editor.document("didOpen", "stop.cpp")
equal(editor.diagnostics("stop.cpp"), [])

# Mended in one file, gone in the other; two saves, one analysis.
write("stop.cpp", '#include "pool.h"\n\nvoid Pool::stop(int) {}\n')
editor.document("didSave", "stop.cpp")
editor.document("didSave", "stop.cpp")
equal(editor.diagnostics("pool.cpp"), [])

# What a server cannot do, it says, and goes on.
equal(editor.ask("textDocument/hover", {})["error"]["code"], -32601)

write("stop.cpp", '#include "pool.h"\n\nvoid Pool::stop(int) { t.join(); }\nbroken\n')
editor.document("didSave", "stop.cpp")
equal("stop.cpp" in editor.told("window/logMessage")["message"], True)
equal(len(editor.diagnostics("pool.cpp")), 1)
editor.document("didClose", "stop.cpp")
equal(editor.stop(), 0)

# An editor that dies.
editor = Editor(tool)
editor.start(".")
editor.server.stdin.close()
equal(editor.server.wait(timeout=60), 1)

# A folder without a database.
editor = Editor(tool, "-p", "nowhere")
editor.start(".")
equal("nowhere: there is no such file" in editor.told("window/logMessage")["message"], True)
equal(editor.stop(), 0)
