// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What a version's reviewer sees of it: all, or all but who wrote it.
package enum ReviewSight: String, Sendable, Hashable, SQLEncodable, SQLDecodable {
    case open, blind
}

/// A version as its readers see it: the representation made by PostgreSQL, and what decides who may do what.
package struct VersionView: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<FindingVersion>
    /// The finding that it is a version of.
    package let finding: ID<Finding>
    /// The finding's public identifier.
    package let findingPID: PID
    /// The number within its finding, from 1.
    package let number: Int
    /// Its state when it was read.
    package let state: Finding.State
    /// How far its screening is; `nil` before it is submitted.
    package let screening: Screening?
    /// How far its moderation is; `nil` before it is submitted.
    package let moderation: Moderation?
    /// The public identifier of its publication; `nil` when it has none, or none that the actor may see.
    package let publication: PID?
    /// Whether the transaction's actor is an author of the finding.
    package let isAuthor: Bool
    /// Whether the transaction's actor is a moderator to whom the case is foreign.
    package let isNeutralModerator: Bool
    /// How the transaction's actor sees the version as its reviewer; `nil` for who is none.
    package let reviewSight: ReviewSight?
    /// Whether the actor sees no version of the finding with a larger number.
    package let isLatest: Bool
    /// A JSON object without `actions`.
    package let body: RawJSON

    /// The version in records of what happened: the finding's public identifier and the number.
    package var subject: String { "\(findingPID)/\(number)" }
    /// The version's row, to be moved.
    package var row: Subject<Finding.State> { Subject(id, state) }

    /// Of `finding_versions v` and `findings f`, for the transaction's actor.
    package static var columns: SQL {
        """
        v.id, v.finding, f.pid AS finding_pid, v.number, v.state, s.state AS screening, m.state AS moderation, p.pid AS publication,
        \(isAuthor), \(isNeutralModerator), rs.sight,
        NOT EXISTS (SELECT FROM finding_versions later WHERE later.finding = v.finding AND later.number > v.number),
        jsonb_build_object(
            'pid', f.pid, 'version', v.number, 'state', v.state, 'title', v.title, 'abstract', v.abstract,
            'language', v.language, 'kind', v.kind, 'license', v.license, 'keywords', v.keywords,
            'funding', CASE WHEN rs.sight = 'blind' THEN '' ELSE v.funding END,
            'conflicts', CASE WHEN rs.sight = 'blind' THEN '' ELSE v.conflicts END, 'thesis', v.thesis, 'release_at', rfc3339(v.release_at),
            'problem', (SELECT pid FROM problems WHERE id = f.problem), 'publication', p.pid,
            'due_at', rfc3339(v.due_at), 'submitted_at', rfc3339(v.submitted_at),
            'created_at', rfc3339(v.created_at), 'changed_at', rfc3339(v.changed_at),
            'files', \(files), 'contributions', \(contributions), 'releases', \(releases),
            'gates', CASE WHEN m.version IS NULL THEN NULL ELSE jsonb_build_object(
                'screening', jsonb_build_object('state', s.state, 'due_at', rfc3339(s.due_at)),
                'moderation', jsonb_build_object('state', m.state, 'due_at', rfc3339(m.due_at)),
                'clearances', \(clearances)
            ) END
        ) AS body
        """
    }

    /// What `columns` read from.
    package static var source: SQL {
        """
        findings f
        JOIN finding_versions v ON v.finding = f.id
        LEFT JOIN screenings s ON s.version = v.id
        LEFT JOIN moderations m ON m.version = v.id
        LEFT JOIN publications p ON p.version = v.id
        CROSS JOIN LATERAL review_sight(v.id) AS rs(sight)
        """
    }

    static let isAuthor: SQL =
        "EXISTS (SELECT FROM finding_authors a WHERE a.finding = f.id AND a.person = actor())"

    static let isNeutralModerator: SQL = """
        (
            EXISTS (SELECT FROM persons WHERE id = actor() AND 'moderator' = ANY (platform_roles))
            AND is_neutral(actor(), f.id)
        )
        """

    private static var files: SQL {
        """
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'name', name, 'size', size, 'media_type', media_type, 'digest', 'sha256:' || encode(digest, 'hex')
            ) ORDER BY name COLLATE "C")
            FROM finding_files WHERE version = v.id
        ), '[]')
        """
    }

    private static var contributions: SQL {
        """
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'name', name, 'orcid', orcid, 'credit_roles', credit_roles,
                'affiliation', CASE WHEN affiliation IS NULL THEN NULL
                    ELSE jsonb_build_object('name', affiliation, 'ror', ror) END
            ) ORDER BY position)
            FROM contributions WHERE version = v.id
        ), '[]')
        """
    }

    private static var releases: SQL {
        """
        coalesce((
            SELECT jsonb_agg(jsonb_build_object('dataset', d.pid, 'sequence', r.sequence) ORDER BY d.pid, r.sequence)
            FROM finding_releases u JOIN releases r ON r.id = u.release JOIN datasets d ON d.id = r.dataset
            WHERE u.version = v.id
        ), '[]')
        """
    }

    private static var clearances: SQL {
        """
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'pid', c.pid, 'organisation', o.pid, 'organisation_name', o.name, 'state', c.state,
                'outcome', c.outcome, 'due_at', rfc3339(c.due_at), 'cap_at', rfc3339(c.cap_at),
                'flags', (
                    SELECT coalesce(jsonb_agg(jsonb_build_object('pid', g.pid, 'category', g.category, 'state', g.state)
                        ORDER BY g.id), '[]')
                    FROM flags g WHERE g.clearance = c.id
                )
            ) ORDER BY o.pid)
            FROM clearances c JOIN organisations o ON o.id = c.organisation
            WHERE c.version = v.id
        ), '[]')
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        finding = try row.next()
        findingPID = try row.next()
        number = try row.next()
        state = try row.next()
        screening = try row.next()
        moderation = try row.next()
        publication = try row.next()
        isAuthor = try row.next()
        isNeutralModerator = try row.next()
        reviewSight = try row.next()
        isLatest = try row.next()
        body = try row.next()
    }
}
