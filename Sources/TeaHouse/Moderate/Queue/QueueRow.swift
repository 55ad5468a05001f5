// SPDX-License-Identifier: Apache-2.0
import JSON
import Store

/// A case of the queue in a line.
struct QueueRow: Sendable {
    let item: JSON
    private let time: PlatformTime

    init(_ item: JSON, _ time: PlatformTime) {
        self.item = item
        self.time = time
    }

    private var kind: QueueItem.Kind? { item["kind"]?.string.flatMap(QueueItem.Kind.init(rawValue:)) }

    /// Whether the reader may decide it now.
    var isMine: Bool { item["waits_for"]?.string == "you" }

    /// As every command takes it.
    var name: String { CaseName(of: item)?.description ?? item.shown("pid") }

    var due: String { time.due(item["due_at"]) ?? "-" }

    /// Who has to decide, and what where that is not to accept or to refuse.
    var waitsFor: String {
        let voted = item["votes"]?["own"]?.string != nil
        let who =
            switch item["waits_for"]?.string {
            case "you": "you"
            case "admins": "an administrator"
            default: kind == .takedown ? "another judge" : voted ? "another vote" : "another moderator"
            }
        return switch kind {
        case .exception, .passage, .appointment, .takedown, .note, .certificate:
            "\(who): \(item.shown("kind"))"
        case .finding, .flag, .release, .problem, nil: who
        }
    }

    /// Who waits for the decision: the authors and their organisations, or an organisation against authors.
    var who: String {
        func names(_ key: String) -> String {
            (item[key]?.array ?? []).compactMap { $0.string?.harmless }.joined(separator: ", ")
        }
        let (authors, organisations) = (names("authors"), names("organisations"))
        guard !authors.isEmpty else { return organisations }
        guard !organisations.isEmpty else { return authors }
        return kind == .flag
            ? "\(organisations) against \(authors)" : "\(authors) (\(organisations))"
    }

    var cells: [String] { [name, due, waitsFor, who, item.shown("title")] }
}
