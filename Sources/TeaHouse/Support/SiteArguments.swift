// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Server

/// What the platform says of itself to harvesters and in citations.
struct SiteArguments: ParsableArguments {
    @Option(
        help: "How the world reaches the server, as https://findings.example; where it listens, unless given."
    )
    var publicUrl: String?

    @Option(help: "What the platform is called.")
    var siteName: String?

    @Option(help: "Whom harvesters may write to.")
    var adminEmail: String?

    @Option(help: "The prefix of the platform's DOIs; 10.5072, which is for tests, unless given.")
    var doiPrefix: String?

    func validate() throws {
        if let publicUrl {
            guard publicUrl.hasPrefix("http://") || publicUrl.hasPrefix("https://"),
                !publicUrl.hasSuffix("/"),
                publicUrl.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>\"\\^`{|}?#".utf8.contains($0) }
                )
            else { throw ValidationError("--public-url is http:// or https:// and no slash at the end.") }
        }
        if let adminEmail {
            guard adminEmail.split(separator: "@").count == 2, !adminEmail.contains(" ") else {
                throw ValidationError("--admin-email is an e-mail address.")
            }
        }
        if let doiPrefix {
            guard doiPrefix.hasPrefix("10."), (4...9).contains(doiPrefix.dropFirst(3).count),
                doiPrefix.dropFirst(3).allSatisfy({ $0.isASCII && $0.isNumber })
            else { throw ValidationError("--doi-prefix is 10. and four to nine digits.") }
        }
    }

    var options: SiteOptions {
        SiteOptions(name: siteName, url: publicUrl, email: adminEmail, doiPrefix: doiPrefix)
    }
}
