// SPDX-License-Identifier: Apache-2.0
import Anonymity
import ArgumentParser

/// Which identifiers are looked for here.
struct IdentifierArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Which identifiers and names of columns are looked for, separated by commas, beside what is common: de, fr, es, uk, us, cn, industry; all unless said.",
            valueName: "packs"
        )
    )
    var packs: [String] = []

    func validate() throws { _ = try chosen() }

    /// The packs, and what an organisation lists of its own.
    func rules(own: OwnIdentifiers = OwnIdentifiers()) throws -> IdentifierRules {
        IdentifierRules(packs: try chosen(), own: own)
    }

    /// The packs, with what is common to all.
    func chosen() throws -> IdentifierPacks {
        guard !packs.isEmpty else { return .all }
        let names = packs.flatMap { $0.split(separator: ",") }
        return IdentifierPacks(
            try names.map { name in
                guard let pack = IdentifierPack(rawValue: String(name)) else {
                    let known = IdentifierPack.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("--packs: “\(name)” is none of \(known).")
                }
                return pack
            }
        )
    }
}

/// An organisation's own identifiers, for the commands that need no server.
struct OwnIdentifierArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A list of words and shapes that are identifiers here: lines such as “word Projekt Falke” and “shape AB-####”.",
            valueName: "file"
        )
    )
    var identifiers: String?

    func own() throws -> OwnIdentifiers {
        guard let identifiers else { return OwnIdentifiers() }
        do {
            return try OwnIdentifiers(reading: Verify.bytes(identifiers))
        } catch let error as OwnIdentifiersError {
            throw ValidationError("\(identifiers):\n\(error)")
        }
    }
}
