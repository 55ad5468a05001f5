// SPDX-License-Identifier: Apache-2.0
import Store

extension FindingFileRecord {
    static let shown = Representation<Self>("File", "A file by its digest.") {
        Member("name", .string) { $0.name }
        Member("size", .count) { $0.size }
        Member("media_type", .string) { $0.mediaType }
        Member("digest", .digest) { $0.digest }
    }
}
