#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether a crowd of slow clients slows others down: shares.py TEAHOUSE [--uploads 256] [--readers 700] [--seconds 20]

A demonstration is started on loopback. One person sends uploads at 60 kB/s each, and strangers from different addresses read a file of
12 MiB with the smallest buffer there is. Meanwhile others ask as usual. It fails when an answer to them is not 200, or the 99th percentile of
their times is more than three times what it was without the crowd.
"""
import argparse
import asyncio
import base64
import collections
import hashlib
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "conformance"))
import server  # noqa: E402

FILE = b"Nothing was found in this line, and nothing in the next one.\n" * (12 * (1 << 20) // 61)


async def answer(reader):
    """The status and the body of one answer with a length."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
    await reader.readexactly(int(fields.get("content-length", "0")))
    return int(head[0].split()[1])


async def ask(port, path, token, until, times, statuses):
    """Asks again and again on one connection, with a pause of 20 ms."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        begun = time.monotonic()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{token}\r\n".encode())
        statuses[await answer(reader)] += 1
        times.append(time.monotonic() - begun)
        await asyncio.sleep(0.02)
    writer.close()


async def ask_all(port, publication, token, seconds):
    until, times, statuses = time.monotonic() + seconds, [], collections.Counter()
    signed = f"Authorization: Bearer {token}\r\n"
    await asyncio.gather(
        ask(port, "/v1/me", signed, until, times, statuses), ask(port, "/v1/findings", signed, until, times, statuses),
        ask(port, publication, "", until, times, statuses), ask(port, "/v1/publications", "", until, times, statuses),
    )
    return {"p99": sorted(times)[int(len(times) * 0.99)], "asked": len(times), "statuses": dict(statuses)}


async def upload(port, path, token, crowd, seen):
    """An upload of 64 MiB, at 60 kB/s."""
    loop = asyncio.get_running_loop()
    size = 64 << 20
    digest = base64.b64encode(hashlib.sha256(path.encode()).digest()).decode()
    with socket.socket() as sock:
        sock.setblocking(False)
        await loop.sock_connect(sock, ("127.0.0.1", port))
        try:
            await loop.sock_sendall(sock, (
                f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: text/csv\r\n"
                f"Content-Length: {size}\r\nContent-Digest: sha-256=:{digest}:\r\n\r\n"
            ).encode())
            crowd.came += 1
            while not crowd.is_over:
                await loop.sock_sendall(sock, b"a,b\n" * 15_000)
                try:
                    refused = await asyncio.wait_for(loop.sock_recv(sock, 4096), 1)
                except TimeoutError:
                    continue
                seen[refused.split(b" ")[1].decode() if refused else "closed"] += 1
                return
            seen["held"] += 1
        except OSError:
            seen["closed"] += 1


async def read(port, path, number, crowd, seen):
    """A reader of 512 bytes in two seconds."""
    loop = asyncio.get_running_loop()
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.setblocking(False)
        await loop.sock_connect(sock, ("127.0.0.1", port))
        address = f"203.0.{number // 250}.{number % 250}"
        await loop.sock_sendall(sock, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address}\r\n\r\n".encode())
        first = ""
        while not crowd.is_over:
            got = await loop.sock_recv(sock, 512)
            if not got:
                seen["closed"] += 1
                return
            if not first:
                crowd.came += 1
                first = got.split(b" ")[1].decode()
            if first != "200":
                seen[first] += 1
                return
            await asyncio.sleep(2)
        seen["held"] += 1


def probe(arguments):
    """The others, in a process of their own, so that the crowd's own work does not count."""
    port, publication, token, seconds = arguments
    print(json.dumps(asyncio.run(ask_all(int(port), publication, token, float(seconds)))))


def others(port, publication, token, seconds):
    return subprocess.Popen(
        [sys.executable, __file__, "--probe", str(port), publication, token, str(seconds)], stdout=subprocess.PIPE, text=True
    )


def result(process):
    said, _ = process.communicate()
    if process.returncode != 0:
        sys.exit("FAILED: the others were not answered")
    return json.loads(said)


class Crowd:
    """How many have come, and whether they may go."""

    came = 0
    is_over = False


async def run(clients, started):
    """Runs a crowd, and `started` once it has come, or a minute has gone; what became of each."""
    seen, crowd = collections.Counter(), Crowd()
    tasks = [asyncio.ensure_future(make(crowd, seen)) for make in clients]
    latest = time.monotonic() + 60
    while crowd.came < len(clients) and time.monotonic() < latest:
        await asyncio.sleep(0.1)
    process = started()
    while process.poll() is None:
        await asyncio.sleep(0.1)
    crowd.is_over = True
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            seen[type(outcome).__name__] += 1
    return process, dict(seen)


def main():
    if sys.argv[1:2] == ["--probe"]:
        return probe(sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teahouse")
    parser.add_argument("--uploads", type=int, default=256)
    parser.add_argument("--readers", type=int, default=700)
    parser.add_argument("--seconds", type=int, default=20, help="of each part")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="teahouse-drill-") as folder:
        up = subprocess.Popen(
            [options.teahouse, "up", "--demo", "--state", f"{folder}/state", "--port", "0", "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        try:
            drill(json.loads(up.stdout.readline()), options)
        finally:
            up.terminate()
            up.wait()


def drill(ready, options):
    running = server.Server(ready["url"], ready["credentials"])
    port = int(ready["url"].rsplit(":", 1)[1])
    _, publication = running.publish(text=FILE)
    draft = running.json("POST", "/v1/findings", "researcher", {
        "title": "T", "abstract": "A", "language": "en", "kind": "solution", "license": "CC-BY-4.0",
    })["pid"]
    token = running.tokens["moderator"]
    measure = lambda: others(port, publication, token, options.seconds)  # noqa: E731
    result(others(port, publication, token, 3))
    usual = result(measure())
    print(json.dumps({"part": "usual", **usual}), flush=True)
    parts = {
        "uploads": [
            lambda crowd, seen, n=n: upload(
                port, f"/v1/findings/{draft}/versions/1/files/{n}.csv", running.tokens["researcher"], crowd, seen
            ) for n in range(options.uploads)
        ],
        "readers": [
            lambda crowd, seen, n=n: read(port, f"{publication}/files/result.md", n, crowd, seen) for n in range(options.readers)
        ],
    }
    failed = []
    for name, clients in parts.items():
        process, seen = asyncio.run(run(clients, measure))
        during = result(process)
        ratio = during["p99"] / usual["p99"]
        print(json.dumps({"part": name, **during, "ratio": round(ratio, 2), "crowd": seen}), flush=True)
        if ratio > 3 or set(during["statuses"]) != {"200"}:
            failed.append(name)
    if failed:
        sys.exit(f"FAILED: {', '.join(failed)}")


if __name__ == "__main__":
    main()
