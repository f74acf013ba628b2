import Foundation
import Testing

@testable import Webhooks

struct AddressPolicyTests {
  private func admits(_ address: String, port: UInt16 = 443, _ policy: AddressPolicy = AddressPolicy()) -> Bool? {
    var four = in_addr()
    if inet_pton(AF_INET, address, &four) == 1 { return withUnsafeBytes(of: &four) { policy.admits($0, port: port) } }
    var six = in6_addr()
    guard inet_pton(AF_INET6, address, &six) == 1 else { return nil }
    return withUnsafeBytes(of: &six) { policy.admits($0, port: port) }
  }

  @Test(arguments: [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b::808:808", "100::1", "fc00::1", "fd12:3456::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "2001::1",
    "2001:10::1", "2001:1ff:ffff::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "3fff:fff::1", "4000::1",
  ])
  func `no delivery goes to an address that is not public`(address: String) {
    #expect(admits(address) == false)
  }

  @Test(arguments: [
    "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255", "128.0.0.1",
    "169.253.255.255", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.0.3.1", "198.17.255.255", "198.20.0.1",
    "223.255.255.255", "2001:200::1", "2001:67c::1", "2606:4700::1111", "2a01::1", "3ffe::1",
  ])
  func `public addresses are reached`(address: String) {
    #expect(admits(address) == true)
  }

  @Test(arguments: [
    (443, true), (80, true), (8_443, true), (1_024, true), (22, false), (25, false), (1_023, false), (0, false),
  ])
  func `no port of another protocol is reached`(port: UInt16, isAdmitted: Bool) {
    #expect(admits("1.1.1.1", port: port) == isAdmitted)
  }

  @Test func `what the settings name is reached, and nothing beside it`() {
    // 10.1.0.0/16, as IPv4 stands in IPv6.
    let policy = AddressPolicy { high, low in high == 0 && low >> 16 == 0xFFFF_0A01 }
    #expect(admits("10.1.2.3", port: 25, policy) == true)
    #expect(admits("10.2.2.3", policy) == false)
    #expect(admits("127.0.0.1", policy) == false)
  }
}
