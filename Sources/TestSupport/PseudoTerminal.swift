// SPDX-License-Identifier: Apache-2.0
import CLinux
import Foundation
import Glibc

/// The binary `teahouse` at a terminal: it sees a terminal on all three streams, and the test types
/// and reads on the other side.
package final class PseudoTerminal: Sendable {
    private let master: Int32
    private let process: ToolProcess

    package init(
        _ arguments: [String],
        environment: [String: String] = [:],
        columns: UInt16 = 120
    ) throws {
        var slave: Int32 = -1
        master = clinux_pseudo_terminal(&slave)
        guard master >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: -master) ?? .EIO) }
        var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(slave, UInt(TIOCSWINSZ), &size)
        var modes = termios()
        tcgetattr(slave, &modes)
        // What is typed is not repeated, so that the test reads the program alone.
        modes.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(slave, TCSANOW, &modes)

        let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        process = try ToolProcess(
            arguments,
            environment: ["TERM": "xterm"].merging(environment) { $1 },
            input: handle,
            output: handle,
            errors: handle
        )
        // With it open here too, the reading would never end.
        try handle.close()
    }

    deinit {
        close(master)
    }

    /// Types a line.
    package func type(_ line: String) {
        write(line + "\n")
    }

    /// Types Ctrl-D, the end of the input.
    package func endInput() {
        write("\u{4}")
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(master, bytes, bytes.count)
    }

    /// Reads until the program has written `text`; what it wrote till then, or all of
    /// it when it ended without.
    package func read(until text: String) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                var seen: [UInt8] = []
                var byte: UInt8 = 0
                // Reading fails once the other side is closed.
                while Glibc.read(master, &byte, 1) == 1 {
                    if byte != UInt8(ascii: "\r") { seen.append(byte) }
                    if !text.isEmpty, seen.suffix(text.utf8.count).elementsEqual(text.utf8) { break }
                }
                continuation.resume(returning: String(decoding: seen, as: UTF8.self))
            }
        }
    }

    /// Reads everything until the program ends.
    package func rest() async -> String { await read(until: "") }

    package func wait() async -> Int32 { await process.wait() }
}
