// The floor under every figure: a bare epoll server that gives one fixed answer to whatever ends in an empty line.
//
//   floor PORT SIZE THREADS     127.0.0.1:PORT, a body of SIZE bytes, so many loops with a listener each
//
// It does what any server must (epoll_wait, recv, send) and nothing else: it looks for the empty line that ends a head,
// answers each of those it finds in one send, and has no limits, deadlines or errors. What a real server costs above
// it is the price of being one.
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024, EVENTS = 256, BATCH = 64 };

static char *answer;
static size_t answer_length;
static uint16_t port;

// What was received of a head that is not complete: it may begin in one read and end in the next.
struct connection {
  int descriptor;
  unsigned matched;
};

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int listener(void) {
  int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (descriptor < 0) fail("socket");
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0) fail("bind");
  if (listen(descriptor, 4096) != 0) fail("listen");
  return descriptor;
}

// How many heads end in these bytes.
static size_t heads(struct connection *connection, const char *bytes, ssize_t count) {
  static const char end[] = "\r\n\r\n";
  size_t found = 0;
  for (ssize_t index = 0; index < count; index++) {
    if (bytes[index] == end[connection->matched]) {
      if (++connection->matched == 4) found++, connection->matched = 0;
    } else {
      connection->matched = bytes[index] == '\r';
    }
  }
  return found;
}

// The whole of it, waiting if it must: the floor has no slow readers.
static int send_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = send(descriptor, bytes, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
      struct timespec moment = {.tv_nsec = 100000};
      nanosleep(&moment, NULL);
      continue;
    }
    if (sent <= 0) return 0;
    bytes += sent;
    count -= (size_t)sent;
  }
  return 1;
}

static void *loop(void *unused) {
  int epoll = epoll_create1(EPOLL_CLOEXEC), listening = listener();
  char *buffer = malloc(BUFFER), *answers = malloc(answer_length * BATCH);
  struct epoll_event events[EVENTS], event = {.events = EPOLLIN};
  if (epoll < 0 || !buffer || !answers) fail("epoll_create1");
  for (int index = 0; index < BATCH; index++) memcpy(answers + index * answer_length, answer, answer_length);
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, listening, &event) != 0) fail("epoll_ctl");
  for (;;) {
    int count = epoll_wait(epoll, events, EVENTS, -1);
    for (int index = 0; index < count; index++) {
      struct connection *connection = events[index].data.ptr;
      if (!connection) {
        int descriptor = accept4(listening, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) continue;
        connection = calloc(1, sizeof *connection);
        connection->descriptor = descriptor;
        event = (struct epoll_event){.events = EPOLLIN, .data.ptr = connection};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) != 0) fail("epoll_ctl");
        continue;
      }
      ssize_t received = recv(connection->descriptor, buffer, BUFFER, 0);
      if (received < 0 && errno == EAGAIN) continue;
      int open = received > 0;
      size_t wanted = open ? heads(connection, buffer, received) : 0;
      while (open && wanted > 0) {
        size_t batch = wanted < BATCH ? wanted : BATCH;
        open = send_all(connection->descriptor, answers, batch * answer_length);
        wanted -= batch;
      }
      if (!open) {
        close(connection->descriptor);
        free(connection);
      }
    }
  }
  return unused;
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: floor PORT SIZE THREADS\n");
    return 2;
  }
  size_t size = strtoul(arguments[2], NULL, 10);
  int threads = atoi(arguments[3]);
  port = (uint16_t)atoi(arguments[1]);
  char head[256];
  int head_length = snprintf(
      head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", size);
  answer_length = (size_t)head_length + size;
  answer = malloc(answer_length);
  if (!answer) fail("malloc");
  memcpy(answer, head, (size_t)head_length);
  memset(answer + head_length, 'x', size);
  for (int index = 1; index < threads; index++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, loop, NULL) != 0) fail("pthread_create");
  }
  loop(NULL);
}
