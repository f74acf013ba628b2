// What Linux offers and Glibc's Swift module leaves out: epoll, eventfd, accept4, and a pthread lock's life.
#ifndef NPDR_CLINUX_H
#define NPDR_CLINUX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/resource.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <signal.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

// epoll_event is packed and its data a union: carry one 64-bit value (descriptor and registration number).
static inline int npdr_epoll_ctl(int epoll, int operation, int descriptor, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data = {.u64 = data}};
  return epoll_ctl(epoll, operation, descriptor, &event);
}
static inline uint64_t npdr_epoll_data(const struct epoll_event *event) { return event->data.u64; }
static inline uint32_t npdr_epoll_events(const struct epoll_event *event) { return event->events; }

static inline int npdr_accept(int listener, struct sockaddr_storage *address, socklen_t *length) {
  return accept4(listener, (struct sockaddr *)address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}
static inline int npdr_errno(void) { return errno; }

#endif
