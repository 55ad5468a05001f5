// SPDX-License-Identifier: Apache-2.0

/// Shows the files of a version at a terminal, one after the other, a screen at a time.
struct FileViewer: Sendable {
    private let files: [RemoteFile]
    private let client: RemoteClient
    private let name: CaseName

    init(_ dossier: Dossier, _ client: RemoteClient) {
        files = RemoteFile.all(of: dossier.version, at: dossier.name.path)
        name = dossier.name
        self.client = client
    }

    /// Larger ones are to be fetched.
    private static let largest: Int64 = 16 << 20

    /// Whether the input went on; false at its end.
    func run() async throws -> Bool {
        if files.isEmpty {
            Terminal.print("It has no files.")
            return true
        }
        while true {
            for (index, file) in files.enumerated() {
                Terminal.print("  \(index + 1)  \(file.name.harmless)  \(FileText.size(file.size))")
            }
            Terminal.hint("Which one (1 to \(files.count), Enter to go back): ")
            guard let answer = readLine()?.trimmed else { return false }
            if answer.isEmpty { return true }
            guard let number = Int(answer), files.indices.contains(number - 1) else { continue }
            guard try await show(files[number - 1]) else { return false }
        }
    }

    private func show(_ file: RemoteFile) async throws -> Bool {
        let fetch = "fetch it: teahouse moderate files \(name) --to DIR"
        guard file.size <= Self.largest else {
            Terminal.print("Too large to be shown here; \(fetch)")
            return true
        }
        let bytes: [UInt8]
        do {
            bytes = try await file.bytes(from: client)
        } catch {
            Terminal.print("It could not be read: \(Dossier.Unread.why(error).harmless)")
            return true
        }
        guard FileText.isReadable(bytes) else {
            Terminal.print("No text; \(fetch)")
            return true
        }
        return page(FileText.shown(bytes))
    }

    /// Shows a text a screen at a time; false at the end of the input.
    private func page(_ text: String) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let screen = max(5, Terminal.height - 2)
        for first in stride(from: 0, to: lines.count, by: screen) {
            let last = min(first + screen, lines.count)
            Terminal.print(lines[first..<last].joined(separator: "\n"))
            guard last < lines.count else { break }
            Terminal.hint("── \(last) of \(lines.count) lines; Enter goes on, q goes back: ")
            guard let answer = readLine()?.trimmed.lowercased() else { return false }
            if answer == "q" { break }
        }
        return true
    }
}
