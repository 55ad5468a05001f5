// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Testing

@testable import TeaHouse

/// How the client names things, and tells times and tables.
@Suite struct CaseNameTests {
    @Test func `a name that somebody else chose stays one segment`() throws {
        let base = try #require(URL(string: "http://127.0.0.1:1"))
        for (name, encoded) in [
            ("a?b.csv", "a%3Fb.csv"), ("a#b", "a%23b"), ("a%2e", "a%252e"), ("../me", "..%2Fme"),
            ("é ü", "%C3%A9%20%C3%BC"), ("a;b:c@d&e=f+g", "a%3Bb%3Ac%40d%26e%3Df%2Bg"),
            ("~a-b_c.d", "~a-b_c.d"),
        ] {
            let folder: RemotePath = "/v1/findings/\("fi-0")/versions/\(2)"
            let path: RemotePath = "\(folder)/files/\(name)"
            #expect(path.text == "/v1/findings/fi-0/versions/2/files/\(encoded)")
            let url = try #require(URL(string: path.text, relativeTo: base))
            #expect(url.absoluteString == "http://127.0.0.1:1\(path.text)")
        }
    }

    @Test func `a case is named as the queue prints it`() throws {
        let finding = try #require(PID("\(PID(kind: .finding, bits: 12_345))"))
        #expect(CaseName("\(finding)/2") == CaseName(finding, 2))
        #expect(CaseName("\(finding)") == CaseName(finding, nil))
        #expect(CaseName("\(finding)/2")?.description == "\(finding)/2")
        #expect(CaseName(of: ["pid": .string("\(finding)"), "number": 2]) == CaseName(finding, 2))
        let publication = PID(kind: .publication, bits: 12_345)
        #expect(CaseName("\(publication)") == CaseName(publication, nil))
        #expect(CaseName("\(publication)/note") == .note(of: publication))
        #expect(CaseName.note(of: publication).description == "\(publication)/note")
        #expect(CaseName.note(of: publication).path.text == "/v1/publications/\(publication)/note")
        let queued: JSON = ["kind": "note", "pid": .string("\(publication)"), "number": .null]
        #expect(CaseName(of: queued) == .note(of: publication))
        for wrong in [
            "\(publication)/1", "\(publication)/Note", "\(finding)/note",
            "\(finding)/", "\(finding)/0", "\(finding)/-1", "\(finding)/+1", "\(finding)/01", "\(finding)/2/",
            "\(finding)/2/files", "\(finding)/x", "/2", "", "fi-000000000000/1",
            "\(finding)/99999999999999999999",
        ] { #expect(CaseName(wrong) == nil, "\(wrong)") }
    }

    @Test func `due times are told by the platform's clock`() throws {
        let now = try #require(Instant("2030-01-10T12:00:00Z"))
        let time = PlatformTime(now: now)
        for (due, said) in [
            ("2030-01-20T11:59:59.5Z", "in 9 d"), ("2030-01-12T12:00:00Z", "in 2 d"),
            ("2030-01-12T11:59:59Z", "in 47 h"), ("2030-01-10T12:59:00Z", "in 59 min"),
            ("2030-01-10T12:00:00Z", "in 0 min"), ("2030-01-10T11:00:00Z", "1 h late"),
            ("2030-01-07T12:00:00Z", "3 d late"), ("soon", "soon"),
        ] { #expect(time.due(.string(due)) == said) }
        #expect(time.due(.null) == nil && time.dueClause(nil) == "")
        #expect(PlatformTime(now: nil).dueClause("2030-01-10T12:00:00Z") == ", due 2030-01-10T12:00:00Z")
    }

    @Test func `the last columns of a table share what is left`() {
        var table = Table(["A", "B", "C"], shrinking: 2)
        table.add(["aaaa", String(repeating: "b", count: 40), "short"])
        #expect(
            table.text(width: 60).split(separator: "\n").last
                == "aaaa  \(String(repeating: "b", count: 40))  short"
        )
        table.add(["a", "b", String(repeating: "c", count: 40)])
        let rows = table.text(width: 40).split(separator: "\n")
        #expect(rows.allSatisfy { $0.count <= 40 })
        #expect(rows[1].hasPrefix("aaaa  bbbb") && rows[1].contains("…"), "\(rows)")
    }

    @Test func `a fetched file keeps its name where that is one`() {
        for (name, local) in [
            ("a?b.csv", "a?b.csv"), ("é ü.md", "é ü.md"), ("-rf", "_-rf"), (".bashrc", "_.bashrc"),
            ("../me", "_..%2Fme"), ("a\u{1B}[31m", "_a%1B%5B31m"), ("a\u{202E}b", "_a%E2%80%AEb"),
        ] { #expect(ModerateFiles.localName(name) == local) }
    }
}
