#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Raw-socket probes: malformed, early and slow requests, each with the answer and the time within which its connection ends,
while another client watches that /readyz stays quick: probes.py URL TOKEN
"""
import multiprocessing
import socket
import sys
import threading
import time
import urllib.parse

HOST = b"Host: localhost\r\n"


class Probe:
    """One conversation: steps of (bytes, pause), the status expected (None: closed without one), and the limit in seconds."""

    def __init__(self, name, steps, status, limit=3.0, reads=True, count=1):
        self.name, self.steps, self.status, self.limit, self.reads, self.count = name, steps, status, limit, reads, count
        self.fault = None

    def run(self, port):
        started = time.monotonic()
        with socket.create_connection(("127.0.0.1", port), timeout=self.limit + 20) as connection:
            if not self.reads:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            gone = False
            for data, pause in self.steps:
                try:
                    connection.sendall(data)
                except OSError:
                    gone = True
                    break
                if pause:
                    time.sleep(pause)
            answer = b""
            if not self.reads:
                # Reads nothing until the server must have given up, then sees that it did.
                time.sleep(max(0.0, self.limit - (time.monotonic() - started)))
                self.fault = None if self.is_cut(connection) else "was not cut"
                return
            try:
                while chunk := connection.recv(65536):
                    answer += chunk
            except ConnectionResetError:
                pass
            except OSError as error:
                self.fault = f"no end: {error}"
                return
        elapsed = time.monotonic() - started
        statuses = [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:] if not part.startswith(b"100")]
        expected = [] if self.status is None else [str(self.status).encode()] * self.count
        if statuses != expected and not (gone and not statuses):
            self.fault = f"answered {statuses}, expected {expected}"
        elif elapsed > self.limit + 1:
            self.fault = f"ended after {elapsed:.1f} s, limit {self.limit:.1f}"

    @staticmethod
    def is_cut(connection):
        """Whether the other side has closed: it answers what is still sent with a reset."""
        connection.settimeout(1)
        for _ in range(20):
            try:
                connection.sendall(b"x")
            except OSError:
                return True
            time.sleep(0.1)
        return False


def get(path, *fields):
    return b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"".join(field + b"\r\n" for field in fields) + b"\r\n"


def post(path, body, *fields):
    return b"POST " + path + b" HTTP/1.1\r\n" + HOST + b"".join(field + b"\r\n" for field in fields) + b"\r\n" + body


def at_once(name, data, status, **more):
    return Probe(name, [(data, 0)], status, **more)


JSON_TYPE = b"Content-Type: application/json"
CLOSE = b"Connection: close"
ENROL = b"/v1/enrolments"


def probes(token: bytes):
    bearer = b"Authorization: Bearer " + token
    upload = b"PUT /v1/datasets/ds-00000000000/releases/1/files/a.csv HTTP/1.1\r\n"
    yield at_once("no host", b"GET /healthz HTTP/1.1\r\n\r\n", 400)
    yield at_once("empty host", b"GET /healthz HTTP/1.1\r\nHost: \r\n\r\n", 400)
    yield at_once("two hosts", b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)
    yield at_once("host with a path", b"GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n", 400)
    yield at_once("host with credentials", b"GET /healthz HTTP/1.1\r\nHost: u@a\r\n\r\n", 400)
    yield at_once("absolute form", b"GET http://a/healthz HTTP/1.1\r\nHost: a\r\n\r\n", 400)
    yield at_once("absolute form of another host", b"GET http://evil/healthz HTTP/1.1\r\nHost: a\r\n\r\n", 400)
    yield at_once("authority form", b"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 400)
    yield at_once("asterisk form", b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", 400)
    yield at_once("two slashes", get(b"//healthz"), 400)
    yield at_once("fragment", get(b"/healthz#a"), 400)
    yield at_once("bytes beyond ASCII", get(b"/v1/\xc3\xa9"), 400)
    yield at_once("NUL in the target", get(b"/healthz\x00"), 400)
    yield at_once("space in the target", get(b"/heal thz"), 400)
    yield at_once("bad escape", get(b"/v1/findings/%zz", bearer, CLOSE), 400)
    yield at_once("escaped NUL", get(b"/v1/findings/%00", bearer, CLOSE), 400)
    yield at_once("escapes that are no UTF-8", get(b"/v1/findings/%ff%fe", bearer, CLOSE), 400)
    yield at_once("bad escape in the query", get(b"/v1/problems?limit=%g1", CLOSE), 400)
    yield at_once("repeated parameter", get(b"/v1/problems?limit=1&limit=2", CLOSE), 400)
    yield at_once("dots", get(b"/v1/../healthz", CLOSE), 404)
    yield at_once("escaped dots", get(b"/v1/%2e%2e/healthz", CLOSE), 404)
    yield at_once("target of 9,000 bytes", get(b"/" + b"a" * 9000, CLOSE), 414)
    yield at_once("method of its own", b"BREW /healthz HTTP/1.1\r\n" + HOST + b"\r\n", 400)
    yield at_once("TRACE", b"TRACE /healthz HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n\r\n", 405)
    yield at_once("HTTP/0.9", b"GET /healthz\r\n\r\n", 400)
    yield at_once("HTTP/1.0 without host", b"GET /healthz HTTP/1.0\r\n\r\n", 400)
    yield at_once("HTTP/1.0 ends with its answer", b"GET /healthz HTTP/1.0\r\n" + HOST + b"\r\n", 200)
    yield at_once("HTTP/9.9", b"GET /healthz HTTP/9.9\r\n" + HOST + b"\r\n", 400)
    yield at_once("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400)
    yield at_once("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 40 + b"\r\n\r\n", 400)
    yield at_once("bare line feeds and nonsense", b"\n\n\nnonsense\n\n", 400)
    yield at_once("space before the colon", get(b"/healthz", b"X : a"), 400)
    yield at_once("folded field", get(b"/healthz", b"X: a\r\n b"), 400)
    yield at_once("NUL in a field", get(b"/healthz", b"X: a\x00b"), 400)
    yield at_once("field of 40,000 bytes", get(b"/healthz", b"X: " + b"a" * 40_000), 431)
    yield at_once("500 fields", get(b"/healthz", *[b"X: a"] * 500), 431)
    yield at_once("two tokens", get(b"/v1/me", bearer, b"Authorization: Bearer x"), 400)
    yield at_once("two ranges", get(b"/healthz", b"Range: bytes=0-1", b"Range: bytes=2-3"), 400)
    yield at_once("two lengths", post(ENROL, b"{}", JSON_TYPE, b"Content-Length: 2", b"Content-Length: 3"), 400)
    yield at_once("length and encoding", post(ENROL, b"0\r\n\r\n", JSON_TYPE, b"Content-Length: 5", b"Transfer-Encoding: chunked"), 400)
    yield at_once("negative length", post(ENROL, b"{}", JSON_TYPE, b"Content-Length: -2"), 400)
    yield at_once("length in hexadecimal", post(ENROL, b"{}", JSON_TYPE, b"Content-Length: 0x2"), 400)
    yield at_once("length with a sign", post(ENROL, b"{}", JSON_TYPE, b"Content-Length: +2"), 400)
    yield at_once("length beyond 64 bits", post(ENROL, b"{}", JSON_TYPE, b"Content-Length: 99999999999999999999"), 400)
    yield at_once("unknown transfer encoding", post(ENROL, b"{}", JSON_TYPE, b"Transfer-Encoding: gzip"), 400)
    yield at_once("bad chunk size", post(ENROL, b"zz\r\n{}\r\n0\r\n\r\n", JSON_TYPE, b"Transfer-Encoding: chunked"), 400)
    yield at_once("chunk that runs on", post(ENROL, b"1\r\n{}}}}\r\n0\r\n\r\n", JSON_TYPE, b"Transfer-Encoding: chunked"), 400)
    yield at_once("expectation", get(b"/healthz", b"Expect: a-miracle", CLOSE), 417)
    yield at_once("100-continue", post(ENROL, b"{}", JSON_TYPE, b"Content-Length: 2", b"Expect: 100-continue", CLOSE), 422)
    yield at_once("compressed body", post(ENROL, b"{}", JSON_TYPE, b"Content-Length: 2", b"Content-Encoding: gzip", CLOSE), 415)
    yield at_once("form for JSON", post(ENROL, b"a=b", b"Content-Type: text/plain", b"Content-Length: 3", CLOSE), 415)
    yield at_once("ten requests at once", get(b"/healthz") * 9 + get(b"/healthz", CLOSE), 200, count=10)
    # What is answered before its end: the rest is read for a second at most.
    flood = [(post(ENROL, b"", JSON_TYPE, b"Content-Length: 2000000000"), 0)] + [(b" " * 1_000_000, 0)] * 400
    yield Probe("a flood after 413", flood, 413, limit=3)
    yield Probe("an early answer, then silence", [(post(ENROL, b"{", JSON_TYPE, b"Content-Length: 2000000000"), 0)], 413, limit=2)
    yield Probe("an upload of nobody's", [(upload + HOST + b"Content-Length: 1000000\r\n\r\nabc", 0)], 401, limit=2)
    # Slow ones: a head within 15 s, a body within 10, an answer read within 30.
    yield Probe("silence", [], None, limit=15)
    yield Probe("a head byte by byte", [(b"GET /healthz HTTP/1.1\r\n", 0)] + [(b"X", 0.5)] * 60, None, limit=30.5)
    yield Probe("a head that does not end", [(b"GET /healthz HTTP/1.1\r\nHost: a\r\n", 0)], None, limit=15)
    yield Probe("silence after an answer", [(get(b"/healthz"), 0)], 200, limit=15)
    drip = [(post(ENROL, b"", JSON_TYPE, b"Content-Length: 1000"), 0)] + [(b" ", 0.5)] * 22
    yield Probe("a body byte by byte", drip, 408, limit=12)
    yield Probe("a body that does not come", [(post(ENROL, b"{", JSON_TYPE, b"Content-Length: 10"), 0)], 408, limit=11)
    chunks = [(post(ENROL, b"", JSON_TYPE, b"Transfer-Encoding: chunked"), 0)] + [(b"1\r\n \r\n", 0.5)] * 22
    yield Probe("chunks that drip", chunks, 408, limit=12)
    yield Probe("a reader that does not read", [(get(b"/v1/openapi.json") * 200, 0)], None, limit=34, reads=False)


def watch(port, done, results):
    """Asks for /readyz all the while, on new connections; a process of its own, so that it waits for nobody here."""
    count, slowest = 0, 0.0
    while not done.is_set():
        started = time.monotonic()
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(get(b"/readyz", CLOSE))
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
        taken = time.monotonic() - started if answer.startswith(b"HTTP/1.1 200 ") else float("inf")
        count, slowest = count + 1, max(slowest, taken)
        done.wait(0.05)
    results.put((count, slowest))


def main():
    port = urllib.parse.urlsplit(sys.argv[1]).port
    done, results = multiprocessing.Event(), multiprocessing.Queue()
    watcher = multiprocessing.Process(target=watch, args=(port, done, results))
    watcher.start()
    all_probes = list(probes(sys.argv[2].encode()))
    threads = [threading.Thread(target=probe.run, args=(port,)) for probe in all_probes]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    for thread in threads:
        thread.join()
    done.set()
    count, slowest = results.get(timeout=20)
    watcher.join()
    failed = [probe for probe in all_probes if probe.fault]
    for probe in failed:
        print(f"probes: {probe.name}: {probe.fault}")
    print(f"probes: /readyz was asked {count} times meanwhile, slowest {slowest * 1000:.0f} ms (limit 250)")
    print(f"{len(all_probes)} checks of raw requests, {len(failed)} failed")
    sys.exit(1 if failed or slowest > 0.25 else 0)


main()
