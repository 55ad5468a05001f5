// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Testing

/// The diagrams of `docs/explanation/domain.md` against the machines of the code.
@Suite struct DiagramTests {
    @Test func `every diagram shows its machine, and every machine has one`() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/explanation/domain.md")
        #expect(Self.drawn(try String(contentsOf: page, encoding: .utf8)) == Self.coded)
    }

    @Test func `a diagram that lacks an arrow is noticed`() {
        let text = "%% object: person\nactive --> suspended: suspend\n"
        #expect(Self.drawn(text) != Set(PersonState.transitions))
    }

    private static let coded: Set<Transition> = {
        let all =
            Organisation.State.transitions + PersonState.transitions + Problem.State.transitions
            + Release.State.transitions + AccessRequest.State.transitions + Finding.State.transitions
            + Screening.transitions + Moderation.transitions + Certification.transitions
            + Clearance.State.transitions
            + Flag.State.transitions + Review.State.transitions
            + PublicationRecord.State.transitions + ExportRun.transitions
            + WithdrawalNote.State.transitions + Identifier.State.transitions
        return Set(all)
    }()

    private static func drawn(_ text: String) -> Set<Transition> {
        var object: ObjectKind?
        var arrows: Set<Transition> = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.contains("%% object: "), let name = words.last {
                object = ObjectKind(rawValue: String(name))
            } else if words.count == 4, words[1] == "-->", let object {
                arrows.insert(
                    Transition(object, String(words[0]), String(words[3]), String(words[2].dropLast()))
                )
            }
        }
        return arrows
    }
}
