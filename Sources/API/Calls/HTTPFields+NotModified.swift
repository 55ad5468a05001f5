// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

extension HTTPFields {
    /// Of a representation with these fields, what a GET or a HEAD gets instead of it: the fields of the
    /// 304 when the request's `If-None-Match` names its entity tag (RFC 9110, section 13.1.2); `nil`
    /// when it is answered in full.
    ///
    /// Everything that is read decides by this, once it is known that it would be answered with 200 (section
    /// 13.2.1). `If-Modified-Since` is not looked at: beside `If-None-Match` it means nothing (section
    /// 13.1.3), and whoever knows a date of ours knows the tag as well.
    func notModified(for request: HTTPFields) -> HTTPFields? {
        guard let value = request[.ifNoneMatch], let etag = self[.eTag],
            EntityTags(value).containsWeakly(etag)
        else { return nil }
        var fields = self
        fields[.contentType] = nil
        fields[.contentLength] = nil
        return fields
    }
}
