"""Runs a command whose standard output is a full disk, and says how it ended."""
import subprocess
import sys

with open("/dev/full", "w") as full:
    code = subprocess.run(sys.argv[1:], stdout=full).returncode
print("ended with", code, file=sys.stderr)
