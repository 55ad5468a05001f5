// SPDX-License-Identifier: Apache-2.0
import Synchronization
import TestSupport

/// An HTTP server that answers as it was told and writes down what it was asked.
final class RecordedServer: Sendable {
    struct Request: Sendable {
        let head: String
        let body: [UInt8]
    }

    private let server: LoopbackServer
    private let state: Recording

    /// Answers in turn, and then 200 for good.
    init(_ answers: [(status: Int, body: String)] = []) {
        let state = Recording(answers)
        self.state = state
        server = LoopbackServer { connection in
            guard let (head, body) = connection.request() else { return }
            let answer = state.answer(to: Request(head: head, body: body))
            connection.write(
                "HTTP/1.1 \(answer.status) Recorded\r\nContent-Type: application/vnd.api+json\r\nContent-Length: \(answer.body.utf8.count)\r\nConnection: close\r\n\r\n\(answer.body)"
            )
        }
    }

    var url: String { server.url }

    var requests: [Request] { state.requests }

    func stop() { server.stop() }
}

private final class Recording: Sendable {
    private let state: Mutex<(requests: [RecordedServer.Request], answers: [(status: Int, body: String)])>

    init(_ answers: [(status: Int, body: String)]) { state = Mutex(([], answers)) }

    var requests: [RecordedServer.Request] { state.withLock(\.requests) }

    func answer(to request: RecordedServer.Request) -> (status: Int, body: String) {
        state.withLock { state in
            state.requests.append(request)
            return state.answers.isEmpty ? (200, "{}") : state.answers.removeFirst()
        }
    }
}
