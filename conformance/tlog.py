#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Grows a server's transparency log through the sizes where trees go wrong, and has three libraries of others check each.

tlog.py TEAHOUSE: aics-tlog fetches every tile and bundle and authenticates them against the signed checkpoint;
metamorphic-log verifies the checkpoint's signature and the server's proofs; pymerkle computes the root and the proofs itself.
"""
import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import aics_tlog
import metamorphic_log
from pymerkle import InmemoryTree

SIZES = [0, 1, 2, 3, 255, 256, 257, 65535, 65536, 65537]
checks = 0


def hold(condition, what):
    global checks
    checks += 1
    if not condition:
        sys.exit(f"tlog: {what}")


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        # The server signs its first checkpoint right after its start.
        if error.code == 404 and url.endswith(("/checkpoint", "/head")):
            return b""
        raise


def ask(url):
    return json.loads(get(url))


def raw(digest):
    return bytes.fromhex(digest.removeprefix("sha256:"))


def refused(body):
    """Whether a verifier that throws does."""
    try:
        body()
    except Exception:  # noqa: BLE001: each library has an error of its own
        return True
    return False


def grow(sockets, start, size):
    """Writes entries, as the database does with each event, and waits until they are sealed."""
    if size > start:
        statement = f"SELECT log_entry('{{\"n\":' || n || '}}') FROM generate_series({start}, {size - 1}) AS n"
        subprocess.run(
            ["psql", "-qAt", "-o", "/dev/null", f"host={sockets} port=5432 dbname=teahouse user=teahouse", "-c", statement],
            check=True,
        )


def wait(log, size):
    deadline = time.monotonic() + 60
    while True:
        head = get(f"{log}/head")
        if head and json.loads(head)["size"] == size:
            return json.loads(head)
        if time.monotonic() > deadline:
            sys.exit(f"tlog: the log was not sealed at {size} entries: {head.decode()}")
        time.sleep(0.05)


def check(log, size, head, tree, notes):
    note = get(f"{log}/checkpoint").decode()
    key = head["verifier_key"]
    root = raw(head["root"])
    notes[size] = (note, root)

    hold(tree.get_root(size) == root, f"pymerkle computes another root at {size}")
    verified = metamorphic_log.checkpoint_verify(note, [key])
    hold((verified.size, bytes(verified.root)) == (size, root), f"metamorphic-log reads another checkpoint at {size}")
    hold(verified.origin == head["origin"], "the origin")
    for place in range(0, len(note), 7):
        wrong = note[:place] + ("A" if note[place] != "A" else "B") + note[place + 1:]
        hold(refused(lambda wrong=wrong: metamorphic_log.checkpoint_verify(wrong, [key])), f"a changed byte {place} of a note passed")

    # Everything that the log serves of this size, against what was signed.
    log_key = aics_tlog.parse_vkey(key)
    parsed = aics_tlog.parse_note(note)
    hold(aics_tlog.verify_checkpoint(parsed, log_key, expected_origin=head["origin"]).ok, f"aics-tlog refuses the note at {size}")
    reader = aics_tlog.HttpTileReader(log)
    hold(aics_tlog.audit_tiles(reader, size, root) is not None, f"aics-tlog audits {size}")

    for index in sorted({0, 1, 127, 254, 255, 256, size // 2, size - 2, size - 1}):
        if not 0 <= index < size:
            continue
        proof = ask(f"{log}/inclusion?index={index}&size={size}")
        path, leaf = [raw(step) for step in proof["path"]], raw(proof["leaf_hash"])
        metamorphic_log.verify_inclusion(index, size, leaf, path, root)
        hold(aics_tlog.verify_inclusion(leaf, index, size, path, root), f"inclusion of {index} in {size}")
        hold(path == aics_tlog.inclusion_proof_from_tiles(reader, index, size), f"another path for {index} in {size}")
        hold(leaf == tree.get_leaf(index + 1), f"another leaf at {index}")
        if path:
            hold(
                refused(lambda: metamorphic_log.verify_inclusion(index, size, leaf, path[:-1], root)), "a shortened path passed"
            )

    for old in (known for known in notes if 0 < known <= size):
        proof = ask(f"{log}/consistency?from={old}&to={size}")
        path = [raw(step) for step in proof["path"]]
        hold(raw(proof["from_root"]) == notes[old][1], f"another root for {old}")
        hold(aics_tlog.verify_consistency(old, size, notes[old][1], root, path), f"consistency of {old} with {size}")
        metamorphic_log.checkpoint_verify_consistency(notes[old][0], note, [key], path)


def check_export(teahouse, state, folder, size, note, root):
    """The nightly export's log, read from its files, and spoilt."""
    subprocess.run([teahouse, "export", "--state", state, "--to", folder], check=True, capture_output=True)
    with open(f"{folder}/current/log/checkpoint", encoding="utf-8") as file:
        hold(file.read() == note, f"the export of {size} has another checkpoint")
    reader = aics_tlog.FileSystemTileReader(f"{folder}/current/log")
    hold(aics_tlog.audit_tiles(reader, size, root) is not None, f"aics-tlog audits the export of {size}")
    verify = [teahouse, "verify", "export", folder]
    hold(subprocess.run(verify, capture_output=True, check=False).returncode == 0, f"the export of {size} is verified")
    tile = f"{folder}/current/log/tile/0/000"
    with open(tile, "rb") as file:
        whole = file.read()
    os.remove(tile)
    with open(tile, "wb") as file:
        file.write(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    wrong = aics_tlog.FileSystemTileReader(f"{folder}/current/log")
    hold(refused(lambda: aics_tlog.audit_tiles(wrong, size, root)), "a changed tile passed")
    hold(subprocess.run(verify, capture_output=True, check=False).returncode == 1, "a changed tile was not found")


def main():
    folder = tempfile.mkdtemp(prefix="teahouse-tlog-")
    os.chmod(folder, 0o711)
    server = subprocess.Popen(
        [sys.argv[1], "up", "--json", "--port", "0", "--state", f"{folder}/state"], stdout=subprocess.PIPE, text=True
    )
    try:
        ready = json.loads(server.stdout.readline())
        log = f"{ready['url']}/v1/log"
        tree, notes, size = InmemoryTree(algorithm="sha256"), {}, 0
        for target in SIZES:
            grow(f"{folder}/state/postgres.socket", size, target)
            for number in range(size, target):
                tree.append_entry(f'{{"n":{number}}}'.encode())
            check(log, target, wait(log, target), tree, notes)
            size = target
            if target in (257, SIZES[-1]):
                check_export(sys.argv[1], f"{folder}/state", f"{folder}/export-{target}", target, *notes[target])
            print(f"tlog: {target} entries hold", flush=True)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        shutil.rmtree(folder, ignore_errors=True)
    print(f"tlog: {checks} checks of {len(SIZES)} sizes passed")


main()
