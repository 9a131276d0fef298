"""Whether a file keeps to the rules of SARIF 2.1.0 that concern what we write:
required properties, no unknown ones, references that lead somewhere."""
import json
import sys
from urllib.parse import unquote

KNOWN = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "invocations", "originalUriBaseIds", "columnKind", "results"},
    "result": {"ruleId", "level", "message", "locations", "partialFingerprints",
               "codeFlows"},
}


def need(condition, what):
    if not condition:
        sys.exit("not SARIF 2.1.0: " + what)


def only(thing, kind):
    need(not set(thing) - KNOWN[kind], f"{kind} has {set(thing) - KNOWN[kind]}")


def location(place, bases):
    artifact = place["physicalLocation"]["artifactLocation"]
    if "uriBaseId" in artifact:
        need(artifact["uriBaseId"] in bases, "unknown uriBaseId")
        need(not artifact["uri"].startswith("/"), "absolute below a base")
    need(" " not in artifact["uri"], "space in " + artifact["uri"])
    need(unquote(artifact["uri"]), "empty uri")
    region = place["physicalLocation"].get("region")
    need(region is None or region["startLine"] > 0 and region["startColumn"] > 0,
         "regions count from 1")


def result(res, rules, bases):
    only(res, "result")
    need(res["ruleId"] in rules, "unknown rule " + res["ruleId"])
    need(res["level"] in ("none", "note", "warning", "error"), "level")
    need(res["message"]["text"], "message")
    for place in res["locations"]:
        location(place, bases)
    for flow in res.get("codeFlows", []):
        need(flow["threadFlows"], "a code flow without thread flows")
        for thread in flow["threadFlows"]:
            need(thread["locations"], "a thread flow without locations")
            for step in thread["locations"]:
                if "physicalLocation" in step["location"]:
                    location(step["location"], bases)


with open(sys.argv[1]) as file:
    log = json.load(file)
only(log, "log")
need(log["version"] == "2.1.0", "version")
for run in log["runs"]:
    only(run, "run")
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    need(len(set(rules)) == len(rules), "rule ids are unique")
    need(run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints"), "columnKind")
    bases = run["originalUriBaseIds"]
    need(all(b["uri"].endswith("/") for b in bases.values()), "a base ends with /")
    for res in run["results"]:
        result(res, rules, bases)
