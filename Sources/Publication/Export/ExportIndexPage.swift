// SPDX-License-Identifier: Apache-2.0
import Domain

/// The page that people see who open a snapshot in a browser.
struct ExportIndexPage {
    let run: Int
    let snapshotAt: Instant
    let counts: Manifest.Counts
    /// The files to link to.
    ///
    /// Their names are our own and need no escaping.
    let files: [Manifest.File]

    var bytes: [UInt8] {
        let rows = files.sorted { $0.name < $1.name }.map { file in
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
            <p><a href="manifest.json">manifest.json</a> lists every file;
            <a href="manifest.sig">manifest.sig</a> is its Ed25519 signature by the current key of keys.json.
            <code>teahouse verify export</code> checks all of it without a network.</p>
            </html>

            """
        return Array(page.utf8)
    }
}
