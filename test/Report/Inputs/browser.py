"""A headless Chromium, driven over a pipe with its DevTools protocol.

    with Page("out.html", width=390, dark=True) as page:
        page.run("document.title")
"""
import json
import os
import shutil
import subprocess
import tempfile


class Page:
    def __init__(self, file, width=1280, height=900, dark=False, hash=""):
        to_child, self.out = os.pipe()
        self.into, from_child = os.pipe()
        self.profile = tempfile.mkdtemp()
        keep = lambda: (os.dup2(to_child, 3), os.dup2(from_child, 4))
        self.browser = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu",
             "--hide-scrollbars", "--user-data-dir=" + self.profile,
             "--remote-debugging-pipe", "about:blank"],
            preexec_fn=keep, pass_fds=(3, 4), stderr=subprocess.DEVNULL)
        os.close(to_child)
        os.close(from_child)
        self.number, self.rest, self.session, self.asked = 0, b"", None, []
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(t["targetId"] for t in targets if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=page,
                                 flatten=True)["sessionId"]
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.call("Network.enable")
        self.call("Page.enable")
        self.call("Page.navigate", url="file://" + os.path.abspath(file) + hash)
        while self.run("document.readyState + location.protocol") != "completefile:":
            pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.browser.kill()
        self.browser.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def message(self):
        while b"\0" not in self.rest:
            read = os.read(self.into, 1 << 16)
            if not read:
                raise RuntimeError("the browser has ended")
            self.rest += read
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **params):
        self.number += 1
        ask = {"id": self.number, "method": method, "params": params}
        if self.session:
            ask["sessionId"] = self.session
        os.write(self.out, json.dumps(ask).encode() + b"\0")
        while True:
            got = self.message()
            if got.get("method") == "Network.requestWillBeSent":
                self.asked.append(got["params"]["request"]["url"])
            if got.get("id") == self.number:
                if "error" in got:
                    raise RuntimeError(got["error"])
                return got["result"]

    def run(self, script):
        """The value of an expression in the page."""
        got = self.call("Runtime.evaluate", expression=script,
                        returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in got:
            raise RuntimeError(got["exceptionDetails"])
        return got["result"].get("value")

    def screenshot(self, file):
        import base64
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(file, "wb") as out:
            out.write(base64.b64decode(data))
