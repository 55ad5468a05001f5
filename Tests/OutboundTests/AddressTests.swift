// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Outbound

/// Which addresses are public, and which networks hold which.
@Suite struct AddressTests {
    @Test(
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1",
            "127.255.255.254", "168.63.129.16", "169.254.0.1", "169.254.169.254", "172.16.0.1",
            "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1",
            "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
            "240.0.0.1", "255.255.255.255",
            "::", "::1", "::7f00:1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0.0.0.0",
            "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1", "100::1", "1fff::1", "2001::1", "2001:10::1", "2001:1ff::1", "2001:db8::1",
            "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "4000::1", "5f00::1", "fc00::1",
            "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
        ]
    )
    func `an inner address is not public`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!address.isPublic)
        for isPlain in [true, false] {
            let refusal = Reach.stranger().refusal(of: address, isPlain: isPlain)
            #expect(refusal == .inner(address.description))
        }
        #expect(Reach.named.refusal(of: address, isPlain: false) == nil)
    }

    @Test(
        arguments: [
            "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "126.255.255.255", "128.0.0.0", "168.63.129.15", "169.253.255.255", "172.15.255.255",
            "172.32.0.0", "192.0.1.0", "192.167.255.255", "198.17.255.255", "198.20.0.0",
            "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2000::1", "2001:200::1",
            "2001:db9::1", "2003::1", "2606:4700::1", "3ffe::1",
        ]
    )
    func `an address of the world's is, and is asked over TLS alone`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.isPublic)
        for reach in [Reach.named, .stranger()] {
            #expect(reach.refusal(of: address, isPlain: false) == nil)
            #expect(reach.refusal(of: address, isPlain: true) == .notEncrypted(address.description))
        }
    }

    @Test func `this machine is asked without TLS as well, under no other address`() throws {
        for text in ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"] {
            #expect(Reach.named.refusal(of: try #require(IPAddress(text)), isPlain: true) == nil)
        }
        // A gateway would get the request.
        for text in ["64:ff9b::7f00:1", "::127.0.0.1", "0.0.0.0", "10.0.0.1", "fe80::1"] {
            #expect(Reach.named.refusal(of: try #require(IPAddress(text)), isPlain: true) != nil)
        }
    }

    @Test func `what the operator opened may be reached, and nothing beside it`() throws {
        let reach = Reach.stranger(open: ["10.1.0.0/16", "fd12:3456::/32"])
        for text in ["10.1.0.0", "10.1.255.255", "::ffff:10.1.2.3", "fd12:3456:1::1"] {
            #expect(reach.refusal(of: try #require(IPAddress(text)), isPlain: false) == nil)
        }
        for text in ["10.0.255.255", "10.2.0.0", "fd12:3457::1", "127.0.0.1", "64:ff9b::a01:1"] {
            #expect(reach.refusal(of: try #require(IPAddress(text)), isPlain: false) != nil)
        }
    }

    @Test(
        arguments: [
            "", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/-1", "10.0.0.0/+8",
            "10.0.0.0/8/8", "10/8", "::/129", "::1/0", "2001:db8::1/32", "x/8",
        ]
    )
    func `what is no network is not read as one`(text: String) {
        #expect(Network(text) == nil)
    }

    @Test func `a network of everything, and one of a single address`() throws {
        let address = try #require(IPAddress("8.8.8.8"))
        let neighbour = try #require(IPAddress("8.8.8.9"))
        let (everything, everythingNewer): (Network, Network) = ("0.0.0.0/0", "::/0")
        let single: Network = "8.8.8.8/32"
        #expect(everything.contains(address) && everything.contains(neighbour))
        #expect(single.contains(address) && !single.contains(neighbour))
        #expect(!everythingNewer.contains(address))
        // One of IPv4 within IPv6 is read by its address alone, and its length is one of IPv4.
        #expect(Network(String("::ffff:8.8.8.8/128")) == nil)
        #expect(Network(String("::ffff:8.8.8.0/24"))?.contains(neighbour) == true)
    }

    @Test(arguments: ["", "localhost", "127.1", "0x7f.1", "1.2.3.4.5", "fe80::1%lo", "1.2.3.4 ", "::1::"])
    func `only an address's usual text is one`(text: String) {
        #expect(IPAddress(text) == nil)
    }
}
