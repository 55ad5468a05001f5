// SPDX-License-Identifier: Apache-2.0

/// The name under which people keep a file: never a path.
package enum FileName {
    package static func isValid(_ name: String) -> Bool {
        (1...200).contains(name.count) && name.utf8.count <= 255 && name != "." && name != ".."
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "/" && scalar != "\\" && scalar.properties.generalCategory != .control
                    && scalar.properties.generalCategory != .format
                    && scalar.properties.generalCategory != .lineSeparator
                    && scalar.properties.generalCategory != .paragraphSeparator
            }
    }
}
