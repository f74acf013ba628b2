// swift-tools-version: 6.2
import PackageDescription

/// Swift 6 mode for every target; a member of a module that was not imported is an error.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Where a warning is an error: the two targets that speak for the programme.
let strictest = strict + [.treatAllWarnings(as: .error)]

let package = Package(
  name: "npdr",
  products: [.executable(name: "npdr", targets: ["npdr"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
  ],
  targets: [
    // Row 0: C headers and the few shims Swift cannot import.
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    // Headers only: libcurl itself is loaded when something is first sent, so nothing may link it.
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // Row 1
    .target(name: "Bytes", dependencies: ["CLinux", "CCrypto"], swiftSettings: strict),

    // Row 2
    .target(name: "HTTP", dependencies: ["Bytes"], swiftSettings: strict),
    .target(name: "SQL", dependencies: ["Bytes"], swiftSettings: strict),

    // Row 3
    .target(name: "Server", dependencies: ["CLinux", "Bytes", "HTTP"], swiftSettings: strict),
    .target(name: "SQLiteStore", dependencies: ["CSQLite", "Bytes", "SQL"], swiftSettings: strict),

    // Row 4
    .target(name: "Register", dependencies: ["Bytes", "SQL"], swiftSettings: strictest),

    // Row 5
    .target(
      name: "API", dependencies: ["Bytes", "HTTP", "SQL", "Register"],
      // The site's files go into the program: one binary, and nothing that can be missing beside it.
      resources: [
        .embedInCode("Site/Files/site.css"), .embedInCode("Site/Files/site.js"), .embedInCode("Site/Files/icoon.svg"),
        .embedInCode("Site/Files/invoer"),
      ], swiftSettings: strictest),
    .target(name: "Webhooks", dependencies: ["CCurl", "Bytes"], swiftSettings: strict),

    // Row 6
    .executableTarget(
      name: "npdr",
      dependencies: [
        "CLinux", "Bytes", "HTTP", "SQL", "Server", "SQLiteStore", "Register", "API", "Webhooks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // Random faults in good inputs, for the tests of what reads them.
    .target(name: "Fuzzing", path: "Tests/Fuzzing", swiftSettings: strict),

    .testTarget(name: "BytesTests", dependencies: ["Bytes", "Fuzzing"], swiftSettings: strict),
    .testTarget(name: "HTTPTests", dependencies: ["Bytes", "HTTP", "Fuzzing"], swiftSettings: strict),
    .testTarget(name: "ServerTests", dependencies: ["CLinux", "Bytes", "HTTP", "Server"], swiftSettings: strict),
    .testTarget(name: "SQLiteStoreTests", dependencies: ["Bytes", "SQL", "SQLiteStore"], swiftSettings: strict),
    .testTarget(
      name: "RegisterTests", dependencies: ["Bytes", "SQL", "SQLiteStore", "Register"], swiftSettings: strict),
    .testTarget(
      name: "APITests", dependencies: ["Bytes", "HTTP", "SQL", "SQLiteStore", "Register", "API", "Fuzzing"],
      swiftSettings: strict),
    .testTarget(name: "WebhooksTests", dependencies: ["Bytes", "Webhooks"], swiftSettings: strict),
    .testTarget(
      name: "npdrTests", dependencies: ["CLinux", "CSQLite", "Bytes", "SQL", "SQLiteStore"], exclude: ["Fixtures"],
      swiftSettings: strict),
  ]
)
