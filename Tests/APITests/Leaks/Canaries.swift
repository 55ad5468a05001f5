// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport

/// A unique text planted in one class of visibility, and who may come across it.
struct Canary: Sendable {
    let text: String
    let allowed: Set<String>
    /// Whether the day of release makes it everybody's.
    let isEmbargoed: Bool
    /// As it is, and as PostgreSQL and others write bytes.
    private let forms: [[UInt8]]

    init(text: String, allowed: Set<String>, isEmbargoed: Bool = false) {
        self.text = text
        self.allowed = allowed
        self.isEmbargoed = isEmbargoed
        let hexadecimal = text.utf8.map { String($0, radix: 16, uppercase: true) }.joined()
        forms = [Array(text.utf8), Array(hexadecimal.utf8)]
    }

    /// Bytes, since every answer is searched for every canary, and strings are slow at it.
    func isIn(_ bytes: [UInt8]) -> Bool {
        forms.contains { bytes.contains(run: $0) }
    }
}

/// A platform in which every class of visibility has its canary, and everybody who might look for one.
struct Aviary: Sendable {
    let app: TestApp
    /// By name; without a token, nobody.
    let people: [String: String?]
    let persons: [String: UUID]
    let canaries: [Canary]
    /// Every public id there is, by its kind.
    let pids: [String: [String]]
    let embargoed: String

