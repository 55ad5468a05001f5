// SPDX-License-Identifier: Apache-2.0
import JSON

/// What `doctor` has looked at so far.
struct Examination {
    /// One thing that was looked at.
    struct Check {
        enum Outcome {
            case good
            /// Something that is left out, and no fault.
            case note(String)
            case bad(String)
        }

        let name: String
        let outcome: Outcome

        var hasFailed: Bool {
            if case .bad = outcome { true } else { false }
        }

        var line: String {
            switch outcome {
            case .good: "ok    \(name)"
            case .note(let text): "note  \(name): \(text)"
            case .bad(let text): "FAIL  \(name): \(text)"
            }
        }

        var json: JSON {
            switch outcome {
            case .good: ["check": .string(name), "trouble": .null]
            case .note(let text): ["check": .string(name), "trouble": .null, "note": .string(text)]
            case .bad(let text): ["check": .string(name), "trouble": .string(text)]
            }
        }
    }

    private(set) var checks: [Check] = []

    mutating func add(_ name: String, _ trouble: String?) {
        checks.append(Check(name: name, outcome: trouble.map { .bad($0) } ?? .good))
    }

    mutating func note(_ name: String, _ text: String) {
        checks.append(Check(name: name, outcome: .note(text)))
    }

    /// Adds what `body` throws.
    mutating func check(_ name: String, _ body: () async throws -> Void) async {
        do {
            try await body()
            add(name, nil)
        } catch {
            add(name, (error as? CannotRun)?.message ?? "\(error)")
        }
    }
}

/// What a check found wrong.
struct Trouble: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
