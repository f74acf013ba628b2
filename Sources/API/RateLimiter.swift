import Bytes

/// How often a client may ask: so many a minute, evenly, with a minute's worth at once.
///
/// One number a client: the moment at which what it has asked would be evenly spread (the generic cell rate algorithm,
/// ITU-T I.371). Bounded: a client that pushes another out of the table only forgives it.
public final class RateLimiter: Sendable {
  private let shards: [Locked<Table>]

  /// - Parameter clients: how many are remembered at most.
  public init(clients: Int = 1 << 16) {
    shards = (0..<16).map { _ in Locked(Table(count: max(clients / 16, 64))) }
  }

  /// Who is counted.
  struct Client: Hashable {
    let high: UInt64
    let low: UInt64

    static func address(_ address: ClientAddress) -> Client {
      let subscriber = address.subscriber
      return Client(high: subscriber.high, low: subscriber.low)
    }

    /// - Parameter kenmerk: of the token.
    static func token(_ kenmerk: String) -> Client {
      // Multicast, so never the source of a connection.
      Client(high: 0xFF00_0000_0000_0000, low: UInt64(bitPattern: Int64(kenmerk.hashValue)))
    }
  }

  /// Where a client stands: `RateLimit-Policy: "minuut";q=600;w=60`, `RateLimit: "minuut";r=599;t=1`.
  /// Source: draft-ietf-httpapi-ratelimit-headers-10 sections 3 and 4.
  struct Quota: Sendable, Equatable {
    /// Requests a minute.
    let limit: Int
    /// Requests that may still come at once.
    let remaining: Int
    /// In how many seconds `limit` may come at once again; of one refused, in how many seconds one may.
    let reset: Int
    /// In how many seconds it may try again; nil when it may go on.
    let wait: Int?
  }

  /// Counts one request.
  ///
  /// - Parameters:
  ///   - perMinute: 0 is no limit.
  ///   - now: nanoseconds of a clock that only runs forward.
  /// - Returns: nil without a limit.
  func count(_ client: Client, perMinute: Int, now: UInt64) -> Quota? {
    ask(client, perMinute, now, isCounted: true)
  }

  /// Whether a request now would be one too many; counts nothing.
  func isOver(_ client: Client, perMinute: Int, now: UInt64) -> Bool {
    ask(client, perMinute, now, isCounted: false)?.wait != nil
  }

  private func ask(_ client: Client, _ perMinute: Int, _ now: UInt64, isCounted: Bool) -> Quota? {
    if perMinute <= 0 { return nil }
    let hash = UInt64(truncatingIfNeeded: client.hashValue)
    return shards[Int(hash & 15)].withLock { $0.ask(client, hash >> 4, perMinute, now, isCounted) }
  }

  private struct Table {
    private struct Entry {
      var client = Client(high: 0, low: 0)
      /// When what was asked would be evenly spread.
      var due: UInt64 = 0
    }

    /// None before the first client: nobody counts one and a half megabytes of nobody.
    private var entries: [Entry] = []
    private let count: Int
    private static let minute: UInt64 = 60_000_000_000
    private static let probes = 8

    init(count: Int) { self.count = count }

    mutating func ask(
      _ client: Client, _ hash: UInt64, _ limit: Int, _ now: UInt64, _ isCounted: Bool
    ) -> Quota {
      if entries.isEmpty { entries = Array(repeating: Entry(), count: count + Table.probes) }
      let interval = Self.minute / UInt64(limit)
      let first = Int(hash % UInt64(count))
      var place = first
      for index in first..<(first + Table.probes) {
        if entries[index].client == client {
          place = index
          break
        }
        // The one that has waited longest gives way.
        if entries[index].due < entries[place].due { place = index }
      }
      if entries[place].client != client { entries[place] = Entry(client: client, due: 0) }
      let due = max(entries[place].due, now)
      // The minute's worth: the last of it may come a minute less one interval before it is due.
      if due + interval > now + Table.minute {
        let wait = Self.seconds(due + interval - now - Table.minute)
        return Quota(limit: limit, remaining: 0, reset: wait, wait: wait)
      }
      let next = due + interval
      if isCounted { entries[place].due = next }
      return Quota(
        limit: limit, remaining: min(Int((now + Table.minute - next) / interval), limit),
        reset: Self.seconds(next - now),
        wait: nil)
    }

    /// Rounded up: who waits so long does not come too early.
    private static func seconds(_ nanoseconds: UInt64) -> Int { Int((nanoseconds + 999_999_999) / 1_000_000_000) }
  }
}

extension ByteBuffer {
  /// Nothing for whom no rate is kept.
  mutating func append(_ quota: RateLimiter.Quota?) {
    guard let quota else { return }
    append("RateLimit-Policy: \"minuut\";q=")
    append(decimal: quota.limit)
    append(";w=60\r\nRateLimit: \"minuut\";r=")
    append(decimal: quota.remaining)
    append(";t=")
    append(decimal: quota.reset)
    append("\r\n")
  }
}
