// SPDX-License-Identifier: Apache-2.0

/// The request was understood and refused: exit code 1.
struct Refused: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

/// All that could be looked at is right, and what matters beside it is not known: exit code 4.
struct Undecided: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

/// Something that the command needs is not there: exit code 3.
struct CannotRun: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
