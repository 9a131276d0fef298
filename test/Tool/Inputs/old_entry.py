"""old_entry.py FOLDER: a cache folder with a large entry that nobody uses."""
import os
import sys
import time

os.makedirs(sys.argv[1])
entry = os.path.join(sys.argv[1], "llvmcache-old")
with open(entry, "wb") as out:
    out.write(bytes(2 << 20))
yesterday = time.time() - 24 * 60 * 60
os.utime(entry, (yesterday, yesterday))
