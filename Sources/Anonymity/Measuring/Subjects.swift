// SPDX-License-Identifier: Apache-2.0
import Tables

/// Numbers those whom the rows are about; all spellings of a name are one of them.
struct Subjects {
    let column: Int
    let name: String
    private var values = ValueDictionary()
    private var keys = ValueDictionary()
    /// By the code of a spelling, the number of who is meant.
    private var numbers: [UInt32] = []
    private var spelled: SpelledValue

    init(column: Int, name: String, _ dialect: Dialect) {
        spelled = SpelledValue(dialect)
        self.column = column
        self.name = name
    }

    /// How many there are.
    var count: Int { keys.count }

    /// How many ways of writing them there are.
    var spellings: Int { values.count }

    /// The memory that they take.
    var bytes: Int { values.bytes + keys.bytes + numbers.capacity * MemoryLayout<UInt32>.stride }

    @inline(__always) mutating func code(of cell: Bytes) -> UInt32 {
        let code = Int(values.code(of: cell))
        if code == numbers.count { numbers.append(spelled.withKey(of: cell) { keys.code(of: $0) }) }
        return numbers[code]
    }
}
