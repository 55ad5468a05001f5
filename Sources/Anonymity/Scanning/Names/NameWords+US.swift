// SPDX-License-Identifier: Apache-2.0

extension NameWords {
    /// American English.
    static let us: NameWords = {
        var words = NameWords()
        words.always = ["ssn", "socialsecurity", "socialsecurityno", "socialsecuritynumber", "itin"]
        words.confirmed = [
            "ssn": .socialSecurity, "socialsecurity": .socialSecurity, "socialsecurityno": .socialSecurity,
            "socialsecuritynumber": .socialSecurity, "itin": .socialSecurity,
        ]
        return words
    }()
}
