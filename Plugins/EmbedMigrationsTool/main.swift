// SPDX-License-Identifier: Apache-2.0
import Foundation

// Writes OUTPUT with the text of each `.sql` file as a raw string literal, which compiles some fifteen times
// faster than the byte arrays of `.embedInCode`.
let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 2 else {
    FileHandle.standardError.write(
        Data("usage: EmbedMigrationsTool OUTPUT BOOTSTRAP.sql NNNN_words.sql …\n".utf8)
    )
    exit(2)
}

func literal(_ path: String) throws -> String {
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    guard !text.contains("\"\"\"####") else {
        FileHandle.standardError.write(Data("\(path): holds the raw string's end mark\n".utf8))
        exit(1)
    }
    return "####\"\"\"\n\(text)\n\"\"\"####"
}

var source = """
    /// Makes the roles; run by a superuser before the migrations.
    package let bootstrap = \(try literal(arguments[1]))

    /// The schema history, in order.
    package let embedded: [(name: String, sql: String)] = [

    """
for path in arguments.dropFirst(2) {
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    source += "(name: \"\(name)\", sql: \(try literal(path))),\n"
}
try (source + "]\n").write(to: URL(filePath: arguments[0]), atomically: true, encoding: .utf8)
