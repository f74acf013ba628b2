// The SQLite C API, and what of it Swift cannot call: variadic configuration and the destructor constants.
#ifndef NPDR_CSQLITE_H
#define NPDR_CSQLITE_H
#include <sqlite3.h>

// Once, before any connection: the statistics take a process-wide lock on each allocation.
static inline int npdr_sqlite_without_statistics(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
static inline int npdr_sqlite_bind_text(sqlite3_stmt *s, int i, const char *text, int count) {
  return sqlite3_bind_text(s, i, text, count, SQLITE_TRANSIENT);
}
static inline int npdr_sqlite_bind_blob(sqlite3_stmt *s, int i, const void *bytes, int count) {
  return sqlite3_bind_blob(s, i, bytes, count, SQLITE_TRANSIENT);
}
#endif
