// SPDX-License-Identifier: Apache-2.0
import CXML

/// Reads an XML text in memory from element to element, by libxml2's reader.
///
/// It fetches nothing, replaces no entity but the five that XML has, and refuses elements in more than 256
/// others, texts of more than 10 MB and entities that grow, as libxml2 does unless told otherwise.
struct XMLElements: ~Copyable {
    /// What comes next; names are without their prefixes.
    enum Event {
        case start(String, isEmpty: Bool)
        case text(String)
        case end(String)
    }

    private let reader: xmlTextReaderPtr

    /// Over bytes that outlive it.
    ///
    /// - Throws: `ArchiveFault.damaged` where there is no memory for it.
    init(_ text: UnsafeBufferPointer<UInt8>) throws {
        let options = Int32(
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        )
        let start = UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: CChar.self)
        guard let size = Int32(exactly: text.count),
            let reader = xmlReaderForMemory(start, size, nil, nil, options)
        else { throw ArchiveFault.damaged("XML that cannot be read") }
        self.reader = reader
    }

    deinit { xmlFreeTextReader(reader) }

    /// The next event; `nil` at the end.
    ///
    /// - Throws: `ArchiveFault.damaged` where the text is not well-formed.
    mutating func next() throws -> Event? {
        while true {
            let result = xmlTextReaderRead(reader)
            guard result == 1 else {
                if result == 0 { return nil }
                throw ArchiveFault.damaged("XML that is not well-formed")
            }
            switch xmlReaderTypes(UInt32(bitPattern: xmlTextReaderNodeType(reader))) {
            case XML_READER_TYPE_ELEMENT:
                return .start(name, isEmpty: xmlTextReaderIsEmptyElement(reader) == 1)
            case XML_READER_TYPE_END_ELEMENT: return .end(name)
            case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
                return .text(Self.string(xmlTextReaderConstValue(reader)) ?? "")
            case XML_READER_TYPE_ENTITY_REFERENCE: throw ArchiveFault.damaged("XML with entities of its own")
            default: continue
            }
        }
    }

    /// An attribute of the element that has just begun; `nil` where it has none of that name.
    func attribute(_ name: String) -> String? {
        guard xmlTextReaderMoveToAttribute(reader, name) == 1 else { return nil }
        defer { xmlTextReaderMoveToElement(reader) }
        return Self.string(xmlTextReaderConstValue(reader))
    }

    private var name: String { Self.string(xmlTextReaderConstLocalName(reader)) ?? "" }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String? {
        text.map { String(cString: $0) }
    }
}
