// SHA-256, HMAC-SHA-256, random bytes and a comparison in constant time, from OpenSSL's libcrypto.
#ifndef NPDR_CCRYPTO_H
#define NPDR_CCRYPTO_H
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

static inline void npdr_hmac_sha256(const void *key, int key_count, const void *data, size_t count,
                                    unsigned char *digest) {
  unsigned int length = 32;
  HMAC(EVP_sha256(), key, key_count, (const unsigned char *)data, count, digest, &length);
}
#endif
