// SPDX-License-Identifier: Apache-2.0

/// What can be found.
package enum SearchedType: String, CaseIterable, Hashable, Sendable {
    case publication, problem, dataset
}
