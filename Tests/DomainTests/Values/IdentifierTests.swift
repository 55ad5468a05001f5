// SPDX-License-Identifier: Apache-2.0
import Domain
import Testing

/// Identifiers that others give: ORCID iDs, ROR ids; and digests.
@Suite struct IdentifierTests {
    @Test(arguments: [
        "0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X",
        "https://orcid.org/0000-0002-1825-0097",
    ])
    func `a real ORCID iD is taken`(_ text: String) {
        #expect(ORCID(text) != nil)
    }

    @Test(arguments: [
        "0000-0002-1825-0098", "0000-0002-1694-2330", "0000000218250097", "0000-0002-1825-009",
        "0000-0002-1825-00977", "",
    ])
    func `a wrong ORCID iD is not`(_ text: String) {
        #expect(ORCID(text) == nil)
    }

    @Test func `a mistyped iD is told from what is none`() {
        func fault(_ text: String) -> IdentifierFault? {
            #expect(throws: IdentifierFault.self) { try ORCID(reading: text) }
        }
        for text in [
            "0000-0002-1825-0098", "0000-0002-1825-009X", "0000-0002-1694-2330", "0000-0020-1825-0097",
        ] {
            #expect(fault(text) == .check, "\(text)")
        }
        for text in [
            "", "0000000218250097", "0000-0002-1825-009", "0000-0002-1825-009x", "X000-0002-1825-0097",
        ] {
            #expect(fault(text) == .form, "\(text)")
        }
    }

    @Test func `a mistyped ROR id is told from what is none`() {
        func fault(_ text: String) -> IdentifierFault? {
            #expect(throws: IdentifierFault.self) { try ROR(reading: text) }
        }
        for text in ["03yrm5c27", "03ymr5c26", "03yrm5c00"] { #expect(fault(text) == .check, "\(text)") }
        for text in ["", "13yrm5c26", "03yrl5c26", "03yrm5c2a", "03yrm5c266"] {
            #expect(fault(text) == .form, "\(text)")
        }
    }

    @Test(arguments: ["03yrm5c26", "05dxps055", "00f54p054", "https://ror.org/042nb2s44"])
    func `a real ROR id is taken`(_ text: String) {
        #expect(ROR(text) != nil)
    }

    @Test(arguments: ["03yrm5c27", "13yrm5c26", "03yrm5c2", "03yrm5c266", "03yrl5c26", ""])
    func `a wrong ROR id is not`(_ text: String) {
        #expect(ROR(text) == nil)
    }

    @Test func `a digest is written with its algorithm`() {
        let text = "sha256:" + String(repeating: "0f", count: 32)
        #expect(Digest(text)?.description == text)
        #expect(Digest(text)?.bytes == [UInt8](repeating: 15, count: 32))
        for wrong in [
            "", "sha256:", String(repeating: "0f", count: 32), text.uppercased(), text + "0",
            "sha256:" + String(repeating: "0g", count: 32),
        ] {
            #expect(Digest(wrong) == nil)
        }
    }

    @Test func `CRediT has fourteen roles`() {
        #expect(CreditRole.allCases.count == 14)
        #expect(CreditRole.formalAnalysis.url == "https://credit.niso.org/contributor-roles/formal-analysis/")
    }
}
