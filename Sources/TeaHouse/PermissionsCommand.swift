// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain

/// `teahouse permissions`: the table that the server asks, as a page.
struct PermissionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permissions",
        abstract: "Print who may do what, as Markdown.",
        discussion: "Example:  teahouse permissions > permissions.md"
    )

    func run() {
        print(Permissions.standard.page, terminator: "")
    }
}
