// What Linux offers and Glibc's Swift module leaves out: epoll, eventfd, accept4, affinity, names of threads.
//
// Without _GNU_SOURCE, because Swift's own module is made without it and one header must not mean two things in one
// program; what hides behind it is declared here.
#ifndef NPDR_CLINUX_H
#define NPDR_CLINUX_H

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <malloc.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

extern int accept4(int descriptor, struct sockaddr *address, socklen_t *length, int flags);
extern int sched_getaffinity(pid_t process, size_t size, cpu_set_t *set);
extern int pthread_setname_np(pthread_t thread, const char *name);

// epoll_event is packed and its data a union: carry one 64-bit value (slot and registration number).
static inline int npdr_epoll_ctl(int epoll, int operation, int descriptor, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data = {.u64 = data}};
  return epoll_ctl(epoll, operation, descriptor, &event);
}
static inline uint64_t npdr_epoll_data(const struct epoll_event *event) { return event->data.u64; }
static inline uint32_t npdr_epoll_events(const struct epoll_event *event) { return event->events; }

static inline int npdr_accept(int listener, struct sockaddr_storage *address, socklen_t *length) {
  return accept4(listener, (struct sockaddr *)address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}
// Lets no more handshakes in: what waits can be accepted to the last, and nothing slips in before the close.
static inline int npdr_shut_door(int listener) {
  struct sock_filter drop = {.code = BPF_RET | BPF_K};
  struct sock_fprog program = {.len = 1, .filter = &drop};
  return setsockopt(listener, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}
static inline int npdr_errno(void) { return errno; }

#endif
