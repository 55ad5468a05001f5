// SPDX-License-Identifier: Apache-2.0
import Domain

/// A piece of an XML document, escaped when it is written.
package indirect enum XMLNode: Sendable {
    case element(String, [(name: String, value: String)], [XMLNode])
    case text(String)

    /// An element with text in it.
    package static func leaf(
        _ name: String,
        _ text: String,
        _ attributes: KeyValuePairs<String, String?> = [:]
    )
        -> Self
    {
        node(name, attributes, [.text(text)])
    }

    /// An element; attributes that are `nil` are left out.
    package static func node(
        _ name: String,
        _ attributes: KeyValuePairs<String, String?> = [:],
        _ children: [XMLNode] = []
    ) -> Self {
        .element(name, attributes.compactMap { key, value in value.map { (key, $0) } }, children)
    }

    /// The whole document with its declaration.
    package var document: [UInt8] {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        write(into: &text)
        text += "\n"
        return Array(text.utf8)
    }

    /// The piece by itself.
    var bytes: [UInt8] {
        var text = ""
        write(into: &text)
        return Array(text.utf8)
    }

    private func write(into text: inout String) {
        switch self {
        case .text(let content): text += content.escapedForMarkup
        case .element(let name, let attributes, let children):
            text += "<\(name)"
            for (key, value) in attributes {
                text += " \(key)=\"\(value.escapedForMarkup)\""
            }
            guard !children.isEmpty else {
                text += "/>"
                return
            }
            text += ">"
            for child in children { child.write(into: &text) }
            text += "</\(name)>"
        }
    }
}
