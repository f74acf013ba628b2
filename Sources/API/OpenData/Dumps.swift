import Bytes
import HTTP
public import Register

/// Sends the files of `/v1/bestanden`: one thread for all of them, with a reader of its own.
///
/// When something public has changed since the last time, all files are made anew in one snapshot and kept in a spool;
/// each download is sent from there, a part at a time and no faster than it is read. So every file of a
/// change number tells of the same moment, no slow reader keeps a transaction or a worker, and memory holds a page of
/// rows and a part for each download, whatever the size of the register.
public final class Dumps: Sendable {
  private let inbox = Locked(Inbox())
  private let condition = MonotonicCondition()
  private let version: String
  private let makeSpool: @Sendable () throws -> any Spool
  private let changes: ChangeNumbers
  private let makeReader: @Sendable () throws -> RegisterReader

  private struct Inbox {
    var arrived: [Download] = []
    var open = 0
    var hasThread = false
    var isStopping = false
    var hasEnded = true
  }

  /// Somebody who waits for a file.
  struct Download: Sendable {
    let file: DumpFile
    let answer: Answer
    let exchange: Exchange
    let finisher: Finisher
    let reply: any Reply
    let gauge = StreamGauge()
  }

  /// Downloads at a time.
  private static let limit = 64
  /// Bytes of a part, and of what a reader may be behind.
  private static let part = 128 * 1024

  /// - Parameters:
  ///   - spool: makes the place where the files are kept.
  ///   - reader: makes the reader of the thread, when there is something to read.
  public init(
    _ configuration: APIConfiguration, changes: ChangeNumbers, spool: @escaping @Sendable () throws -> any Spool,
    reader: @escaping @Sendable () throws -> RegisterReader
  ) {
    makeSpool = spool
    version = configuration.version
    self.changes = changes
    makeReader = reader
  }

