// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes

extension Standing {
    /// Refuses an action to a caller who has no right to it; whether the object's state
    /// allows it is asked afterwards.
    func require(_ action: Action) throws {
        switch verdict(action) {
        case .allowed, .wrongState: return
        case .unauthorized: throw ProblemDetails.unauthorized
        case .refused(let refusal): throw details(of: refusal, action)
        }
    }

    /// Refuses an action to a caller who has no right to it, and to everybody in a state
    /// in which it cannot happen.
    func requireNow(_ action: Action) throws {
        try require(action)
        guard case .wrongState(let code) = verdict(action) else { return }
        throw ProblemDetails.conflict(
            code,
            "The \(kind.word) is \(state); \(action.rawValue) cannot happen now."
        )
    }

    private func details(of refusal: Refusal, _ action: Action) -> ProblemDetails {
        switch refusal {
        case .hidden: .notFound
        case .role, .publicSide: .forbidden("role", "Only \(entitled(to: action)) may do this.")
        case .scope: .forbidden("scope", "The token lacks a scope that this needs.")
        case .conflictOfInterest:
            .forbidden("conflict_of_interest", "Nobody decides a case to which they are a party.")
        case .agreementRequired:
            .forbidden("agreement_required", "Ask for access, accepting the terms; the provider grants it.")
        case .notReleased: .forbidden("not_released", "The release is not out yet.")
        case .suspended: .forbidden("suspended", "Downloads of this release are stopped for now.")
        case .retired: ProblemDetails(.gone, "retired", "The release was taken back; its files are gone.")
        case .hiddenForNow: .hiddenForNow
        case .withdrawn:
            ProblemDetails(.gone, "withdrawn", "The publication was withdrawn; its tombstone says why.")
        }
    }

    /// Those whom the table allows the action, as a sentence names them.
    private func entitled(to action: Action) -> String {
        let claims = Permissions.standard.line(kind, action, in: state)?.claims ?? []
        return claims.isEmpty ? "nobody" : claims.map(\.relation.phrase).joined(separator: " or ")
    }
}
