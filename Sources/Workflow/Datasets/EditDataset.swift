// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// What a dataset says of itself.
package struct DatasetText: Sendable {
    /// 1 to 300 characters.
    package let title: String
    /// 1 to 20000 characters.
    package let description: String
    /// At most 50, in order.
    package let keywords: [String]

    /// Takes the parts as they are: the database checks the bounds when they are stored.
    package init(title: String, description: String, keywords: [String]) {
        self.title = title
        self.description = description
        self.keywords = keywords
    }
}

extension Connection {
    /// Begins a dataset, which has no release yet.
    package func beginDataset(
        as pid: PID,
        _ text: DatasetText,
        of organisation: OrganisationRecord,
        by person: ID<Person>
    ) throws -> DatasetRecord {
        let dataset = try DatasetStore(self).create(
            pid: pid,
            organisation: organisation.id,
            title: text.title,
            description: text.description,
            keywords: text.keywords,
            by: person
        )
        try record(
            .datasetBegun,
            pid.description,
            ["organisation": .string(organisation.pid.description)]
        )
        return dataset
    }

    /// Changes what is given of a dataset; `nil` leaves a part as it is.
    ///
    /// - Throws: `LostRace` when it is no longer as it was read.
    package func edit(
        _ dataset: DatasetRecord,
        title: String?,
        description: String?,
        keywords: [String]?
    ) throws -> DatasetRecord {
        let edited = try DatasetStore(self)
            .edit(dataset, title: title, description: description, keywords: keywords)
        guard let edited else { throw LostRace(object: .dataset) }
        try record(.datasetEdited, dataset.pid.description)
        return edited
    }
}
