// SPDX-License-Identifier: Apache-2.0

extension NameWords {
    /// British English.
    static let uk: NameWords = {
        var words = NameWords()
        words.always = [
            "nationalinsurance", "ninumber", "nino", "nhsnumber", "nhsno", "registrationplate",
            "vehicleregistration", "vrm",
            "registrationmark",
        ]
        words.confirmed = [
            "nationalinsurance": .britishNINO, "ninumber": .britishNINO, "nino": .britishNINO,
            "nhsnumber": .britishNHS, "nhsno": .britishNHS, "registrationplate": .plate,
            "vehicleregistration": .plate, "vrm": .plate, "registrationmark": .plate,
        ]
        return words
    }()
}
