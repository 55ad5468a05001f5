// SPDX-License-Identifier: Apache-2.0
import Domain

/// Where the platform is found and what it is called, as the formats of its publications say it.
package struct Site: Hashable, Sendable {
    package var name: String
    /// Without a slash at its end.
    package var url: String
    /// Whom harvesters may write to.
    package var email: String
    /// The prefix of the platform's DOIs; 10.5072 is the one for tests.
    package var doiPrefix: String

    package init(
        name: String = "Tea House",
        url: String,
        email: String = "admin@localhost.localdomain",
        doiPrefix: String = "10.5072"
    ) {
        self.name = name
        self.url = url
        self.email = email
        self.doiPrefix = doiPrefix
    }

    /// The domain that names the platform in identifiers for harvesters.
    package var domain: String {
        let host =
            url.split(separator: "/").dropFirst().first?.split(separator: ":").first.map(String.init) ?? ""
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isDomain =
            labels.count > 1 && labels.allSatisfy { $0.first.map { $0.isASCII && $0.isLetter } ?? false }
        return isDomain ? host : "teahouse.localdomain"
    }

    package func doi(_ pid: PID) -> String { "\(doiPrefix)/\(pid)" }
    package func doiURL(_ pid: PID) -> String { "https://doi.org/\(doi(pid))" }

    /// The publication's page.
    package func page(_ pid: PID) -> String { "\(url)/v1/publications/\(pid)" }

    /// A published file's address.
    package func file(_ name: String, of pid: PID) -> String {
        "\(page(pid))/files/\(Percent.encode(name))"
    }

    func release(_ release: Document.ReleaseReference) -> String {
        "\(url)/v1/datasets/\(release.pid)/releases/\(release.sequence)"
    }

    func problem(_ problem: Document.ProblemReference) -> String { "\(url)/v1/problems/\(problem.pid)" }
}
