// SPDX-License-Identifier: Apache-2.0

/// The name that was probably meant by one that is not known.
struct NearName {
    let name: String

    /// `nil` when no name is near: more than a third of the characters differ, dashes and case apart.
    init?(to unknown: String, among known: some Sequence<String>) {
        let plain = Self.plain(unknown)
        let near = known.map { (name: $0, distance: Self.distance(plain, Self.plain($0))) }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        guard let near, near.distance <= max(1, near.name.count / 3) else { return nil }
        name = near.name
    }

    /// `Public-URL` is probably `public_url`.
    private static func plain(_ name: String) -> [Character] {
        // A longer one is no slip of the finger, and would take its time.
        name.prefix(64).lowercased().map { $0 == "-" ? "_" : $0 }
    }

    /// How many characters are to be added, removed, replaced, or exchanged with their neighbour.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for (i, character) in left.enumerated() {
            var row = [i + 1]
            for (j, other) in right.enumerated() {
                var least = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (character == other ? 0 : 1))
                if i > 0, j > 0, character == right[j - 1], left[i - 1] == other {
                    least = min(least, rows[i - 1][j - 1] + 1)
                }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
