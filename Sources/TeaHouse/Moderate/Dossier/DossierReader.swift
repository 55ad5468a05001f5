// SPDX-License-Identifier: Apache-2.0
import JSON

/// Reads a dossier part by part; what cannot be read is written down, and the rest is read all the same.
struct DossierReader {
    private let client: RemoteClient
    private var unread: [Dossier.Unread] = []

    /// Larger files are not fetched to be looked into.
    static let largest: Int64 = 1 << 20

    private init(_ client: RemoteClient) {
        self.client = client
    }

    /// Reads the version, and all that is said of it.
    ///
    /// - Throws: `Refused` or `CannotRun` when the version itself cannot be read.
    static func read(_ name: CaseName, from client: RemoteClient) async throws -> Dossier {
        var reader = DossierReader(client)
        return try await reader.read(name)
    }

    private mutating func read(_ name: CaseName) async throws -> Dossier {
        let found = try await client.get(name.path)
        let version = found.json
        let number = version["version"]?.integer.map { Int($0) } ?? 1
        let name = CaseName(name.pid, number)
        let report = await report(of: version, at: name.path)
        let own = Self.flags(on: version)
        let flags = await self.flags(own)
        let reviews = await attempt("the reviews") { try await $0.get("\(name.path)/reviews").json }
        let (earlierName, earlier) = await earlier(than: name)
        var earlierFlags: [JSON] = []
        if case .version(let before) = earlier {
            earlierFlags = await self.flags(Self.flags(on: before).filter { !own.contains($0) })
        }
        var dossier = Dossier(
            name: name,
            version: version,
            etag: found.etag,
            earlier: earlier,
            report: report,
            flags: flags,
            earlierFlags: earlierFlags,
            reviews: reviews?["items"]?.array ?? [],
            time: await PlatformTime.read(from: client)
        )
        dossier.files = await files(of: dossier, and: earlierName)
        dossier.unread = unread
        return dossier
    }

    /// The public ids of the objections to a version.
    private static func flags(on version: JSON) -> [String] {
        (version["gates"]?["clearances"]?.array ?? []).flatMap { $0["flags"]?.array ?? [] }
            .compactMap { $0["pid"]?.string }
    }

    private mutating func flags(_ pids: [String]) async -> [JSON] {
        var flags: [JSON] = []
        for pid in pids {
            let flag = await attempt("the objection \(pid)") { try await $0.get("/v1/flags/\(pid)").json }
            flags += flag.map { [$0] } ?? []
        }
        return flags
    }

    private mutating func report(of version: JSON, at path: RemotePath) async -> JSON? {
        let state = version["gates"]?["screening"]?["state"]?.string
        guard state != nil, state != "pending" else { return nil }
        return await attempt("the screening's report") { try await $0.get("\(path)/screening").json }
    }

    /// The version before; one that its authors took back before anybody else could read it is passed over.
    private mutating func earlier(than name: CaseName) async -> (CaseName, Dossier.Earlier) {
        for number in (1..<(name.number ?? 1)).reversed() {
            let before = CaseName(name.pid, number)
            do {
                guard let found = try await client.find(before.path) else { continue }
                return (before, .version(found.json))
            } catch {
                unread.append(Dossier.Unread("version \(number)", error))
                return (before, .unread)
            }
        }
        return (name, .none)
    }

    /// The files that the screening, an objection or the comparison speaks of, by their digests.
    private mutating func files(of dossier: Dossier, and earlier: CaseName) async -> [String: [UInt8]] {
        let present = RemoteFile.all(of: dossier.version, at: dossier.name.path)
        let named = (dossier.report?["items"]?.array ?? []).compactMap { $0["file"]?.string }
        let flagged = Set((dossier.flags + dossier.earlierFlags).compactMap { $0["file_digest"]?.string })
        var wanted = present.filter { file in
            flagged.contains(file.digest) || named.contains { $0.utf8.elementsEqual(file.name.utf8) }
        }
        if case .version(let before) = dossier.earlier {
            let changed = (dossier.changes ?? []).map(\.digests)
            wanted += present.filter { file in changed.contains { $0.after == file.digest } }
            wanted += RemoteFile.all(of: before, at: earlier.path)
                .filter { file in changed.contains { $0.before == file.digest } }
        }
        var files: [String: [UInt8]] = [:]
        var tried: Set<String> = []
        for file in wanted where file.size <= Self.largest && tried.insert(file.digest).inserted {
            files[file.digest] = await attempt("the file \(file.name)") { try await file.bytes(from: $0) }
        }
        return files
    }

    /// What `body` reads; `nil` when it cannot be read, which is written down.
    private mutating func attempt<Value>(_ what: String, _ body: (RemoteClient) async throws -> Value) async
        -> Value?
    {
        do {
            return try await body(client)
        } catch {
            unread.append(Dossier.Unread(what, error))
            return nil
        }
    }
}
