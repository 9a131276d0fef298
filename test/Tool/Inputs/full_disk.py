"""full_disk.py COMMAND...: runs it where no file can grow beyond a few bytes."""
import os
import resource
import signal
import sys

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # inherited: writing is an error
resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
os.execvp(sys.argv[1], sys.argv[1:])
