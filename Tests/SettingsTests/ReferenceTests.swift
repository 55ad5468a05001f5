// SPDX-License-Identifier: Apache-2.0
import Foundation
import Settings
import Testing

/// The reader beside that of Python 3.11, over texts of which most are cut somewhere.
@Suite(
    .enabled(if: ReferenceReader.isPresent, "python3 is not here, or is older than 3.11 and has no tomllib")
)
struct ReferenceTests {
    @Test func `both read the same texts and mean the same`() throws {
        // Each text, and each without one of its characters.
        let whole = TableTests.valid.map(\.0) + TableTests.invalid.map(\.0) + [Self.everything]
        let texts = Set(
            whole.flatMap { text in
                [text] + text.indices.map { String(text[..<$0] + text[text.index(after: $0)...]) }
            }
        ).sorted()
        let answers = try ReferenceReader.read(texts)
        #expect(texts.count > 1000)
        try #require(answers.count == texts.count)
        for (text, answer) in zip(texts, answers) {
            do {
                #expect(try rendered(TOML.Table(text)) == answer, "\(text.debugDescription)")
            } catch {
                #expect(
                    answer == "refused" || Self.isOurs(error.kind),
                    "\(text.debugDescription) at \(error), not \(answer)"
                )
            }
        }
    }

    /// Whether it is refused beyond the grammar.
    private static func isOurs(_ kind: TOML.SyntaxError.Kind) -> Bool {
        kind == .dateOrTime || kind == .numberRange
    }

    private static let everything = """
        # A server.
        title = "T\\u00e9a \\"House\\""
        [server]
        port = 8_080
        hosts = ['a', "b", ] # two
        site . name = '''
        one
        two'''
        ratio = -1.5e-3
        mask = 0x1F
        text = \"""
          a \\
          b ""c""\"""
        rates = { read = 1, write.most = [true, false] }

        [[client.profile]]
        url = "http://x"
        [client.profile.limits]
        most = inf
        [[client.profile]]
        """
}

/// Python's `tomllib`.
private enum ReferenceReader {
    static var isPresent: Bool {
        do {
            return try run("import tomllib", input: "").isEmpty
        } catch {
            return false
        }
    }

    /// What each text means, as ``rendered(_:)`` has it, or `refused`.
    static func read(_ texts: [String]) throws -> [String] {
        let lines = texts.map { text in
            text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
        let answer = try run(script, input: lines.joined(separator: "\n") + "\n")
        return answer.split(separator: "\n").map(String.init)
    }

    struct Failure: Error {}

    private static func run(_ script: String, input: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let (questions, answers) = (Pipe(), Pipe())
        process.standardInput = questions
        process.standardOutput = answers
        process.standardError = FileHandle.nullDevice
        try process.run()
        // It answers nothing before it has read everything.
        try questions.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try questions.fileHandleForWriting.close()
        let output = try answers.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
        return String(decoding: output, as: UTF8.self)
    }

    private static let script = #"""
        import struct, sys, tomllib

        def escaped(text):
            return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x};" for c in text)

        def rendered(value):
            if isinstance(value, bool):
                return "true" if value else "false"
            if isinstance(value, int):
                if not -(2**63) <= value < 2**63:
                    raise OverflowError
                return str(value)
            if isinstance(value, float):
                return "nan" if value != value else f"~{struct.unpack('>Q', struct.pack('>d', value))[0]:x}"
            if isinstance(value, str):
                return f"'{escaped(value)}'"
            if isinstance(value, list):
                return f"[{','.join(map(rendered, value))}]"
            if isinstance(value, dict):
                members = sorted((escaped(key), rendered(member)) for key, member in value.items())
                return "{" + ",".join(f"{key}={member}" for key, member in members) + "}"
            raise TypeError

        for line in sys.stdin.read().splitlines():
            try:
                # A byte order mark at the beginning is no part of the text.
                print(rendered(tomllib.loads(bytes.fromhex(line).decode().removeprefix("\ufeff"))))
            except (ValueError, OverflowError, TypeError):
                print("refused")
        """#
}
