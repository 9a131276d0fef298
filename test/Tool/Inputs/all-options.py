"""Whether each option of a list is in each of some completion scripts."""
import sys

options, *scripts = sys.argv[1:]
for script in scripts:
    with open(script) as file:
        text = file.read()
    for option in open(options).read().split():
        spelled = "-l " + option[2:] if script.endswith(".fish") else option
        if spelled not in text:
            sys.exit(f"{script} lacks {option}")
