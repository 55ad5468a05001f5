// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Testing

/// The table of permissions by itself, and against its page.
@Suite struct PermissionTableTests {
    @Test func `the reference page is what the table makes`() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/reference/permissions.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text == Permissions.standard.page, "run make permissions")
    }

    @Test func `no two lines speak of the same cell, and every state is one of the kind's`() {
        var seen: Set<String> = []
        for line in Permissions.standard.lines {
            #expect(line.states.isSubset(of: line.kind.states), "\(line.kind) \(line.action)")
            #expect(line.possible.isSubset(of: line.states), "\(line.kind) \(line.action)")
            for state in line.states {
                #expect(seen.insert("\(line.kind) \(line.action) \(state)").inserted)
            }
        }
    }

    @Test func `what the table does not know is hidden, and a scope comes first`() {
        let table = Permissions.standard
        let all = Set(Relation.allCases).subtracting([.anonymous])
        #expect(table.verdict(.measure, on: .flag, in: "open", by: all, [.read]) == .refused(.hidden))
        #expect(table.verdict(.measure, on: .release, in: "draft", by: all, [.read]) == .refused(.scope))
        #expect(table.verdict(.measure, on: .release, in: "draft", by: all, [.datasets]) == .allowed)
        #expect(
            table.verdict(.release, on: .release, in: "in_review", by: all, [.moderate])
                == .refused(.conflictOfInterest)
        )
        #expect(
            table.verdict(.measure, on: .release, in: "retired", by: all, [.datasets])
                == .wrongState("wrong_state")
        )
    }
}
