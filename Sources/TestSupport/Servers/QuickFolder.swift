// SPDX-License-Identifier: Apache-2.0
import Cluster
import Foundation

/// Where state folders of tests are made: in memory where there is plenty of it, as the throw-away clusters
/// are.
///
/// A state folder holds a cluster of its own, some thousand files that are copied for each test of a command.
package enum QuickFolder {
    /// A path at which nothing is yet; who asks removes what it makes there.
    package static func path(_ name: String) -> String {
        "\(Cluster.throwawayPlace)/teahouse-\(name)-\(UUID())"
    }
}
