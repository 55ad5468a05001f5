// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A version as its readers see it: the representation made by PostgreSQL, with the
/// case that it was made for.
@dynamicMemberLookup
package struct VersionView: Record, Sendable {
    /// What decides who may do what with it, of the same snapshot.
    package let version: VersionCase
    /// A JSON object without `actions`.
    package let body: RawJSON

    /// What the case has.
    package subscript<Value>(dynamicMember path: KeyPath<VersionCase, Value>) -> Value {
        version[keyPath: path]
    }

    /// Of `source`, for the transaction's actor.
    package static let columns: SQL = """
        \(VersionCase.columns),
        jsonb_build_object(
            'pid', f.pid, 'version', v.number, 'state', v.state, 'title', v.title, 'abstract', v.abstract,
            'language', v.language, 'kind', v.kind, 'license', v.license, 'keywords', v.keywords,
            'funding', CASE WHEN rs.sight = 'blind' THEN '' ELSE v.funding END,
            'conflicts', CASE WHEN rs.sight = 'blind' THEN '' ELSE v.conflicts END,
            'thesis', v.thesis, 'release_at', rfc3339(v.release_at),
            'problem', CASE WHEN v.answers_problem THEN (SELECT pid FROM problems WHERE id = f.problem) END,
            'problem_opening', (SELECT opening FROM problem_openings WHERE version = v.id), 'publication', p.pid,
            'due_at', rfc3339(v.due_at), 'submitted_at', rfc3339(v.submitted_at),
            'created_at', rfc3339(v.created_at), 'changed_at', rfc3339(v.changed_at),
            'files', \(files), 'contributions', \(contributions), 'releases', \(releases),
            'unlisted', j.unlisted, 'vacancy', j.vacancy,
            'gates', CASE WHEN m.version IS NULL THEN NULL ELSE jsonb_build_object(
                'screening', jsonb_build_object(
                    'state', s.state, 'due_at', rfc3339(s.due_at),
                    'asked', (SELECT a.reason FROM exception_askings a WHERE a.version = v.id)
                ),
                'moderation', jsonb_build_object('state', m.state, 'due_at', rfc3339(m.due_at)),
                'clearances', \(clearances),
                'certificate', CASE WHEN k.version IS NOT NULL THEN jsonb_build_object(
                    'state', k.state, 'cause', k.cause, 'due_at', rfc3339(k.due_at)
                ) END
            ) END
        ) AS body
        """

    /// What `columns` read from.
    package static let source: SQL = """
        \(VersionCase.source)
        LEFT JOIN publications p ON p.version = v.id
        LEFT JOIN certifications k ON k.version = v.id
        """

    /// What the published document says as well, of `finding_versions v`.
    static let description: SQL = """
        jsonb_build_object(
            'title', v.title, 'abstract', v.abstract, 'keywords', v.keywords, 'funding', v.funding,
            'conflicts', v.conflicts, 'files', \(files), 'contributions', \(contributions)
        )
        """

    private static var files: SQL {
        """
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'name', name, 'size', size, 'media_type', media_type,
                'digest', 'sha256:' || encode(digest, 'hex')
            ) ORDER BY name COLLATE "C")
            FROM finding_files WHERE version = v.id
        ), '[]')
        """
    }

    /// An iD in a contribution is what the authors say, whoever it belongs to (``ORCIDStatus``).
    private static var contributions: SQL {
        """
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'name', name, 'orcid', orcid,
                'orcid_status', CASE WHEN orcid IS NOT NULL THEN 'asserted' END,
                'credit_roles', credit_roles,
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
            SELECT jsonb_agg(
                jsonb_build_object('dataset', d.pid, 'sequence', r.sequence) ORDER BY d.pid, r.sequence
            )
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
                    SELECT coalesce(jsonb_agg(
                        jsonb_build_object('pid', g.pid, 'category', g.category, 'state', g.state)
                        ORDER BY g.id
                    ), '[]')
                    FROM flags g WHERE \(FlagStore.isOn("c"))
                )
            ) ORDER BY o.pid)
            FROM clearances c JOIN organisations o ON o.id = c.organisation
            WHERE c.version = v.id
        ), '[]')
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        version = try VersionCase(row: &row)
        body = try row.next()
    }
}
