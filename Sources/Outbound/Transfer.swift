// SPDX-License-Identifier: Apache-2.0
import CCurl
import Glibc
import Synchronization

/// An exchange as libcurl carries it out, and what has come of it so far.
///
/// Sendable although it changes: until it begins only whoever makes it has it, and from then on only the
/// thread of ``Transfers`` touches more of it than `isCancelled`, until it has ended.
final class Transfer: @unchecked Sendable {
    typealias Waiting = CheckedContinuation<Answer, any Error>

    let handle: UnsafeMutableRawPointer
    /// What judges the addresses.
    let reach: Reach
    let isPlain: Bool
    private let limit: Int
    private let cancelled = Atomic(false)
    private var waiting: Waiting?
    private var isClosed = false
    /// Where libcurl says what went wrong.
    private let fault: UnsafeMutablePointer<CChar>
    var lines: UnsafeMutablePointer<curl_slist>?
    var resolved: UnsafeMutablePointer<curl_slist>?

    /// Why an address was not reached, if one was not.
    private(set) var refusal: OutboundError?
    private var head = AnswerHead()
    private var body: [UInt8] = []
    private var isTooLong = false

    /// Prepares an exchange; nothing is sent before it begins.
    ///
    /// - Throws: ``OutboundError/malformed(_:)``.
    init(_ exchange: Exchange) throws(OutboundError) {
        try exchange.check()
        isPlain = try exchange.isPlain()
        guard let handle = curl_easy_init() else { throw .malformed("there is no memory for it") }
        self.handle = handle
        reach = exchange.reach
        limit = exchange.limits.bytes
        fault = .allocate(capacity: Int(CURL_ERROR_SIZE))
        fault.pointee = 0
        try prepare(exchange, fault: fault)
    }

    deinit {
        close()
        fault.deallocate()
    }

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }

    func waits(_ continuation: Waiting) { waiting = continuation }

    /// Whoever waits goes on; libcurl does not have it any more.
    func end(_ result: Result<Answer, any Error>) {
        close()
        waiting?.resume(with: result)
        waiting = nil
    }

    private func close() {
        guard !isClosed else { return }
        isClosed = true
        curl_easy_cleanup(handle)
        curl_slist_free_all(lines)
        curl_slist_free_all(resolved)
    }

    /// The answer, or why there is none.
    func outcome(of result: CURLcode) -> Result<Answer, any Error> {
        guard result == CURLE_OK else { return .failure(error(result)) }
        // A connection that ends within the head is the end of the answer to libcurl.
        guard head.isWhole else { return .failure(OutboundError.broken("it ended within its head")) }
        return .success(Answer(status: ccurl_status(handle), headers: head.headers, body: body))
    }

    private func error(_ result: CURLcode) -> OutboundError {
        if isTooLong { return .tooLong }
        switch result {
        case CURLE_COULDNT_CONNECT, CURLE_ABORTED_BY_CALLBACK: return refusal ?? .unreachable(detail(result))
        case CURLE_COULDNT_RESOLVE_HOST: return .unknownName
        case CURLE_OPERATION_TIMEDOUT: return .late
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE: return .untrusted(detail(result))
        case CURLE_SSL_CONNECT_ERROR: return .unreachable(detail(result))
        case CURLE_FILESIZE_EXCEEDED: return .tooLong
        // The exchange's own address has been looked at; only a whole head leads on.
        case CURLE_TOO_MANY_REDIRECTS, CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED:
            return head.isWhole ? .redirected(detail(result)) : .broken(detail(result))
        default: return .broken(detail(result))
        }
    }

    /// What libcurl says, as one line of plain characters: the peer's own words may be among it.
    private func detail(_ result: CURLcode) -> String {
        let said = String(cString: fault)
        let text = said.isEmpty ? String(cString: curl_easy_strerror(result)) : said
        return String(text.unicodeScalars.map { (0x20...0x7E).contains($0.value) ? Character($0) : "?" })
    }
}

extension Transfer {
    /// Whether this address may be connected to, or be sent a request.
    func mayReach(_ address: IPAddress?) -> Bool {
        let found =
            address.map { reach.refusal(of: $0, isPlain: isPlain) } ?? .inner("no address of the Internet")
        if let found { refusal = found }
        return found == nil
    }

    /// Takes a line of the head; false ends the transfer.
    func read(line: UnsafeRawBufferPointer) -> Bool {
        isTooLong = !head.read(line)
        return !isTooLong
    }

    /// Takes a piece of the body; false ends the transfer.
    func read(piece: UnsafeRawBufferPointer) -> Bool {
        isTooLong = piece.count > limit - body.count
        if !isTooLong { body.append(contentsOf: piece) }
        return !isTooLong
    }
}
