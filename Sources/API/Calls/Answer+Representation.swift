// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import JSON

extension Answer {
    /// A JSON representation whose strong entity tag is made of its bytes, so that whatever
    /// shows in it changes the tag.
    package static func representation(_ json: JSON, status: HTTPResponse.Status = .ok) -> Self {
        representation(bytes: json.canonical, status: status)
    }

    /// The same of JSON that is already bytes.
    package static func representation(bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Self {
        let answer = Self(status, headers: [.contentType: "application/json"], body: bytes)
        return answer.tagged(EntityTag.part(answer.body))
    }

    /// The answer to a request that made what `location` names.
    package func located(at location: String, status: HTTPResponse.Status) -> Self {
        var copy = self
        copy.status = status
        copy.headers[.location] = location
        return copy
    }

    /// The entity tag without its quotes.
    package var tag: String {
        headers[.eTag].map { String($0.dropFirst().dropLast()) } ?? ""
    }

    /// The same with an entity tag, without its quotes.
    func tagged(_ tag: String) -> Self {
        var copy = self
        copy.headers[.eTag] = "\"\(tag)\""
        return copy
    }
}
