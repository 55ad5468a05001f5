// SPDX-License-Identifier: Apache-2.0

// The schema history as text; `embedded` and `bootstrap` are written by the plugin from the `.sql` files beside this.

/// The number in front of a migration's name, as 7 for `0007_visibility`.
package func migrationNumber(_ name: String) -> Int? {
    Int(name.prefix { $0.isNumber })
}
