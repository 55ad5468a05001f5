// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Server

/// What a server says of itself, and how it is harvested.
struct ServedSiteArguments: ParsableArguments {
    @OptionGroup var site: SiteArguments

    @Option(help: "Records in a page of OAI-PMH.")
    var harvestPage = 100

    func validate() throws {
        guard (1...1000).contains(harvestPage) else {
            throw ValidationError("--harvest-page is a number from 1 to 1000.")
        }
    }

    var options: SiteOptions {
        var options = site.options
        options.harvestPage = harvestPage
        return options
    }
}
