// SPDX-License-Identifier: Apache-2.0
import Domain

/// The page that people see who open a snapshot in a browser.
struct ExportIndexPage {
    let run: Int
    let snapshotAt: Instant
    let counts: Manifest.Counts
    /// The files to link to, of which those in folders are not all named.
    ///
    /// Their names are our own and need no escaping.
    let files: [Manifest.File]

    /// The folders of formats and crates that this export has.
    private var folders: String {
        let packed = PackedFormat.allCases.map(\.rawValue).filter { folder in
            files.contains { $0.name.hasPrefix(folder + "/") }
        }
        let crates = files.contains { $0.name == SnapshotCrates.listing } ? [SnapshotCrates.folder] : []
        let items = (packed + crates).map { "<li><a href=\"\($0)/\">\($0)/</a></li>" }
        return items.isEmpty ? "" : "<ul>\(items.joined())</ul>"
    }

    var bytes: [UInt8] {
        let named = files.filter { !$0.name.contains("/") || $0.name == SnapshotLog.checkpoint }
        let rows = named.sorted { $0.name < $1.name }.map { file in
            "<tr><td><a href=\"\(file.name)\">\(file.name)</a></td><td>\(file.size)</td><td>\(file.digest.hex)</td></tr>"
        }
        let page = """
            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Tea House export, run \(run)</title>
            <h1>Openly publishable findings</h1>
            <p>Everything published as of <time>\(snapshotAt)</time> (run \(run)):
            \(counts.published) publications and \(counts.withdrawn) tombstones of withdrawn ones.
            Since the export before, \(counts.put) were added or changed and \(counts.withdraw) withdrawn.</p>
            <table>
            <tr><th>File</th><th>Bytes</th><th>SHA-256</th></tr>
            \(rows.joined(separator: "\n"))
            </table>
            \(folders)
            <p><a href="manifest.json">manifest.json</a> lists every file;
            <a href="manifest.sig">manifest.sig</a> is its Ed25519 signature by the current key of keys.json.
            <code>teahouse verify export</code> checks all of it without a network.</p>
            </html>

            """
        return Array(page.utf8)
    }
}
