// SPDX-License-Identifier: Apache-2.0

/// What the rows of a table are counted in: its classes, and what occurs in each of them.
struct ClassTables {
    /// By the quasi-identifiers.
    var classes: TupleTable
    /// One table a sensitive attribute when each is measured alone; none otherwise.
    var pairs: [PairTable]
    /// The subjects of each class.
    var subjects = PairTable()
    /// By the quasi-identifiers and all sensitive attributes, when these are measured combined.
    var whole: TupleTable

    let combined: Bool

    init(quasi: Int, sensitive: Int, combined: Bool) {
        classes = TupleTable(width: quasi)
        pairs = [PairTable](repeating: PairTable(), count: combined ? 0 : sensitive)
        whole = TupleTable(width: combined ? quasi + sensitive : 0)
        self.combined = combined
    }

    /// The memory that the tables take.
    var bytes: Int { classes.bytes + whole.bytes + subjects.bytes + pairs.reduce(0) { $0 + $1.bytes } }

    /// Calls `body` with each value of a sensitive attribute and how often it occurs, in no order
    /// and perhaps several times.
    func forEachValue(of index: Int, _ body: (_ value: UInt32, _ count: Int) -> Void) {
        guard combined else { return pairs[index].forEach { body($1, $2) } }
        for number in 0..<whole.count {
            body(whole.withTuple(number) { $0[classes.width + index] }, whole.weight(of: number))
        }
    }

    /// How often the values of a sensitive attribute occur in the classes that it is measured over.
    func values(of index: Int) -> (PairTable, classes: Int) {
        guard combined else { return (pairs[index], classes.count) }
        let target = classes.width + index
        let key = (0..<whole.width).filter { $0 != target }
        var wider = TupleTable(width: key.count)
        var pairs = PairTable()
        for number in 0..<whole.count {
            let weight = whole.weight(of: number)
            let id = wider.add(whole, number, key, weight: weight)
            pairs.add(class: id, value: whole.withTuple(number) { $0[target] }, weight: weight)
        }
        return (pairs, wider.count)
    }

    /// The classes and subjects by some of the quasi-identifiers.
    func narrowed(to columns: [Int]) -> ClassTables {
        var narrower = ClassTables(quasi: 0, sensitive: 0, combined: false)
        var numbers = [Int](repeating: 0, count: classes.count)
        narrower.classes = classes.keyed(by: columns) { numbers[$0] = $1 }
        subjects.forEach { narrower.subjects.add(class: numbers[$0], value: $1, weight: $2) }
        return narrower
    }

    /// How many subjects each class has.
    var subjectCounts: [Int] {
        var sizes = [Int](repeating: 0, count: classes.count)
        subjects.forEach { number, _, _ in sizes[number] += 1 }
        return sizes
    }
}
