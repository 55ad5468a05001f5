// SPDX-License-Identifier: Apache-2.0
import CCurl
import Glibc

/// What libcurl would take as it is, and make of it something else.
extension Exchange {
    /// What says where a request ends and where it goes: libcurl's to say.
    private static let framing: Set<String> = [
        "connection", "content-length", "expect", "host", "transfer-encoding",
    ]

    /// - Throws: ``OutboundError/malformed(_:)``.
    func check() throws(OutboundError) {
        guard Self.isToken(method) else { throw .malformed("\(method) is no method") }
        for header in headers {
            guard Self.isToken(header.name), !Self.framing.contains(header.name.lowercased()) else {
                throw .malformed("a header cannot be named so")
            }
            guard header.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw .malformed("the header \(header.name) has a character that ends it")
            }
        }
        guard method != "HEAD" || body == nil else { throw .malformed("HEAD has no body") }
        guard redirects == 0 || (method == "GET" || method == "HEAD") && body == nil else {
            throw .malformed("only GET and HEAD are sent again where a redirect leads")
        }
    }

    /// Whether it goes without TLS.
    ///
    /// - Throws: ``OutboundError/malformed(_:)`` when it has no such form, or another scheme.
    func isPlain() throws(OutboundError) -> Bool {
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let parsed = curl_url() else {
            throw .malformed("its address has to be percent-encoded")
        }
        defer { curl_url_cleanup(parsed) }
        let result = curl_url_set(parsed, CURLUPART_URL, url, UInt32(CURLU_DISALLOW_USER))
        guard result == CURLUE_OK else {
            throw .malformed("its address is no URL: \(String(cString: curl_url_strerror(result)))")
        }
        var scheme: UnsafeMutablePointer<CChar>?
        defer { curl_free(scheme) }
        curl_url_get(parsed, CURLUPART_SCHEME, &scheme, 0)
        switch scheme.map({ String(cString: $0) }) {
        case "https": return false
        case "http": return true
        default: throw .malformed("its address begins neither with https:// nor with http://")
        }
    }

    /// What a method that means a body sends without one: a length of nothing (RFC 9110, section 8.6).
    var emptyBody: [UInt8]? { ["POST", "PUT", "PATCH"].contains(method) ? [] : nil }

    func names(_ header: String) -> Bool {
        headers.contains { $0.name.lowercased() == header.lowercased() }
    }

    /// RFC 9110, section 5.6.2.
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
