// libcurl, and its variadic setters and getters, one function for each kind of value.
#ifndef NPDR_CCURL_H
#define NPDR_CCURL_H
#include <curl/curl.h>

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
#endif
