// SPDX-License-Identifier: Apache-2.0
import Postgres

extension Route {
    /// Shows something that is no resource, with a tag that is made of it.
    ///
    /// - Parameter key: what it is found by; looked for in the request before anything is read.
    static func document<Reader, Asked, Key: Sendable, Whole>(
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        as reading: Reading<Reader>,
        at path: Path,
        asking parameters: Parameters<Asked>,
        _ shown: Representation<Whole>,
        key: @escaping @Sendable (Call) throws -> Key,
        _ whole: @escaping @Sendable (Key, Asked, Reader, Connection) throws -> Whole
    ) -> Self {
        let contract = Operation.read(id, tag, shown.schema).asking(parameters)
        return Self(.get, path, summary, scope: reading.scope, contract: contract) { call in
            let key = try key(call)
            let asked = try call.query(parameters)
            return call.conditional(
                try await reading.read(call) { reader, db in
                    .representation(shown.json(try whole(key, asked, reader, db)))
                }
            )
        }
    }
}
