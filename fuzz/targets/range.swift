// SPDX-License-Identifier: Apache-2.0

/// `Range` headers: any text, and well-formed ones against plain arithmetic.
func check(_ input: [UInt8]) {
    var choices = Choices(input)
    let size = choices.number()
    holds(ByteRange(String(decoding: choices.remaining, as: UTF8.self), size: size), size)

    let first = choices.number()
    let last = choices.number()
    expect("bytes=\(first)-\(last)", size, last < first ? .whole : part(first, last, size))
    expect("Bytes= \(first)-\t,", size, part(first, .max, size))
    expect(
        "bytes=-\(last)",
        size,
        last == 0 ? .unsatisfiable : part(last > size ? 0 : size - last, .max, size)
    )
    expect(
        "bytes=\(first)-,0-0",
        size,
        size <= 0 ? .unsatisfiable : first < size ? .whole : .part(0...0),
        isList: true
    )
}

private func part(_ first: Int64, _ last: Int64, _ size: Int64) -> ByteRange {
    first < size ? .part(first...min(last, size - 1)) : .unsatisfiable
}

private func expect(_ header: String, _ size: Int64, _ expected: ByteRange, isList: Bool = false) {
    let range = ByteRange(header, size: size)
    holds(range, size)
    // Of a list of which one range can be satisfied, that part or the whole may be answered.
    hold(
        range == expected || isList && range == .whole,
        "\(header) of \(size) bytes is \(expected), not \(range)"
    )
}

private func holds(_ range: ByteRange, _ size: Int64) {
    guard case .part(let part) = range else { return }
    hold(part.lowerBound >= 0 && part.upperBound < size, "a part lies within the file")
}
