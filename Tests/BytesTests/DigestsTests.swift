import Bytes
import Testing

struct DigestsTests {
  /// FIPS 180-4 examples and NIST's short-message vectors.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("616263", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "6162636462636465636465666465666765666768666768696768696a68696a6b696a6b6c6a6b6c6d6b6c6d6e6c6d6e6f6d6e6f706e6f7071",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("d3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
    ("11af", "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
  ])
  func `a digest is what NIST says it is, at once and byte by byte`(message: String, digest: String) throws {
    let bytes = try #require(Hex.decode(message))
    #expect(Hex.encode(SHA256.digest(of: bytes)) == digest)
    var hash = SHA256()
    for byte in bytes { hash.update([byte]) }
    #expect(Hex.encode(hash.finalize()) == digest)
  }

  @Test func `a million a's, and a copy that goes on by itself`() {
    var hash = SHA256()
    for _ in 0..<1_000 { hash.update(String(repeating: "a", count: 999)) }
    var copy = hash
    copy.update(String(repeating: "b", count: 1_000))
    hash.update(String(repeating: "a", count: 1_000))
    #expect(Hex.encode(hash.finalize()) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(hash.finalize() == hash.finalize())
    #expect(copy.finalize() != hash.finalize())
  }

  /// RFC 4231 section 4, without the truncated case.
  @Test(arguments: [
    (
      String(repeating: "0b", count: 20), "4869205468657265",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      String(repeating: "aa", count: 20), String(repeating: "dd", count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      "0102030405060708090a0b0c0d0e0f10111213141516171819", String(repeating: "cd", count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      String(repeating: "aa", count: 131),
      "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    ("", "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
  ])
  func `a code is what RFC 4231 says it is`(key: String, message: String, code: String) throws {
    let made = HMAC.sha256(key: try #require(Hex.decode(key)), message: try #require(Hex.decode(message)))
    #expect(Hex.encode(made) == code)
  }

  @Test func `secrets are equal only when every byte is`() {
    let secret = SecureRandom.bytes(32)
    #expect(constantTimeEquals(secret, secret))
    for place in secret.indices {
      var other = secret
      other[place] ^= 1
      #expect(!constantTimeEquals(secret, other))
    }
    #expect(!constantTimeEquals(secret, Array(secret.dropLast())))
    #expect(constantTimeEquals([], []))
  }

  @Test func `random bytes do not repeat`() {
    #expect(SecureRandom.bytes(0).isEmpty)
    #expect(SecureRandom.bytes(33).count == 33)
    #expect(Set((0..<1_000).map { _ in SecureRandom.bytes(16) }).count == 1_000)
  }
}

struct EncodingsTests {
  /// RFC 4648 section 10, unpadded, and what tells the two alphabets apart.
  @Test(arguments: [
    ("", ""), ("66", "Zg"), ("666f", "Zm8"), ("666f6f", "Zm9v"), ("666f6f62", "Zm9vYg"), ("666f6f6261", "Zm9vYmE"),
    ("666f6f626172", "Zm9vYmFy"), ("fbefbe", "----"), ("ffffff", "____"), ("fb", "-w"),
  ])
  func `base64url is written without padding and read back`(hex: String, text: String) throws {
    let bytes = try #require(Hex.decode(hex))
    #expect(Base64URL.encode(bytes) == text)
    #expect(Base64URL.decode(text) == bytes)
  }

  @Test(arguments: [
    "Zg==", "Zg=", "Z", "Zm9vY", "Zh", "Zm9", "Zm8=", "Zm 8", "Zm8\n", "Zm+v", "Zm/v", "Zmé8", "Zm9v.", "Zm9v\u{0}A",
  ])
  func `base64url with padding, another alphabet or loose bits is refused`(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }

  @Test func `what is decoded has one spelling: each pair of letters is refused or comes back as it was`() {
    var taken = 0
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        guard let bytes = [first, second].withUnsafeBytes({ Base64URL.decode($0) }) else { continue }
        taken += 1
        #expect(Array(Base64URL.encode(bytes).utf8) == [first, second])
      }
    }
    #expect(taken == 256)
  }

  @Test func `any bytes survive both encodings`() {
    for count in 0..<100 {
      let bytes = SecureRandom.bytes(count)
      #expect(Hex.decode(Hex.encode(bytes)) == bytes)
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
      #expect(Base64URL.encode(bytes).utf8.count == (count * 4 + 2) / 3)
    }
  }

  @Test(arguments: ["0", "0g", "000", " 00", "0x00", "é", "0 ", "--"])
  func `what is not pairs of hexadecimal digits is refused`(text: String) {
    #expect(Hex.decode(text) == nil)
  }

  @Test func `hexadecimal is written in lower case and read in both`() {
    #expect(Hex.encode([0, 0x9A, 0xFF]) == "009aff")
    #expect(Hex.decode("009aFF") == [0, 0x9A, 0xFF])
  }
}

struct RequestIDTests {
  @Test func `ids are sixteen letters and digits, and none comes twice`() {
    var ids = RequestIDs()
    var seen: Set<String> = []
    let alphabet = Set("0123456789abcdefghjkmnpqrstvwxyz")
    for _ in 0..<10_000 {
      let id = ids.next()
      let text = id.description
      #expect(text.utf8.count == RequestID.byteCount)
      #expect(Set(text).isSubset(of: alphabet))
      #expect(seen.insert(text).inserted)
      #expect(written { id.append(to: &$0) } == text)
    }
  }

  @Test func `half a million ids of one series all differ`() {
    var ids = RequestIDs()
    #expect(Set((0..<500_000).map { _ in ids.next() }).count == 500_000)
  }

  @Test func `two series do not meet`() {
    var left = RequestIDs()
    var right = RequestIDs()
    #expect(left.next().description.prefix(8) != right.next().description.prefix(8))
  }
}
