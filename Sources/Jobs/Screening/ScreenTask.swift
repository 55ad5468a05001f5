// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import Foundation
import JSON
import Screening
import Store
import Wording

/// Looking through texts for what stands in a finding's way, for passages, or for both.
struct ScreenTask: WorkerTask {
    static let name = "screen"

    /// A text: what is screened of it, and in what of it passages are looked for, where that is not the same.
    struct Text: Message {
        let name: String
        var mediaType = ""
        let content: WorkerBytes
        var passagesIn: WorkerBytes?
    }

    /// A release that the texts are compared with.
    struct Release: Message {
        let release: String
        let name: String
        let isDeclared: Bool
        /// `nil` when it is gone.
        let path: String?
        /// How the table is written; `nil` for a file of before.
        let dialect: JSON?
    }

    var texts: [Text]
    /// `nil` when passages alone are looked for.
    var releases: [Release]?
    var packs = IdentifierPacks.all
    var passages: [SoughtPassage]
    var salt: [UInt8]
    /// Whether what has most words of a passage counts too.
    var near = true

    let niceness: Int32 = 10

    func data(screening: Int) -> Int { screening }

    func run(progress: (Double) -> Void) throws -> Outcome {
        var outcome = Outcome()
        if let releases {
            let results = try withoutActuallyEscaping(progress) { progress in
                try ScreeningPass(
                    releases: releases.map(ReleaseCopy.init),
                    for: IdentifierRules(packs: packs),
                    onProgress: { progress($0) }
                ).run(texts.map { FindingText($0) })
            }
            outcome.take(results)
        }
        let lookout = try PassageLookout(passages, salt: salt)
        outcome.missing = lookout.missing
        outcome.fingerprints = lookout.fingerprints
        outcome.found = try texts.map { text in
            guard !passages.isEmpty else { return [] }
            let bytes = try (text.passagesIn ?? text.content).data()
            do {
                return try lookout.found(in: bytes, near: near, looksInside: text.passagesIn == nil)
            } catch is PassageSearch.TooMuch {
                return nil
            }
        }
        return outcome
    }
}

extension ScreenTask {
    /// What a version's files and what is said of it are looked through for.
    static func texts(of files: [FindingFileRecord], in store: FileStore) -> [Text] {
        files.map { Text(name: $0.name, mediaType: $0.mediaType, content: .file(store.path(of: $0.digest))) }
    }
}

extension ScreenTask.Release {
    /// A file in a version's scope, as the store has it.
    init(_ file: ScopedFile, in store: FileStore) {
        release = file.release
        name = file.name
        isDeclared = file.source != .downloaded
        path = store.contains(file.digest) ? store.path(of: file.digest) : nil
        dialect = file.dialect
    }
}
