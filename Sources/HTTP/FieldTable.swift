/// placeholder, the HTTP owner replaces it
public struct FieldTable { public init() {} }
