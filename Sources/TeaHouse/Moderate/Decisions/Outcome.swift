// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// What a decision has led to, and what is waited for now.
enum Outcome {
    static func text(_ action: Action, _ result: JSON) -> String {
        "\(action.rawValue): done" + (sequel(result).map { "; \($0)." } ?? ".")
    }

    private static func sequel(_ result: JSON) -> String? {
        guard let state = result["state"]?.string else { return nil }
        if let votes = FlagText.votes(on: result), state == Flag.State.contested.rawValue {
            return "it is still contested and waits for another moderator (\(votes))"
        }
        guard let gates = result["gates"], state == Finding.State.submitted.rawValue else {
            return "it is now \(state)"
        }
        let waits = waits(of: gates)
        return waits.isEmpty
            ? "all its gates are open, and it waits for its certificate"
            : "it is still submitted and waits for \(waits.joined(separator: ", and for "))"
    }

    /// What a submitted version waits for, gate by gate.
    private static func waits(of gates: JSON) -> [String] {
        var waits: [String] = []
        switch gates["screening"]?["state"]?.string.flatMap(Screening.init) {
        case .pending: waits.append("its screening")
        case .failed, .asked, .escalated: waits.append("an exception to its failed screening")
        case .refused: waits.append("its authors, since there is no exception to its failed screening")
        case .doubtful, .unresolved: waits.append("a word on whether a passage is gone")
        case .passed, .excepted, .lapsed, .upheld, nil: break
        }
        switch gates["moderation"]?["state"]?.string.flatMap(Moderation.init) {
        case .pending: waits.append("a moderator")
        case .escalated: waits.append("a moderator or an administrator")
        case .accepted, .changesRequested, .rejected, nil: break
        }
        for clearance in gates["clearances"]?.array ?? [] {
            guard let state = clearance["state"]?.string.flatMap(Clearance.State.init), state != .passed
            else { continue }
            let until = clearance["due_at"]?.string.map { " until \($0.prefix(10))" } ?? ""
            let organisation = clearance.shown("organisation_name")
            waits.append(
                state == .flagged
                    ? "the objections of \(organisation) to be settled\(until)"
                    : "the clearance of \(organisation)\(until)"
            )
        }
        return waits
    }
}
