// A load generator: keep-alive connections from one thread, each with `depth` requests under way, sent in one piece.
//
//   load [options] PORT TARGET...      requests to 127.0.0.1:PORT, the targets in turn; a target is a path, or
//                                      `METHOD STATUS PATH` where it differs from the others ('POST 201 /v1/x')
//     -c N       connections (64)            -m METHOD  (GET)
//     -d S       seconds measured (3)        -H FIELD   "Name: value", may be repeated
//     -w S       seconds before that (0.3)   -b FILE    body, as it is
//     -n N       so many answers, however     -B FIELD  the same, only of requests with the body
//                long that takes
//     -p N       requests in one piece (1)   -s N       the status that is right (200)
//     -l FILE    a body a line: the targets take them in turn
//     -P PID     whose processor time to take
//     -1         one request, its answer to standard output
//     -r S       wait at most S seconds until somebody listens
//
// Prints one line: requests, requests/s, median and 99th percentile and maximum of the latency in µs, processor time
// of PID in µs a request (0 without -P), bytes an answer with its head. An answer with another status is an error,
// because a fast wrong answer is no answer: it is shown, and the exit code is 1.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { MAX_HEAD = 32 * 1024, READ = 256 * 1024, LATENCIES = 10 * 1000 * 1000 };

struct connection {
  int descriptor;
  int status;          // the one that is right for what was asked
  int waiting;         // answers still to come of the piece that was sent
  int64_t sent;        // when, in ns
  size_t body_left;    // bytes of the current answer's body still to come
  size_t head_length;  // bytes of a head that came in part
  char head[MAX_HEAD];
};

static struct {
  int connections, depth, status, port;
  double seconds, warmup, wait;
  const char *method;
  pid_t pid;
  bool once;
  uint64_t count;
  char **targets;
  int target_count;
} option = {.connections = 64, .depth = 1, .status = 200, .seconds = 3, .warmup = 0.3, .method = "GET"};

static char *fields, *body_fields, *body, **requests;
static bool body_a_line;
static int *statuses;
static size_t fields_length, body_fields_length, body_length, *request_lengths;
static int next_request;
static uint32_t *latencies;  // how many took this many µs; the last one holds all that took longer
static uint64_t done, bytes, pieces;
static bool measuring;

static void fail(const char *what) {
  fprintf(stderr, "load: %s%s%s\n", what, errno ? ": " : "", errno ? strerror(errno) : "");
  exit(1);
}

static int64_t now(clockid_t clock) {
  struct timespec time;
  if (clock_gettime(clock, &time)) fail("the clock of the server");
  return time.tv_sec * 1000000000ll + time.tv_nsec;
}

static void read_body(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file || fseek(file, 0, SEEK_END)) fail(path);
  body_length = (size_t)ftell(file);
  rewind(file);
  body = malloc(body_length + 1);
  if (fread(body, 1, body_length, file) != body_length) fail(path);
  fclose(file);
}

// Each request is written once and sent many times; a piece of `depth` is `depth` copies of one target.
static void write_requests(void) {
  requests = calloc((size_t)option.target_count, sizeof *requests);
  request_lengths = calloc((size_t)option.target_count, sizeof *request_lengths);
  statuses = calloc((size_t)option.target_count, sizeof *statuses);
  char *own = body;
  for (int i = 0; i < option.target_count; i++) {
    char method[16] = "";
    int used = 0;
    const char *path = option.targets[i];
    statuses[i] = option.status;
    if (path[0] != '/' && sscanf(path, "%15s %d %n", method, &statuses[i], &used) == 2 && used) path += used;
    else snprintf(method, sizeof method, "%s", option.method);
    bool has_body = body && strcmp(method, "GET") && strcmp(method, "HEAD");
    size_t own_length = body_length;
    if (body_a_line && has_body) {
      if (own == body + body_length) own = body;
      char *end = memchr(own, '\n', (size_t)(body + body_length - own));
      if (!end) fail("a body without the end of its line");
      own_length = (size_t)(end - own);
    }
    FILE *out = open_memstream(&requests[i], &request_lengths[i]);
    for (int copy = 0; copy < option.depth; copy++) {
      fprintf(out, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n", method, path, option.port);
      if (fields) fputs(fields, out);
      if (has_body) fprintf(out, "%sContent-Length: %zu\r\n", body_fields, own_length);
      fputs("\r\n", out);
      if (has_body) fwrite(own, 1, own_length, out);
    }
    fclose(out);
    if (body_a_line && has_body) own += own_length + 1;
  }
}

static int dial(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)option.port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int64_t until = now(CLOCK_MONOTONIC) + (int64_t)(option.wait * 1e9);
  for (;;) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) fail("socket");
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0) {
      int on = 1;
      setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      return descriptor;
    }
    if (errno != ECONNREFUSED || now(CLOCK_MONOTONIC) > until) fail("connect");
    close(descriptor);
    usleep(200);
  }
}

