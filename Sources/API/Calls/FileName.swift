// SPDX-License-Identifier: Apache-2.0
import Domain

/// The name under which people keep a file: never a path.
package enum FileName {
    package static func isValid(_ name: String) -> Bool {
        Limits.fileName.contains(name.unicodeScalars.count) && name.utf8.count <= 255
            && name != "." && name != ".."
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "/" && scalar != "\\" && scalar.properties.generalCategory != .control
                    && scalar.properties.generalCategory != .format
                    && scalar.properties.generalCategory != .lineSeparator
                    && scalar.properties.generalCategory != .paragraphSeparator
            }
    }
}
