// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

/// How a request for access looks to its author and to the provider.
enum AccessJSON {
    static func request(_ request: AccessRecord, _ caller: Caller) -> JSON {
        let release: JSON = [
            "dataset": .text(request.dataset),
            "title": .string(request.title),
            "sequence": .integer(Int64(request.sequence)),
            "organisation": .text(request.providerPID),
        ]
        let person: JSON = [
            "pid": .text(request.personPID),
            "name": .string(request.personName),
            "affiliations": .texts(request.affiliations),
        ]
        let json: JSON = [
            "pid": .text(request.pid),
            "release": release,
            "person": person,
            "purpose": .string(request.purpose),
            "state": .string(request.state.rawValue),
            "terms_digest": .text(request.termsDigest),
            "due_at": .text(request.dueAt),
        ]
        return
            json
            .adding("decided_at", .text(request.decidedAt))
            .adding("reason", .text(request.reason))
            .adding("created_at", .text(request.createdAt))
            .adding("changed_at", .text(request.changedAt))
            .adding("actions", .actions(actions(request, caller).map(\.rawValue)))
    }

    private static func actions(_ request: AccessRecord, _ caller: Caller) -> [AccessRequest.State.Event] {
        guard caller.has(.dataOfficer, in: request.provider), caller.scopes.contains(.datasets),
            request.person != caller.person
        else { return [] }
        let events: [AccessRequest.State.Event] = [.grant, .decline, .revoke]
        return events.filter { event in
            request.state.next(event) != nil && (event != .grant || request.releaseState == .released)
        }
    }
}
