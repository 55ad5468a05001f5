// SPDX-License-Identifier: Apache-2.0
import Jobs
import Publication

/// What the operator of the platform says of it.
package struct SiteOptions: Sendable {
    package var name: String?
    /// How the world reaches the server, without a slash at its end; where it listens, unless given.
    package var url: String?
    package var email: String?
    package var doiPrefix: String?
    /// Records a page of a harvest.
    package var harvestPage: Int
    /// Where DOIs are registered; nowhere, unless given.
    package var dataCite: DataCiteMinter.Account?

    package init(
        name: String? = nil,
        url: String? = nil,
        email: String? = nil,
        doiPrefix: String? = nil,
        harvestPage: Int = 100,
        dataCite: DataCiteMinter.Account? = nil
    ) {
        self.name = name
        self.url = url
        self.email = email
        self.doiPrefix = doiPrefix
        self.harvestPage = harvestPage
        self.dataCite = dataCite
    }

    func minter(speakingAs site: @escaping @Sendable () -> Site) -> any Minter {
        dataCite.map { DataCiteMinter($0, site: site) } ?? LocalMinter()
    }

    /// The site, for a server that is reached at `address` if nothing else was said.
    package func site(at address: String) -> Site {
        var site = Site(url: url ?? address)
        if let name { site.name = name }
        if let email { site.email = email }
        if let doiPrefix { site.doiPrefix = doiPrefix }
        return site
    }
}