    static func make(_ app: TestApp) async throws -> Aviary {
        func text(_ name: String) -> String { "CANARY\(name)\(UUID().uuidString.prefix(8))" }
        var people: [String: String?] = ["nobody": nil]
        var canaries: [Canary] = []
        let judges: Set<String> = ["moderator", "admin"]

        let data = try await app.release()
        let reviewer = text("REVIEWER")
        let moderator = try await app.person(reviewer, platform: [.moderator])
        people["moderator"] = moderator.token
        people["admin"] = try await app.person("Ad", platform: [.admin]).token
        canaries.append(Canary(text: reviewer, allowed: judges))
        let other = try await app.organisation(.enterprise, "Other \(UUID().uuidString.prefix(8))")
        people["other"] = try await app.person("Ot", in: other, as: MembershipRole.allCases).token
        people["stranger"] = try await app.person("St").token
        let judge = data.with(moderator: moderator.token)

        // Findings in every state, each with an author of its own; the provider sees what was put before it.
        for (name, title) in [
            ("submitted", text("SUBMITTED")), ("embargo", text("EMBARGO")), ("withdrawn", text("WITHDRAWN")),
        ] {
            var metadata: [String: JSON] = ["title": .string(title), "abstract": .string("About \(title).")]
            if name == "embargo" {
                metadata["release_at"] = .string(Date(timeIntervalSinceNow: 20 * 86_400).ISO8601Format())
            }
            let fixture = try await app.submittedFinding(.object(metadata), over: judge)
            people["author of \(name)"] = fixture.author
            people["clearer of \(name)"] = fixture.clearer
            // One provider: each of its officers sees what was put before it.
            let officers = ["clearer of submitted", "clearer of embargo", "clearer of withdrawn"]
            canaries.append(
                Canary(
                    text: title,
                    allowed: judges.union(officers).union(["author of \(name)"]),
                    isEmbargoed: name == "embargo"
                )
            )
            if name == "submitted" {
                let note = text("FLAG")
                let flag: JSON = [
                    "file_digest": try await app.digest(in: fixture), "first_byte": 46, "last_byte": 55,
                    "category": "confidential", "note": .string(note),
                ]
                _ = try await app.client.post(
                    fixture.clearancePath + "/flags",
                    token: fixture.clearer,
                    flag,
                    headers: ["If-Match": "*"]
                ).expecting(201)
                canaries.append(
                    Canary(text: note, allowed: judges.union(officers).union(["author of submitted"]))
                )
                let draft = text("DRAFT")
                _ = try await app.draftFinding(["title": .string(draft)], over: judge, by: fixture.author)
                canaries.append(Canary(text: draft, allowed: ["author of submitted"]))
                let token = text("TOKEN")
                _ = try await app.client.post(
                    "/v1/tokens",
                    token: fixture.author,
                    ["name": .string(token), "scopes": ["read"]]
                ).expecting(201)
                canaries.append(Canary(text: token, allowed: ["author of submitted"]))
            } else {
                try await app.openGates(of: fixture)
                let state = name == "embargo" ? "publishable" : "published"
                let pid = try await app.publication(of: fixture, state: state)
                if name == "withdrawn" {
                    try await app.withdraw(pid, by: fixture.author)
                }
            }
        }

        // Problems: one being written, and one of a closed circle.
        let poser = try await app.organisation(.enterprise, "Poser \(UUID().uuidString.prefix(8))")
        people["poser"] = try await app.person("Po", in: poser, as: [.problemOwner]).token
        let friend = try await app.organisation(.enterprise, "Friend \(UUID().uuidString.prefix(8))")
        people["friend"] = try await app.person("Fr", in: friend, as: [.researcher]).token
        for (name, circle, allowed) in [
            ("PROBLEM", false, ["poser"] as Set<String>),
            ("CIRCLE", true, judges.union(["poser", "friend"])),
        ] {
            let title = text(name)
            let body = TestApp.problemBody(
                poser,
                title: title,
                visibility: circle ? .restricted : .public,
                circle: circle ? [friend] : []
            )
            let made = try await app.client.post("/v1/problems", token: people["poser"] ?? nil, body)
                .expecting(201)
            let path = "/v1/problems/\(made.json["pid"]?.string ?? "")"
            if circle {
                _ = try await app.act("submit", at: path, token: people["poser"] ?? nil, [:]).expecting(200)
                _ = try await app.act("approve", at: path, token: moderator.token).expecting(200)
            }
            canaries.append(Canary(text: title, allowed: allowed))
        }

        // A blind review, of which neither side learns who the other is.
        let (hidden, writer) = (text("HIDDENREVIEWER"), text("BLINDAUTHOR"))
        let review = try await app.reviewedFinding(blind: true, reviewerName: hidden, contributor: writer)
        people["reviewer"] = review.reviewer
        people["author of reviewed"] = review.finding.author
        people["clearer of reviewed"] = review.finding.clearer
        let advice = text("REVIEW")
        _ = try await app.act(
            "give",
            at: review.path,
            token: review.reviewer,
            .object((ReviewFixture.advice.object ?? [:]).merging(["text": .string(advice)]) { $1 })
        ).expecting(200)
        canaries += [
            Canary(text: hidden, allowed: judges.union(["reviewer"])),
            Canary(text: writer, allowed: judges.union(["author of reviewed", "clearer of reviewed"])),
            Canary(text: advice, allowed: judges.union(["reviewer", "author of reviewed"])),
        ]

        // An invitation, and a wish for access.
        let house = try await app.organisation(.university, "House \(UUID().uuidString.prefix(8))")
        people["owner"] = try await app.person("Ow", in: house, as: [.owner]).token
        let invited = text("INVITED")
        _ = try await app.client.post(
            "/v1/organisations/\(house.pid)/invitations",
            token: people["owner"] ?? nil,
            ["name": .string(invited), "roles": ["researcher"]]
        ).expecting(201)
        canaries.append(Canary(text: invited, allowed: ["owner"]))

        let tokens = people
        return Aviary(
            app: app,
            people: people,
            persons: try await app.asSuperuser { db in
                var persons: [String: UUID] = [:]
                for (name, token) in tokens {
                    guard let token, let hash = TokenText(.personal, token)?.hash else { continue }
                    persons[name] = try db.scalar("SELECT person FROM tokens WHERE hash = \(hash)")
                }
                return persons
            },
            canaries: canaries,
            pids: try await app.asSuperuser { db in
                var pids: [String: [String]] = [:]
                for (kind, question) in [
                    ("fi", "SELECT pid FROM findings"), ("pu", "SELECT pid FROM publications"),
                    ("pb", "SELECT pid FROM problems"),
                    ("ds", "SELECT pid FROM datasets"), ("cl", "SELECT pid FROM clearances"),
                    ("fl", "SELECT pid FROM flags"), ("rv", "SELECT pid FROM reviews"),
                    ("ac", "SELECT pid FROM access_requests"), ("or", "SELECT pid FROM organisations"),
                ] as [(String, SQL)] {
                    pids[kind] = try db.scalars(question)
                }
                return pids
            },
            embargoed: canaries.first { $0.isEmbargoed }?.text ?? ""
        )
    }

    /// The canaries in a text that this person was not to come across.
    func escaped(_ text: String, to who: String, afterEmbargo: Bool = false) -> [String] {
        let bytes = Array(text.utf8)
        return canaries.filter { canary in
            !canary.allowed.contains(who) && !(afterEmbargo && canary.isEmbargoed) && canary.isIn(bytes)
        }.map { String($0.text.dropLast(8)) }
    }
}

extension DatasetFixture {
    /// The same, judged by another moderator.
    fileprivate func with(moderator: String) -> DatasetFixture {
        var copy = self
        copy.moderator = moderator
        return copy
    }
}
