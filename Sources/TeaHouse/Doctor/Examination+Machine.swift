// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Foundation
import JSON
import Jobs
import Outbound
import Publication
import Screening
import Server
import Store

/// What is looked at on this machine, and from outside.
extension Examination {
    /// The least free room, in bytes: an upload may be a GiB.
    private static let leastRoom = 2.0 * 1_073_741_824

    mutating func lookAtMachine(_ state: StateFolder) async {
        await check("signing keys") { _ = try KeyRing(opening: state.keys) }
        await check("credentials closed to others") { try Self.requireClosed(state.credentials) }
        await check("stored files can be read and written") {
            guard FileManager.default.isWritableFile(atPath: state.files + "/sha256") else {
                throw Trouble("\(state.files) is not there, or not writable")
            }
        }
        await check("there is room") {
            guard let room = FileStore.room(in: state.files) else { return }
            guard room.free >= max(Self.leastRoom, room.size / 50) else {
                throw Trouble("\(Int(room.free) >> 20) MiB of \(Int(room.size) >> 20) are free")
            }
        }
        await check("uploaded files can be read") {
            do {
                try await Worker().check()
            } catch {
                throw Trouble("no worker process does its work: \(error)")
            }
        }
        await check("PDF can be read") {
            let program = ScreeningPass.pdfProgram
            guard try FileStatus(of: program, followingLinks: true) != nil else {
                throw Trouble("\(program) of poppler-utils is not there: PDF stays unread")
            }
        }
        await lookAtUnits()
    }

    /// Units that systemd knows and that have failed.
    private mutating func lookAtUnits() async {
        guard FileManager.default.fileExists(atPath: "/run/systemd/system") else { return }
        let failed = ["", "-export", "-backup", "-backup-follow", "-migrate"].map { "teahouse\($0).service" }
            .filter { unit in
                let process = Process()
                process.executableURL = URL(filePath: "/usr/bin/systemctl")
                process.arguments = ["is-failed", "--quiet", unit]
                process.standardError = FileHandle.nullDevice
                // Without the program there are no units.
                guard (try? process.run()) != nil else { return false }
                process.waitUntilExit()
                return process.terminationStatus == 0
            }
        add(
            "units have not failed",
            failed.isEmpty ? nil : "\(failed.joined(separator: ", ")): journalctl -u \(failed[0])"
        )
    }

    mutating func lookAtBackup(_ state: StateFolder, hours: Int) {
        do {
            guard let last = try BackupNote(in: state) else {
                return note("last backup", "none was made from here: teahouse backup DIR")
            }
            let limit = Instant(rawValue: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
                .advanced(bySeconds: -Int64(hours) * 3600)
            add(
                "last backup",
                last.at < limit ? "\(last.name) in \(last.folder) is more than \(hours) h old" : nil
            )
        } catch {
            add("last backup", "\(error)")
        }
    }

    /// Whether the address leads to this installation, by the key that it signs with.
    mutating func lookFromOutside(_ address: String, _ state: StateFolder) async {
        await check("public address") {
            let url = address + "/v1/keys"
            // To any machine but this one it goes by TLS, or not at all: tokens would travel in the clear.
            var exchange = Exchange("GET", url, reach: .named)
            (exchange.limits.bytes, exchange.limits.total) = (1 << 20, .seconds(10))
            let answer = try await exchange.answer()
            guard answer.status == 200 else { throw Trouble("\(url) does not answer with the keys") }
            let there = try Signed<KeyList>(parsing: answer.body).content.current.id
            let here = try KeyRing(opening: state.keys).keyID
            guard there == here else {
                throw Trouble("\(url) signs with \(there), and this installation with \(here)")
            }
        }
    }

    /// Refuses a file that somebody else may read; one that is not there is no fault.
    private static func requireClosed(_ path: String) throws {
        guard let mode = try FileStatus(of: path)?.mode, mode & 0o077 != 0 else { return }
        throw Trouble("\(path) has mode \(String(mode, radix: 8))")
    }
}
