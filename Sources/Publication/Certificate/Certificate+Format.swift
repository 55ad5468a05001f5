// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension Certificate: SignedFormat {
    package static let schema = Schema.certificate
    package static let laterSchemas = [Schema.certificate2]
    package var fittingSchema: String {
        let isNew = problem != nil || clearances.contains { $0.carriedFrom != nil || $0.outcome == .notUsed }
        return isNew ? Schema.certificate2 : Schema.certificate
    }
    package static let envelopeMember = "certificate"
    package static let byteLimit = 131_072

    package var signedAt: Instant? { issuedAt }
    package var members: KeyValuePairs<String, JSON?> {
        [
            "pid": .text(pid),
            "document": .text(document),
            "files": .strings(files),
            "screening": ["report": .text(screening.report), "outcome": .string(screening.outcome.rawValue)],
            "moderation": .object(compacting: [
                "role": .string(moderation.role),
                "accepted_at": .text(moderation.acceptedAt),
                "log_index": moderation.logIndex.map(JSON.text),
            ]),
            "clearances": .array(clearances.map(\.json)),
            "releases": .array(releases.map(\.json)),
            "problem": problem.map(JSON.text),
            "issued_at": .text(issuedAt),
            "key_id": .text(keyID),
        ]
    }

    package static func read(_ reader: inout ObjectReader) -> Certificate? {
        let pid = reader.pid("pid")
        let document = reader.digest("document")
        let files = reader.digests("files", count: 0...500)
        let screening = reader.object("screening", read: Screening.read)
        let moderation = reader.object("moderation", read: Moderation.read)
        let clearances = reader.objects("clearances", count: 0...100, read: Clearance.read)
        let releases = reader.objects("releases", count: 0...100, read: Release.read)
        let problem = reader.optionalValue("problem") { Digest($0) }
        let issuedAt = reader.instant("issued_at")
        let keyID = reader.value("key_id", parse: KeyID.init)
        guard let pid, let document, let files, let screening, let moderation, let issuedAt, let keyID else {
            return nil
        }
        return Certificate(
            pid: pid,
            document: document,
            files: files,
            screening: screening,
            moderation: moderation,
            clearances: clearances,
            releases: releases,
            problem: problem,
            issuedAt: issuedAt,
            keyID: keyID
        )
    }
}

extension Certificate.Screening {
    fileprivate static func read(_ reader: inout ObjectReader) -> Self? {
        let report = reader.digest("report")
        let outcome = reader.enumeration("outcome", as: Outcome.self)
        guard let report, let outcome else { return nil }
        return Self(report: report, outcome: outcome)
    }
}

extension Certificate.Moderation {
    fileprivate static func read(_ reader: inout ObjectReader) -> Self? {
        let role = reader.string("role", length: 1...50)
        let acceptedAt = reader.instant("accepted_at")
        let logIndex = reader.optionalCounter("log_index")
        guard let role, let acceptedAt else { return nil }
        return Self(role: role, acceptedAt: acceptedAt, logIndex: logIndex)
    }
}

extension Certificate.Clearance {
    fileprivate var json: JSON {
        .object(compacting: [
            "organisation": .text(organisation), "outcome": .string(outcome.rawValue),
            "noticed_at": .text(noticedAt), "closed_at": .text(closedAt), "carried_from": carriedFrom?.json,
        ])
    }

    fileprivate static func read(_ reader: inout ObjectReader) -> Self? {
        let organisation = reader.pid("organisation")
        let outcome = reader.enumeration("outcome", as: Domain.Clearance.Outcome.self)
        let noticedAt = reader.instant("noticed_at")
        let closedAt = reader.instant("closed_at")
        let carriedFrom = reader.optionalObject("carried_from", read: Certificate.CarriedFrom.read)
        guard let organisation, let outcome, let noticedAt, let closedAt else { return nil }
        return Self(
            organisation: organisation,
            outcome: outcome,
            noticedAt: noticedAt,
            closedAt: closedAt,
            carriedFrom: carriedFrom
        )
    }
}

extension Certificate.CarriedFrom {
    fileprivate var json: JSON {
        [
            "version": .integer(Int64(version)), "noticed_at": .text(noticedAt), "closed_at": .text(closedAt),
        ]
    }

    fileprivate static func read(_ reader: inout ObjectReader) -> Self? {
        let version = reader.integer("version", in: 1...1_000_000)
        let noticedAt = reader.instant("noticed_at")
        let closedAt = reader.instant("closed_at")
        guard let version, let noticedAt, let closedAt else { return nil }
        return Self(version: version, noticedAt: noticedAt, closedAt: closedAt)
    }
}

extension Certificate.Release {
    fileprivate var json: JSON {
        [
            "pid": .text(pid), "sequence": .integer(Int64(sequence)), "digest": .text(digest),
            "terms": .text(terms),
        ]
    }

    fileprivate static func read(_ reader: inout ObjectReader) -> Self? {
        let pid = reader.pid("pid")
        let sequence = reader.integer("sequence", in: 1...1_000_000)
        let digest = reader.digest("digest")
        let terms = reader.digest("terms")
        guard let pid, let sequence, let digest, let terms else { return nil }
        return Self(pid: pid, sequence: sequence, digest: digest, terms: terms)
    }
}
