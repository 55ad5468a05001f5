// SPDX-License-Identifier: Apache-2.0

/// An error of the protocol, answered with status 200 (OAI-PMH 2.0, section 3.6).
struct OAIError: Error {
    enum Code: String {
        case badVerb, badArgument, badResumptionToken, cannotDisseminateFormat, idDoesNotExist, noRecordsMatch
    }

    let code: Code
    let detail: String

    init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}
