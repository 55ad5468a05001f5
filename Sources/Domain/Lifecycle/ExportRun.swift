// SPDX-License-Identifier: Apache-2.0

/// One run of the nightly export.
package enum ExportRun: String, Lifecycle {
    case planned
    case writing
    /// Manifest and signature are on the disk.
    case sealed
    /// `current` points at it.
    case current
    /// A failed run never replaces the current export.
    case failed

    /// What the exporter does: `start` writing, `seal` the files, `swap` the link to them, or `fail`.
    package enum Event: String, CaseIterable, Sendable {
        case start, seal, swap, fail
    }

    package static let object = ObjectKind.exportRun

    /// A run is watched by the lock that its process holds, not by the clock.
    package var isWaiting: Bool { false }

    package func next(_ event: Event) -> Self? {
        switch (self, event) {
        case (.planned, .start): .writing
        case (.writing, .seal): .sealed
        case (.sealed, .swap): .current
        case (.planned, .fail), (.writing, .fail), (.sealed, .fail): .failed
        case (.planned, _), (.writing, _), (.sealed, _), (.current, _), (.failed, _): nil
        }
    }
}
