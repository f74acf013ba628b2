// The SQLite C API, and what Swift cannot call: variadic configuration, the destructor constants, and the locks that
// belong to an open file (their commands are hidden from the Glibc module).
#ifndef NPDR_CSQLITE_H
#define NPDR_CSQLITE_H
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

// Once, before any connection: the statistics take a process-wide lock on each allocation.
static inline int npdr_sqlite_without_statistics(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
// Once, before any connection: a connection stays with one thread at a time and needs no lock of its own.
static inline int npdr_sqlite_multithread(void) { return sqlite3_config(SQLITE_CONFIG_MULTITHREAD); }
static inline int npdr_sqlite_set(sqlite3 *db, int option, int value) {
  return sqlite3_db_config(db, option, value, (int *)0);
}
static inline int npdr_sqlite_bind_text(sqlite3_stmt *s, int i, const void *text, sqlite3_uint64 count) {
  return sqlite3_bind_text64(s, i, (const char *)text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}
static inline int npdr_sqlite_bind_blob(sqlite3_stmt *s, int i, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_blob64(s, i, bytes, count, SQLITE_TRANSIENT);
}

#ifndef F_OFD_SETLK
#define F_OFD_SETLK 37
#endif
// Takes (F_WRLCK) or gives back (F_UNLCK) one byte of an open file: 0, or -1 with errno EAGAIN when another open file,
// in this process or in another, holds it. The kernel gives it back when the descriptor closes, also at kill -9.
static inline int npdr_lock_byte(int fd, short type, long byte) {
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1, .l_pid = 0};
  return fcntl(fd, F_OFD_SETLK, &lock);
}
#endif
