// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationNetworking
import Testing

@testable import Jobs

struct AnswerTests {
    /// The task that is given up and the answer come in one moment, in many orders.
    @Test func `a request that is given up as its answer comes ends, one way or the other`() async throws {
        let server = RecordedServer()
        defer { server.stop() }
        let session = URLSession(configuration: .ephemeral)
        let request = URLRequest(url: try #require(URL(string: server.url)))
        for round in 0..<200 {
            let task = Task { try await session.answer(to: request).0.count }
            // From before the request is begun until after its answer.
            for _ in 0..<(round * 20) { await Task.yield() }
            task.cancel()
            switch await task.result {
            case .success(let count): #expect(count == 2)
            case .failure(let error): #expect(error is CancellationError, "\(error)")
            }
        }
        let (body, response) = try await session.answer(to: request)
        #expect(body == Data("{}".utf8) && (response as? HTTPURLResponse)?.statusCode == 200)
    }

    @Test func `what does not answer is an error`() async throws {
        let server = RecordedServer()
        let session = URLSession(configuration: .ephemeral)
        let request = URLRequest(url: try #require(URL(string: server.url)))
        server.stop()
        await #expect(throws: URLError.self) { try await session.answer(to: request) }
    }
}
