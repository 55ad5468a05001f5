// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import JSON
import Store

extension QueueItem.Kind: ExpressibleByArgument {}

/// Which part of the queue.
struct QueueSelection: ParsableArguments {
    @Option(help: "finding, exception, flag, release, problem, takedown or note.") var kind: QueueItem.Kind?
    @Flag(help: "Only what is overdue.") var overdue = false

    func items(from client: RemoteClient) async throws -> [JSON] {
        var path = "/v1/moderation/queue?limit=100"
        if let kind { path += "&kind=\(kind.rawValue)" }
        if overdue { path += "&overdue=true" }
        return try await client.get(path).json["items"]?.array ?? []
    }
}

struct ModerateQueue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "What waits, the most overdue first.",
        discussion: "Example:  teahouse moderate queue --kind finding --overdue --mine"
    )

    @OptionGroup var selection: QueueSelection
    @Flag(help: "Only what you are no party to.") var mine = false
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let items = try await selection.items(from: try remote.client()).filter {
            !mine || $0["neutral"]?.bool == true
        }
        var table = Table(["KIND", "WHAT", "DUE", "", "TITLE"])
        for item in items {
            let number = item["number"]?.integer.map { "/\($0)" } ?? ""
            var marks = item["overdue"]?.bool == true ? "overdue" : ""
            if item["neutral"]?.bool == false { marks += marks.isEmpty ? "not yours" : ", not yours" }
            table.add([
                item.shown("kind"), item.shown("pid") + number, item["due_at"]?.string ?? "-", marks,
                item.shown("title"),
            ])
        }
        let text = table.isEmpty ? "Nothing waits." : table.text(width: Terminal.width, .standardOutput)
        output.show(["items": .array(items)], text)
    }
}
