# SPDX-License-Identifier: Apache-2.0
"""The samples of deploy/proxy before a server of its own, by the real nginx and the real Caddy.

usage: proxies.py TEAHOUSE
"""
import base64
import hashlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "deploy/proxy"
# More than nginx takes unless it is told otherwise (1 MiB).
SIZE = 24 << 20


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Proxy:
    """A proxy with its sample, but for names, ports and the certificate."""

    def __init__(self, command, port, certificate, log):
        self.port = port
        self.context = ssl.create_default_context(cafile=certificate)
        self.process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "HOME": os.path.dirname(certificate)})

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPSConnection("localhost", self.port, context=self.context, timeout=60)
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    def wait(self):
        for _ in range(150):
            try:
                return self.request("GET", "/healthz")
            except OSError:
                if self.process.poll() is not None:
                    sys.exit("FAILED: the proxy ended")
                time.sleep(0.1)
        sys.exit("FAILED: the proxy does not answer")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def nginx(folder, upstream, certificate, key):
    port, plain = free_port(), free_port()
    site = (SAMPLES / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"), ("    listen [::]:443 ssl;\n", ""), ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("    listen [::]:80;\n", ""), ("findings.example", "localhost"), ("/etc/ssl/teahouse/fullchain.pem", certificate),
        ("/etc/ssl/teahouse/privkey.pem", key), ("127.0.0.1:8080", f"127.0.0.1:{upstream}"),
    ):
        assert old in site, old
        site = site.replace(old, new)
    places = " ".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    pathlib.Path(f"{folder}/nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;\nevents {{}}\nhttp {{ access_log off; {places}\n{site}\n}}\n",
        encoding="utf-8",
    )
    return ["nginx", "-c", f"{folder}/nginx.conf", "-e", f"{folder}/nginx.log"], port


def caddy(folder, upstream, certificate, key):
    port = free_port()
    site = (SAMPLES / "Caddyfile").read_text(encoding="utf-8")
    assert "findings.example {" in site and "127.0.0.1:8080" in site
    site = site.replace("findings.example {", f"https://localhost:{port} {{\n\ttls {certificate} {key}").replace("127.0.0.1:8080", f"127.0.0.1:{upstream}")
    pathlib.Path(f"{folder}/Caddyfile").write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + site, encoding="utf-8")
    return ["caddy", "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"], port


def checks(name, proxy, token):
    def holds(what, is_so, seen=""):
        if not is_so:
            sys.exit(f"FAILED: {name}: {what}: {seen}")
        holds.count += 1

    holds.count = 0
    signed_in = {"Authorization": f"Bearer {token}"}
    status, headers, _ = proxy.wait()
    holds("it answers", status == 200, status)
    holds("browsers are told to stay with TLS", "max-age" in {key.lower(): value for key, value in headers.items()}.get("strict-transport-security", ""))
    holds("metrics stay inside", proxy.request("GET", "/metrics")[0] == 404)
    finding = {"title": name, "abstract": "Large.", "language": "en", "kind": "negative", "license": "CC-BY-4.0"}
    status, _, text = proxy.request("POST", "/v1/findings", json.dumps(finding).encode(), {**signed_in, "Content-Type": "application/json"})
    holds("a finding is begun", status == 201, text)
    path = f"/v1/findings/{json.loads(text)['pid']}/versions/1/files/large.txt"
    body = (b"A line of text that is no measurement.\n" * (SIZE // 39 + 1))[:SIZE]
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    told = {**signed_in, "Content-Type": "text/plain", "Content-Digest": f"sha-256=:{digest}:"}
    status, _, text = proxy.request("PUT", path, body, told)
    holds("a large file goes in", status in (200, 201), (status, text[:300]))
    status, _, text = proxy.request("GET", path, headers=signed_in)
    holds("and comes out as it was", status == 200 and text == body, status)
    status, headers, text = proxy.request("GET", path, headers={**signed_in, "Range": "bytes=10-19"})
    holds("a part of it as well", status == 206 and text == body[10:20], status)
    status, headers, text = proxy.request("PUT", path, b"x", {**told, "Content-Digest": "sha-256=:AAAA:"})
    holds("a refusal is the server's own", status >= 400 and b'"code"' in text, (status, text[:300]))
    print(f"{name}: {holds.count} checks passed")


def main():
    folder = tempfile.mkdtemp(prefix="teahouse-proxies-")
    os.chmod(folder, 0o711)
    certificate, key = f"{folder}/certificate.pem", f"{folder}/key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )
    os.chmod(key, 0o644)
    server = subprocess.Popen(
        [os.path.abspath(sys.argv[1]), "up", "--demo", "--json", "--port", "0", "--log-level", "error", "--state", f"{folder}/state"],
        stdout=subprocess.PIPE, text=True,
    )
    try:
        ready = json.loads(server.stdout.readline())
        with open(ready["credentials"], encoding="utf-8") as file:
            token = json.load(file)["researcher"]["token"]
        upstream = int(ready["url"].rsplit(":", 1)[1])
        for name, sample in (("nginx", nginx), ("caddy", caddy)):
            if not shutil.which(name):
                sys.exit(f"FAILED: {name} is not installed")
            with open(f"{folder}/{name}.out", "w+", encoding="utf-8") as log:
                command, port = sample(folder, upstream, certificate, key)
                proxy = Proxy(command, port, certificate, log)
                try:
                    checks(name, proxy, token)
                except BaseException:
                    log.seek(0)
                    print("".join(log.readlines()[-20:]), file=sys.stderr)
                    raise
                finally:
                    proxy.stop()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


main()
