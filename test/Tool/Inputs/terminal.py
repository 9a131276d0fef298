"""Runs a command whose standard error is a terminal, and prints what it shows."""
import os
import subprocess
import sys

ours, theirs = os.openpty()
running = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=theirs)
os.close(theirs)
shown = b""
try:
    while more := os.read(ours, 1 << 16):
        shown += more
except OSError:  # how a terminal ends
    pass
running.wait()
print(shown.decode().replace("\r", "\n"))
