// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Logging
import Postgres
import Publication
import Store

/// What the routes work with; made once by the composition and handed down.
package struct Services: Sendable {
    /// The signed-in pool, under row security.
    package let app: Database
    /// The pool of the role that sees published views only.
    package let `public`: Database
    /// Connections of the platform's own role, for what no caller may do: enrolment and the metrics.
    package let platform: Database
    /// Connections that only searches wait for, of the same role.
    package let search: Database
    package let files: FileStore
    /// The folder of the signing keys, read anew at each use, so that a rotation needs no restart.
    package let keysDirectory: String
    /// The rendered answers of published documents.
    package let publications: PublicationCache
    /// The numbers for whoever runs the server.
    package let gauges: Gauges
    package let cursors: CursorSeal
    /// The representations of findings' versions.
    let versions = VersionCache()
    /// The log's tiles.
    let logTiles = LogTiles()
    /// What the platform is called and where it is found; asked for each time, since a port
    /// may be the system's choice.
    package let site: @Sendable () -> Site
    /// Records a page of a harvest.
    package let harvestPage: Int
    package let logger: Logger

    package init(
        app: Database,
        public: Database,
        platform: Database,
        search: Database,
        files: FileStore,
        keysDirectory: String,
        publications: PublicationCache,
        gauges: Gauges,
        cursors: CursorSeal,
        site: @escaping @Sendable () -> Site,
        harvestPage: Int,
        logger: Logger
    ) {
        self.app = app
        self.public = `public`
        self.platform = platform
        self.search = search
        self.files = files
        self.keysDirectory = keysDirectory
        self.publications = publications
        self.gauges = gauges
        self.cursors = cursors
        self.site = site
        self.harvestPage = harvestPage
        self.logger = logger
    }
}

extension Services {
    /// Forgets everything that memory holds of the database, for when the database behind a running
    /// server was emptied or restored.
    package func forget() {
        publications.dropAll()
        versions.dropAll()
        logTiles.dropAll()
        gauges.dropAll()
    }
}

extension Services: CustomStringConvertible {
    /// Without the members: what runs a service writes its description into the log, and the
    /// cursors' secret is in here.
    package var description: String { "Services" }
}
