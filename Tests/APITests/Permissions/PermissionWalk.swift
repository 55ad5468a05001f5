// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import TestSupport

/// Asks a running server every question that a table of permissions answers, and compares.
struct PermissionWalk: Sendable {
    /// One question: whether a persona may take an action on an object of a kind in a state.
    private struct Cell: Sendable {
        let line: Permission
        let state: String
        let persona: Persona
        let verdict: Verdict
        let target: Target
    }

    /// What a walk found.
    struct Result: Sendable {
        var cells = 0
        /// How many cells have an object of their own.
        var fresh = 0
        var differences: [String] = []
    }

    private struct Place: Hashable {
        let kind: ObjectKind
        let state: String
    }

    let world: World
    let table: Permissions

    /// Walks the cells of these kinds.
    func run(_ kinds: [ObjectKind] = ObjectKind.governed) async throws -> Result {
        var result = Result()
        let unknown = try await unknownBodies()
        let cells = try await cells(kinds)
        result.cells = cells.count
        result.fresh = cells.count { $0.verdict == .allowed && isChange($0.line, $0.persona) }
        let workers = 12
        result.differences = try await withThrowingTaskGroup(of: [String].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var differences: [String] = []
                    for index in stride(from: worker, to: cells.count, by: workers) {
                        if let difference = try await look(at: cells[index], unknown) {
                            differences.append(difference)
                        }
                    }
                    return differences
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return result
    }

    private func isChange(_ line: Permission, _ persona: Persona) -> Bool {
        world.operation(line.kind, line.action, Target(pid: ""), by: persona)?.changes ?? false
    }

    /// Every cell with its object: one of its own where the action is to succeed and to
    /// change it, else a shared one.
    private func cells(_ kinds: [ObjectKind]) async throws -> [Cell] {
        try await world.app.asSuperuser { db in
            try db.execute("SET session_replication_role = replica")
            var shared: [Place: Target] = [:]
            var cells: [Cell] = []
            for kind in kinds {
                for state in kind.states {
                    for line in lines(of: kind, in: state) {
                        for persona in Persona.all {
                            let verdict = persona.verdict(table, line, in: state)
                            let target: Target
                            if verdict == .allowed, isChange(line, persona) {
                                target = try world.mint(kind, in: state, db)
                                if line.action == .gone || line.action == .stands {
                                    try world.doubt(target, db)
                                }
                            } else {
                                let place = Place(kind: kind, state: state)
                                target = try shared[place] ?? world.mint(kind, in: state, db)
                                shared[place] = target
                            }
                            cells.append(
                                Cell(
                                    line: line,
                                    state: state,
                                    persona: persona,
                                    verdict: verdict,
                                    target: target
                                )
                            )
                        }
                    }
                }
            }
            // Without it the planner takes the tables for as small as they were, and reads
            // them whole for each question.
            try db.execute("ANALYZE")
            return cells
        }
    }

    /// A line for each action on the kind; one that the table does not have in this state is hidden there.
    private func lines(of kind: ObjectKind, in state: String) -> [Permission] {
        let actions = Set(table.lines.filter { $0.kind == kind }.map(\.action))
        return actions.sorted { $0.rawValue < $1.rawValue }.compactMap { action in
            table.line(kind, action, in: state)
                ?? table.lines.first { $0.kind == kind && $0.action == action }
        }
    }

    /// What the server says of that which does not exist.
    private func unknownBodies() async throws -> [UInt8] {
        let moderator = world.people[.moderator]?.token
        let answer = try await world.app.client.get("/v1/findings/fi-000000000000", token: moderator)
        return try answer.expecting(404).withoutInstance
    }

    private func look(at cell: Cell, _ unknown: [UInt8]) async throws -> String? {
        let (line, target) = (cell.line, cell.target)
        guard let operation = world.operation(line.kind, line.action, target, by: cell.persona) else {
            return "no way to ask for \(line.kind).\(line.action)"
        }
        let captures = world.captures(line.action, line.kind, target, by: cell.persona)
        let token = world.token(of: cell.persona, for: line)
        let place = "\(line.kind.rawValue).\(line.action.rawValue) in \(cell.state) by \(cell.persona)"
        let answer: TestResponse
        do {
            if cell.verdict == .allowed, operation.upload == nil,
                ContractCheck.shared.needsMatch(operation.method, operation.path(captures))
            {
                let bare = try await operation.send(world.app, captures, token: token, matching: false)
                guard bare.status == 428 else { return "\(place): \(bare.status) without If-Match" }
            }
            answer = try await operation.send(world.app, captures, token: token)
        } catch let broken as ContractBroken {
            return "\(broken)"
        }
        guard !agrees(answer, cell.verdict, operation, unknown) else { return nil }
        return
            "\(place): the table says \(cell.verdict), the server \(answer.status) \(answer.text.prefix(160))"
    }

    private func agrees(
        _ answer: TestResponse,
        _ verdict: Verdict,
        _ operation: Operation,
        _ unknown: [UInt8]
    )
        -> Bool
    {
        switch verdict {
        case .allowed:
            if answer.status == 409, let code = operation.repeated { return answer.code == code }
            return (200..<300).contains(answer.status)
                && operation.telltale.map { answer.json[$0] != nil } ?? true
        case .wrongState(let code): return answer.status == 409 && answer.code == code
        case .unauthorized: return answer.status == 401 && answer["www-authenticate"] != nil
        case .refused(.hidden): return answer.status == 404 && answer.withoutInstance == unknown
        case .refused(.publicSide):
            return answer.status == 200 && operation.telltale.map { answer.json[$0] == nil } ?? false
        case .refused(.retired), .refused(.withdrawn):
            guard case .refused(let refusal) = verdict else { return false }
            return answer.status == 410 && answer.code == refusal.rawValue
        case .refused(let refusal): return answer.status == 403 && answer.code == refusal.rawValue
        }
    }
}
