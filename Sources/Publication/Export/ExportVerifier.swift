// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import OpenSSL

/// Checks an export with nothing but its files: every byte, every signature, every order and count.
///
/// Streams, so memory does not grow with the export. The checks, in order: `manifest`, `keys`,
/// `signature`, `layout`, `files`, `log`, `publications`, `certificates`, `crates`, `delta`; where one
/// fails, those that build on it are skipped.
package struct ExportVerifier {
    private let path: String
    private let pin: Ed25519.PublicKey?
    private var result = Verification()

    /// - Parameters:
    ///   - directory: one snapshot, or the folder of all of them, of which `current` is meant.
    ///   - pin: a key the reader already trusts, which must be among the export's keys. Without it the export
    ///     vouches for itself: it is whole, but whose it is remains open.
    package init(directory: String, pin: Ed25519.PublicKey? = nil) throws {
        let folder = ExportFolder(directory)
        if let current = try folder.currentSnapshot() {
            path = folder.snapshot(current)
        } else {
            path = directory
        }
        self.pin = pin
    }

    package func verify() -> Verification {
        var copy = self
        copy.run()
        return copy.result
    }

    private mutating func run() {
        guard let snapshot = signedSnapshot() else {
            return skip(
                ["files", "log", "publications", "certificates", "crates", "delta"],
                "the manifest cannot be trusted"
            )
        }
        guard result.check("files", { ((), try snapshot.checkFiles()) }) != nil else {
            return skip(
                ["log", "publications", "certificates", "crates", "delta"],
                "a file is not the signed one"
            )
        }
        var logged: [Digest: Instant] = [:]
        if snapshot.hasLog {
            logged = result.check("log", snapshot.checkLog) ?? [:]
        } else {
            skip(["log"], "this export has no log")
        }
        guard result.check("publications", { ((), try snapshot.checkPublications()) }) != nil else {
            return skip(["certificates", "crates", "delta"], "the publications are wrong")
        }
        _ = result.check("certificates") { ((), try snapshot.checkCertificates(logged: logged)) }
        if snapshot.hasCrates {
            _ = result.check("crates") { ((), try snapshot.checkCrates()) }
        } else {
            skip(["crates"], "this export has no crates")
        }
        checkDelta(of: snapshot)
    }

    /// The snapshot, if its manifest is whole and signed by one of its keys.
    private mutating func signedSnapshot() -> Snapshot? {
        let path = path
        let pin = pin
        let manifest = result.check("manifest") { () -> ((value: Manifest, bytes: [UInt8]), String) in
            let bytes = try WholeFile.read("\(path)/\(ExportFolder.manifest)", limit: Manifest.byteLimit)
            let manifest = try Manifest(parsing: bytes)
            return ((manifest, bytes), "run \(manifest.run) of \(manifest.snapshotAt)")
        }
        let keys = result.check("keys") { () -> (TrustedKeys, String) in
            let bytes = try WholeFile.read("\(path)/\(ExportFolder.keys)", limit: KeyList.byteLimit + 512)
            let list = try Signed<KeyList>(parsing: bytes)
            let trusted = try TrustedKeys(list: list, pin: pin)
            let trust = pin == nil ? "no trusted key was given" : "the trusted key is among them"
            return (trusted, "\(list.content.keys.count) keys, each endorsed by the one before; \(trust)")
        }
        guard let manifest, let keys else {
            skip(["signature", "layout"], "the manifest or the keys cannot be read")
            return nil
        }
        let signed: Void? = result.check("signature") {
            let signature = try WholeFile.read("\(path)/\(ExportFolder.signature)", limit: 1024)
            let key = try keys.key(manifest.value.keyID, at: manifest.value.snapshotAt)
            try keys.requireSound(manifest.value.keyID)
            guard key.isValid(signature, for: manifest.bytes) else {
                throw CheckFailure("\(ExportFolder.signature) is no signature of \(manifest.value.keyID)")
            }
            return ((), "signed by key \(manifest.value.keyID)")
        }
        let snapshot = Snapshot(path: path, manifest: manifest.value, keys: keys)
        _ = result.check("layout") { ((), try snapshot.checkLayout()) }
        return signed == nil ? nil : snapshot
    }

    private mutating func checkDelta(of snapshot: Snapshot) {
        guard let previous = snapshot.manifest.previous else {
            _ = result.check("delta") { ((), try snapshot.checkDelta(from: nil)) }
            return
        }
        let previousPath = "\(path)/../\(previous.name)"
        do {
            if try FileStatus(of: "\(previousPath)/\(ExportFolder.manifest)") == nil {
                return skip(["delta"], "the snapshot before, \(previous.name), is not here")
            }
        } catch {
            return result.record("delta", .failed, "\(error)")
        }
        _ = result.check("delta") { ((), try snapshot.checkDelta(from: previousPath)) }
    }

    private mutating func skip(_ names: [String], _ reason: String) {
        for name in names { result.record(name, .skipped, reason) }
    }
}