static void send_piece(struct connection *c) {
  if (option.count && pieces * (uint64_t)option.depth >= option.count) return;
  pieces++;
  const char *request = requests[next_request];
  size_t left = request_lengths[next_request];
  c->status = statuses[next_request];
  if (++next_request == option.target_count) next_request = 0;
  c->waiting = option.depth;
  c->sent = now(CLOCK_MONOTONIC);
  while (left > 0) {
    ssize_t count = send(c->descriptor, request, left, MSG_NOSIGNAL);
    if (count < 0 && errno == EAGAIN) {
      struct pollfd writable = {.fd = c->descriptor, .events = POLLOUT};
      poll(&writable, 1, 1000);
    } else if (count < 0) {
      fail("send");
    } else {
      request += count;
      left -= (size_t)count;
    }
  }
}

// Takes the head of an answer apart: status and Content-Length, which 204 and 304 and answers to HEAD do not use.
static size_t body_length_of(const char *head, size_t length, int expected) {
  int status = length > 12 ? atoi(head + 9) : 0;
  if (status != expected) {
    fprintf(stderr, "load: %d was expected, this came:\n%.*s", expected, (int)length, head);
    exit(1);
  }
  if (status == 204 || status == 304 || !strcmp(option.method, "HEAD")) return 0;
  for (const char *line = head; (line = memchr(line, '\n', (size_t)(head + length - line))); line++)
    if (!strncasecmp(line + 1, "content-length:", 15)) return strtoul(line + 16, NULL, 10);
  errno = 0;
  fail("an answer without Content-Length");
  return 0;
}

// Counts the answers in `data`. True when the whole piece is answered.
static bool receive(struct connection *c, char *data, size_t length) {
  bytes += length;
  while (length > 0) {
    if (c->body_left == 0) {
      size_t before = c->head_length, room = MAX_HEAD - 1 - before, copied = length < room ? length : room;
      memcpy(c->head + before, data, copied);
      c->head[before + copied] = 0;
      char *end = strstr(before > 3 ? c->head + before - 3 : c->head, "\r\n\r\n");
      if (!end) {
        if (copied == room) fail("a head over 32 KiB");
        c->head_length += copied;
        return false;
      }
      size_t head = (size_t)(end + 4 - c->head);
      c->head[head] = 0;
      c->body_left = body_length_of(c->head, head, c->status);
      if (option.once) fwrite(c->head, 1, head, stdout);
      data += head - before;
      length -= head - before;
      c->head_length = 0;
    }
    size_t taken = length < c->body_left ? length : c->body_left;
    if (option.once) fwrite(data, 1, taken, stdout);
    data += taken;
    length -= taken;
    c->body_left -= taken;
    if (c->body_left == 0) {
      if (c->waiting-- == 0) fail("an answer nobody asked for");
      if (measuring) {
        int64_t microseconds = (now(CLOCK_MONOTONIC) - c->sent) / 1000;
        latencies[microseconds < LATENCIES ? microseconds : LATENCIES - 1]++;
        done++;
      }
    }
  }
  return c->waiting == 0;
}

static int percentile(double share) {
  uint64_t seen = 0, wanted = (uint64_t)(share * (double)done);
  for (int i = 0; i < LATENCIES; i++)
    if ((seen += latencies[i]) > wanted || seen == done) return i;
  return LATENCIES;
}

