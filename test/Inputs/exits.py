"""exits.py CODE COMMAND...: fails unless the command ends with that code."""
import subprocess
import sys

code = subprocess.run(sys.argv[2:]).returncode
if code != int(sys.argv[1]):
    sys.exit(f"ended with {code}, not {sys.argv[1]}")
