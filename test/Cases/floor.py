"""Reads what score.py prints; fails if a kind is below its floor."""
import json
import sys

RECALL = {"blocking": 0.95, "network": 0.95, "throw": 0.95,
          "lock-wait": 0.95}
GOOD_FILES_WITH_ALARM = 0

text = sys.stdin.read()
print(text[:text.index("\nJSON ")])
score = json.loads(text[text.index("\nJSON ") + 6:].split("\n")[0])
wrong = [f"recall of {kind} is {score['kinds'][kind]['recall']}, not {floor}"
         for kind, floor in RECALL.items()
         if score["kinds"][kind]["recall"] < floor]
if score["good_with_alarm"] > GOOD_FILES_WITH_ALARM:
    wrong.append(f"{score['good_with_alarm']} good files have an alarm, "
                 f"not {GOOD_FILES_WITH_ALARM}")
if score["broken"]:
    wrong.append(f"not analyzed: {score['broken']}")
sys.exit("\n".join(wrong) or 0)
