// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Publication
import Store

/// `…/releases/{number}/formats`: a public release as tools for tables read about it; its data stay under its terms.
enum DatasetFormatRoutes {
    static let all: [Route] = [
        Route(
            .get,
            ReleaseRoutes.path + "/formats/{table_format}",
            "The release's description in a format of tools for tables",
            scope: nil,
            show
        )
    ]

    private static func show(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let number = try call.number("number")
        guard let format = DatasetFormat(rawValue: call.parameter("table_format")) else {
            throw ProblemDetails.notFound
        }
        _ = try call.query()
        let site = call.services.site()
        let bytes = try await call.readPublic { db in
            let release = try PublishedReleaseStore(db).release(pid, number).orNotFound()
            return format.bytes(try release.description(), at: site)
        }
        var answer = Answer.representation(bytes: bytes)
        answer.headers[.contentType] = format.mediaType
        answer.headers[.link] = "</v1/datasets/\(pid)/releases/\(number)>; rel=\"describes\""
        return call.conditional(answer)
    }
}

extension PublishedRelease {
    fileprivate func description() throws -> DatasetDescription {
        let files = try JSON(parsing: files.bytes, limits: .trusted).array ?? []
        return DatasetDescription(
            dataset: dataset,
            sequence: sequence,
            title: title,
            description: description,
            keywords: keywords,
            organisation: organisationName,
            organisationROR: organisationROR,
            releasedAt: releasedAt,
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
                    columns: columns
                )
            }
        )
    }
}
