"""Whether a log is SARIF 2.1.0, and has what our readers rely on.

    sarif.py LOG                  required properties, references that lead somewhere
    sarif.py LOG --schema FILE    and the published schema, by jsonschema
    sarif.py LOG --fixed FOLDER   and each first fix, applied to its files there
"""
import argparse
import json
import os
from urllib.parse import unquote


def need(condition, what):
    if not condition:
        raise SystemExit("not SARIF as we promise it: " + what)


def rule(r):
    need(r["shortDescription"]["text"], r["id"] + " has no short description")
    need(r["fullDescription"]["text"], r["id"] + " has no description")
    need(r["help"]["text"].startswith("# " + r["id"]), r["id"] + " has no page")
    need(r["help"]["markdown"], r["id"] + " has no page in Markdown")
    need(r["defaultConfiguration"]["level"] == "warning", "level of " + r["id"])


def region(r):
    start = (r["startLine"], r["startColumn"])
    end = (r.get("endLine", start[0]), r.get("endColumn", start[1]))
    need((1, 1) <= start <= end, f"a region from {start} to {end}")


class Run:
    def __init__(self, run):
        self.run = run
        self.rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        self.bases = run["originalUriBaseIds"]

    def check(self):
        need(len(set(self.rules)) == len(self.rules), "rule ids are unique")
        for r in self.run["tool"]["driver"]["rules"]:
            if r["id"] != "cleanup-unused-suppression":
                rule(r)
        need(all(b["uri"].endswith("/") for b in self.bases.values()), "a base ends with /")
        for result in self.run["results"]:
            self.result(result)

    def artifact(self, a):
        need(a["uri"] and " " not in a["uri"], "a URI is " + repr(a["uri"]))
        if "uriBaseId" in a:
            need(a["uriBaseId"] in self.bases, "unknown uriBaseId")
            need(not a["uri"].startswith("/"), "absolute below a base")

    def place(self, p):
        self.artifact(p["physicalLocation"]["artifactLocation"])
        if "region" in p["physicalLocation"]:
            region(p["physicalLocation"]["region"])

    def result(self, res):
        need(res["ruleId"] in self.rules, "unknown rule " + res["ruleId"])
        need(res["message"]["text"], "a result without a message")
        for p in res["locations"]:
            self.place(p)
        need(len(res["partialFingerprints"]["cleanexit/v1"]) == 16, "no fingerprint")
        for flow in res.get("codeFlows", []):
            (thread,) = flow["threadFlows"]
            steps = thread["locations"]
            need(len(steps) > 1, "a chain is more than its beginning")
            need(steps[0]["location"]["physicalLocation"] ==
                 res["locations"][0]["physicalLocation"], "a chain begins at its finding")
            for step in steps:
                need(step["location"]["message"]["text"], "a step says nothing")
                if "physicalLocation" in step["location"]:
                    self.place(step["location"])
        for fix in res.get("fixes", []):
            need(fix["description"]["text"], "a fix says nothing")
            for change in fix["artifactChanges"]:
                self.artifact(change["artifactLocation"])
                for r in change["replacements"]:
                    region(r["deletedRegion"])


def apply(run, folder):
    """Columns count characters; what stands last is replaced first."""
    fixes = [r["fixes"][0] for r in run["results"] if "fixes" in r]
    need(fixes, "there are no fixes")
    for change in (c for fix in fixes for c in fix["artifactChanges"]):
        path = os.path.join(folder, unquote(change["artifactLocation"]["uri"]))
        with open(path) as file:
            lines = file.read().split("\n")
        at = lambda line, column: sum(len(l) + 1 for l in lines[:line - 1]) + column - 1
        text = "\n".join(lines)
        for r in sorted(change["replacements"], reverse=True,
                        key=lambda r: (r["deletedRegion"]["startLine"],
                                       r["deletedRegion"]["startColumn"])):
            d = r["deletedRegion"]
            text = (text[:at(d["startLine"], d["startColumn"])] + r["insertedContent"]["text"]
                    + text[at(d["endLine"], d["endColumn"]):])
        with open(path, "w") as file:
            file.write(text)


arguments = argparse.ArgumentParser()
arguments.add_argument("log")
arguments.add_argument("--schema")
arguments.add_argument("--fixed")
args = arguments.parse_args()
with open(args.log) as file:
    log = json.load(file)
if args.schema:
    import jsonschema
    with open(args.schema) as file:
        jsonschema.validate(log, json.load(file))
need(log["version"] == "2.1.0", "version")
for run in log["runs"]:
    Run(run).check()
    if args.fixed:
        apply(run, args.fixed)
