// SPDX-License-Identifier: Apache-2.0
import Testing

/// Two who act on one finding at the same moment.
struct Race: Sendable, CustomTestStringConvertible {
    /// What somebody takes back or away.
    enum Move: String, CaseIterable, Sendable {
        case retract, withdraw
        case suspendProvider = "suspend the provider"
        case suspendPerson = "suspend a person"
        case leaveFinding = "leave the authors"
        case leaveOrganisation = "leave the organisation"
        case revoke = "revoke a grant"
    }

    /// What brings the finding on meanwhile.
    enum Rival: String, CaseIterable, Sendable {
        case certify, lapse, accept
    }

    let move: Move
    let rival: Rival

    static let all = Move.allCases.flatMap { move in Rival.allCases.map { Race(move: move, rival: $0) } }

    var testDescription: String { "\(move.rawValue) against \(rival.rawValue)" }

    /// Whether the finding has a publication that is withdrawn while its next version goes on.
    var hasNextVersion: Bool { move == .withdraw && rival != .lapse }
    /// Whether what falls due is a publication's embargo, and not a clearance.
    var isEmbargo: Bool { move == .withdraw && rival == .lapse }

    /// What can come of it, whoever is first; every other end is a fault.
    var ends: Set<End> {
        switch (move, rival) {
        case (.retract, .certify), (.retract, .lapse):
            [End(move: 200, "retracted"), End(move: 409, "published", "published")]
        case (.retract, .accept):
            [
                // Accepted and taken back, or taken back, and then judges do not see it any more.
                End(move: 200, rival: 200, "retracted"), End(move: 200, rival: 409, "retracted"),
                End(move: 200, rival: 404, "retracted"),
                End(move: 409, rival: 200, "published", "published"),
            ]
        case (.withdraw, .certify): [End(move: 200, "withdrawn", "withdrawn", next: "published")]
        case (.withdraw, .accept): [End(move: 200, rival: 200, "withdrawn", "withdrawn", next: "published")]
        case (.withdraw, .lapse):
            // Taken back before anybody saw it, or a moment later.
            // Or it was public a moment before, and who took back what was not is told so.
            [
                End(move: 200, "retracted", "withdrawn"), End(move: 200, "withdrawn", "withdrawn"),
                End(move: 409, "published", "published"),
            ]
        case (.suspendPerson, .accept):
            [
                End(move: 200, rival: 200, "published", "published"),
                End(move: 200, rival: 401, "submitted"), End(move: 200, rival: 403, "submitted"),
            ]
        case (.leaveFinding, .accept):
            // Nobody leaves while a version is before its gates.
            [204, 409].reduce(into: []) { $0.insert(End(move: $1, rival: 200, "published", "published")) }
        case (.leaveFinding, .certify), (.leaveFinding, .lapse):
            [204, 409].reduce(into: []) { $0.insert(End(move: $1, "published", "published")) }
        case (.suspendProvider, .accept), (.revoke, .accept):
            [End(move: 200, rival: 200, "published", "published")]
        case (.leaveOrganisation, .accept): [End(move: 204, rival: 200, "published", "published")]
        case (.leaveOrganisation, _): [End(move: 204, "published", "published")]
        // What a provider does later, and who is suspended, stops nothing that waits.
        case (.suspendProvider, _), (.suspendPerson, _), (.revoke, _):
            [End(move: 200, "published", "published")]
        }
    }
}

/// What came of a race: who was answered what, and where the finding is then.
struct End: Hashable, Sendable {
    let move: Int
    let rival: Int?
    let version: String
    let publication: String?
    let next: String?

    init(move: Int, rival: Int? = nil, _ version: String, _ publication: String? = nil, next: String? = nil) {
        self.move = move
        self.rival = rival
        self.version = version
        self.publication = publication
        self.next = next
    }
}
