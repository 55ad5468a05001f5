// SPDX-License-Identifier: Apache-2.0

/// What a server answered.
package struct Answer: Sendable {
    package let status: Int
    /// In their order, each line by itself; trailers are left out.
    package let headers: [Header]
    package let body: [UInt8]

    /// A header's value, whatever the case of its name; of several lines, all of them with commas between
    /// (RFC 9110, section 5.3).
    package subscript(header name: String) -> String? {
        let name = name.lowercased()
        let values = headers.filter { $0.name.lowercased() == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}
