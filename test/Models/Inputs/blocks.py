"""Writes each ```yaml block of a page to a file of its own: blocks.py PAGE FOLDER."""
import pathlib
import re
import sys

page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
blocks = re.findall(r"^```yaml\n(.*?)^```", page.read_text(), re.S | re.M)
for number, block in enumerate(blocks):
    (folder / f"{number}.yaml").write_text(block)
print(f"{len(blocks)} blocks")
