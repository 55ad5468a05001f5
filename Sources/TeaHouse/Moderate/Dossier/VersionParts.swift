// SPDX-License-Identifier: Apache-2.0
import JSON

/// What the authors say in a version, part by part: each member of its representation, and each file.
///
/// A member that nobody has heard of yet is a part: only what the platform itself says of a version is left
/// out.
struct VersionParts: Sendable {
    /// What the platform says of a version, and its authors do not.
    static let ofPlatform: Set<String> = [
        "pid", "version", "state", "publication", "due_at", "submitted_at", "created_at", "changed_at",
        "gates", "unlisted", "vacancy",
        "actions",
    ]

    /// All members but the files.
    let members: [String: JSON]
    /// By their names as they are, byte for byte.
    let files: [[UInt8]: JSON]

    init(of version: JSON) {
        members = (version.object ?? [:]).filter { !Self.ofPlatform.contains($0.key) && $0.key != "files" }
        files = Dictionary(
            (version["files"]?.array ?? []).map { (Array(($0["name"]?.string ?? "").utf8), $0) },
            uniquingKeysWith: { $1 }
        )
    }

    /// The parts that are not what they were in `earlier`: members first, then files, each by their names.
    func changes(since earlier: VersionParts) -> [PartChange] {
        let members = Set(members.keys).union(earlier.members.keys).sorted().map { name in
            PartChange(.member(name), earlier.members[name], self.members[name])
        }
        let files = Set(files.keys).union(earlier.files.keys)
            .sorted { $0.lexicographicallyPrecedes($1) }
            .map { name in
                PartChange(
                    .file(String(decoding: name, as: UTF8.self)),
                    earlier.files[name],
                    self.files[name]
                )
            }
        return (members + files).filter(\.isChange)
    }
}

/// A part of a version, before and now.
struct PartChange: Sendable {
    enum Part: Hashable, Sendable {
        case member(String)
        case file(String)
    }

    let part: Part
    /// `nil` where it was not there, or null.
    let before: JSON?
    let after: JSON?

    init(_ part: Part, _ before: JSON?, _ after: JSON?) {
        self.part = part
        self.before = before == .null ? nil : before
        self.after = after == .null ? nil : after
    }

    /// By the bytes: two texts that count as the same characters are two all the same.
    var isChange: Bool { before?.canonical != after?.canonical }

    /// The digests of a file; `nil` where it was not there.
    var digests: (before: String?, after: String?) {
        (before?["digest"]?.string, after?["digest"]?.string)
    }

    var json: JSON {
        switch part {
        case .member(let name):
            ["member": .string(name), "before": before ?? .null, "after": after ?? .null]
        case .file(let name):
            [
                "file": .string(name), "before": digests.before.map(JSON.string) ?? .null,
                "after": digests.after.map(JSON.string) ?? .null,
            ]
        }
    }
}

extension JSON {
    /// The value for a reader, a line for each line of a text and for each element of a list.
    var lines: [String] {
        switch self {
        case .string(""), .null: []
        case .string(let text):
            text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        case .array(let elements): elements.map(\.phrase)
        default: [phrase]
        }
    }

    /// The value in a line.
    private var phrase: String {
        switch self {
        case .string(let text): text
        case .array(let elements): elements.map(\.phrase).joined(separator: ", ")
        case .object(let members):
            members.filter { !$0.value.isNull }.sorted { $0.key < $1.key }
                .map { key, value in
                    value.object == nil ? "\(key): \(value.phrase)" : "\(key): (\(value.phrase))"
                }
                .joined(separator: "; ")
        default: String(decoding: canonical, as: UTF8.self)
        }
    }
}
