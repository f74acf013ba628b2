import Bytes
import HTTP

/// The slots of one loop. Memory that was never used is never touched, so a large table costs nothing until it fills.
struct ConnectionTable: ~Copyable {
  private let slots: UnsafeMutablePointer<Connection>
  private let capacity: Int
  /// Slots below this one have been used at least once and are initialised.
  private(set) var used = 0
  private var free: [UInt32] = []
  private var registrations: UInt32 = 0
  private(set) var live = 0

  init(capacity: Int) {
    self.capacity = capacity
    slots = .allocate(capacity: capacity)
  }

  deinit {
    slots.deinitialize(count: used)
    slots.deallocate()
  }

  var isFull: Bool { live == capacity }

  /// A slot for a new connection; the one freed last, whose memory is warm.
  mutating func open(_ descriptor: Int32, _ peer: Peer, interest: UInt32) -> UnsafeMutablePointer<Connection> {
    precondition(live < capacity)
    registrations &+= 1
    live += 1
    let slot: UInt32
    if let last = free.popLast() {
      slot = last
      (slots + Int(slot)).deinitialize(count: 1)
    } else {
      slot = UInt32(used)
      used += 1
    }
    let connection = slots + Int(slot)
    connection.initialize(
      to: Connection(
        descriptor: descriptor, registration: registrations, slot: slot, peer: peer, interest: interest))
    return connection
  }

  /// The connection of an event or a ticket, unless the slot has gone to another since.
  func find(slot: UInt32, registration: UInt32) -> UnsafeMutablePointer<Connection>? {
    guard Int(slot) < used else { return nil }
    let connection = slots + Int(slot)
    guard connection.pointee.registration == registration, connection.pointee.descriptor >= 0 else { return nil }
    return connection
  }

  /// The connection in a slot below `used`, or nil when it is free.
  func at(_ slot: Int) -> UnsafeMutablePointer<Connection>? {
    slots[slot].descriptor >= 0 ? slots + slot : nil
  }

  mutating func close(_ connection: UnsafeMutablePointer<Connection>) {
    connection.pointee.descriptor = -1
    connection.pointee.releaseInput()
    connection.pointee.pending.removeAll()
    connection.pointee.pending.shrink(over: Connection.leastBuffer)
    free.append(connection.pointee.slot)
    live -= 1
  }
}
