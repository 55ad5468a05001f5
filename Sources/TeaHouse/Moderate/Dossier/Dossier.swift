// SPDX-License-Identifier: Apache-2.0
import JSON

/// Everything that a moderator reads of a version before deciding: what it says, how it differs from the one
/// before, where its gates stand, and the passages that the screening and the objections speak of.
struct Dossier: Sendable {
    /// What could not be read, and why.
    struct Unread: Sendable {
        let what: String
        let why: String

        init(_ what: String, _ error: any Error) {
            self.what = what
            why = Self.why(error)
        }

        /// What went wrong, in words.
        static func why(_ error: any Error) -> String {
            switch error {
            case let refused as Refused: refused.message
            case let unable as CannotRun: unable.message
            default: "\(error)"
            }
        }

        var json: JSON { ["what": .string(what), "why": .string(why)] }
    }

    /// What a version is compared with.
    enum Earlier: Sendable {
        /// It is the first that there is to read.
        case none
        /// The one before it that moderators may read.
        case version(JSON)
        case unread
    }

    let name: CaseName
    let version: JSON
    let etag: String?
    let earlier: Earlier
    let report: JSON?
    let flags: [JSON]
    /// Those on the version that it is compared with, as far as they are not among `flags`: a passage that
    /// was objected to there may stand here as well.
    let earlierFlags: [JSON]
    let reviews: [JSON]
    let time: PlatformTime
    /// The files that are spoken of, by digest, as far as they are not too large.
    var files: [String: [UInt8]] = [:]
    var unread: [Unread] = []

    /// Whether all of it was read: a dossier that is not complete says nothing of what it lacks.
    var isComplete: Bool { unread.isEmpty }

    /// What differs from the version before; `nil` where that is not known.
    var changes: [PartChange]? {
        switch earlier {
        case .none: []
        case .version(let earlier): VersionParts(of: version).changes(since: VersionParts(of: earlier))
        case .unread: nil
        }
    }

    /// All of it as one object.
    var json: JSON {
        guard case .object(var members) = version else { return version }
        members["screening_report"] = report ?? .null
        members["flags"] = .array(flags)
        members["earlier_flags"] = .array(earlierFlags)
        members["reviews"] = .array(reviews)
        members["changes"] = changes.map { .array($0.map(\.json)) } ?? .null
        members["complete"] = .bool(isComplete)
        members["unread"] = .array(unread.map(\.json))
        return .object(members)
    }

    /// The version's file of a name, byte for byte.
    func file(named name: String) -> JSON? {
        version["files"]?.array?.first { ($0["name"]?.string ?? "").utf8.elementsEqual(name.utf8) }
    }

    /// Refuses to stand for all that there was to read.
    func requireComplete() throws {
        guard !isComplete else { return }
        let count = unread.count == 1 ? "One part" : "\(unread.count) parts"
        throw CannotRun("The dossier of \(name) is incomplete: \(count) could not be read.")
    }
}
