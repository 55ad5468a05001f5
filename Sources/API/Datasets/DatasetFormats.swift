// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import HTTPTypes
import JSON
import Postgres
import Publication
import Store
import Tables
import Workflow

/// `…/releases/{number}/formats`: a public release as tools for tables read about it; its data stay under its terms.
enum DatasetFormats {
    static let routes: [Route] = [
        .open(
            ReleaseRecord.path + "/formats/\(.format)",
            "The release's description in a format of tools for tables",
            .formats(
                "getReleaseFormat",
                .datasets,
                DatasetFormat.allCases.map { Operation.Media($0.mediaType, .document, [:]) }
            )
        ) { call in
            let key = try ReleaseRecord.key(call)
            let format = try call[.format]
            let site = call.services.site()
            let bytes = try await call.readPublic { db in
                let release = try PublishedReleaseStore(db).release(key.dataset, key.sequence).orNotFound()
                return format.bytes(try release.description(), at: site)
            }
            var answer = Answer.representation(bytes: bytes)
            answer.headers[.contentType] = format.mediaType
            answer.headers[.link] = "<\(ReleaseRecord.address(key))>; rel=\"describes\""
            return answer
        }
    ]
}

extension Capture<DatasetFormat> {
    fileprivate static var format: Self { .one(of: DatasetFormat.self, named: "table_format") }
}

extension DatasetDescription.Writing {
    fileprivate init(_ dialect: Dialect) {
        self.init(
            delimiter: String(UnicodeScalar(dialect.delimiter.byte)),
            encoding: dialect.encoding.rawValue,
            skippedLines: dialect.skipLines,
            words: "\(dialect)"
        )
    }
}

extension PublishedRelease {
    fileprivate func description() throws -> DatasetDescription {
        let files = try JSON(parsing: files.bytes, limits: .trusted).array ?? []
        return DatasetDescription(
            dataset: facts.datasetPID,
            sequence: facts.sequence,
            title: facts.title,
            description: description,
            keywords: keywords,
            organisation: facts.organisationName,
            organisationROR: organisationROR,
            // Whatever is public was released.
            releasedAt: try facts.releasedAt.orNotFound(),
            missing: facts.missing,
            files: files.compactMap { file in
                guard let name = file["name"]?.string, let size = file["size"]?.integer,
                    let mediaType = file["media_type"]?.string,
                    let digest = file["digest"]?.string.flatMap({ Digest($0) })
                else { return nil }
                let columns = file["columns"]?.array?.compactMap { $0["name"]?.string } ?? []
                return DatasetDescription.File(
                    name: name,
                    size: size,
                    mediaType: mediaType,
                    digest: digest,
                    columns: columns,
                    writing: file["dialect"].flatMap { Dialect($0) }.map(DatasetDescription.Writing.init)
                        ?? DatasetDescription.Writing()
                )
            }
        )
    }
}
