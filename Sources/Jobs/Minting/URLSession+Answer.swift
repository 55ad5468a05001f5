// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationNetworking
import Synchronization

extension URLSession {
    /// The whole answer to a request; whoever is cancelled does not wait for it.
    ///
    /// The request itself goes on to its answer or its time limit, for it cannot be cancelled safely: where
    /// the answer comes in that moment, Foundation's own `data(for:)` waits for ever, under the lock of the
    /// very task that the answer resumes, and `URLSessionTask.cancel` ends the program.
    ///
    /// - Throws: `URLError`, `CancellationError`.
    package func answer(to request: URLRequest) async throws -> (Data, URLResponse) {
        let caller = Caller()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard caller.waits(continuation) else { return }
                let task = dataTask(with: request) { data, response, error in
                    if let data, let response {
                        caller.goesOn(with: .success((data, response)))
                    } else {
                        caller.goesOn(with: .failure(error ?? URLError(.badServerResponse)))
                    }
                }
                task.resume()
            }
        } onCancel: {
            caller.goesOn(with: .failure(CancellationError()))
        }
    }
}

/// Whoever asked: goes on once, with the first that comes of an answer and a cancellation.
private final class Caller: Sendable {
    private typealias Continuation = CheckedContinuation<(Data, URLResponse), any Error>

    private enum State {
        case beginning
        case waiting(Continuation)
        case gone
    }

    private let state = Mutex(State.beginning)

    /// Waits with `continuation`, unless it was cancelled before; then it goes on at once, and there is no
    /// request to make.
    func waits(_ continuation: CheckedContinuation<(Data, URLResponse), any Error>) -> Bool {
        let isGone = state.withLock { state in
            if case .gone = state { return true }
            state = .waiting(continuation)
            return false
        }
        if isGone { continuation.resume(throwing: CancellationError()) }
        return !isGone
    }

    func goesOn(with result: Result<(Data, URLResponse), any Error>) {
        let continuation: Continuation? = state.withLock { state in
            defer { state = .gone }
            return if case .waiting(let continuation) = state { continuation } else { nil }
        }
        continuation?.resume(with: result)
    }
}
