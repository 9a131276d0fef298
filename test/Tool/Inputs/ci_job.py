"""Runs the job that a page shows, as a CI service would.

    ci_job.py PAGE HEADING [NAME=VALUE...]

The first YAML block below the heading is a workflow of GitHub Actions, a list of
its steps, or a job file of GitLab. Its commands are run in the working folder, up
to the first that fails. ${{ NAME }} becomes VALUE. Steps that use an action of
somebody else are named, and not run.
"""
import re
import subprocess
import sys

import yaml

page, heading, *values = sys.argv[1:]
with open(page) as file:
    section = file.read().split("## " + heading + "\n")[1].split("\n## ")[0]
job = yaml.safe_load(re.search(r"```yaml\n(.*?)```", section, re.S).group(1))
if "jobs" in job:
    ((_, only),) = job["jobs"].items()
    job = only["steps"]
if isinstance(job, dict):
    ((_, only),) = job.items()
    job = [{"run": line} for line in only["script"]]

for step in job:
    if "uses" in step:
        print("uses", step["uses"])
        continue
    command = step["run"]
    for value in values:
        name, _, text = value.partition("=")
        command = re.sub(r"\$\{\{ *" + re.escape(name) + r" *\}\}", text, command)
    print("run", command, flush=True)
    code = subprocess.run(["bash", "-e", "-c", command]).returncode
    if code:
        sys.exit(f"the step ended with {code}")
