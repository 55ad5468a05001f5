// SPDX-License-Identifier: Apache-2.0

/// A sentence on each parameter.
enum ParameterNotes {
    static func note(_ name: String) -> String {
        switch name {
        case "pid": "The public identifier."
        case "number": "The number within its parent, from 1."
        case "verb", "identifier", "metadataPrefix", "until", "set", "resumptionToken":
            "The argument of that name of OAI-PMH 2.0."
        case "part": "A day, or a further part of it."
        case "format", "table_format": "The format's file name."
        case "name": "The file's name, percent-encoded."
        case "person": "The person's public identifier."
        case "invitation": "The invitation's public identifier."
        case "role": "The role."
        case "event": "The event."
        case "level": "The tile's level, or `entries`."
        case "a", "b", "c", "d": "A part of the tile's place, as C2SP tlog-tiles writes it."
        case "index": "The entry's index, from 0."
        case "leaf_hash": "The hash of the entry's leaf."
        case "size", "to": "The size of the log; the newest when left out."
        case "from": "The size of the smaller log; in OAI-PMH, the argument of that name."
        case "q": "Words, \"phrases\", `or`, and `-` before what must not be there."
        case "year": "Only those of this year, in UTC."
        case "limit": "How many items a page has at most; 20 when left out."
        case "cursor": "Where the page begins, as `Link` of the page before says."
        case "Idempotency-Key": "The same key with the same request gets the same answer again."
        case "If-Match": "The entity tag of the representation that the change is meant for."
        case "If-None-Match": "The entity tag that the caller has; 304 when it is still the present one."
        case "Range": "One range of bytes."
        case "Content-Digest": "The SHA-256 of the bytes (RFC 9530)."
        default: "Only those with this \(name)."
        }
    }
}
