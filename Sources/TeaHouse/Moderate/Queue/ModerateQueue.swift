// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import JSON
import Store

extension QueueItem.Kind: ExpressibleByArgument {}

/// Which part of the queue.
struct QueueSelection: ParsableArguments {
    @Option(
        help:
            "finding, exception, passage, flag, appointment, release, problem, takedown, note or certificate."
    )
    var kind: QueueItem.Kind?
    @Flag(help: "Only what is overdue.") var overdue = false

    func read(from client: RemoteClient) async throws -> Queue {
        let kind: RemotePath = kind.map { "&kind=\($0.rawValue)" } ?? ""
        let overdue: RemotePath = overdue ? "&overdue=true" : ""
        return Queue(try await client.get("/v1/moderation/queue?limit=100\(kind)\(overdue)").json)
    }
}

/// The most overdue of what waits.
struct Queue: Sendable {
    let items: [JSON]
    /// How many more there are.
    let left: Int64
    let time: PlatformTime

    init(_ json: JSON) {
        items = json["items"]?.array ?? []
        left = (json["total"]?.integer ?? 0) - Int64(items.count)
        time = PlatformTime(of: json)
    }

    /// That there are more, and how to see them; `nil` where there are not.
    var rest: String? {
        left > 0 ? "… and \(left) more, due later: --kind and --overdue show parts of the queue." : nil
    }
}

struct ModerateQueue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "What waits for whom, the most overdue first.",
        discussion: "Example:  teahouse moderate queue --kind finding --overdue --mine"
    )

    @OptionGroup var selection: QueueSelection
    @Flag(help: "Only what you may decide now.") var mine = false
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let queue = try await selection.read(from: try remote.client())
        let rows = queue.items.map { QueueRow($0, queue.time) }.filter { !mine || $0.isMine }
        var table = Table(["WHAT", "DUE", "WAITS FOR", "WHO", "TITLE"], shrinking: 2)
        for row in rows { table.add(row.cells) }
        let text = rows.isEmpty ? "Nothing waits." : table.text(width: Terminal.width, .standardOutput)
        output.show(
            ["items": .array(rows.map(\.item)), "left": .integer(queue.left)],
            [text, queue.rest].compactMap(\.self).joined(separator: "\n")
        )
    }
}
