// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Store
import TestSupport

/// A problem made over HTTP, and those who deal with it.
struct ProblemFixture: Sendable {
    let poser: OrganisationRecord
    /// The token of the poser's problem owner.
    let owner: String
    /// The token of a moderator of no organisation.
    let moderator: String
    let pid: String

    var path: String { "/v1/problems/\(pid)" }
}

extension TestApp {
    static func problemBody(
        _ organisation: OrganisationRecord,
        title: String = "Bearings that fail early",
        visibility: Problem.Visibility = .public,
        circle: [OrganisationRecord] = [],
        blind: Bool = false,
        deadline: String = "2099-01-01T00:00:00Z"
    ) -> JSON {
        let circle = circle.map { JSON.string($0.pid.description) }
        let body: JSON = [
            "organisation": .string(organisation.pid.description),
            "title": .string(title),
            "statement": "Which of our pumps will fail within a month?\nAnswer with a method.",
            "keywords": ["bearings", "forecast"],
            "visibility": .string(visibility.rawValue),
            "deadline": .string(deadline),
        ]
        guard case .object(var members) = body else { return body }
        if !circle.isEmpty { members["circle"] = .array(circle) }
        if blind { members["blind_review"] = true }
        return .object(members)
    }

    /// A draft.
    func draftProblem(
        _ visibility: Problem.Visibility = .public,
        circle: [OrganisationRecord] = [],
        blind: Bool = false
    ) async throws -> ProblemFixture {
        let poser = try await organisation(.enterprise, "Hafenwerk \(UUID().uuidString.prefix(8))")
        let owner = try await person("Petra", in: poser, as: [.problemOwner]).token
        let moderator = try await person("Mona", platform: [.moderator]).token
        let made = try await client.post(
            "/v1/problems",
            token: owner,
            Self.problemBody(poser, visibility: visibility, circle: circle, blind: blind)
        )
        let pid = try made.expecting(201).json["pid"]?.string ?? ""
        return ProblemFixture(poser: poser, owner: owner, moderator: moderator, pid: pid)
    }

    /// One that waits for a moderator.
    func submittedProblem(
        _ visibility: Problem.Visibility = .public,
        circle: [OrganisationRecord] = [],
        blind: Bool = false
    ) async throws -> ProblemFixture {
        let fixture = try await draftProblem(visibility, circle: circle, blind: blind)
        _ = try await act("submit", on: fixture, token: fixture.owner, [:]).expecting(200)
        return fixture
    }

    /// One that a moderator has opened.
    func openProblem(
        _ visibility: Problem.Visibility = .public,
        circle: [OrganisationRecord] = [],
        blind: Bool = false
    ) async throws -> ProblemFixture {
        let fixture = try await submittedProblem(visibility, circle: circle, blind: blind)
        _ = try await act("approve", on: fixture, token: fixture.moderator).expecting(200)
        return fixture
    }

    /// Asks for an event of the problem, whatever state it is in.
    func act(
        _ event: String,
        on fixture: ProblemFixture,
        token: String?,
        _ body: JSON = ["reason": "Read."],
        headers: [String: String] = ["If-Match": "*"]
    ) async throws -> TestResponse {
        try await client.post("\(fixture.path)/actions/\(event)", token: token, body, headers: headers)
    }

    /// Changes the problem's text, whatever state it is in.
    func patch(
        _ body: JSON,
        _ fixture: ProblemFixture,
        token: String?,
        headers: [String: String] = ["If-Match": "*"]
    ) async throws -> TestResponse {
        try await client.send("PATCH", fixture.path, token: token, body: body.canonical, headers: headers)
    }

    /// Sets the problem's circle, whatever state it is in.
    func setCircle(_ circle: [OrganisationRecord], of fixture: ProblemFixture, token: String?) async throws
        -> TestResponse
    {
        let body: JSON = ["circle": .array(circle.map { .string($0.pid.description) })]
        return try await client.send(
            "PUT",
            "\(fixture.path)/circle",
            token: token,
            body: body.canonical,
            headers: ["If-Match": "*"]
        )
    }

    /// The public ids in a list.
    func listed(_ path: String, token: String? = nil) async throws -> [String] {
        try await client.get(path, token: token).expecting(200).json["items"]?.array?
            .compactMap { $0["pid"]?.string } ?? []
    }
}
