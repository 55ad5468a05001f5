// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Outbound
import Publication

/// DataCite's REST API: `PUT /dois/{id}` with an event, which makes or changes.
/// https://support.datacite.org/docs/api-create-dois
package struct DataCiteMinter: Minter {
    /// How the platform signs in.
    package struct Account: Sendable {
        /// Such as `https://api.datacite.org`, without a slash at its end.
        package var url: String
        package var repository: String
        package var password: String

        package init(url: String, repository: String, password: String) {
            self.url = url
            self.repository = repository
            self.password = password
        }
    }

    /// The registry answers with all that it has of an identifier.
    private static let longestAnswer = 8 << 20

    private let account: Account
    private let site: @Sendable () -> Site

    package init(_ account: Account, site: @escaping @Sendable () -> Site) {
        self.account = account
        self.site = site
    }

    package func perform(
        _ event: Identifier.State.Event,
        on doi: String,
        of pid: PID,
        _ document: Document?
    ) async throws {
        let credentials = Data("\(account.repository):\(account.password)".utf8).base64EncodedString()
        var exchange = Exchange(
            "PUT",
            // Prefix and PID have no character that a path would escape but the slash between them.
            "\(account.url)/dois/\(Percent.encode(doi))",
            headers: [
                Header("Authorization", "Basic \(credentials)"),
                Header("Content-Type", "application/vnd.api+json"),
            ],
            body: body(event, doi, pid, document).canonical,
            reach: .named
        )
        exchange.limits.bytes = Self.longestAnswer
        let answer = try await exchange.answer()
        guard answer.status == 200 || answer.status == 201 else {
            let detail = String(decoding: answer.body.prefix(1000), as: UTF8.self)
            throw MinterError(status: answer.status, detail: detail)
        }
    }

    private func body(
        _ event: Identifier.State.Event,
        _ doi: String,
        _ pid: PID,
        _ document: Document?
    ) -> JSON {
        let site = site()
        var attributes: [String: JSON] = ["url": .string(site.page(pid))]
        if let document {
            attributes = PublicationFormat.dataCite(document, at: site)
        } else if event != .hide {
            // Withdrawn before it was registered: nothing of what it said is passed on.
            attributes["titles"] = [["title": "Withdrawn"]]
            attributes["creators"] = [["name": .string(site.name), "nameType": "Organizational"]]
            attributes["publisher"] = .string(site.name)
            attributes["types"] = ["resourceTypeGeneral": "Report"]
        }
        attributes["doi"] = .string(doi)
        // A draft is what is made without an event.
        if event != .reserve { attributes["event"] = .string(event.rawValue) }
        return ["data": ["id": .string(doi), "type": "dois", "attributes": .object(attributes)]]
    }
}
