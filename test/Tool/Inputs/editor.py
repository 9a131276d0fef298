"""An editor, as far as a language server sees one."""
import json
import os
import subprocess


def uri(path):
    return "file://" + os.path.realpath(path)


class Editor:
    def __init__(self, tool, *args):
        self.server = subprocess.Popen([tool, "lsp", *args], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE)
        self.number = 0
        self.others = []  # notifications that nobody waited for

    def send(self, method, params, **more):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params,
                           **more}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def read(self):
        length = 0
        while line := self.server.stdout.readline().strip():
            length = int(line.split(b":")[1])
        return json.loads(self.server.stdout.read(length))

    def ask(self, method, params=None):
        self.number += 1
        self.send(method, params, id=self.number)
        while (got := self.read()).get("id") != self.number:
            self.others.append(got)
        return got

    def start(self, folder):
        answer = self.ask("initialize", {"processId": None, "rootUri": uri(folder),
                                         "capabilities": {}})
        self.send("initialized", {})
        return answer["result"]

    def document(self, what, path, **more):
        document = {"uri": uri(path)}
        if what == "didOpen":
            with open(path) as file:
                document.update(languageId="cpp", version=1, text=file.read())
        self.send("textDocument/" + what, {"textDocument": document, **more})

    def told(self, method):
        """The next notification of that kind."""
        while (got := self.read()).get("method") != method:
            self.others.append(got)
        return got["params"]

    def diagnostics(self, path):
        while (got := self.told("textDocument/publishDiagnostics"))["uri"] != uri(path):
            pass
        return got["diagnostics"]

    def stop(self):
        self.ask("shutdown")
        self.send("exit", None)
        return self.server.wait(timeout=60)
