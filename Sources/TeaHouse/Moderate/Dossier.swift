// SPDX-License-Identifier: Apache-2.0
import JSON

/// Everything that a moderator reads of a version before deciding: what it says, how it differs from the one
/// before, where its gates stand, and the passages that the screening and the objections speak of.
struct Dossier: Sendable {
    let version: JSON
    let etag: String?
    let previous: JSON?
    let report: JSON?
    let flags: [JSON]
    let reviews: [JSON]
    /// The text files that are spoken of, by digest.
    let texts: [String: [UInt8]]

    /// Larger files are not fetched to be looked into.
    private static let largest: Int64 = 1 << 20

    /// Reads the latest version unless `number` says which.
    static func read(_ pid: String, version number: Int?, from client: RemoteClient) async throws -> Dossier {
        let path = "/v1/findings/\(pid)"
        let found = try await client.get(path + (number.map { "/versions/\($0)" } ?? ""))
        let version = found.json
        let number = version["version"]?.integer ?? 1
        let own = "\(path)/versions/\(number)"
        let state = version["gates"]?["screening"]?["state"]?.string
        let report =
            state == nil || state == "pending" ? nil : try await client.find(own + "/screening")?.json
        var flags: [JSON] = []
        for clearance in version["gates"]?["clearances"]?.array ?? [] {
            for flag in clearance["flags"]?.array ?? [] {
                flags.append(try await client.get("/v1/flags/\(flag["pid"]?.string ?? "")").json)
            }
        }
        let before = number > 1 ? "\(path)/versions/\(number - 1)" : nil
        let previous = if let before { try await client.find(before)?.json } else { JSON?.none }
        var texts: [String: [UInt8]] = [:]
        let spoken = Set(
            (report?["items"]?.array ?? []).compactMap { $0["file"]?.string }
                + files(of: version).filter { file in flags.contains { $0["file_digest"] == file["digest"] } }
                .compactMap { $0["name"]?.string }
                + FileChange.all(from: previous, to: version).map(\.name)
        )
        for (folder, holder) in [(own, version), (before ?? "", previous ?? .null)] {
            for file in files(of: holder) where spoken.contains(file["name"]?.string ?? "") {
                let digest = file["digest"]?.string ?? ""
                guard texts[digest] == nil, isText(file) else { continue }
                texts[digest] = try await client.bytes("\(folder)/files/\(file["name"]?.string ?? "")")
            }
        }
        return Dossier(
            version: version,
            etag: found.etag,
            previous: previous,
            report: report,
            flags: flags,
            reviews: try await client.find(own + "/reviews")?.json["items"]?.array ?? [],
            texts: texts
        )
    }

    static func files(of version: JSON) -> [JSON] { version["files"]?.array ?? [] }

    private static func isText(_ file: JSON) -> Bool {
        let type = file["media_type"]?.string ?? ""
        return (type.hasPrefix("text/") || type == "application/json")
            && (file["size"]?.integer ?? .max) <= largest
    }

    /// All of it as one object.
    var json: JSON {
        guard case .object(var members) = version else { return version }
        members["screening_report"] = report ?? .null
        members["flags"] = .array(flags)
        members["reviews"] = .array(reviews)
        members["changes"] = .array(changes.map(\.json))
        return .object(members)
    }

    /// What differs from the version before.
    var changes: [FileChange] { FileChange.all(from: previous, to: version) }
}

/// A file that is not what it was in the version before.
struct FileChange: Sendable {
    let name: String
    let before: String?
    let after: String?

    var json: JSON {
        [
            "file": .string(name), "before": before.map(JSON.string) ?? .null,
            "after": after.map(JSON.string) ?? .null,
        ]
    }

    static func all(from previous: JSON?, to version: JSON) -> [FileChange] {
        guard let previous else { return [] }
        func digests(_ version: JSON) -> [String: String] {
            Dossier.files(of: version).reduce(into: [:]) {
                $0[$1["name"]?.string ?? ""] = $1["digest"]?.string
            }
        }
        let (old, new) = (digests(previous), digests(version))
        return Set(old.keys).union(new.keys).sorted().compactMap { name in
            old[name] == new[name] ? nil : FileChange(name: name, before: old[name], after: new[name])
        }
    }
}
