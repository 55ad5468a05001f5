// SPDX-License-Identifier: Apache-2.0
import API
import ArgumentParser
import JSON

/// `teahouse openapi`: the contract that a server of this version keeps.
struct OpenAPICommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi",
        abstract: "Print the OpenAPI document of the HTTP interface.",
        discussion: "Example:  teahouse openapi > openapi.json"
    )

    func run() {
        Terminal.print(String(decoding: OpenAPI.document.canonical, as: UTF8.self))
    }
}
