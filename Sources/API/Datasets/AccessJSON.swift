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
            .adding("actions", .actions(actions(request, caller)))
    }

    private static func actions(_ request: AccessRecord, _ caller: Caller) -> [String] {
        Standing(of: caller, to: request).events(AccessRequest.State.Event.self).filter {
            $0 != AccessRequest.State.Event.grant.rawValue || request.releaseState == .released
        }
    }
}