  /// - Returns: false when too many are busy, or when the server stops.
  func submit(_ download: Download) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    let (isAccepted, needsThread) = inbox.withLock { inbox in
      guard !inbox.isStopping, inbox.open < Self.limit else { return (false, false) }
      inbox.open += 1
      inbox.arrived.append(download)
      defer { inbox.hasThread = true }
      if !inbox.hasThread { inbox.hasEnded = false }
      return (true, !inbox.hasThread)
    }
    if needsThread, !startThread() {
      inbox.withLock { inbox in
        inbox.arrived.removeAll()
        (inbox.open, inbox.hasThread, inbox.hasEnded) = (0, false, true)
      }
      return false
    }
    condition.signal()
    return isAccepted
  }

  /// - Returns: false when the system has no thread to give.
  private func startThread() -> Bool {
    let made = try? OwnThread("npdr-bestanden") { [self] in
      var sending = Sending(self)
      while sending.step() {}
      ended()
    }
    return made != nil
  }

  /// Finishes what is under way and returns when the thread has ended.
  public func stop() {
    condition.lock()
    inbox.withLock { $0.isStopping = true }
    condition.broadcast()
    while !inbox.withLock({ $0.hasEnded }) { condition.wait() }
    condition.unlock()
  }

  private func ended() {
    condition.lock()
    inbox.withLock { $0.hasEnded = true }
    condition.broadcast()
    condition.unlock()
  }

  private func closed(_ count: Int) { inbox.withLock { $0.open -= count } }

  /// What has arrived; nil when nothing ever will.
  ///
  /// - Parameter patience: seconds; nil waits for the next.
  private func arrivals(_ patience: Double?) -> [Download]? {
    condition.lock()
    defer { condition.unlock() }
    while true {
      let (arrived, isStopping) = inbox.withLock { inbox in
        defer { inbox.arrived = [] }
        return (inbox.arrived, inbox.isStopping)
      }
      if !arrived.isEmpty { return arrived }
      if let patience {
        if patience > 0 { condition.wait(atMost: patience) }
        return inbox.withLock { inbox in
          defer { inbox.arrived = [] }
          return inbox.arrived
        }
      }
      if isStopping { return nil }
      condition.wait()
    }
  }

  // MARK: The thread

  /// What belongs to the thread.
  private struct Sending {
    let dumps: Dumps
    var reader: RegisterReader?
    var standing: DumpEdition?
    var active: [Active] = []

    init(_ dumps: Dumps) { self.dumps = dumps }

    final class Active {
      let download: Download
      let edition: DumpEdition
      var rest: Range<Int>
      var parts = 0

      init(_ download: Download, _ edition: DumpEdition, _ rest: Range<Int>) {
        self.download = download
        self.edition = edition
        self.rest = rest
      }
    }

    /// - Returns: false when the thread is to end.
    mutating func step() -> Bool {
      // Somebody who reads is looked at again soon; nobody costs nothing.
      guard let arrived = dumps.arrivals(active.isEmpty ? nil : 0.001) else { return false }
      for download in arrived { begin(download) }
      pump()
      return true
    }

    private mutating func pump() {
      let before = active.count
      active.removeAll { !Dumps.send($0) }
      dumps.closed(before - active.count)
    }

    private mutating func begin(_ download: Download) {
      var finisher = download.finisher
      var output = ByteBuffer(capacity: 1_024)
      do {
        let edition = try edition()
        let range = edition.ranges[download.file.name] ?? 0..<0
        finisher.appendHead(download.answer, length: range.count, to: download.exchange, &output)
        let isHead = download.exchange.shape.isHead
        active.append(Active(download, edition, isHead ? range.upperBound..<range.upperBound : range))
        active[active.count - 1].parts = 1
        download.reply.send(output.array(), download.gauge)
      } catch {
        finisher.append(finisher.problem(error, download.exchange.id), to: download.exchange, &output)
        download.reply.send(output.array(), download.exchange.shape.isPersistent ? .done : .close)
        dumps.closed(1)
      }
    }

    /// The files as they are now; those of before when nothing public changed.
    private mutating func edition() throws -> DumpEdition {
      let number = dumps.changes.number(for: .everyone)
      if let standing, standing.number == number { return standing }
      let reader = try self.reader ?? dumps.makeReader()
      self.reader = reader
      // What was kept goes before the next is made, unless somebody still reads it.
      standing = nil
      let made = try DumpEdition(number: number, reader, version: dumps.version, dumps.makeSpool())
      standing = made
      return made
    }
  }

  /// Sends the next part to a reader who has room for it.
  ///
  /// - Returns: false when there is nothing left to do for him.
  private static func send(_ active: Sending.Active) -> Bool {
    let download = active.download
    let gauge = download.gauge
    if gauge.isGone { return false }
    guard gauge.partsTaken >= active.parts else { return true }
    if gauge.unsent > part {
      // Asks the loop how far he is.
      active.parts += 1
      download.reply.send([], gauge)
      return true
    }
    do {
      let bytes = try active.edition.spool.read(active.rest, atMost: part)
      // A file that ends early would leave the reader waiting for what was promised: the close tells him.
      guard !bytes.isEmpty || active.rest.isEmpty else {
        download.reply.send([], .close)
        return false
      }
      active.rest = (active.rest.lowerBound + bytes.count)..<active.rest.upperBound
      if active.rest.isEmpty {
        download.reply.send(bytes, download.exchange.shape.isPersistent ? .done : .close)
        return false
      }
      active.parts += 1
      download.reply.send(bytes, gauge)
      return true
    } catch {
      download.finisher.log?.report("\(error)", request: download.exchange.id)
      download.reply.send([], .close)
      return false
    }
  }
}

/// All files of one moment, one behind the other.
final class DumpEdition {
  /// The public's change number.
  let number: Int
  let spool: any Spool
  private(set) var ranges: [String: Range<Int>] = [:]

  init(number: Int, _ reader: RegisterReader, version: String, _ spool: any Spool) throws {
    self.number = number
    self.spool = spool
    var found: [String: Range<Int>] = [:]
    try reader.snapshot {
      let now = Timestamp.now
      for file in DumpFile.all {
        let start = spool.count
        if let format = file.format {
          let export = Export(reader, format)
          for resource in file.resource.map({ [$0] }) ?? Resource.all {
            _ = try export.write(resource, naming: file.isWhole) { try spool.append($0) }
          }
        } else {
          let description = DataPackage.description(Resource.all, version: version, created: now)
          try description.encoded().withUnsafeBytes { try spool.append($0) }
        }
        found[file.name] = start..<spool.count
      }
    }
    ranges = found
  }
}
