// libcurl, and its variadic setters and getters, one function for each kind of value.
#ifndef NPDR_CCURL_H
#define NPDR_CCURL_H
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

static inline CURLcode npdr_curl_set_long(CURL *c, CURLoption o, long value) { return curl_easy_setopt(c, o, value); }
static inline CURLcode npdr_curl_set_text(CURL *c, CURLoption o, const char *value) {
  return curl_easy_setopt(c, o, value);
}
static inline CURLcode npdr_curl_set_pointer(CURL *c, CURLoption o, void *value) {
  return curl_easy_setopt(c, o, value);
}
typedef size_t (*npdr_curl_receive)(char *bytes, size_t size, size_t count, void *context);
static inline CURLcode npdr_curl_set_receive(CURL *c, CURLoption o, npdr_curl_receive function) {
  return curl_easy_setopt(c, o, function);
}
static inline CURLcode npdr_curl_status(CURL *c, long *status) {
  return curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, status);
}

static inline CURLMcode npdr_curl_multi_set_long(CURLM *m, CURLMoption o, long value) {
  return curl_multi_setopt(m, o, value);
}

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
  CURLcode code = curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, npdr_curl_open);
  return code == CURLE_OK ? curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, gate) : code;
}
#endif
