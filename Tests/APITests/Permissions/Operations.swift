// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import TestSupport

extension World {
    static let reason: JSON = ["reason": "Looked at."]

    /// How the action is asked for; `nil` when the walk does not know it.
    func operation(_ kind: ObjectKind, _ action: Action, _ target: Target, by persona: Persona) -> Operation?
    {
        switch kind {
        case .platform: ofPlatform(action)
        case .token: action == .revoke ? Operation("DELETE", "/v1/tokens/{pid}") : nil
        case .organisation: ofOrganisation(action, target)
        case .dataset: ofDataset(action)
        case .release: ofRelease(action)
        case .accessRequest: ofRequest(action)
        case .problem, .restrictedProblem: ofProblem(action)
        case .finding: ofFinding(action)
        case .authorInvitation: ofAuthorInvitation(action)
        case .clearance: ofClearance(action, target)
        case .flag: ofFlag(action)
        case .review: ofReview(action)
        case .publication: ofPublication(action)
        case .withdrawalNote: ofNote(action)
        default: nil
        }
    }

    private func ofPlatform(_ action: Action) -> Operation? {
        switch action {
        case .readSelf: Operation("GET", "/v1/me")
        case .readInbox: Operation("GET", "/v1/me/inbox")
        case .markInbox:
            Operation("POST", "/v1/me/inbox/actions/read", ["last": "019aa0b0-0000-7000-8000-000000000001"])
        case .readClocks: Operation("GET", "/v1/organisations/{pid}/clocks")
        case .listTokens: Operation("GET", "/v1/tokens")
        case .makeToken: Operation("POST", "/v1/tokens", ["name": "one more", "scopes": ["tokens"]])
        case .listOrganisations: Operation("GET", "/v1/organisations")
        case .listDatasets: Operation("GET", "/v1/datasets")
        case .listProblems: Operation("GET", "/v1/problems")
        case .listPublications: Operation("GET", "/v1/publications")
        case .harvest: Operation("GET", "/oai")
        case .search: Operation("GET", "/v1/search").with(query: "?q=bearing")
        case .listFindings: Operation("GET", "/v1/findings")
        case .listOwnRequests: Operation("GET", "/v1/access-requests")
        case .listOwnClearances: Operation("GET", "/v1/clearances")
        case .listOwnReviews: Operation("GET", "/v1/me/reviews")
        case .listAuthorInvitations: Operation("GET", "/v1/me/author-invitations")
        case .readKeys: Operation("GET", "/v1/keys")
        case .readLog: Operation("GET", "/v1/log/entries")
        case .readQueue: Operation("GET", "/v1/moderation/queue")
        case .beginFinding:
            Operation(
                "POST",
                "/v1/findings",
                [
                    "title": "T", "abstract": "A.", "language": "en", "kind": "solution",
                    "license": "CC-BY-4.0",
                ]
            )
        default: nil
        }
    }

    private func ofOrganisation(_ action: Action, _ target: Target) -> Operation? {
        let path = "/v1/organisations/{pid}"
        switch action {
        case .show: return Operation("GET", path)
        case .listMembers: return Operation("GET", path + "/memberships")
        case .leave, .takeRole: return Operation("DELETE", path + "/memberships/{person}/{role}")
        case .listInvitations: return Operation("GET", path + "/invitations")
        case .invite: return Operation("POST", path + "/invitations", ["name": "N", "roles": ["owner"]])
        case .revokeInvitation: return Operation("DELETE", path + "/invitations/{invitation}")
        case .beginDataset:
            return Operation(
                "POST",
                "/v1/datasets",
                ["organisation": .string(target.pid), "title": "T", "description": "D.", "keywords": []]
            )
        case .poseProblem:
            return Operation(
                "POST",
                "/v1/problems",
                [
                    "organisation": .string(target.pid), "title": "T", "statement": "S.",
                    "visibility": "public",
                    "deadline": "2099-01-01T00:00:00Z",
                ]
            )
        case .readIdentifiers: return Operation("GET", path + "/identifiers")
        case .setIdentifiers:
            return Operation("PUT", path + "/identifiers", ["words": ["Falke"], "shapes": []])
        case .listRequests:
            return Operation("GET", "/v1/access-requests").with(query: "?organisation=\(target.pid)")
        case .listClearances:
            return Operation("GET", "/v1/clearances").with(query: "?organisation=\(target.pid)")
        case .approve, .suspend, .resume, .close:
            return Operation("POST", path + "/actions/{event}", Self.reason)
        default: return nil
        }
    }

    private func ofDataset(_ action: Action) -> Operation? {
        let path = "/v1/datasets/{pid}"
        return switch action {
        case .show: Operation("GET", path)
        case .inspect: Operation("GET", path).telling("created_at")
        case .edit: Operation("PATCH", path, ["title": "Another"])
        case .beginRelease: Operation("POST", path + "/releases", ["profile": "agreement", "terms": "T."])
        default: nil
        }
    }

    private func ofRelease(_ action: Action) -> Operation? {
        let path = "/v1/datasets/{pid}/releases/{number}"
        return switch action {
        case .show: Operation("GET", path)
        case .inspect: Operation("GET", path).telling("created_at")
        case .listFiles: Operation("GET", path + "/files")
        case .readReport: Operation("GET", path + "/report")
        case .readAttestation: Operation("GET", path + "/report/attestation")
        case .readFormat: Operation("GET", path + "/formats/{table_format}")
        case .readColumns: Operation("GET", path + "/files/{name}/columns")
        case .assignRoles: Operation("PATCH", path + "/files/{name}/columns", ["roles": ["kind": "other"]])
        case .setDialect: Operation("PATCH", path + "/files/{name}", ["dialect": [:]])
        case .download: Operation("GET", path + "/files/{name}")
        case .putFile: Operation("PUT", path + "/files/{name}").uploading("region\nnorth\n", "text/csv")
        case .deleteFile: Operation("DELETE", path + "/files/{name}")
        case .edit: Operation("PATCH", path, ["notes": "N."])
        case .request:
            Operation("POST", path + "/access-requests", ["purpose": "P.", "terms_digest": .string(terms)])
                // Somebody with a grant has asked already.
                .repeating("already_requested")
        case .measure: Operation("POST", path + "/actions/measure", [:])
        case .stop, .return, .release, .suspend, .resume, .retire:
            Operation("POST", path + "/actions/\(action.rawValue)", Self.reason)
        default: nil
        }
    }

    private func ofRequest(_ action: Action) -> Operation? {
        let path = "/v1/access-requests/{pid}"
        return switch action {
        case .show: Operation("GET", path)
        case .grant, .decline, .revoke: Operation("POST", path + "/actions/\(action.rawValue)", Self.reason)
        default: nil
        }
    }

    private func ofProblem(_ action: Action) -> Operation? {
        let path = "/v1/problems/{pid}"
        return switch action {
        case .show: Operation("GET", path)
        case .readVersions: Operation("GET", path + "/versions")
        case .edit: Operation("PATCH", path, ["title": "Another"])
        case .setCircle: Operation("PUT", path + "/circle", ["circle": []])
        case .submit: Operation("POST", path + "/actions/submit")
        case .extend: Operation("POST", path + "/actions/extend", ["deadline": "2100-01-01T00:00:00Z"])
        case .conclude:
            Operation("POST", path + "/actions/conclude", ["outcome": "solved", "reason": "Done."])
        case .approve, .return, .cancel:
            Operation("POST", path + "/actions/\(action.rawValue)", Self.reason)
        default: nil
        }
    }
}
