# SPDX-License-Identifier: Apache-2.0
"""A running demonstration, as the checks use it."""
import base64
import hashlib
import json
import sys
import time
import urllib.request


class Checks:
    """Counts what holds; ends the program at what does not."""

    def __init__(self):
        self.passed = 0

    def holds(self, what: str, is_so: bool) -> None:
        if not is_so:
            sys.exit(f"FAILED: {what}")
        self.passed += 1


class Server:
    def __init__(self, url, credentials):
        self.url = url
        with open(credentials, encoding="utf-8") as file:
            self.people = {name: entry for name, entry in json.load(file).items() if isinstance(entry, dict)}
        self.tokens = {name: entry["token"] for name, entry in self.people.items()}

    def call(self, method, path, who=None, body=None, headers=None):
        if isinstance(body, dict):
            body, headers = json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})}
        request = urllib.request.Request(self.url + path, data=body, method=method, headers=headers or {})
        if who:
            request.add_header("Authorization", f"Bearer {self.tokens[who]}")
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def withdraw(self, publication):
        self.call("POST", publication + "/actions/withdraw", "researcher", {"category": "other"}, {"If-Match": "*"})

    def json(self, *arguments, **more):
        return json.loads(self.call(*arguments, **more))

    def until(self, path, who, is_so):
        for _ in range(300):
            seen = self.json("GET", path, who)
            if is_so(seen):
                return seen
            time.sleep(0.1)
        sys.exit(f"FAILED: {path} stays {seen}")

    def publish(self, metadata=None, people=None, text=b"# Wear\n\nNothing was found.\n"):
        """A finding without anybody's data, through its gates; its version's path and the publication's."""
        begun = self.json("POST", "/v1/findings", "researcher", {
            "title": "Bearings, “quoted” \\ and \u20ac", "abstract": "Line one.\nLine two: \u00e9\U0001f375.", "language": "en", "kind": "negative",
            "license": "CC-BY-4.0", **(metadata or {}),
        })
        version = f"/v1/findings/{begun['pid']}/versions/1"
        self.call("PUT", version + "/files/result.md", "researcher", text, {
            "Content-Type": "text/markdown", "Content-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(text).digest()).decode()}:",
        })
        some = {"If-Match": "*"}
        people = people or [{"name": "Rhea", "credit_roles": ["software"]}]
        self.call("PUT", version + "/contributions", "researcher", {"contributions": people}, some)
        self.call("POST", version + "/actions/submit", "researcher", {}, some)
        self.until(version, "researcher", lambda seen: seen["gates"]["screening"]["state"] == "passed")
        self.call("POST", version + "/actions/accept", "moderator", {"reason": "Sound."}, some)
        seen = self.until(version, "researcher", lambda seen: seen["state"] == "published")
        return version, f"/v1/publications/{seen['publication']}"
