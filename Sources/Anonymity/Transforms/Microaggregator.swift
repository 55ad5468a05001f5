// SPDX-License-Identifier: Apache-2.0

/// Groups of rows that are near each other (MDAV: maximum distance to average vector; Domingo-Ferrer and
/// Mateo-Sanz 2002, as Domingo-Ferrer and Torra gave it in 2005).
enum Microaggregator {
    /// The work grows with the square of the rows; larger tables are cut along their first column
    /// into blocks of this many.
    static let block = 5000

    /// The group of each point; groups have `k` points at least, and fewer than twice as
    /// many, if there are `k` at all.
    static func groups(_ points: [[Double]], k: Int) -> [Int] {
        guard points.count > block else { return mdav(standardised(points), k) }
        let scaled = standardised(points)
        let order = scaled.indices.sorted { scaled[$0].lexicographicallyPrecedes(scaled[$1]) }
        var groups = [Int](repeating: 0, count: points.count)
        var first = 0
        var start = 0
        while start < order.count {
            // What would be left over joins the last block.
            let end = order.count - start < 2 * block ? order.count : start + block
            let part = Array(order[start..<end])
            let found = mdav(part.map { scaled[$0] }, k)
            for (place, group) in zip(part, found) { groups[place] = first + group }
            first += (found.max() ?? -1) + 1
            start = end
        }
        return groups
    }

    /// Every column with mean 0 and deviation 1, so that no unit weighs more than another.
    private static func standardised(_ points: [[Double]]) -> [[Double]] {
        guard let width = points.first?.count else { return [] }
        var scaled = points
        for column in 0..<width {
            let mean = points.reduce(0) { $0 + $1[column] } / Double(points.count)
            let variance =
                points.reduce(0) { $0 + ($1[column] - mean) * ($1[column] - mean) } / Double(points.count)
            let deviation = variance > 0 ? variance.squareRoot() : 1
            for row in scaled.indices { scaled[row][column] = (scaled[row][column] - mean) / deviation }
        }
        return scaled
    }

    private static func mdav(_ points: [[Double]], _ k: Int) -> [Int] {
        var groups = [Int](repeating: 0, count: points.count)
        var left = Array(points.indices)
        var group = 0
        while left.count >= 3 * k {
            let middle = mean(of: left, points)
            guard let far = farthest(from: middle, left, points) else { break }
            let other = farthest(from: points[far], left, points) ?? far
            for centre in [far, other] {
                take(nearest(to: points[centre], k, left, points), group, from: &left, &groups)
                group += 1
            }
        }
        if left.count >= 2 * k, let far = farthest(from: mean(of: left, points), left, points) {
            take(nearest(to: points[far], k, left, points), group, from: &left, &groups)
            group += 1
        }
        for place in left { groups[place] = group }
        return groups
    }

    private static func take(_ places: [Int], _ group: Int, from left: inout [Int], _ groups: inout [Int]) {
        let taken = Set(places)
        for place in places { groups[place] = group }
        left.removeAll(where: taken.contains)
    }

    private static func mean(of places: [Int], _ points: [[Double]]) -> [Double] {
        var sum = [Double](repeating: 0, count: points[places[0]].count)
        for place in places { for column in sum.indices { sum[column] += points[place][column] } }
        return sum.map { $0 / Double(places.count) }
    }

    private static func distance(_ left: [Double], _ right: [Double]) -> Double {
        var sum = 0.0
        for column in left.indices { sum += (left[column] - right[column]) * (left[column] - right[column]) }
        return sum
    }

    private static func farthest(from point: [Double], _ places: [Int], _ points: [[Double]]) -> Int? {
        places.max { distance(points[$0], point) < distance(points[$1], point) }
    }

    private static func nearest(to point: [Double], _ count: Int, _ places: [Int], _ points: [[Double]])
        -> [Int]
    {
        let ranked = places.map { (place: $0, distance: distance(points[$0], point)) }
            .sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }
        return ranked.prefix(count).map(\.place)
    }
}
