// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension Document.Contributor {
    var json: JSON {
        .object(compacting: [
            "name": .string(name),
            "orcid": orcid.map(JSON.text),
            "affiliation": affiliation.map { affiliation in
                .object(compacting: [
                    "name": .string(affiliation.name), "ror": affiliation.ror.map(JSON.text),
                ])
            },
            "credit_roles": .strings(creditRoles.map(\.rawValue)),
        ])
    }

    static func read(_ reader: inout ObjectReader) -> Self? {
        let name = reader.string("name", length: 1...200)
        let orcid = reader.optionalValue("orcid", parse: ORCID.init)
        let affiliation = reader.optionalObject("affiliation") { reader in
            let ror = reader.optionalValue("ror", parse: ROR.init)
            return reader.string("name", length: 1...300).map { Document.Affiliation(name: $0, ror: ror) }
        }
        let names = reader.strings("credit_roles", count: 0...CreditRole.allCases.count) ?? []
        let roles = names.compactMap(CreditRole.init)
        if roles.count != names.count || Set(roles).count != roles.count {
            reader.record("credit_roles", FieldError.Code.unknownValue, "Each must be a CRediT role, once.")
        }
        return name.map { Self(name: $0, orcid: orcid, affiliation: affiliation, creditRoles: roles) }
    }
}

extension Document.ProblemReference {
    var json: JSON { ["pid": .text(pid), "version": .integer(Int64(version))] }

    static func read(_ reader: inout ObjectReader) -> Self? {
        let pid = reader.pid("pid")
        let version = reader.integer("version", in: 1...1_000_000)
        guard let pid, let version else { return nil }
        return Self(pid: pid, version: version)
    }
}

extension Document.ReleaseReference {
    var json: JSON { ["pid": .text(pid), "sequence": .integer(Int64(sequence)), "digest": .text(digest)] }

    static func read(_ reader: inout ObjectReader) -> Self? {
        let pid = reader.pid("pid")
        let sequence = reader.integer("sequence", in: 1...1_000_000)
        let digest = reader.digest("digest")
        guard let pid, let sequence, let digest else { return nil }
        return Self(pid: pid, sequence: sequence, digest: digest)
    }
}

extension Document.File {
    var json: JSON {
        [
            "name": .string(name), "size": .integer(Int64(size)), "media_type": .string(mediaType),
            "digest": .text(digest),
        ]
    }

    static func read(_ reader: inout ObjectReader) -> Self? {
        let name = reader.value("name") { isRelativePath($0) ? $0 : nil }
        let size = reader.integer("size", in: 0...(1 << 53))
        let mediaType = reader.value("media_type") { isMediaType($0) ? $0 : nil }
        let digest = reader.digest("digest")
        guard let name, let size, let mediaType, let digest else { return nil }
        return Self(name: name, size: size, mediaType: mediaType, digest: digest)
    }

    /// `type/subtype` of visible ASCII, perhaps with parameters.
    private static func isMediaType(_ text: String) -> Bool {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && text.utf8.count <= 200 && parts.allSatisfy { !$0.isEmpty }
            && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}

extension Document.Funding {
    var json: JSON { .object(compacting: ["funder": .string(funder), "award": award.map(JSON.string)]) }

    static func read(_ reader: inout ObjectReader) -> Self? {
        let award = reader.optionalString("award", length: 1...200)
        return reader.string("funder", length: 1...300).map { Self(funder: $0, award: award) }
    }
}

/// Whether every part of `path` names something below the folder it starts from, on every system.
func isRelativePath(_ path: String) -> Bool {
    (1...255).contains(path.utf8.count) && !path.contains("\\")
        && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0 != "." && $0 != ".."
        }
}
