// SPDX-License-Identifier: Apache-2.0
import Anonymity
import JSON

extension ScreenTask {
    var json: JSON {
        [
            "texts": .array(texts.map(\.json)), "releases": releases.map { .array($0.map(\.json)) } ?? .null,
            "packs": .strings(packs.names), "passages": .array(passages.map(\.json)),
            "salt": .bytes(salt), "near": .bool(near),
        ]
    }

    init(_ json: JSON) throws {
        texts = try json.members("texts") { try Text($0) }
        releases = try json.optionalMember("releases") { try $0.array?.map { try Release($0) } }
        packs = try IdentifierPacks(json: json)
        passages = try json.members("passages") { try SoughtPassage($0) }
        salt = try json.member("salt", \.bytes)
        near = try json.member("near", \.bool)
    }
}

extension ScreenTask.Text {
    var json: JSON {
        [
            "name": .string(name), "media_type": .string(mediaType), "content": content.json,
            "passages_in": passagesIn?.json ?? .null,
        ]
    }

    init(_ json: JSON) throws {
        name = try json.member("name", \.string)
        mediaType = try json.member("media_type", \.string)
        content = try json.member("content") { try WorkerBytes($0) }
        passagesIn = try json.optionalMember("passages_in") { try WorkerBytes($0) }
    }
}

extension ScreenTask.Release {
    var json: JSON {
        [
            "release": .string(release), "name": .string(name), "is_declared": .bool(isDeclared),
            "path": path.map(JSON.string) ?? .null, "dialect": dialect ?? .null,
        ]
    }

    init(_ json: JSON) throws {
        release = try json.member("release", \.string)
        name = try json.member("name", \.string)
        isDeclared = try json.member("is_declared", \.bool)
        path = try json.optionalMember("path", \.string)
        dialect = try json.optionalMember("dialect") { $0 }
    }
}
