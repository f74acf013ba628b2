// libcurl, opened when it is first needed, and its variadic setters and getters, one function for each kind of value.
//
// It brings 27 libraries along: linked, they cost every start of the program a third of its time and 4 MB, also where
// nothing is ever delivered. So each function is asked for by its name, which takes a tenth of a microsecond.
#ifndef NPDR_CCURL_H
#define NPDR_CCURL_H
#include <arpa/inet.h>
#include <curl/curl.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

// Nothing else here may be called before this has answered 1. Its functions are then found like those of a library that
// was linked. The 4 is the number of libcurl's binary interface, the same since 2006.
static inline int npdr_curl_load(void) { return dlopen("libcurl.so.4", RTLD_NOW | RTLD_GLOBAL) != NULL; }

// A null pointer stands for everything that is loaded: RTLD_DEFAULT, which hides behind _GNU_SOURCE.
#define NPDR_CURL(name) ((__typeof__(&(name)))dlsym(NULL, #name))

static inline CURLcode npdr_curl_global_init(long flags) { return NPDR_CURL(curl_global_init)(flags); }
static inline CURL *npdr_curl_easy_init(void) { return NPDR_CURL(curl_easy_init)(); }
static inline void npdr_curl_easy_reset(CURL *c) { NPDR_CURL(curl_easy_reset)(c); }
static inline void npdr_curl_easy_cleanup(CURL *c) { NPDR_CURL(curl_easy_cleanup)(c); }
static inline CURLcode npdr_curl_easy_perform(CURL *c) { return NPDR_CURL(curl_easy_perform)(c); }
static inline const char *npdr_curl_text(CURLcode code) { return NPDR_CURL(curl_easy_strerror)(code); }

static inline struct curl_slist *npdr_curl_append(struct curl_slist *list, const char *line) {
  return NPDR_CURL(curl_slist_append)(list, line);
}
static inline void npdr_curl_free(struct curl_slist *list) { NPDR_CURL(curl_slist_free_all)(list); }

static inline CURLcode npdr_curl_set_long(CURL *c, CURLoption o, long value) {
  return NPDR_CURL(curl_easy_setopt)(c, o, value);
}
static inline CURLcode npdr_curl_set_text(CURL *c, CURLoption o, const char *value) {
  return NPDR_CURL(curl_easy_setopt)(c, o, value);
}
static inline CURLcode npdr_curl_set_pointer(CURL *c, CURLoption o, void *value) {
  return NPDR_CURL(curl_easy_setopt)(c, o, value);
}
typedef size_t (*npdr_curl_receive)(char *bytes, size_t size, size_t count, void *context);
static inline CURLcode npdr_curl_set_receive(CURL *c, CURLoption o, npdr_curl_receive function) {
  return NPDR_CURL(curl_easy_setopt)(c, o, function);
}
static inline CURLcode npdr_curl_status(CURL *c, long *status) {
  return NPDR_CURL(curl_easy_getinfo)(c, CURLINFO_RESPONSE_CODE, status);
}

static inline CURLM *npdr_curl_multi_init(void) { return NPDR_CURL(curl_multi_init)(); }
static inline void npdr_curl_multi_cleanup(CURLM *m) { NPDR_CURL(curl_multi_cleanup)(m); }
static inline CURLMcode npdr_curl_multi_set_long(CURLM *m, CURLMoption o, long value) {
  return NPDR_CURL(curl_multi_setopt)(m, o, value);
}
static inline CURLMcode npdr_curl_multi_add(CURLM *m, CURL *c) { return NPDR_CURL(curl_multi_add_handle)(m, c); }
static inline void npdr_curl_multi_remove(CURLM *m, CURL *c) { NPDR_CURL(curl_multi_remove_handle)(m, c); }
static inline void npdr_curl_multi_perform(CURLM *m, int *running) { NPDR_CURL(curl_multi_perform)(m, running); }
static inline void npdr_curl_multi_wait(CURLM *m, int milliseconds) {
  NPDR_CURL(curl_multi_poll)(m, NULL, 0, milliseconds, NULL);
}
static inline void npdr_curl_multi_wake(CURLM *m) { NPDR_CURL(curl_multi_wakeup)(m); }
static inline CURLMsg *npdr_curl_multi_next(CURLM *m, int *left) { return NPDR_CURL(curl_multi_info_read)(m, left); }

// A function that says whether a connection may go to an address: 1 for yes.
typedef int (*npdr_curl_admit)(const unsigned char *address, int count, unsigned short port, void *context);

struct npdr_curl_gate {
  npdr_curl_admit admit;
  void *context;
};

// Makes the socket for an address that is admitted; libcurl goes on with the next address when it is not. What is
// handed over is the address the socket will be connected to, whatever the name said a moment ago.
static inline curl_socket_t npdr_curl_open(void *context, curlsocktype purpose, struct curl_sockaddr *a) {
  struct npdr_curl_gate *gate = context;
  int admitted = 0;
  if (purpose == CURLSOCKTYPE_IPCXN && a->family == AF_INET && a->addrlen >= sizeof(struct sockaddr_in)) {
    struct sockaddr_in four;
    memcpy(&four, &a->addr, sizeof four);
    admitted = gate->admit((const unsigned char *)&four.sin_addr, 4, ntohs(four.sin_port), gate->context);
  } else if (purpose == CURLSOCKTYPE_IPCXN && a->family == AF_INET6 &&
             a->addrlen >= sizeof(struct sockaddr_in6)) {
    struct sockaddr_in6 six;
    memcpy(&six, &a->addr, sizeof six);
    admitted = gate->admit((const unsigned char *)&six.sin6_addr, 16, ntohs(six.sin6_port), gate->context);
  }
  if (!admitted) return CURL_SOCKET_BAD;
  return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

// `gate` has to live as long as the transfer.
static inline CURLcode npdr_curl_set_gate(CURL *c, struct npdr_curl_gate *gate) {
  CURLcode code = NPDR_CURL(curl_easy_setopt)(c, CURLOPT_OPENSOCKETFUNCTION, npdr_curl_open);
  return code == CURLE_OK ? NPDR_CURL(curl_easy_setopt)(c, CURLOPT_OPENSOCKETDATA, gate) : code;
}
#endif
