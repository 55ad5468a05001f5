// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Names a request in its answer, in problem details and in the log: 64 bits that are this
/// process's own, and a count.
enum RequestID {
    private static let process = UInt64.random(in: 0...UInt64.max)
    private static let count = Atomic<UInt64>(0)

    static func next() -> String {
        let number = count.add(1, ordering: .relaxed).newValue
        return String(unsafeUninitializedCapacity: 32) { buffer in
            write(process, to: buffer, at: 0)
            write(number, to: buffer, at: 16)
            return 32
        }
    }

    private static func write(_ value: UInt64, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
        for digit in 0..<16 {
            let nibble = UInt8(truncatingIfNeeded: value >> UInt64(60 - digit * 4)) & 15
            buffer[start + digit] = nibble + (nibble < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
        }
    }
}
