// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// The world that histories begin in, made over HTTP once a run and from then on laid into empty servers.
actor Worlds {
    static let shared = Worlds()

    private var making: Task<(World, Templates.Moment), any Error>?

    /// The world in this server, which holds nothing.
    func world(in app: TestApp) async throws -> World {
        guard let making else {
            let task = Task {
                let world = try await World.make(app)
                return (world, try await Templates.moment(app))
            }
            making = task
            return try await task.value.0
        }
        var (world, moment) = try await making.value
        guard try await app.begin(with: moment) else { return try await World.make(app) }
        world.app = app
        return world
    }
}
