// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// Where the command writes and, at a terminal, asks.
enum Terminal {
    /// One line on standard output, at once.
    static func print(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// One line on standard error.
    static func error(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// The width of the terminal, or 100 where there is none.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
        return Int(size.ws_col)
    }

    /// Asks for a yes; without a terminal there is nobody to ask, and `--yes` is needed.
    static func confirm(_ question: String) throws {
        guard isInteractive else { throw Refused("\(question) Say --yes to do so without being asked.") }
        FileHandle.standardError.write(Data("\(question) [y/N] ".utf8))
        guard let answer = readLine()?.lowercased(), answer == "y" || answer == "yes" else {
            throw Refused("Nothing was changed.")
        }
    }
}
