// SHA-256, HMAC-SHA-256, random bytes and a comparison in constant time, from OpenSSL's libcrypto.
#ifndef NPDR_CCRYPTO_H
#define NPDR_CCRYPTO_H
// The SHA256_* functions work on a plain struct, without an allocation and without the lookup that EVP does for each
// digest; OpenSSL 3 keeps them and marks them deprecated unless an older interface is asked for.
#define OPENSSL_API_COMPAT 0x10100000L
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

// 1 when `digest` holds the 32 bytes; HMAC() wants a key pointer even for an empty key.
static inline int npdr_hmac_sha256(const void *key, size_t key_count, const void *data, size_t count,
                                   unsigned char *digest) {
  unsigned int length = 0;
  if (key_count > 0x7fffffff) return 0;
  return HMAC(EVP_sha256(), key_count ? key : "", (int)key_count, (const unsigned char *)data, count, digest,
              &length) != NULL && length == 32;
}
#endif
