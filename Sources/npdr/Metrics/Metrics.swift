import API
import Bytes
import Glibc
import Register
import Server
import Webhooks

/// Everything that can be read of a running register, put into words for Prometheus. What each figure means to whoever
/// keeps watch stands in `config/RUNBOOK.md`.
struct Metrics: Sendable {
  let server: Server
  let answers: AnswerMeter
  let writer: RegisterWriter
  let workers: Workers
  let broadcaster: Broadcaster?
  let courier: Courier
  let log: RequestLogger?
  let database: String

  func text() -> [UInt8] {
    var text = MetricsText()
    write(answers.figures, to: &text)
    write(server.figures, to: &text)
    write(courier.counts, to: &text)
    writeStore(to: &text)
    if let log {
      text.single(
        "npdr_log_lines_omitted_total", .counter, log.omitted,
        "Request lines left out of the log because there were too many in one second.")
    }
    writeProcess(to: &text)
    return text.bytes
  }

  private func write(_ figures: AnswerMeter.Figures, to text: inout MetricsText) {
    text.family("npdr_http_answers_total", .counter, "Answers by route, method and status.")
    for answer in figures.answers {
      text.sample(
        "npdr_http_answers_total", answer.count,
        [
          ("route", answer.route), ("method", answer.method), ("status", String(answer.status)),
          ("class", "\(answer.status / 100)xx"),
        ])
    }
    text.family(
      "npdr_http_answer_duration_seconds", .histogram,
      "From a whole request to its whole answer; answers out of the cache take microseconds and are not in it.")
    for (handling, reading) in figures.durations {
      text.histogram("npdr_http_answer_duration_seconds", reading, unit: 0.000_001, [("kind", handling)])
    }
    text.family("npdr_answer_cache_total", .counter, "Readings answered out of the cache, or worked out.")
    text.sample("npdr_answer_cache_total", figures.hits, [("result", "hit")])
    text.sample("npdr_answer_cache_total", figures.misses, [("result", "miss")])
  }

  private func write(_ figures: Server.Figures, to text: inout MetricsText) {
    text.single("npdr_connections", .gauge, figures.connections, "Connections open now.")
    text.single("npdr_connections_accepted_total", .counter, figures.accepted, "Connections accepted.")
    text.single(
      "npdr_connections_turned_away_total", .counter, figures.turnedAway, "Connections told 503: there were too many.")
    text.single(
      "npdr_connections_cut_total", .counter, figures.cut, "Connections closed because they did not read their answers."
    )
    text.single("npdr_connections_idle_total", .counter, figures.idle, "Connections closed after lying idle.")
    text.single(
      "npdr_accept_pauses_total", .counter, figures.pauses, "Pauses in accepting, for want of descriptors or room.")
    text.single("npdr_connection_bytes", .gauge, figures.held, "Received and unsent bytes held for connections now.")
    text.family("npdr_http_refusals_total", .counter, "Refused by the parser or a time limit, by reason.")
    for (reason, count) in figures.refused {
      text.sample("npdr_http_refusals_total", count, [("reason", reason)])
    }
    text.family(
      "npdr_loop_turn_seconds", .histogram, "How long an event loop took for what it woke for, to a few milliseconds.")
    text.histogram("npdr_loop_turn_seconds", figures.lag, unit: 0.001)
    text.single("npdr_loop_messages", .gauge, figures.mail, "Answers of other threads that wait for their loop now.")
    text.single("npdr_worker_queue", .gauge, workers.waiting, "Long questions that wait for a worker now.")
    if let broadcaster {
      text.single("npdr_streams", .gauge, broadcaster.listeners, "Streams of events that are open now.")
    }
  }

  private func write(_ counts: Courier.Counts, to text: inout MetricsText) {
    text.single("npdr_subscriptions", .gauge, counts.destinations, "Subscriptions that events are delivered to now.")
    text.single("npdr_deliveries_under_way", .gauge, counts.underWay, "Deliveries whose receiver has not answered yet.")
    text.family("npdr_deliveries_total", .counter, "Deliveries of events, by what came of them.")
    text.sample("npdr_deliveries_total", counts.delivered, [("result", "accepted")])
    text.sample("npdr_deliveries_total", counts.failed, [("result", "failed")])
    text.single("npdr_subscriptions_parked_total", .counter, counts.parked, "Subscriptions parked since the start.")
  }

  private func writeStore(to text: inout MetricsText) {
    text.single("npdr_writer_queue", .gauge, writer.queued, "Writes that wait for a commit now.")
    text.family("npdr_commit_writes", .histogram, "Writes in one commit.")
    text.histogram("npdr_commit_writes", writer.meter.batches.reading, unit: nil)
    text.family("npdr_commit_duration_seconds", .histogram, "One commit, the wait for the disk included.")
    text.histogram("npdr_commit_duration_seconds", writer.meter.durations.reading, unit: 0.000_001)
    text.single(
      "npdr_commit_failures_total", .counter, writer.meter.failures,
      "Commits of which nothing was stored: a full or read-only disk, another writer, damage.")
    text.single(
      "npdr_late_duties", .gauge, writer.meter.lateDuties,
      "Tries in a row at what the clock asks (ends of embargoes) that failed; 0 is well.")
    text.family("npdr_database_bytes", .gauge, "Size of the database and of its log.")
    for (name, path) in [("database", database), ("log", database + "-wal")] {
      text.sample("npdr_database_bytes", Files.size(of: path) ?? 0, [("file", name)])
    }
    if let free = Files.freeSpace(at: database) {
      text.single("npdr_disk_free_bytes", .gauge, free, "Room left for the database on its disk.")
    }
  }

  private func writeProcess(to text: inout MetricsText) {
    text.family("npdr_build_info", .gauge, "The version of this program.")
    text.sample("npdr_build_info", 1, [("version", Release.version)])
    text.family("process_cpu_seconds_total", .counter, "Processor time used.")
    text.sample("process_cpu_seconds_total", Process.processorSeconds)
    text.single(
      "process_resident_memory_bytes", .gauge, Process.residentBytes, "Memory in use that is not swapped out.")
    text.single("process_open_fds", .gauge, Process.openDescriptors, "File descriptors in use.")
    text.single("process_max_fds", .gauge, Process.descriptorLimit, "File descriptors this process may have.")
    text.single(
      "process_start_time_seconds", .gauge, Process.startTime, "When this process began to serve, in Unix seconds.")
  }
}
