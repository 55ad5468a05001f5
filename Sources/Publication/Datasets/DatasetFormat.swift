// SPDX-License-Identifier: Apache-2.0
import JSON

/// The formats in which a release is described, for tools that read tables.
package enum DatasetFormat: String, CaseIterable, Sendable {
    case dataPackage = "datapackage.json"
    case croissant = "croissant.json"

    package var mediaType: String {
        switch self {
        case .dataPackage: "application/vnd.datapackage+json"
        case .croissant: "application/ld+json"
        }
    }

    package func bytes(_ release: DatasetDescription, at site: Site) -> [UInt8] {
        switch self {
        case .dataPackage: DataPackage.json(release, at: site).canonical
        case .croissant: Croissant.json(release, at: site).canonical
        }
    }
}
