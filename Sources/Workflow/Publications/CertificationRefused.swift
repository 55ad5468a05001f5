// SPDX-License-Identifier: Apache-2.0
import Publication

/// Why a version is not certified as it is, which no further attempt by itself would mend.
package enum CertificationRefused: Error, Hashable, Sendable {
    /// No reader would take the document.
    case document(FormatError)
    /// These members of the document are no longer what they were when it was fixed.
    case changed([String])
}

extension CertificationRefused: CustomStringConvertible {
    /// In words for the authors.
    package var description: String {
        switch self {
        case .document(let error): "The document cannot be published: \(error)"
        case .changed(let members):
            "What would be published is not what was submitted: \(members.joined(separator: ", "))."
        }
    }
}
