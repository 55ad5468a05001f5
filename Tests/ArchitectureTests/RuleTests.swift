// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The rules that the gates stand on, each at the one place where it is kept.
@Suite struct RuleTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources").standardized

    @Test func `each rule is named in one doc comment`() throws {
        let files = try #require(
            FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil)
        )
        var places: [String: [String]] = [:]
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            // Few files name one, and to match every line of all takes seconds.
            guard text.contains("/// Rule ") else { continue }
            for line in text.split(separator: "\n") {
                guard let said = line.firstMatch(of: /^ *\/\/\/ Rule (R[0-9]+): (.+)$/) else { continue }
                places[String(said.1), default: []].append("\(file.lastPathComponent): \(said.2)")
            }
        }
        for (rule, named) in places.sorted(by: { $0.key < $1.key }) {
            print("rule \(rule), \(named.joined(separator: "; "))")
        }
        #expect(places.keys.sorted() == (1...9).map { "R\($0)" })
        #expect(places.values.allSatisfy { $0.count == 1 })
    }
}
