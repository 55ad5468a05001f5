// SPDX-License-Identifier: Apache-2.0
import Domain

/// A path at the server, and perhaps a query.
///
/// Whatever is put into one is percent-encoded: a name that somebody else chose stays one segment of the
/// path, or one value of the query. The client takes nothing else.
struct RemotePath: ExpressibleByStringInterpolation, Hashable, Sendable {
    let text: String

    init(stringLiteral text: String) {
        self.text = text
    }

    init(stringInterpolation parts: StringInterpolation) {
        text = parts.text
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            text += Percent.encode(value.description)
        }

        /// A path goes on in another as it is.
        mutating func appendInterpolation(_ path: RemotePath) { text += path.text }
    }
}
