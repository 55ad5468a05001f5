// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Files
import Foundation
import Jobs
import Server

/// What a server says of itself, and how it is harvested.
struct ServedSiteArguments: ParsableArguments {
    @OptionGroup var site: SiteArguments

    @Option(help: "Records in a page of OAI-PMH.")
    var harvestPage = 100

    @Option(help: "DataCite's API, where DOIs are registered for --datacite-repository.")
    var dataciteUrl = "https://api.datacite.org"

    @Option(help: "The repository's account at DataCite; without it, nothing is registered anywhere.")
    var dataciteRepository: String?

    @Option(help: "The file with that account's password.")
    var datacitePasswordFile: String?

    func validate() throws {
        guard (1...1000).contains(harvestPage) else {
            throw ValidationError("--harvest-page is a number from 1 to 1000.")
        }
        guard (dataciteRepository == nil) == (datacitePasswordFile == nil) else {
            throw ValidationError("--datacite-repository and --datacite-password-file go together.")
        }
        guard dataciteRepository != nil else { return }
        guard site.doiPrefix != nil, site.publicUrl != nil else {
            throw ValidationError("To register DOIs, --doi-prefix and --public-url have to be given.")
        }
        let isLocal = dataciteUrl.hasPrefix("http://127.0.0.1:") || dataciteUrl.hasPrefix("http://localhost:")
        guard dataciteUrl.hasPrefix("https://") || isLocal, !dataciteUrl.hasSuffix("/") else {
            throw ValidationError("--datacite-url is https:// and no slash at the end.")
        }
    }

    func options() throws -> SiteOptions {
        var options = site.options
        options.harvestPage = harvestPage
        if let dataciteRepository, let datacitePasswordFile {
            guard let bytes = try WholeFile.readIfThere(datacitePasswordFile) else {
                throw CannotRun("There is no \(datacitePasswordFile).")
            }
            options.dataCite = DataCiteMinter.Account(
                url: dataciteUrl,
                repository: dataciteRepository,
                password: String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
            )
        }
        return options
    }
}
