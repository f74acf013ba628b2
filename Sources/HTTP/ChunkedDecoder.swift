/// Takes the chunked coding off a body (RFC 9112 section 7.1): a pure state machine, one byte of look at a time.
///
/// Strict: a size is 1 to 16 hexadecimal digits and fits in `Int`; every line ends in CRLF; an extension is `;` and a
/// name, and a value if it has one, with blanks around `;` and `=` only (7.1.1: a recipient must take those); a trailer
/// line is a field line. Extensions and trailers are read and forgotten, and limited in sum, so that a body cannot be
/// all packaging.
public struct ChunkedDecoder: Sendable {
  public enum Step: Equatable, Sendable {
    /// These bytes of the input belong to the body.
    case data(Range<Int>)
    case needMore
    /// The body is complete; what follows is the next request.
    case done
    case malformed
  }

  private enum State: UInt8 {
    case size, sizeDigits, sizeLF, data, dataCR, dataLF
    /// Of an extension: blanks before its `;`, what stands between that and its end, and the blanks there.
    case extensionBlank, nameStart, name, nameBlank, valueStart, value, quoted, escaped, quotedEnd
    case trailerStart, trailerName, trailerValue, trailerLF, endLF, done, malformed
  }

  private var state = State.size
  private var digits: UInt8 = 0
  /// The size while it is read, then the bytes of the chunk still to come.
  private var remaining = 0
  private var packaging = 0
  private let packagingLimit: Int

  /// - Parameter packagingLimit: bytes of all extensions and trailers together.
  public init(packagingLimit: Int = 16 * 1024) { self.packagingLimit = packagingLimit }

  /// Bytes of the chunk whose size was read last that have yet to come: whoever takes so many at most can say so now.
  public var announced: Int { state == .data ? remaining : 0 }

  /// Goes on at `position`, moves it behind what was used, and says what was found there.
  public mutating func next(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Step {
    while position < bytes.count {
      if state == .data {
        let taken = min(remaining, bytes.count - position)
        let range = position..<position + taken
        position += taken
        remaining -= taken
        if remaining == 0 { state = .dataCR }
        return .data(range)
      }
      if state == .done { return .done }
      take(bytes[position])
      if state == .malformed { return .malformed }
      position += 1
    }
    return state == .done ? .done : .needMore
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .size:
      digits = 0
      remaining = 0
      takeDigit(byte)
    case .sizeDigits:
      if byte == .cr || byte == UInt8(ascii: ";") || byte.isBlank { endOfExtension(byte) } else { takeDigit(byte) }
    case .extensionBlank, .nameStart, .name, .nameBlank, .valueStart, .value, .quoted, .escaped, .quotedEnd:
      takeOfExtension(byte)
    case .sizeLF: expect(byte, .lf, then: remaining == 0 ? .trailerStart : .data)
    case .dataCR: expect(byte, .cr, then: .dataLF)
    case .dataLF: expect(byte, .lf, then: .size)
    case .trailerStart:
      if byte == .cr { state = .endLF } else if byte.isToken { pack(then: .trailerName) } else { state = .malformed }
    case .trailerName:
      if byte == UInt8(ascii: ":") {
        pack(then: .trailerValue)
      } else if byte.isToken {
        pack(then: state)
      } else {
        state = .malformed
      }
    case .trailerValue:
      if byte == .cr {
        state = .trailerLF
      } else if byte.isFieldContent {
        pack(then: state)
      } else {
        state = .malformed
      }
    case .trailerLF: expect(byte, .lf, then: .trailerStart)
    case .endLF: expect(byte, .lf, then: .done)
    case .data, .done, .malformed: break
    }
  }

  /// `*( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )`, RFC 9112 section 7.1.1: the value is a token or a
  /// quoted string. Blanks that no extension follows stay refused.
  private mutating func takeOfExtension(_ byte: UInt8) {
    switch state {
    case .nameStart where byte.isBlank, .valueStart where byte.isBlank, .extensionBlank where byte.isBlank,
      .nameBlank where byte.isBlank:
      pack(then: state)
    case .nameStart where byte.isToken, .name where byte.isToken: pack(then: .name)
    case .name where byte.isBlank: pack(then: .nameBlank)
    case .name where byte == UInt8(ascii: "="), .nameBlank where byte == UInt8(ascii: "="): pack(then: .valueStart)
    case .valueStart where byte.isToken, .value where byte.isToken: pack(then: .value)
    case .valueStart where byte == UInt8(ascii: "\""): pack(then: .quoted)
    case .quoted where byte == UInt8(ascii: "\""): pack(then: .quotedEnd)
    case .quoted where byte == UInt8(ascii: "\\"): pack(then: .escaped)
    case .quoted where byte.isFieldContent, .escaped where byte.isFieldContent: pack(then: .quoted)
    case .name, .value, .quotedEnd: endOfExtension(byte)
    case .extensionBlank where byte == UInt8(ascii: ";"), .nameBlank where byte == UInt8(ascii: ";"):
      pack(then: .nameStart)
    default: state = .malformed
    }
  }

  /// Behind a size, a name or a value: the line ends, or another extension follows.
  private mutating func endOfExtension(_ byte: UInt8) {
    if byte == .cr {
      state = .sizeLF
    } else if byte == UInt8(ascii: ";") {
      pack(then: .nameStart)
    } else if byte.isBlank {
      pack(then: .extensionBlank)
    } else {
      state = .malformed
    }
  }

  private mutating func takeDigit(_ byte: UInt8) {
    guard let digit = byte.hexValue, digits < 16, remaining <= (Int.max - Int(digit)) / 16 else {
      state = .malformed
      return
    }
    digits += 1
    remaining = remaining * 16 + Int(digit)
    state = .sizeDigits
  }

  private mutating func pack(then next: State) {
    packaging += 1
    state = packaging > packagingLimit ? .malformed : next
  }

  private mutating func expect(_ byte: UInt8, _ wanted: UInt8, then next: State) {
    state = byte == wanted ? next : .malformed
  }
}
