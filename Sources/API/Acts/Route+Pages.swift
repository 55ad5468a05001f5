// SPDX-License-Identifier: Apache-2.0
import Postgres

extension Route {
    /// Lists things page by page, in the order of their keys.
    ///
    /// - Parameters:
    ///   - cursor: the key that is in a cursor; `nil` when it is no cursor of this list.
    ///   - items: one item more than the page's limit, when there are so many.
    static func page<Reader, Asked, Key, Item>(
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        as reading: Reading<Reader>,
        at path: Path,
        asking parameters: Parameters<Asked>,
        _ item: Representation<Item>,
        cursor: @escaping @Sendable (String) -> Key?,
        key: @escaping @Sendable (Item) -> String,
        _ items: @escaping @Sendable (ListPage<Key>, Asked, Reader, Connection) throws -> [Item]
    ) -> Self {
        let contract = Operation.page(id, tag, item.schema).asking(parameters)
        return Self(.get, path, summary, scope: reading.scope, contract: contract) { call in
            let (page, asked) = try call.page(parameters)
            let wanted = ListPage(cursor: try page.key(cursor), limit: page.limit)
            return try await reading.read(call) { reader, db in
                page.answer(try items(wanted, asked, reader, db), key: key, json: item.json)
            }
        }
    }
}

/// What a page of a list wants.
struct ListPage<Key: Sendable>: Sendable {
    /// The key behind which the page begins; `nil` for the first.
    let cursor: Key?
    let limit: Int
}
