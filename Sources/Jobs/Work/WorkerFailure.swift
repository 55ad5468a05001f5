// SPDX-License-Identifier: Apache-2.0
import Processes

/// Why a worker process has not done its work.
package enum WorkerFailure: Error, Hashable, Sendable {
    /// It wanted more than that many bytes.
    case tooMuchMemory(limit: Int)
    /// It computed for more than that many seconds.
    case tooMuchTime(limit: Int)
    /// What it found is more than a server takes.
    case tooMuchFound
    /// It ended by itself or by a signal without a word; what it complained of is for the operator.
    case ended(ChildProcess.Ending, complaint: String)
    /// It says itself what went wrong; for the operator.
    case failed(String)

    /// Whether it lies in what was to be read, and would come out the same again.
    package var isOfInput: Bool {
        switch self {
        case .tooMuchMemory, .tooMuchTime, .tooMuchFound: true
        case .ended, .failed: false
        }
    }

    /// For whoever waits for the work, as the end of a sentence that names it.
    package var reason: String {
        switch self {
        case .tooMuchMemory(let limit):
            "takes more than the \(limit >> 20) MiB of memory that this installation gives"
        case .tooMuchTime(let limit):
            "takes more than the \(limit) seconds of computing that this installation gives"
        case .tooMuchFound: "finds more than can be kept"
        case .ended(.killed(let signal), _): "ended its program by the signal \(signal)"
        case .ended: "ended its program"
        case .failed: "did not succeed"
        }
    }

    /// For whoever waits for the work, as a sentence.
    package var cause: String { "Doing it \(reason)." }
}

extension WorkerFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ended(let ending, let complaint): "the worker ended (\(ending)): \(complaint)"
        case .failed(let detail): "the worker failed: \(detail)"
        case .tooMuchMemory, .tooMuchTime, .tooMuchFound: "the work \(reason)"
        }
    }
}
