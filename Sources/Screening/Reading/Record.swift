// SPDX-License-Identifier: Apache-2.0
import Tables

/// A line of text, a row of a table or an object of a structure, as the checks see it.
struct Record {
    enum Form {
        /// A line of text, in one cell.
        case line
        /// A row; the first of its table may have the names of the columns.
        case row
        /// Cells that have names of their own.
        case named
    }

    var form = Form.line
    /// Where it begins, from 1.
    var line = 1
    /// Records of one table have one number.
    var table = 0
    /// Whether it is a comment between the rows of a table.
    var isAside = false
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [Int] = []
    /// Of each cell of a record whose cells are named.
    private(set) var names: [String] = []
    /// What has the record, where that has a name of its own: `fault_counts` of an object within an object.
    var title = ""
    /// Where each cell stands in the text, as far as that can be said.
    private var places: [Range<Int>] = []

    var count: Int { ends.count }

    mutating func begin(_ form: Form, line: Int, table: Int) {
        self.form = form
        self.line = line
        self.table = table
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        title = ""
        isAside = false
    }

    mutating func append(
        _ cell: some Collection<UInt8>,
        named name: String? = nil,
        at place: Range<Int>? = nil
    ) {
        bytes.append(contentsOf: cell)
        ends.append(bytes.count)
        if let name { names.append(name) }
        if let place { places.append(place) }
    }

    func place(_ cell: Int) -> Range<Int>? { places.count == ends.count ? places[cell] : nil }

    func forEachCell(_ body: (Int, Bytes) throws -> Void) rethrows {
        try bytes.withUnsafeBufferPointer { all in
            var start = 0
            for (place, end) in ends.enumerated() {
                try body(place, all.part(start..<end))
                start = end
            }
        }
    }

    func text(_ cell: Int) -> String {
        String(decoding: bytes[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]], as: UTF8.self)
    }
}

/// Where records go; a text inside a text (a string of several lines, what was packed) comes apart.
protocol RecordSink: AnyObject {
    func take(_ record: Record) throws
    func take(inner text: [UInt8], line: Int) throws
}
