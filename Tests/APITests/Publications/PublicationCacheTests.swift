// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Logging
import Postgres
import Testing

@testable import API

/// Which answers are kept, and which were read too early for that.
@Suite struct PublicationCacheTests {
    private let cache = PublicationCache(listening: .init(conninfo: ""), logger: Logger(label: "cache"))
    private let pid = PID(kind: .publication, bits: 77)
    private let other = PID(kind: .publication, bits: 78)
    private let publication = RenderedPublication.refused(
        ProblemDetails(.gone, "withdrawn", ""),
        byteCount: 10
    )

    @Test func `what was read before an announcement is not kept after it`() {
        let early = cache.generation
        cache.drop(other)
        cache.keep(publication, for: pid, readIn: early)
        #expect(cache.publication(pid) == nil)
        let late = cache.generation
        cache.dropAll()
        cache.keep(publication, for: pid, readIn: late)
        #expect(cache.publication(pid) == nil)
        cache.keep(publication, for: pid, readIn: cache.generation)
        #expect(cache.publication(pid) != nil)
    }

    @Test func `an announcement drops what it names`() {
        cache.keep(publication, for: pid, readIn: cache.generation)
        cache.keep(publication, for: other, readIn: cache.generation)
        cache.drop(pid)
        #expect(cache.publication(pid) == nil)
        #expect(cache.publication(other) != nil)
        cache.dropAll()
        #expect(cache.publication(other) == nil)
        #expect(cache.statistics.bytes == 0)
    }

    @Test func `hits and what was kept are counted`() {
        #expect(cache.publication(pid) == nil)
        cache.keep(publication, for: pid, readIn: cache.generation)
        cache.keep(publication, for: pid, readIn: cache.generation)
        for _ in 1...3 { _ = cache.publication(pid) }
        #expect(cache.statistics.entries == 1)
        #expect(cache.statistics.bytes > 0)
        #expect(cache.statistics.hits == 3)
        #expect(cache.statistics.misses == 1)
    }
}
