// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import JSON

/// `teahouse moderate next`: the queue, one case after the other.
struct ModerateNext: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Walk what waits for you, one case after the other, and decide.",
        discussion: """
            Each case is shown, a letter decides it, and the reason is asked for. End of input (Ctrl-D) stops; what was not confirmed is not done.

            Example:  teahouse moderate next --kind finding --overdue
            """
    )

    @OptionGroup var selection: QueueSelection
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        guard Terminal.isInteractive else {
            throw Refused(
                "next asks at a terminal; scripts use teahouse moderate queue --json and the decisions."
            )
        }
        let client = try remote.client()
        let style = Style.standardOutput
        let items = try await selection.items(from: client).filter { $0["neutral"]?.bool == true }
        if items.isEmpty { return Terminal.print("Nothing waits for you.") }
        var (decided, skipped) = (0, 0)
        cases: for (index, item) in items.enumerated() {
            let found: QueuedCase
            do {
                found = try await QueuedCase.read(item, from: client, style)
            } catch let refused as Refused {
                // Decided by somebody else since the queue was read.
                Terminal.print("\(item.shown("pid")): \(refused.message)")
                continue
            }
            let due = item["due_at"]?.string.map { ", due \($0)" } ?? ""
            let overdue = item["overdue"]?.bool == true ? style(.red, " (overdue)") : ""
            Terminal.print("")
            Terminal.print(
                style(.dim, "── \(index + 1) of \(items.count): \(item.shown("kind"))\(due)") + overdue
            )
            Terminal.print(found.text)
            switch try await ask(about: found, client) {
            case .decided: decided += 1
            case .skipped: skipped += 1
            case .stopped: break cases
            }
        }
        Terminal.print("Decided \(decided), skipped \(skipped), left \(items.count - decided - skipped).")
    }

    private enum Outcome { case decided, skipped, stopped }

    private func ask(about found: QueuedCase, _ client: RemoteClient) async throws -> Outcome {
        let menu = (found.choices.map(\.label) + ["[s]kip", "[q]uit"]).joined(separator: "  ")
        while true {
            Terminal.hint("\(menu): ")
            guard let answer = readLine()?.trimmed.lowercased() else { return .stopped }
            if answer == "q" { return .stopped }
            if answer == "s" { return .skipped }
            guard
                let choice = found.choices.first(where: { String($0.letter) == answer || $0.event == answer })
            else { continue }
            Terminal.hint("Why (those concerned read it): ")
            guard let reason = readLine()?.trimmed else { return .stopped }
            guard (1...5000).contains(reason.count) else { continue }
            Terminal.hint("\(choice.event) \(found.title)? [y/N] ")
            guard let confirmed = readLine()?.trimmed.lowercased() else { return .stopped }
            guard confirmed == "y" || confirmed == "yes" else { continue }
            do {
                let result = try await client.post(
                    "\(found.path)/actions/\(choice.event)",
                    ["reason": .string(reason)],
                    matching: found.etag
                )
                let state = result.json["state"]?.string
                Terminal.print("\(choice.event): done" + (state.map { "; it is now \($0)." } ?? "."))
                return .decided
            } catch let refused as Refused {
                Terminal.print(refused.message)
                return .skipped
            }
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
