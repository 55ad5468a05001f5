// SPDX-License-Identifier: Apache-2.0
import API
import Testing

/// The `Range` header of a representation of a thousand bytes, unless said otherwise.
@Suite struct ByteRangeTests {
    @Test(
        arguments: [
            ("bytes=0-499", 0...499), ("bytes=500-999", 500...999), ("bytes=0-0", 0...0),
            ("bytes=999-999", 999...999),
            ("bytes=500-", 500...999), ("bytes=0-", 0...999), ("bytes=-500", 500...999),
            ("bytes=-1", 999...999),
            // Ends behind the end are cut.
            ("bytes=900-5000", 900...999), ("bytes=-5000", 0...999),
            ("bytes=1-99999999999999999999999999", 1...999), ("bytes=-99999999999999999999999999", 0...999),
            // The unit's case, leading zeros, space around an element and empty elements mean nothing.
            ("BYTES=1-2", 1...2), ("bytes=0001-0002", 1...2), ("bytes= 1-2 ", 1...2), ("bytes=,1-2,,", 1...2),
            ("bytes=\t1-2", 1...2),
        ] as [(String, ClosedRange<Int64>)]
    )
    func `one range is that part`(_ header: String, _ part: ClosedRange<Int64>) {
        #expect(ByteRange(header, size: 1000) == .part(part))
    }

    @Test(
        arguments: [
            "", "bytes", "bytes=", "bytes=,", "bytes=-", "bytes=a-b", "bytes=1-b", "bytes=1", "bytes=1-2-3",
            "bytes=2-1", "bytes=--1", "bytes=+1-2", "bytes=1 - 2", "bytes=0x1-2", "bytes=1.0-2", "bytes =1-2",
            "items=0-5", "bytes:0-5", "bytes=0-1,x", "bytes=١-٢",
        ]
    )
    func `what is malformed is ignored`(_ header: String) {
        #expect(ByteRange(header, size: 1000) == .whole)
    }

    @Test(arguments: ["bytes=0-1,5-6", "bytes=0-1, -1", "bytes=0-,0-,0-", "bytes=0-1,5000-"])
    func `several ranges get the whole`(_ header: String) {
        #expect(ByteRange(header, size: 1000) == .whole)
    }

    @Test(
        arguments: [
            "bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=5000-,6000-",
            "bytes=99999999999999999999999999-",
        ]
    )
    func `what lies behind the end is unsatisfiable`(_ header: String) {
        #expect(ByteRange(header, size: 1000) == .unsatisfiable)
    }

    @Test func `no header is the whole`() {
        #expect(ByteRange(nil, size: 1000) == .whole)
    }

    @Test(arguments: ["bytes=0-", "bytes=0-0", "bytes=-1"])
    func `an empty representation has no part`(_ header: String) {
        #expect(ByteRange(header, size: 0) == .unsatisfiable)
    }

    @Test func `a part of a very large file keeps its place`() {
        let size: Int64 = 8 << 30
        #expect(ByteRange("bytes=-1", size: size) == .part((size - 1)...(size - 1)))
    }
}
