#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times the nightly export beside psql's COPY of the same bytes: export.py [TEAHOUSE] [--counts 10000,200000,1000000]

Once without compression and formats, as COPY has none; then as it runs every night. COPY's file is forced to the disk as the export's
are; the export makes and checks digests, signatures and the difference to the night before besides.
"""
import os
import shutil
import statistics
import subprocess
import time

from corpus import arguments, measure_each, verdict

WALL, MEMORY = 1.5, 128.0
# About 4.4 kB of document, as the point reads have.
WORDS = 560
# Whole nights are timed up to here, since what they add is the same for each publication.
NIGHTS = 200_000


def timed(command):
    """Seconds and the most memory, in MiB.

    The system's own account of it begins with this program's memory, of which the new process is a copy at first.
    """
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
            most = max([most] + [int(line.split()[1]) for line in file if line.startswith("VmHWM:")])
        time.sleep(0.02)
    if process.returncode != 0:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return time.perf_counter() - started, most / 1024


def copy(server, path):
    question = 'SELECT pid, record, certificate, revocation FROM published.publications ORDER BY pid COLLATE "C"'
    conninfo = server.conninfo.replace("user=teahouse", "user=teahouse_exporter")
    took, _ = timed(["psql", "-qX", conninfo, "-c", f"\\copy ({question}) TO '{path}' (FORMAT binary)"])
    started = time.perf_counter()
    with open(path, "rb") as file:
        os.fsync(file.fileno())
    return took + time.perf_counter() - started


def measure(corpus, trials):
    server, count = corpus.server, corpus.count
    export = f"{server.folder}/export"
    command = [server.teahouse, "export", "--state", server.state, "--to", export, "--keep", "1", "--no-files", "--json"]
    bare = [*command, "--no-formats", "--no-compression"]
    # The first one holds everything twice, since its difference is to nothing.
    first, _ = timed(bare)
    copies, exports, memory = [], [], []
    for _ in range(trials):
        copies.append(copy(server, f"{server.folder}/copied"))
        took, used = timed(bare)
        exports.append(took)
        memory.append(used)
    size = os.path.getsize(f"{server.folder}/copied")
    nightly = timed(command) if count <= NIGHTS else None
    shutil.rmtree(export)
    os.unlink(f"{server.folder}/copied")
    copied, took = statistics.median(copies), statistics.median(exports)
    ratio, most = took / copied, max(memory)
    print(f"\n{count} publications, {size / 1e6:.0f} MB, medians of {trials}")
    print(f"  psql COPY                         {copied:8.2f} s")
    print(f"  export, as bare                   {took:8.2f} s   ratio {ratio:.2f}, {verdict(ratio, WALL)}")
    print(f"  its memory                        {most:8.0f} MiB {verdict(most, MEMORY)}")
    print(f"  the first night, as bare          {first:8.2f} s", flush=True)
    if nightly:
        took, used = nightly
        print(f"  a night, compressed, four formats {took:8.2f} s   {used:.0f} MiB, {1e6 * took / count:.0f} us a publication", flush=True)


def main():
    parser = arguments(__doc__, counts="10000,200000,1000000")
    parser.add_argument("--trials", type=int, default=3)
    options = parser.parse_args()
    measure_each(options, WORDS, lambda corpus: measure(corpus, options.trials))


if __name__ == "__main__":
    main()
