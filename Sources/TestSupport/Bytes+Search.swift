// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// Whether these bytes hold others as one run.
    ///
    /// It is here since this target is optimised in debug builds too.
    package func contains(run: [UInt8]) -> Bool {
        guard let first = run.first else { return true }
        return withUnsafeBufferPointer { bytes in
            bytes.indices.dropLast(run.count - 1).contains { start in
                bytes[start] == first && bytes[start..<start + run.count].elementsEqual(run)
            }
        }
    }
}
