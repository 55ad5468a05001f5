// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Synchronization

extension Command {
    /// Runs the program to its end, and hands on what it writes to its standard output, in order, on a
    /// thread of its own.
    ///
    /// When `onPiece` throws, or the task is cancelled, the program is killed and its end waited for.
    ///
    /// - Returns: How it ended, with the first 64 KiB of what it wrote to its standard error.
    /// - Throws: What `onPiece` threw, `SystemError` when it cannot be started, `CancellationError`.
    package func produce(
        _ onPiece: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void
    ) async throws -> Ended {
        let started = Mutex<ChildProcess?>(nil)
        let pieces = try PieceOutlet(onPiece) { started.withLock { $0 }?.kill() }
        let complaints = try Capture(keeping: 64 * 1024)
        let files = StandardFiles(output: pieces.writing, errors: complaints.writing)
        let child = try await ChildProcess.start(self, files, reading: [pieces, complaints])
        started.withLock { $0 = child }
        // It may have failed before.
        if pieces.failure != nil { child.kill() }
        let ending = await withTaskCancellationHandler {
            await child.ending()
        } onCancel: {
            child.kill()
        }
        if let failure = pieces.failure { throw failure }
        try Task.checkCancellation()
        return Ended(ending: ending, saidTooMuch: false, complaint: complaints.text)
    }

    /// Runs the program to its end over what `feed` hands to its sink, on a thread of its own.
    ///
    /// The sink throws once the program reads no more; that error is not thrown on, since how the program
    /// ended says more.
    ///
    /// - Returns: How it ended, with the first 64 KiB of what it wrote.
    /// - Throws: What `feed` threw of its own, and `SystemError` when the program cannot be started.
    package func consume(
        _ feed: @escaping @Sendable (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) async throws -> Ended {
        let (child, inlet, said) = try await begin()
        let fed: Result<Void, any Error> = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let outcome = Result { try feed { bytes in try inlet.write(bytes) } }
                inlet.close()
                if case .failure(let error) = outcome, !(error is FeedEnded) { child.kill() }
                continuation.resume(returning: outcome)
            }
        }
        let ending = await child.ending()
        do {
            try fed.get()
        } catch is FeedEnded {
            // Then it has not ended well, or wanted no more of it.
        }
        return Ended(ending: ending, saidTooMuch: false, complaint: said.text)
    }

    /// Starts the program so that nobody but the inlet has the end of the pipe that is written to: the
    /// program reads its end once that is closed.
    private func begin() async throws -> (ChildProcess, PieceInlet, Capture) {
        let pipe = try OpenFile.feedingPipe()
        let said = try Capture(keeping: 64 * 1024)
        let files = StandardFiles(input: pipe.reading, output: said.writing)
        let child = try await ChildProcess.start(self, files, reading: [said])
        return (child, PieceInlet(pipe.writing, of: child), said)
    }
}

/// The program reads no more.
private struct FeedEnded: Error {}

/// A pipe that a program reads from, for as long as it runs.
private final class PieceInlet: Sendable {
    private let writing: Mutex<OpenFile?>
    private let child: ChildProcess

    init(_ writing: OpenFile, of child: ChildProcess) {
        self.writing = Mutex(writing)
        self.child = child
    }

    /// Writes all of it; throws ``FeedEnded`` once the program has ended.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard let file = writing.withLock({ $0 }) else { throw FeedEnded() }
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(file.descriptor, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EAGAIN {
                var wanted = pollfd(fd: file.descriptor, events: Int16(POLLOUT), revents: 0)
                // Our own copy of the reading end is open, so a program that has ended is asked for.
                if poll(&wanted, 1, 100) == 0, child.hasEnded { throw FeedEnded() }
            } else if errno != EINTR {
                throw FeedEnded()
            }
        }
    }

    func close() { writing.withLock { $0 = nil } }
}

/// A pipe that a program writes to, each piece of which is handed on.
final class PieceOutlet: Outlet {
    let reading: OpenFile
    let writing: OpenFile
    private let onPiece: @Sendable (UnsafeRawBufferPointer) throws -> Void
    private let onFailure: @Sendable () -> Void
    private let failed = Mutex<(any Error)?>(nil)

    init(
        _ onPiece: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void,
        onFailure: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        (reading, writing) = try OpenFile.pipe()
        self.onPiece = onPiece
        self.onFailure = onFailure
    }

    /// What the receiver threw; nothing more was handed on after it.
    var failure: (any Error)? { failed.withLock { $0 } }

    func read() {
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = Glibc.read(reading.descriptor, &buffer, buffer.count)
            // Empty for now.
            if count <= 0 { return }
            if failure != nil { continue }
            do {
                try buffer.withUnsafeBytes { try onPiece(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            } catch {
                failed.withLock { $0 = error }
                onFailure()
            }
        }
    }
}
