"""A register of its own for each run: the real programme in a temporary folder, served on a free port."""

import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

HOME = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("NPDR", str(HOME / ".build/release/npdr"))


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Register:
    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="npdr-browser-")
        self._database = os.path.join(self._folder.name, "npdr.sqlite")
        self._run("import", "data/")
        self._log = open(os.path.join(self._folder.name, "log"), "w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [PROGRAM, "serve", "--database", self._database, "--port", "0"],
            cwd=HOME, stdout=subprocess.DEVNULL, stderr=self._log)
        self.address = f"http://127.0.0.1:{self._port()}"

    def _run(self, *arguments):
        done = subprocess.run(
            [PROGRAM, *arguments, "--database", self._database], cwd=HOME, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"npdr {arguments[0]}: {done.stderr}")
        return done.stdout.strip()

    def _port(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self._process.poll() is None:
            with open(self._log.name, encoding="utf-8") as log:
                for line in log:
                    if line.endswith("\n") and (ready := json.loads(line)).get("bericht") == "ready":
                        return ready["poort"]
            time.sleep(0.02)
        raise RuntimeError("the program did not get ready: " + pathlib.Path(self._log.name).read_text())

    def close(self):
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)
        self._log.close()
        self._folder.cleanup()

    # What a colleague does meanwhile.

    def token(self, organisation, role):
        return self._run("token", "create", "--organisatie", organisation, "--rol", role)

    def revoke(self, organisation, role):
        """Every token of this organisation and role."""
        for line in self._run("token", "list").splitlines()[1:]:
            kenmerk, *whose = line.split()[:3]
            if whose == [organisation, role]:
                self._run("token", "revoke", kenmerk)

    def ask(self, method, path, body=None, token=None, headers=None):
        request = urllib.request.Request(self.address + path, method=method, headers=dict(headers or {}))
        if token:
            request.add_header("Authorization", "Bearer " + token)
        if body is not None:
            request.data = json.dumps(body).encode()
            if "Content-Type" not in request.headers and "Content-type" not in request.headers:
                request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, refused.headers, refused.read().decode())

    def patch(self, path, body, token):
        etag = self.ask("GET", path, token=token).headers["ETag"]
        return self.ask("PATCH", path, body, token, {"Content-Type": "application/merge-patch+json", "If-Match": etag})

    def measure(self, title, token):
        """A published measure of the token's organisation: its kenmerk."""
        made = self.ask("POST", "/v1/maatregelen", {"titel": title, "publicatie": {"status": "gepubliceerd"}}, token)
        assert made.status == 201, made.body
        return made.json["kenmerk"]
