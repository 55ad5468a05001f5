// SPDX-License-Identifier: Apache-2.0
import JSON

/// Operations whose bytes are no JSON of ours.
extension Operation {
    /// What is served in media types of others, with an entity tag.
    static func formats(_ id: String, _ tag: Tag, _ media: [Media], refusals: Set<Int> = []) -> Self {
        Self(id: id, tag: tag, content: .media(media), refusals: refusals).tagged()
    }

    /// A file, whole or in part.
    static func download(_ id: String, _ tag: Tag) -> Self {
        var operation = Self(id: id, tag: tag, content: .file)
        operation.isTagged = true
        operation.others = [206: .file, 304: .none]
        operation.refusals = [403, 410, 412, 416]
        return operation
    }

    /// A file on its way to the disk.
    static func upload(_ id: String, _ tag: Tag, _ types: [String], _ answer: Schema) -> Self {
        var operation = Self(id: id, tag: tag, body: .file(types), status: 201, content: .json(answer))
        operation.isTagged = true
        operation.refusals = [409, 412, 422, 507]
        return operation
    }
}

extension Operation.Media {
    /// Typed links between things (RFC 9264).
    static let linkset = Self("application/linkset+json", .document, ["linkset": []])
}
