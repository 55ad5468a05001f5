// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import TestSupport

extension World {
    func ofFinding(_ action: Action) -> Operation? {
        let finding = "/v1/findings/{pid}"
        let path = finding + "/versions/{number}"
        let contribution: JSON = ["name": "A", "credit_roles": ["writing-original-draft"]]
        return switch action {
        case .show: Operation("GET", path)
        case .showLatest: Operation("GET", finding)
        case .download: Operation("GET", path + "/files/{name}")
        case .putFile: Operation("PUT", path + "/files/{name}").uploading("More.", "text/markdown")
        case .deleteFile: Operation("DELETE", path + "/files/{name}")
        case .readScreening: Operation("GET", path + "/screening")
        case .readReceipts: Operation("GET", path + "/receipts")
        case .listAuthors: Operation("GET", finding + "/authors")
        case .inviteAuthor: Operation("POST", finding + "/authors", ["person": .string(newAuthor)])
        case .removeAuthor: Operation("DELETE", finding + "/authors/{person}")
        case .newVersion: Operation("POST", finding + "/versions")
        case .edit: Operation("PATCH", path, ["title": "Another"])
        case .setContributions: Operation("PUT", path + "/contributions", ["contributions": [contribution]])
        case .setReleases: Operation("PUT", path + "/releases", ["releases": []])
        case .askReview: Operation("POST", path + "/reviews", ["reviewer": .string(newAuthor)])
        case .listReviews: Operation("GET", path + "/reviews")
        case .submit: Operation("POST", path + "/actions/submit")
        case .retract, .appeal, .accept, .requestChanges, .reject, .exception, .askException, .gone, .stands:
            Operation("POST", path + "/actions/\(action.rawValue)", Self.reason)
        case .refuseException:
            // Nobody has asked for one.
            Operation("POST", path + "/actions/refuse_exception", Self.reason).repeating("wrong_state")
        case .releaseUnused:
            Operation(
                "POST",
                path + "/actions/release_unused",
                ["release": ["dataset": .string(dataset), "sequence": 1], "reason": "Looked at."]
            )
        case .appoint:
            Operation(
                "POST",
                path + "/actions/appoint",
                ["person": .string(newAuthor), "reason": "Looked at."]
            )
        case .liftParty:
            Operation(
                "POST",
                path + "/actions/lift_party",
                ["person": .string(memberPID), "reason": "Looked at."]
            )
        default: nil
        }
    }

    func ofAuthorInvitation(_ action: Action) -> Operation? {
        let path = "/v1/me/author-invitations/{pid}"
        return switch action {
        case .show: Operation("GET", path)
        case .accept, .decline: Operation("POST", path + "/actions/\(action.rawValue)")
        default: nil
        }
    }

    func ofReview(_ action: Action) -> Operation? {
        let path = "/v1/reviews/{pid}"
        return switch action {
        case .show: Operation("GET", path)
        case .decline: Operation("POST", path + "/actions/decline", Self.reason)
        case .give:
            Operation(
                "POST",
                path + "/actions/give",
                [
                    "recommendation": "accept", "text": "Sound.",
                    "scores": ["soundness": 3, "significance": 3, "clarity": 3, "reproducibility": 3],
                ]
            )
        default: nil
        }
    }

    func ofClearance(_ action: Action, _ target: Target) -> Operation? {
        let path = "/v1/clearances/{pid}"
        return switch action {
        case .show: Operation("GET", path)
        case .noObjection: Operation("POST", path + "/actions/no_objection", Self.reason)
        case .extend:
            Operation("POST", path + "/actions/extend", ["reason": "A patent.", "until": .string(until)])
        case .raise:
            Operation(
                "POST",
                path + "/flags",
                [
                    "file_digest": .string(file), "first_byte": 46, "last_byte": 55,
                    "category": "confidential",
                    "note": "A price.",
                ]
            )
        default: nil
        }
    }

    func ofFlag(_ action: Action) -> Operation? {
        let path = "/v1/flags/{pid}"
        return switch action {
        case .show: Operation("GET", path)
        case .concede, .contest, .retract, .uphold, .dismiss:
            Operation("POST", path + "/actions/\(action.rawValue)", Self.reason)
        default: nil
        }
    }

    func ofPublication(_ action: Action) -> Operation? {
        let path = "/v1/publications/{pid}"
        return switch action {
        case .show: Operation("GET", path)
        case .readCertificate: Operation("GET", path + "/certificate")
        case .readRevocation: Operation("GET", path + "/revocation")
        case .readFormat: Operation("GET", path + "/formats/{format}")
        case .readLinkset: Operation("GET", path + "/linkset")
        case .listFiles: Operation("GET", path + "/files")
        case .download: Operation("GET", path + "/files/{name}")
        case .withdraw: Operation("POST", path + "/actions/withdraw", TestApp.withdrawal)
        case .takeDown:
            Operation("POST", path + "/actions/take_down", ["category": "error", "reason": "Looked at."])
        case .hide: Operation("POST", path + "/actions/hide", Self.reason)
        default: nil
        }
    }

    func ofNote(_ action: Action) -> Operation? {
        let path = "/v1/publications/{pid}/note"
        return switch action {
        case .show: Operation("GET", path)
        case .allow, .refuse: Operation("POST", path + "/actions/\(action.rawValue)", Self.reason)
        default: nil
        }
    }
}
