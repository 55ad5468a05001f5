// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

extension Snapshot {
    /// Every document has its certificate; every tombstone has its certificate and the revocation of it.
    ///
    /// `logged` is when the log got what keys signed that others have had.
    func checkCertificates(logged: [Digest: Instant]) throws -> String {
        let publications = try lines(ExportFolder.publications)
        let certificates = try lines(ExportFolder.certificates)
        let revocations = try lines(ExportFolder.revocations)
        var count = 0
        while let line = try publications.next() {
            count += 1
            let entry = try PublishedLine(line, number: count)
            guard let certificate = try certificates.next() else {
                throw CheckFailure("\(entry.pid) has no certificate")
            }
            switch entry {
            case .document(let document, let digest):
                let certified = try check(certificate, entry.pid, certifies: digest, logged)
                try checkContent(of: document, against: certified)
            case .tombstone(let tombstone):
                _ = try check(certificate, entry.pid, certifies: tombstone.document, logged)
                guard let revocation = try revocations.next() else {
                    throw CheckFailure("\(entry.pid) is withdrawn and has no revocation")
                }
                try check(revocation, revokes: certificate, for: tombstone, logged)
            }
        }
        if try certificates.next() != nil {
            throw CheckFailure("there are more certificates than publications")
        }
        if try revocations.next() != nil { throw CheckFailure("there are more revocations than tombstones") }
        return "\(count) certificates valid; every withdrawn one revoked, no other"
    }

    private func check(
        _ certificate: [UInt8],
        _ pid: PID,
        certifies document: Digest,
        _ logged: [Digest: Instant]
    ) throws -> Certificate {
        try naming(pid, "certificate") {
            let signed = try Signed<Certificate>(parsing: certificate)
            try keys.verify(signed, loggedAt: logged[Digest(hashing: certificate)])
            guard signed.content.pid == pid, signed.content.document == document else {
                throw CheckFailure("it is another document's")
            }
            return signed.content
        }
    }

    private func check(
        _ revocation: [UInt8],
        revokes certificate: [UInt8],
        for tombstone: Tombstone,
        _ logged: [Digest: Instant]
    ) throws {
        try naming(tombstone.pid, "revocation") {
            let signed = try Signed<Revocation>(parsing: revocation)
            try keys.verify(signed, loggedAt: logged[Digest(hashing: revocation)])
            guard signed.content.certificate == Digest(hashing: certificate),
                Tombstone(signed.content) == tombstone
            else { throw CheckFailure("it is another certificate's") }
        }
    }

    private func naming<R>(_ pid: PID, _ object: String, _ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch {
            throw CheckFailure("the \(object) of \(pid): \(error)")
        }
    }
}
