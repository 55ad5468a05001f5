// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON

/// `teahouse moderate next`: the queue, one case after the other.
struct ModerateNext: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Walk what waits for you, one case after the other, and decide.",
        discussion: """
            Each case is shown, a letter decides it, and the reason is asked for; v shows the files. End of input (Ctrl-D) stops; what was \
            not confirmed is not done.

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
        let queue = try await selection.read(from: client)
        let all = queue.items.map { QueueRow($0, queue.time) }
        let rows = all.filter(\.isMine)
        if let rest = queue.rest { Terminal.print(rest) }
        if rows.count < all.count {
            Terminal.print("\(all.count - rows.count) in the queue wait for others.")
        }
        if rows.isEmpty { return Terminal.print("Nothing waits for you.") }
        var (decided, skipped) = (0, 0)
        cases: for (index, row) in rows.enumerated() {
            let found: QueuedCase
            do {
                guard let name = CaseName(of: row.item) else { throw Refused("no public id") }
                found = try await QueuedCase.read(name, from: client, style)
            } catch {
                // Decided by somebody else since the queue was read, or not to be read now.
                Terminal.print("\(row.name): \(Dossier.Unread.why(error).harmless)")
                continue
            }
            let overdue = row.item["overdue"]?.bool == true ? style(.red, " (overdue)") : ""
            Terminal.print("")
            Terminal.print(
                style(.dim, "── \(index + 1) of \(rows.count): \(row.item.shown("kind")), due \(row.due)")
                    + overdue
            )
            Terminal.print(style(.dim, "   \(row.who)"))
            Terminal.print(found.text)
            switch try await ask(about: found, row, client) {
            case .decided: decided += 1
            case .skipped: skipped += 1
            case .stopped: break cases
            }
        }
        Terminal.print("Decided \(decided), skipped \(skipped), left \(rows.count - decided - skipped).")
    }

    private enum Ending { case decided, skipped, stopped }

    private func ask(about found: QueuedCase, _ row: QueueRow, _ client: RemoteClient) async throws -> Ending
    {
        let offered = Set((row.item["actions"]?.array ?? []).compactMap(\.string))
        let choices = found.choices.filter { offered.contains($0.action.rawValue) }
        let view = found.dossier == nil ? [] : ["[v]iew the files"]
        let menu = (choices.map(\.label) + view + ["[s]kip", "[q]uit"]).joined(separator: "  ")
        while true {
            Terminal.hint("\(menu): ")
            guard let answer = readLine()?.trimmed.lowercased() else { return .stopped }
            if answer == "q" { return .stopped }
            if answer == "s" { return .skipped }
            if answer == "v", let dossier = found.dossier {
                guard try await FileViewer(dossier, client).run() else { return .stopped }
                continue
            }
            guard
                let choice = choices.first(where: { answer == "\($0.letter)" || answer == $0.action.rawValue }
                )
            else { continue }
            Terminal.hint("Why (those concerned read it): ")
            guard let reason = readLine()?.trimmed else { return .stopped }
            guard Limits.reason.contains(reason.unicodeScalars.count) else { continue }
            let incomplete = found.dossier?.isComplete == false ? ", of which not everything was read" : ""
            Terminal.hint("\(choice.action.rawValue) \(found.title)\(incomplete)? [y/N] ")
            guard let confirmed = readLine()?.trimmed.lowercased() else { return .stopped }
            guard confirmed == "y" || confirmed == "yes" else { continue }
            do {
                let result = try await client.post(
                    "\(found.name.path)/actions/\(choice.action.rawValue)",
                    ["reason": .string(reason)],
                    matching: found.etag
                )
                Terminal.print(Outcome.text(choice.action, result.json))
                return .decided
            } catch let refused as Refused {
                Terminal.print(refused.message)
                return .skipped
            }
        }
    }
}
