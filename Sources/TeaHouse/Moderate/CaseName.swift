// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Store

/// A case as the queue prints it: a public id and, behind a slash, the number of a version or a release, as
/// `fi-0123456789ab/2`; of a publication's note, `pu-0123456789ab/note`.
struct CaseName: Hashable, Sendable {
    let pid: PID
    let number: Int?
    /// Whether it is what authors have added in words to the withdrawal of the publication.
    let isNote: Bool

    init(_ pid: PID, _ number: Int?) {
        self.init(pid, number, isNote: false)
    }

    private init(_ pid: PID, _ number: Int?, isNote: Bool) {
        self.pid = pid
        self.number = number
        self.isNote = isNote
    }

    static func note(of publication: PID) -> CaseName { CaseName(publication, nil, isNote: true) }

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let pid = parts.first.flatMap({ PID(String($0)) }), parts.count <= 2 else { return nil }
        guard parts.count == 2 else {
            self.init(pid, nil)
            return
        }
        if pid.kind == .publication {
            guard parts[1] == Self.noteSuffix else { return nil }
            self = .note(of: pid)
            return
        }
        guard let number = Int(parts[1]), number > 0, "\(number)" == parts[1] else { return nil }
        self.init(pid, number)
    }

    /// As an item of the queue has it.
    init?(of item: JSON) {
        guard let pid = item["pid"]?.string.flatMap({ PID($0) }) else { return nil }
        let isNote = item["kind"]?.string == QueueItem.Kind.note.rawValue
        self.init(pid, item["number"]?.integer.map { Int($0) }, isNote: isNote)
    }

    private static let noteSuffix = "note"

    /// Where it is; of a finding without a number, its latest version.
    var path: RemotePath {
        switch (pid.kind, number) {
        case (.finding, let number?): "/v1/findings/\(pid)/versions/\(number)"
        case (.finding, nil): "/v1/findings/\(pid)"
        case (.dataset, let number): "/v1/datasets/\(pid)/releases/\(number ?? 1)"
        case (.problem, _): "/v1/problems/\(pid)"
        case (.publication, _): isNote ? "/v1/publications/\(pid)/note" : "/v1/publications/\(pid)"
        default: "/v1/flags/\(pid)"
        }
    }

    /// Refuses what was read when another version waits than the one that is named: somebody has changed it.
    func require(_ read: JSON) throws {
        guard pid.kind == .problem || pid.kind == .finding, let number,
            let present = read["amended"]?.integer ?? read["version"]?.integer, present != number
        else { return }
        throw Refused("\(pid) is at version \(present); read that before you decide on it.")
    }
}

extension CaseName: CustomStringConvertible {
    var description: String {
        isNote ? "\(pid)/\(Self.noteSuffix)" : number.map { "\(pid)/\($0)" } ?? pid.description
    }
}

/// One case, by what the queue prints.
struct CaseArguments: ParsableArguments {
    @Argument(
        help: "As the queue prints it: fi-…/2, fl-…, ds-…/1, pb-…, pu-… or pu-…/note.",
        transform: { text in
            guard let name = CaseName(text) else {
                throw ValidationError("\(text) is not a public id, nor one with a number as fi-…/2.")
            }
            return name
        }
    )
    var named: CaseName
    @Option(
        name: [.customLong("version"), .customLong("number")],
        help: "The version or the release, where its name is without."
    )
    var number: Int?

    /// The case, of one of these kinds, and with a number where its kind has to have one.
    func name(_ kinds: PID.Kind..., numbered: Set<PID.Kind> = []) throws -> CaseName {
        guard kinds.contains(named.pid.kind) else {
            let known = kinds.map { "\($0.rawValue)-…" }.joined(separator: ", ")
            throw ValidationError("\(named) is not the public id of such a thing (\(known)).")
        }
        if let number, let other = named.number, number != other {
            throw ValidationError("\(named) and \(number) are two different ones.")
        }
        let name = named.isNote && number == nil ? named : CaseName(named.pid, named.number ?? number)
        if let number = name.number {
            guard number > 0, [.finding, .dataset, .problem].contains(name.pid.kind) else {
                throw ValidationError("\(name) is not how such a thing is numbered.")
            }
        } else if numbered.contains(name.pid.kind) {
            throw ValidationError("Say which one was read, as \(name)/1.")
        }
        return name
    }

    /// A publication, and not its note.
    func publication() throws -> CaseName {
        let name = try name(.publication)
        guard !name.isNote else {
            throw ValidationError("\(name) is a note; the publication is \(name.pid).")
        }
        return name
    }
}
