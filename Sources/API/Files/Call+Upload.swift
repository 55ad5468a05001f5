// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Postgres
import Store
import Synchronization

/// A file that has arrived whole and is in the store.
package struct ReceivedFile: Sendable {
    package let digest: Digest
    package let size: Int64
    package let mediaType: String
}

/// A file that takes the caller's shares, and the row that says so.
struct BroughtFile: Sendable {
    let announced: AnnouncedFile
    let id: UUID
}

extension Call {
    /// Charges the caller with the file that the head announces, once `place` says for whom it may be put.
    func bring(
        _ scope: Scope,
        limit: Int64,
        _ place: @escaping @Sendable (Caller, Connection) throws -> ID<Organisation>?
    ) async throws -> BroughtFile {
        let hash = try token().hash
        // As long as the guard lets an upload last, and what is done with it afterwards.
        let seconds = Int(edge.options.uploadLimit.nanoseconds / 1_000_000_000) + 3600
        return try await services.app.write(opening: SignIn.opening(hash: hash), deadline: deadline) { db in
            let signIn = try signedIn(db, scope, by: hash)
            let organisation = try place(signIn.caller, db)
            let announced = try announcedFile(limit: limit)
            let id = try BroughtFileStore(db).begin(
                announced.digest,
                size: announced.size,
                for: organisation,
                seconds: seconds
            )
            return BroughtFile(announced: announced, id: id)
        }
    }

    /// Streams the body into the file store, and has `body` name the file in a transaction of its own.
    ///
    /// Nothing is stored of an upload that breaks off or differs. However it ends, the caller is charged with
    /// what is in the store.
    func receive<T>(
        _ brought: BroughtFile,
        _ body: (ReceivedFile) async throws -> T
    ) async throws -> T {
        let isHere = Mutex(false)
        do {
            let file = try await receive(brought.announced)
            isHere.withLock { $0 = true }
            let answer = try await body(file)
            // An answer out of the store of idempotency keys has named nothing.
            if request.headers[.idempotencyKey] != nil { await end(brought, areHere: true) }
            return answer
        } catch {
            await end(brought, areHere: isHere.withLock(\.self))
            throw error
        }
    }

    /// Settles the charge although the caller may be gone; what that fails to do, the sweep does.
    private func end(_ brought: BroughtFile, areHere: Bool) async {
        let (platform, logger) = (services.platform, logger)
        await Task {
            do {
                try await platform.write { db in try BroughtFileStore(db).end(brought.id, areHere: areHere) }
            } catch {
                logger.warning("a file's share could not be settled: \(error)")
            }
        }.value
    }

    private func receive(_ announced: AnnouncedFile) async throws -> ReceivedFile {
        let upload = try await onDisk { try services.files.upload() }
        // Until the last byte it is the client's time.
        try move(to: .transfers)
        var body = request.body.makeAsyncIterator()
        var sinceLook: Int64 = 0
        while var buffer = try await Self.next(of: &body) {
            let count = Int64(buffer.readableBytes)
            guard upload.size + count <= announced.size else {
                throw ProblemDetails.badRequest("length_mismatch", "More arrived than Content-Length says.")
            }
            sinceLook += count
            let looks = sinceLook >= Self.bytesBetweenLooks
            if looks { sinceLook = 0 }
            if let bytes = buffer.readBytes(length: buffer.readableBytes) {
                let files = services.files
                try await onDisk {
                    if looks { try files.requireRoom(for: Int64(bytes.count)) }
                    try upload.write(bytes)
                }
            }
        }
        guard upload.size == announced.size else {
            throw ProblemDetails.badRequest("length_mismatch", "Less arrived than Content-Length says.")
        }
        try move(to: .requests, regardless: true)
        let (digest, size) = try await onDisk { try upload.finish(expecting: announced.digest) }
        return ReceivedFile(digest: digest, size: size, mediaType: announced.mediaType)
    }

    /// How many bytes arrive before the free room is looked at again: others fill it as well.
    private static let bytesBetweenLooks: Int64 = 4 << 20

    private func move(to stage: Admission.Stage, regardless: Bool = false) throws {
        do throws(SpentShare) {
            try ticket?.move(to: stage, regardless: regardless)
        } catch {
            throw error.refusal
        }
    }

    /// The next bytes of a body; one that breaks off is the client's fault, not ours.
    private static func next(of body: inout RequestBody.AsyncIterator) async throws -> ByteBuffer? {
        do {
            return try await body.next()
        } catch let error as CancellationError {
            throw error
        } catch {
            throw ProblemDetails.badRequest("length_mismatch", "The body broke off.")
        }
    }

    /// Runs what blocks on the disk away from the event loops.
    private func onDisk<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        do {
            return try await NIOThreadPool.singleton.runIfActive(body)
        } catch let error as FileError where error.isFull {
            throw ProblemDetails.storageFull
        } catch is DigestMismatch {
            throw ProblemDetails.badRequest(
                "digest_mismatch",
                "What arrived does not have the digest that Content-Digest names."
            )
        }
    }
}
