// SPDX-License-Identifier: Apache-2.0

extension Permissions {
    /// The table as the reference page `docs/reference/permissions.md`.
    package var page: String {
        let parts = ObjectKind.governed.map { kind in
            """
            ## \(kind.word)

            \(known(kind))

            | action | token | who | in the states | others are told |
            | --- | --- | --- | --- | --- |
            \(lines.filter { $0.kind == kind }.map(row).joined(separator: "\n"))

            """
        }
        return ([Self.head] + parts).joined(separator: "\n")
    }

    private static let head = """
        # Permissions

        Made by `make permissions` from the table in `Sources/Domain/Permissions`, which the server asks. One
        test compares the two, and another one asks a running server about every cell.

        A token without the scope gets `scope`, whatever else holds. A caller who may not know of an object
        gets 404, with the same bytes as for what does not exist. *Neutral* means no party to the case: a
        party gets `conflict_of_interest`. A caller who has the right to an action that cannot happen in the
        present state gets `wrong_state`. Roles count while their organisation is active; as `provider`, its
        owners and clearance officers speak for it also while it is not.

        """

    /// Who knows of the kind, state by state; states with the same answer are named together.
    private func known(_ kind: ObjectKind) -> String {
        var groups: [(sight: Set<Relation>, states: [String])] = []
        for state in kind.states {
            let sight = sight(of: kind, in: state)
            if let index = groups.firstIndex(where: { $0.sight == sight }) {
                groups[index].states.append(state)
            } else {
                groups.append((sight, [state]))
            }
        }
        return groups.map { group in
            let states = groups.count == 1 ? "" : " while \(group.states.map(code).joined(separator: ", "))"
            return "- Known\(states) to \(names(group.sight))."
        }.joined(separator: "\n")
    }

    private func row(_ line: Permission) -> String {
        let cells = [
            code(line.action.rawValue), token(line), claims(line), states(line), refusal(line),
        ]
        return "| \(cells.joined(separator: " | ")) |"
    }

    private func token(_ line: Permission) -> String {
        switch line.credentials {
        case .none: "not looked at"
        case .optional: "none, or \(code(Scope.read.rawValue))"
        case .scope(let scope): code(scope.rawValue)
        }
    }

    private func claims(_ line: Permission) -> String {
        if line.claims.contains(where: { $0.relation == .anonymous }) { return "everybody" }
        if line.claims.isEmpty { return "nobody" }
        if line.claims.contains(where: { $0.relation == .person }) { return "whoever knows of it" }
        return line.claims.map { claim in
            let scopes = claim.scopes.map(\.rawValue).sorted().map(code).joined(separator: " or ")
            return (claim.isNeutral ? "neutral " : "") + code(claim.relation.rawValue)
                + (scopes.isEmpty ? "" : " with \(scopes)")
        }.joined(separator: ", ")
    }

    private func states(_ line: Permission) -> String {
        if line.possible == Set(line.kind.states) { return "all" }
        let ordered = line.kind.states.filter(
            line.claims.isEmpty ? line.states.contains : line.possible.contains
        )
        let here = ordered.isEmpty ? "none" : ordered.map(code).joined(separator: ", ")
        return line.impossible == "wrong_state" ? here : "\(here): \(code(line.impossible))"
    }

    private func refusal(_ line: Permission) -> String {
        guard !line.claims.contains(where: { $0.relation == .person }) else { return "—" }
        let told =
            switch line.refusal {
            case .hidden: "404"
            case .publicSide: "the public side"
            default: code(line.refusal.rawValue)
            }
        return told + (line.known.map { "; known to \(names($0))" } ?? "")
    }

    /// The relations in the order in which they are declared.
    private func names(_ relations: Set<Relation>) -> String {
        if relations.contains(.anonymous) { return "everybody" }
        let names = Relation.allCases.filter(relations.contains).map { code($0.rawValue) }
        return names.isEmpty ? "nobody" : names.joined(separator: ", ")
    }

    private func code(_ text: String) -> String { "`\(text)`" }
}
