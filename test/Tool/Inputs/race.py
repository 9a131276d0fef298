"""Runs the tool several times at once on one cache and kills some of them."""
import subprocess
import sys
import time

tool, source, cache = sys.argv[1:]
command = [tool, "check", "-j2", "--cache", cache]
for delay in (0.02, 0.1, 0.3):
    runs = [subprocess.Popen(command, cwd=source, stderr=subprocess.DEVNULL)
            for _ in range(3)]
    time.sleep(delay)
    runs[0].kill()
    if any(run.wait() not in (0, -9) for run in runs):
        sys.exit("a run failed")
