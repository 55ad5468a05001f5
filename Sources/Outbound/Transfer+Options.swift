// SPDX-License-Identifier: Apache-2.0
import CCurl
import Glibc

/// What libcurl is told of an exchange, and what of libcurl is left out.
extension Transfer {
    /// - Parameter fault: Where libcurl writes; as long as the transfer lives.
    func prepare(_ exchange: Exchange, fault: UnsafeMutablePointer<CChar>) throws(OutboundError) {
        try set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(fault))
        try set(CURLOPT_URL, exchange.url)
        try send(exchange)
        try bound(exchange)
        try read()
        try judge()
        // No signal, no proxy of the environment's; a look-up that is given up is not waited for.
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_QUICK_EXIT, 1)
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let authorities = exchange.authorities { try set(CURLOPT_CAINFO, authorities) }
        if let resolved = exchange.resolved {
            self.resolved = curl_slist_append(nil, resolved)
            try set(CURLOPT_RESOLVE, UnsafeMutableRawPointer(self.resolved))
        }
    }

    private func send(_ exchange: Exchange) throws(OutboundError) {
        if let body = exchange.body ?? exchange.emptyBody {
            try set(CURLOPT_POSTFIELDSIZE_LARGE, large: body.count)
            let copied = body.withUnsafeBytes { bytes in
                // Of no bytes there is no address, and libcurl would ask for them elsewhere.
                ccurl_set_pointer(
                    handle,
                    CURLOPT_COPYPOSTFIELDS,
                    UnsafeMutableRawPointer(mutating: bytes.baseAddress ?? UnsafeRawPointer(handle))
                )
            }
            guard copied == CURLE_OK else { throw .malformed("its body cannot be held") }
        }
        if exchange.method == "HEAD" {
            try set(CURLOPT_NOBODY, 1)
        } else {
            try set(CURLOPT_CUSTOMREQUEST, exchange.method)
        }
        // As it is written, with its dots.
        try set(CURLOPT_PATH_AS_IS, 1)
        // Without a value, libcurl leaves out what it would say by itself.
        add(line: "Expect:")
        if !exchange.names("Content-Type") { add(line: "Content-Type:") }
        if !exchange.names("User-Agent") { add(line: "User-Agent: teahouse") }
        for header in exchange.headers {
            add(line: header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        try set(CURLOPT_HTTPHEADER, UnsafeMutableRawPointer(lines))
    }

    private func add(line: String) { lines = curl_slist_append(lines, line) }

    private func bound(_ exchange: Exchange) throws(OutboundError) {
        let limits = exchange.limits
        try set(CURLOPT_MAXFILESIZE_LARGE, large: limits.bytes)
        try set(CURLOPT_CONNECTTIMEOUT_MS, limits.connecting.milliseconds)
        try set(CURLOPT_LOW_SPEED_LIMIT, 1)
        try set(CURLOPT_LOW_SPEED_TIME, max(1, Int(limits.silence.components.seconds)))
        try set(CURLOPT_TIMEOUT_MS, limits.total.milliseconds)
        let scheme = isPlain ? "http" : "https"
        try set(CURLOPT_PROTOCOLS_STR, scheme)
        try set(CURLOPT_REDIR_PROTOCOLS_STR, scheme)
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        if exchange.redirects > 0 {
            try set(CURLOPT_FOLLOWLOCATION, 1)
            try set(CURLOPT_MAXREDIRS, exchange.redirects)
        }
    }

    private func read() throws(OutboundError) {
        try set(CURLOPT_HEADERDATA, pointer)
        try set(
            CURLOPT_HEADERFUNCTION,
            reader: { bytes, size, count, transfer in
                let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
                return Transfer.at(transfer).read(line: line) ? line.count : 0
            }
        )
        try set(CURLOPT_WRITEDATA, pointer)
        try set(
            CURLOPT_WRITEFUNCTION,
            reader: { bytes, size, count, transfer in
                let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
                // Any other number than the piece's is a fault.
                return Transfer.at(transfer).read(piece: piece) ? piece.count : piece.count + 1
            }
        )
    }

    private func judge() throws(OutboundError) {
        try set(CURLOPT_OPENSOCKETDATA, pointer)
        let opening = ccurl_set_open_socket(handle) { transfer, purpose, address in
            guard purpose == CURLSOCKTYPE_IPCXN, let address else { return CURL_SOCKET_BAD }
            let socket = UnsafeRawPointer(address) + (MemoryLayout.offset(of: \curl_sockaddr.addr) ?? 0)
            guard Transfer.at(transfer).mayReach(IPAddress(socket: socket)) else { return CURL_SOCKET_BAD }
            // No program that is started has it.
            let type = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
            return Glibc.socket(address.pointee.family, type, address.pointee.protocol)
        }
        try set(CURLOPT_PREREQDATA, pointer)
        // A connection that was kept had its socket made for somebody else.
        let beginning = ccurl_set_before_request(handle) { transfer, peer, _, _, _ in
            let address = peer.flatMap { IPAddress(String(cString: $0)) }
            return Transfer.at(transfer).mayReach(address)
                ? Int32(CURL_PREREQFUNC_OK) : Int32(CURL_PREREQFUNC_ABORT)
        }
        guard opening == CURLE_OK, beginning == CURLE_OK else {
            throw .malformed("nothing would judge its address")
        }
    }

    /// Not held by libcurl: whoever has the transfer running holds it for longer.
    private var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private static func at(_ pointer: UnsafeMutableRawPointer?) -> Transfer {
        guard let pointer else { preconditionFailure("libcurl gives back what it was given") }
        return Unmanaged<Transfer>.fromOpaque(pointer).takeUnretainedValue()
    }

    private func set(_ option: CURLoption, _ value: Int) throws(OutboundError) {
        try check(ccurl_set_number(handle, option, value))
    }

    private func set(_ option: CURLoption, large value: Int) throws(OutboundError) {
        try check(ccurl_set_large(handle, option, curl_off_t(value)))
    }

    private func set(_ option: CURLoption, _ value: String) throws(OutboundError) {
        try check(ccurl_set_text(handle, option, value))
    }

    private func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) throws(OutboundError) {
        try check(ccurl_set_pointer(handle, option, value))
    }

    private func set(_ option: CURLoption, reader: curl_write_callback) throws(OutboundError) {
        try check(ccurl_set_reader(handle, option, reader))
    }

    /// An option that this libcurl does not take would leave a bound or a check out.
    private func check(_ result: CURLcode) throws(OutboundError) {
        guard result == CURLE_OK else { throw .malformed(String(cString: curl_easy_strerror(result))) }
    }
}

extension Duration {
    /// At least one: without any, libcurl would wait without end.
    fileprivate var milliseconds: Int { max(1, Int(self / .milliseconds(1))) }
}
