"""Saves files while `check --watch` runs, and reads what it says: watch.py TOOL"""
import subprocess
import sys
import threading

tool = subprocess.Popen([sys.argv[1], "check", "--watch", "--cache", "cache"],
                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
deadline = threading.Timer(100, tool.kill)
deadline.start()


def says(*wanted):
    """The run's summary has these words, and then it watches."""
    lines = []
    for line in tool.stderr:
        lines.append(line)
        if line.startswith("watching"):
            break
    if not all(any(w in l for l in lines) for w in wanted):
        tool.kill()
        sys.exit(f"not {wanted} but {lines}")


def save(text):
    with open("a.h", "w") as file:
        file.write(text)


says("0 findings, 0 failures")
save("#define STOP t.join();\n")
says("1 finding, 0 failures")
save("#define STOP t.jion();\n")
says("1 failure")
save("#define STOP t.detach();\n")
says("0 findings, 0 failures")
deadline.cancel()
tool.kill()
