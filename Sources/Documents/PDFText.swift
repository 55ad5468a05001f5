// SPDX-License-Identifier: Apache-2.0
import Processes

/// The text of a PDF, as pdftotext of poppler-utils lays it out.
///
/// That is a program under the GNU General Public License, which is started and not linked.
package enum PDFText {
    package static let program = "/usr/bin/pdftotext"

    /// Why a PDF was not read.
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    /// The text of all pages, in UTF-8, its tables drawn with blanks; pages end with a line.
    ///
    /// - Throws: `Fault`.
    package static func read(_ pdf: UnsafeBufferPointer<UInt8>, limit: Int) throws(Fault) -> [UInt8] {
        var command = Command(path: program, arguments: ["-q", "-layout", "-enc", "UTF-8", "-", "-"])
        command.limits.time = .seconds(60)
        command.limits.processorSeconds = 30
        command.limits.addressSpace = 2 << 30
        command.limits.fileSize = UInt64(max(1 << 20, limit))
        let run: (ending: ChildProcess.Ending, output: [UInt8])
        do {
            run = try command.filter(Array(pdf))
        } catch {
            throw Fault(
                description: "PDF, which pdftotext of poppler-utils reads, and that cannot be started"
            )
        }
        guard run.ending == .exited(0) else {
            throw Fault(description: "PDF that is encrypted, damaged or too large")
        }
        let text = run.output.map { $0 == 0x0C ? 0x0A : $0 }
        guard text.contains(where: { $0 > 0x20 }) else { throw Fault(description: "PDF without text") }
        return text
    }
}
