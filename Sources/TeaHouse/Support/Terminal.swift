// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// Where the command writes and, at a terminal, asks.
enum Terminal {
    /// One line on standard output, at once; a program that cannot write it cannot do its work.
    ///
    /// A reader that went away, as `head` does, has had what it wanted.
    static func print(_ text: String) { write(Array((text + "\n").utf8)) }

    /// The same with bytes as they are.
    static func write(_ bytes: [UInt8]) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            let code = Int32(cause?.code ?? Int(EIO))
            guard code != EPIPE else { return }
            Self.error("teahouse: Standard output cannot be written: \(String(cString: strerror(code))).")
            exit(3)
        }
    }

    /// One line on standard error, if that can be written.
    static func error(_ text: String) {
        hint(text + "\n")
    }

    /// Part of a line on standard error.
    static func hint(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Whether a terminal shows what is written on standard output.
    static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

    /// The width of the terminal, or 100 where there is none.
    static var width: Int { size.flatMap { $0.ws_col > 20 ? Int($0.ws_col) : nil } ?? 100 }

    /// The lines that the terminal shows at once, or 24 where there is none.
    static var height: Int { size.flatMap { $0.ws_row > 5 ? Int($0.ws_row) : nil } ?? 24 }

    private static var size: winsize? {
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
    }

    /// Asks for a yes; without a terminal there is nobody to ask, and `--yes` is needed.
    static func confirm(_ question: String) throws {
        guard isInteractive else { throw Refused("\(question) Say --yes to do so without being asked.") }
        hint("\(question) [y/N] ")
        guard let answer = readLine()?.lowercased(), answer == "y" || answer == "yes" else {
            throw Refused("Nothing was changed.")
        }
    }
}
