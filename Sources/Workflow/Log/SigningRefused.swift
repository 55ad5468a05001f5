// SPDX-License-Identifier: Apache-2.0
import Publication

/// Keys, what stands beside them and a database do not belong together: nothing is signed.
package enum SigningRefused: Error, Sendable {
    /// The folder has no keys, and the database was signed for before, with that key last.
    case noKeys(folder: String, signer: String?)
    /// The folder's keys are others than the database's.
    case otherKeys(folder: String, has: KeyID, signer: String)
    /// No key of the folder has signed what the database has: a certificate or the log.
    case strangers(folder: String, signed: String)
    /// More entries were signed than the database has.
    case wentBack(source: String, Checkpoint, here: Int64)
    /// Other entries were signed than the database has.
    case forked(source: String, Checkpoint, here: Int64)
    /// More was signed than was known when the log was opened anew.
    case unknownEntries(source: String, Checkpoint, here: Int64)
    /// The keys have signed another log than the database's.
    case otherLog(source: String, String, here: String)
}

extension SigningRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noKeys(let folder, let signer):
            "\(folder) has no signing keys, but this database was signed\(signer.map { " with key \($0)" } ?? "") before. "
                + Self.keysBack
        case .otherKeys(let folder, let has, let signer):
            "\(folder) has the key \(has), but this database was signed with key \(signer) last, which is not among its keys. "
                + Self.keysBack
        case .strangers(let folder, let signed):
            "No key in \(folder) has signed \(signed). " + Self.keysBack
        case .wentBack(let source, let high, let here):
            "\(high.size) entries of the log \(high.origin) were signed (\(source)), and this database has \(here): it is "
                + "older than its log, as after a restore. " + Self.resume(source)
        case .forked(let source, let high, let here):
            "The first \(high.size) of the \(here) entries of the log are not those that were signed (\(source)): it was "
                + "signed on after a restore. " + Self.resume(source)
        case .unknownEntries(let source, let high, let here):
            "\(high.size) entries of the log \(high.origin) were signed (\(source)), more than were known when the log was "
                + "opened anew, at now \(here) entries. " + Self.resume(source)
        case .otherLog(let source, let name, let here):
            "These keys have signed the log \(name) (\(source)), and this database's is \(here). "
                + Self.keysBack
        }
    }

    private static let keysBack =
        "Nothing was signed. Put the folder of keys back from its backup, or name the right one with --state or --keys."

    private static func resume(_ source: String) -> String {
        "Nothing was signed. Restore a newer backup of the database; where there is none, have the log go on openly: "
            + "teahouse admin log resume --newest \(source)"
    }
}
