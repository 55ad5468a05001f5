// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Tells the service manager that started the program how it gets on (sd_notify(3)).
enum ServiceManager {
    /// Says that the service does what it is there for.
    static func isReady() { tell("READY=1\nSTATUS=Serving") }

    /// Says in a word what goes on.
    static func says(_ status: String) { tell("STATUS=\(status)") }

    /// Sends a message where one is waited for; a manager that does not take it is no reason not to serve.
    private static func tell(_ message: String) {
        guard let name = EnvironmentVariable.value("NOTIFY_SOCKET"),
            name.hasPrefix("/") || name.hasPrefix("@")
        else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(name.utf8)
        // An abstract one begins with a zero.
        if path[0] == UInt8(ascii: "@") { path[0] = 0 }
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + path.count } ?? 0
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = sendto(
                    descriptor,
                    message,
                    message.utf8.count,
                    Int32(MSG_NOSIGNAL),
                    pointer,
                    socklen_t(length)
                )
            }
        }
    }
}
