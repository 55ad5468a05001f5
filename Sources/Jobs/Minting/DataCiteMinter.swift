// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Publication

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

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

    private static let timeout: TimeInterval = 30
    private let account: Account
    private let site: @Sendable () -> Site
    private let session: URLSession

    package init(_ account: Account, site: @escaping @Sendable () -> Site) {
        self.account = account
        self.site = site
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = Self.timeout
        session = URLSession(configuration: configuration)
    }

    package func perform(
        _ event: Identifier.State.Event,
        on doi: String,
        of pid: PID,
        _ document: Document?
    ) async throws {
        // Prefix and PID have no character that a path would escape but the slash between them.
        guard let url = URL(string: "\(account.url)/dois/\(Percent.encode(doi))") else {
            throw MinterError(status: 0, detail: "\(account.url) is no address")
        }
        var request = URLRequest(url: url)
        request.httpMethod = "PUT"
        let credentials = Data("\(account.repository):\(account.password)".utf8).base64EncodedString()
        request.setValue("Basic \(credentials)", forHTTPHeaderField: "Authorization")
        request.setValue("application/vnd.api+json", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data(body(event, doi, pid, document).canonical)
        let (data, response) = try await session.answer(to: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard status == 200 || status == 201 else {
            throw MinterError(status: status, detail: String(decoding: data.prefix(1000), as: UTF8.self))
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
