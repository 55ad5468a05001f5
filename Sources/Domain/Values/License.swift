// SPDX-License-Identifier: Apache-2.0

/// The licences under which a finding may be published, by their SPDX identifiers: open ones only.
package enum License: String, CaseIterable, Sendable {
    case ccBy4 = "CC-BY-4.0"
    case ccBySa4 = "CC-BY-SA-4.0"
    case cc0 = "CC0-1.0"
    case apache2 = "Apache-2.0"
    case mit = "MIT"
    case bsd3 = "BSD-3-Clause"
    case gpl3 = "GPL-3.0-or-later"
    case odbl1 = "ODbL-1.0"
}