static void read_options(int count, char **arguments) {
  FILE *out = open_memstream(&fields, &fields_length), *own = open_memstream(&body_fields, &body_fields_length);
  for (int letter; (letter = getopt(count, arguments, "c:d:w:p:m:H:B:b:l:s:P:1r:n:")) != -1;) switch (letter) {
      case 'c': option.connections = atoi(optarg); break;
      case 'd': option.seconds = atof(optarg); break;
      case 'w': option.warmup = atof(optarg); break;
      case 'p': option.depth = atoi(optarg); break;
      case 'm': option.method = optarg; break;
      case 'H': fprintf(out, "%s\r\n", optarg); break;
      case 'B': fprintf(own, "%s\r\n", optarg); break;
      case 'b': read_body(optarg); break;
      case 'l': read_body(optarg), body_a_line = true; break;
      case 's': option.status = atoi(optarg); break;
      case 'P': option.pid = atoi(optarg); break;
      case 'n': option.count = strtoull(optarg, NULL, 10); break;
      case 'r': option.wait = atof(optarg); break;
      case '1': option.once = true, option.connections = 1; break;
      default: exit(2);
    }
  fclose(out);
  fclose(own);
  if (count - optind < 2 || option.connections < 1 || option.depth < 1) {
    fputs("load: [options] PORT TARGET...; the options stand at the top of load.c\n", stderr);
    exit(2);
  }
  option.port = atoi(arguments[optind]);
  option.targets = arguments + optind + 1;
  option.target_count = count - optind - 1;
}

int main(int count, char **arguments) {
  read_options(count, arguments);
  write_requests();
  latencies = calloc(LATENCIES, sizeof *latencies);
  struct connection *connections = calloc((size_t)option.connections, sizeof *connections);
  clockid_t processor;
  if (option.pid && (errno = clock_getcpuclockid(option.pid, &processor))) fail("-P");

  int epoll = epoll_create1(0);
  for (int i = 0; i < option.connections; i++) {
    connections[i].descriptor = dial();
    fcntl(connections[i].descriptor, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &connections[i]};
    epoll_ctl(epoll, EPOLL_CTL_ADD, connections[i].descriptor, &event);
  }
  for (int i = 0; i < option.connections; i++) send_piece(&connections[i]);

  static char buffer[READ];
  int64_t start = now(CLOCK_MONOTONIC) + (int64_t)(option.warmup * 1e9), end = 0, used = 0;
  measuring = option.once || option.count;
  if (option.count) {
    start = now(CLOCK_MONOTONIC);
    if (option.pid) used = now(processor);
  }
  for (;;) {
    struct epoll_event events[256];
    int ready = epoll_wait(epoll, events, 256, 30000);
    if (ready < 0 && errno != EINTR) fail("epoll_wait");
    if (ready == 0) fail("no answer in thirty seconds");
    int64_t time = now(CLOCK_MONOTONIC);
    if (!measuring && time >= start) {
      measuring = true;
      start = time;
      end = start + (int64_t)(option.seconds * 1e9);
      done = bytes = 0;
      if (option.pid) used = now(processor);
    }
    if (end && time >= end) {
      end = time;
      break;
    }
    for (int i = 0; i < ready; i++) {
      struct connection *c = events[i].data.ptr;
      ssize_t length = recv(c->descriptor, buffer, READ, 0);
      if (length < 0 && errno == EAGAIN) continue;
      if (length <= 0) fail("the server closed a connection");
      if (!receive(c, buffer, (size_t)length)) continue;
      if (option.once) return 0;
      send_piece(c);
    }
    if (option.count && done >= option.count) {
      end = now(CLOCK_MONOTONIC);
      break;
    }
  }
  if (option.pid) used = now(processor) - used;
  if (done == 0) fail("nothing was answered");
  double seconds = (double)(end - start) / 1e9, answers = (double)done;
  printf("%llu %.0f %d %d %d %.3f %.0f\n", (unsigned long long)done, answers / seconds, percentile(0.5),
         percentile(0.99), percentile(1), (double)used / 1000 / answers, (double)bytes / answers);
}
