// What SQLite itself costs: the work behind an answer as a C loop over the register's normalised tables. No HTTP, no
// kept answers, no visibility; each row is read from its columns and links and written as JSON into a buffer.
//
//   raw DATABASE WORK SECONDS VALUE...     the values in turn, until the seconds are over
//     one KENMERK...      one measure
//     page FASE...        30 measures of a phase, and how many there are
//     after KENMERK...    the 30 measures after this one, and how many there are
//     search WORD...      the 20 best by bm25, and how many there are
//     coverage SINCE...   phases by grounds, of what changed since so many seconds after 1970
//     report KENMERK...   a progress report, its words, the status of its measure and two lines of the log; 64 a
//                         commit, each on the disk. It writes: give it a copy.
//
// Prints what `load` prints: operations, operations/s, three zeros (it has no latencies), processor time in µs an
// operation (getrusage), bytes an operation.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { BATCH = 64 };

static sqlite3 *database;
static char *out;
static size_t used, capacity;

static void fail(const char *what) {
  fprintf(stderr, "raw: %s: %s\n", what, database ? sqlite3_errmsg(database) : "");
  exit(1);
}

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)) fail(sql);
  return statement;
}

static int step(sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail(sqlite3_sql(statement));
  return code == SQLITE_ROW;
}

static void run(sqlite3_stmt *statement) {
  step(statement);
  sqlite3_reset(statement);
}

static void bind_text(sqlite3_stmt *statement, int place, const char *text) {
  if (sqlite3_bind_text(statement, place, text, -1, SQLITE_STATIC)) fail("bind");
}

static void bind_integer(sqlite3_stmt *statement, int place, sqlite3_int64 value) {
  if (sqlite3_bind_int64(statement, place, value)) fail("bind");
}

static void add(const char *bytes, size_t count) {
  if (used + count > capacity) {
    capacity = 2 * (used + count);
    if (!(out = realloc(out, capacity))) fail("out of memory");
  }
  memcpy(out + used, bytes, count);
  used += count;
}

static void add_string(const char *text, size_t count) {
  size_t from = 0;
  add("\"", 1);
  for (size_t i = 0; i < count; i++) {
    if (text[i] != '"' && text[i] != '\\' && (unsigned char)text[i] >= ' ') continue;
    char escaped[7];
    add(text + from, i - from);
    add(escaped, (size_t)snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned char)text[i]));
    from = i + 1;
  }
  add(text + from, count - from);
  add("\"", 1);
}

// A row as an object; its first column is a key and not shown.
static void add_row(sqlite3_stmt *statement) {
  int columns = sqlite3_column_count(statement);
  for (int i = 1; i < columns; i++) {
    const char *name = sqlite3_column_name(statement, i);
    add(i == 1 ? "{" : ",", 1);
    add_string(name, strlen(name));
    add(":", 1);
    const char *text = (const char *)sqlite3_column_text(statement, i);
    if (!text) add("null", 4);
    else if (sqlite3_column_type(statement, i) == SQLITE_INTEGER) add(text, strlen(text));
    else add_string(text, (size_t)sqlite3_column_bytes(statement, i));
  }
  add("}", 1);
}

#define COLUMNS                                                                                                    \
  "m.rij, m.kenmerk, m.titel, m.omschrijving, m.doel, m.soort, m.reikwijdte, m.bijdrage, m.intersectioneel,"        \
  " m.regio, m.herhaling, m.plan_start_gepland_vanaf, m.plan_start_gepland_tot_en_met,"                             \
  " m.plan_start_gepland_precisie, m.plan_gereed_gepland_vanaf, m.plan_gereed_gepland_tot_en_met,"                  \
  " m.plan_gereed_gepland_precisie, m.plan_start_werkelijk_vanaf, m.plan_start_werkelijk_tot_en_met,"               \
  " m.plan_start_werkelijk_precisie, m.plan_gereed_werkelijk_vanaf, m.plan_gereed_werkelijk_tot_en_met,"            \
  " m.plan_gereed_werkelijk_precisie, m.uitloop_eerste_gereed_gepland_vanaf,"                                       \
  " m.uitloop_eerste_gereed_gepland_tot_en_met, m.uitloop_eerste_gereed_gepland_precisie, m.uitloop_verschuivingen," \
  " m.uitloop_dagen, m.uitvoeringsstatus, m.status_tekst, m.toelichting, m.publicatie_status,"                      \
  " m.publicatie_zichtbaarheid, m.versie, m.aangemaakt_op, m.gewijzigd_op"
// The plus signs: laag is 0 nearly everywhere, and without statistics SQLite takes an index of it for a good one.
#define OF_PHASE                                                                                     \
  " EXISTS (SELECT 1 FROM maatregel_fasen l WHERE l.rij = m.rij AND l.naar IN (SELECT o.onder"       \
  " FROM fase_omvat o JOIN fase f ON f.rij = o.boven WHERE f.kenmerk = ?1))"
#define ALL_OF_PHASE                                                                                 \
  " m.rij IN (SELECT l.rij FROM maatregel_fasen l JOIN fase_omvat o ON o.onder = l.naar"             \
  " JOIN fase f ON f.rij = o.boven WHERE f.kenmerk = ?1)"
#define WITH_WORDS " FROM maatregel_zoek WHERE maatregel_zoek MATCH ?1"

static const char *const link_names[] = {"fasen", "domeinen", "gronden", "themas", "betrokkenen",
                                         "programmas", "relaties", "afgeleid", "bronnen"};
static const char *const link_queries[] = {
    "SELECT 0, c.kenmerk FROM maatregel_fasen l JOIN fase c ON c.rij = l.naar WHERE l.rij = ?1",
    "SELECT 0, c.kenmerk FROM maatregel_domeinen l JOIN domein c ON c.rij = l.naar WHERE l.rij = ?1",
    "SELECT 0, c.kenmerk FROM maatregel_gronden l JOIN grond c ON c.rij = l.naar WHERE l.rij = ?1",
    "SELECT 0, waarde FROM maatregel_themas WHERE rij = ?1",
    "SELECT 0, o.kenmerk AS organisatie, l.rol FROM maatregel_betrokkenen l"
    " JOIN organisatie o ON o.rij = l.organisatie WHERE l.rij = ?1 ORDER BY l.volgorde",
    "SELECT 0, p.kenmerk AS programma, l.nummer, l.opname, l.reden FROM maatregel_programmas l"
    " JOIN programma p ON p.rij = l.programma WHERE l.rij = ?1 ORDER BY l.volgorde",
    "SELECT 0, l.soort, m.kenmerk AS maatregel FROM maatregel_relaties l"
    " JOIN maatregel m ON m.rij = l.maatregel WHERE l.rij = ?1 ORDER BY l.volgorde",
    "SELECT 0, waarde FROM maatregel_afgeleid WHERE rij = ?1",
    "SELECT 0, d.kenmerk AS document, l.url, l.regel, l.regel_tot, l.citaat FROM maatregel_bronnen l"
    " LEFT JOIN document d ON d.rij = l.document WHERE l.rij = ?1 ORDER BY l.volgorde",
};
enum { LINKS = sizeof link_queries / sizeof *link_queries };

static sqlite3_stmt *links[LINKS], *rows, *count, *entry, *next_row, *report, *words, *replaced, *changed, *stated;

// The measures that `rows` finds, each with its links.
static int add_measures(void) {
  int found = 0;
  while (step(rows)) {
    found++;
    add_row(rows);
    for (int i = 0; i < LINKS; i++) {
      bind_integer(links[i], 1, sqlite3_column_int64(rows, 0));
      add_string(link_names[i], strlen(link_names[i]));
      while (step(links[i])) add_row(links[i]);
      sqlite3_reset(links[i]);
    }
  }
  sqlite3_reset(rows);
  return found;
}

static void prepare_links(void) {
  for (int i = 0; i < LINKS; i++) links[i] = prepare(link_queries[i]);
}

static void prepare_one(void) {
  rows = prepare("SELECT " COLUMNS ", m.volgnummer FROM maatregel m WHERE m.kenmerk = ?1 AND m.laag = 0");
}
static void prepare_page(void) {
  rows = prepare("SELECT " COLUMNS " FROM maatregel m WHERE +m.laag = 0 AND" OF_PHASE " ORDER BY m.kenmerk LIMIT 30");
  count = prepare("SELECT 0, count(*) FROM maatregel m WHERE m.laag = 0 AND" ALL_OF_PHASE);
}
static void prepare_after(void) {
  rows = prepare(
      "SELECT " COLUMNS " FROM maatregel m WHERE +m.laag = 0 AND m.kenmerk > ?1 ORDER BY m.kenmerk LIMIT 30");
  count = prepare("SELECT 0, count(*) FROM maatregel WHERE laag = 0");
}
static void prepare_search(void) {
  rows = prepare(
      "SELECT " COLUMNS " FROM (SELECT rowid AS rij, rank AS best" WITH_WORDS " ORDER BY rank LIMIT 20) z"
      " JOIN maatregel m ON m.rij = z.rij ORDER BY z.best");
  count = prepare("SELECT 0, count(*)" WITH_WORDS);
}

static void list(const char *value) {
  bind_text(rows, 1, value);
  int found = add_measures();
  if (!count && !found) fail(value);
  if (!count) return;
  if (sqlite3_bind_parameter_count(count)) bind_text(count, 1, value);
  step(count);
  add_row(count);
  sqlite3_reset(count);
}

static void prepare_coverage(void) {
  rows = prepare(
      "SELECT 0, f.kenmerk AS fase, g.kenmerk AS grond, count(DISTINCT m.rij) AS aantal, count(DISTINCT m.rij)"
      " - count(DISTINCT CASE WHEN mf.afgeleid = 0 AND mg.afgeleid = 0 THEN m.rij END) AS afgeleid"
      " FROM maatregel m JOIN maatregel_fasen mf ON mf.rij = m.rij JOIN fase_omvat fo ON fo.onder = mf.naar"
      " JOIN fase f ON f.rij = fo.boven JOIN maatregel_gronden mg ON mg.rij = m.rij"
      " JOIN grond_omvat go ON go.onder = mg.naar JOIN grond g ON g.rij = go.boven"
      " WHERE m.laag = 0 AND m.gewijzigd_op >= ?1 GROUP BY fo.boven, go.boven");
  count = prepare(
      "SELECT 0, f.kenmerk AS fase, count(DISTINCT m.rij) AS generiek FROM maatregel m"
      " JOIN maatregel_fasen mf ON mf.rij = m.rij JOIN fase_omvat fo ON fo.onder = mf.naar"
      " JOIN fase f ON f.rij = fo.boven"
      " WHERE m.laag = 0 AND m.gewijzigd_op >= ?1 AND m.reikwijdte = 'generiek' GROUP BY fo.boven");
}
static void coverage(const char *value) {
  sqlite3_stmt *both[] = {rows, count};
  for (int i = 0; i < 2; i++) {
    bind_integer(both[i], 1, atoll(value));
    while (step(both[i])) add_row(both[i]);
    sqlite3_reset(both[i]);
  }
}

static void prepare_report(void) {
  run(prepare("PRAGMA synchronous = FULL"));
  run(prepare("PRAGMA foreign_keys = ON"));
  prepare_one();
  next_row = prepare("UPDATE teller SET waarde = waarde + 1 WHERE naam = 'rij' RETURNING waarde");
  entry = prepare(
      "INSERT INTO logboek (tijd, bron, rij, kenmerk, laag, versie, zicht, eigenaren, organisatie, document, zouten,"
      " vingerafdrukken, keten, handeling)"
      " VALUES (?1, ?2, ?3, ?4, 0, ?5, 0, '[]', 'szw', ?6, x'', x'', zeroblob(32), ?7)");
  report = prepare(
      "INSERT INTO voortgangsmelding (rij, kenmerk, laag, zicht, versie, aangemaakt_op, gewijzigd_op, volgnummer,"
      " besloten, weergave, maatregel, peildatum, uitvoeringsstatus, schema, toelichting, publicatie_status,"
      " publicatie_zichtbaarheid, ingediend_op) VALUES (?1, ?2, 0, 0, 1, ?3, ?3, ?4, 0, x'', ?5, '2026-01-31',"
      " 'in-uitvoering', 'op-schema', ?6, 'gepubliceerd', 'eigen-organisatie', ?3)");
  words = prepare("INSERT INTO voortgangsmelding_zoek (rowid, toelichting) VALUES (?1, ?2)");
  replaced = prepare("UPDATE logboek SET tot = ?1, tot_volgnummer = ?2 WHERE volgnummer = ?3");
  changed = prepare(
      "UPDATE maatregel SET uitvoeringsstatus = 'in-uitvoering', versie = versie + 1, gewijzigd_op = ?1,"
      " volgnummer = ?2 WHERE rij = ?3");
  stated = prepare("DELETE FROM maatregel_afgeleid WHERE rij = ?1 AND waarde = 'uitvoeringsstatus'");
}

// A line of the log; what stands in the buffer from `from` is the version. Returns its number.
static sqlite3_int64 log_entry(const char *source, sqlite3_int64 row, const char *name, int version, size_t from) {
  bind_integer(entry, 1, time(NULL));
  bind_text(entry, 2, source);
  bind_integer(entry, 3, row);
  bind_text(entry, 4, name);
  bind_integer(entry, 5, version);
  sqlite3_bind_text(entry, 6, out + from, (int)(used - from), SQLITE_STATIC);
  bind_text(entry, 7, version == 1 ? "aangemaakt" : "gewijzigd");
  run(entry);
  return sqlite3_last_insert_rowid(database);
}

static void add_report(const char *value) {
  static const char explanation[] = "De handreiking ligt bij de gemeenten; in het voorjaar volgen twee bijeenkomsten.";
  static sqlite3_stmt *of_measure;
  char name[96];
  if (!of_measure)
    of_measure = prepare("SELECT rij, volgnummer, versie FROM maatregel WHERE kenmerk = ?1 AND laag = 0");
  bind_text(of_measure, 1, value);
  if (!step(of_measure)) fail(value);
  sqlite3_int64 measure = sqlite3_column_int64(of_measure, 0), before = sqlite3_column_int64(of_measure, 1);
  int version = sqlite3_column_int(of_measure, 2) + 1;
  sqlite3_reset(of_measure);
  step(next_row);
  sqlite3_int64 row = sqlite3_column_int64(next_row, 0), now = time(NULL);
  sqlite3_reset(next_row);
  snprintf(name, sizeof name, "%.60s-%lld", value, (long long)row);

  size_t from = used;
  add_string(explanation, sizeof explanation - 1);
  sqlite3_int64 number = log_entry("voortgangsmelding", row, name, 1, from);
  bind_integer(report, 1, row);
  bind_text(report, 2, name);
  bind_integer(report, 3, now);
  bind_integer(report, 4, number);
  bind_integer(report, 5, measure);
  bind_text(report, 6, explanation);
  run(report);
  bind_integer(words, 1, row);
  bind_text(words, 2, explanation);
  run(words);

  bind_integer(stated, 1, measure);
  run(stated);
  from = used;
  bind_text(rows, 1, value);
  add_measures();
  number = log_entry("maatregel", measure, value, version, from);
  bind_integer(replaced, 1, now);
  bind_integer(replaced, 2, number);
  bind_integer(replaced, 3, before);
  run(replaced);
  bind_integer(changed, 1, now);
  bind_integer(changed, 2, number);
  bind_integer(changed, 3, measure);
  run(changed);
}

static double seconds_since(const struct timespec *begin) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - begin->tv_sec) + (double)(now.tv_nsec - begin->tv_nsec) / 1e9;
}

static double processor_time(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static const struct {
  const char *name;
  void (*prepare)(void), (*run)(const char *);
} works[] = {
    {"one", prepare_one, list},       {"page", prepare_page, list},           {"after", prepare_after, list},
    {"search", prepare_search, list}, {"coverage", prepare_coverage, coverage}, {"report", prepare_report, add_report},
};

int main(int arguments, char **argument) {
  size_t work = 0, works_count = sizeof works / sizeof *works;
  while (arguments > 4 && work < works_count && strcmp(works[work].name, argument[2])) work++;
  if (arguments < 5 || work == works_count) {
    fputs("raw DATABASE WORK SECONDS VALUE...; the kinds of work stand at the top of raw.c\n", stderr);
    return 2;
  }
  int writes = works[work].run == add_report, values = arguments - 4;
  double limit = atof(argument[3]), bytes = 0;
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  if (sqlite3_open_v2(argument[1], &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)) fail(argument[1]);
  // The other yardstick may still be answering what the load has left behind.
  sqlite3_busy_timeout(database, 10000);
  prepare_links();
  works[work].prepare();
  // Once before it counts: what the first one reads into the cache is not measured.
  sqlite3_stmt *begin = prepare("BEGIN"), *commit = prepare("COMMIT");
  works[work].run(argument[4]);

  struct timespec start;
  clock_gettime(CLOCK_MONOTONIC, &start);
  double before = processor_time(), elapsed;
  unsigned long long done = 0;
  do {
    int batch = writes ? BATCH : 1;
    if (writes) run(begin);
    for (int i = 0; i < batch; i++) {
      used = 0;
      works[work].run(argument[4 + done++ % (unsigned)values]);
      bytes += (double)used;
    }
    if (writes) run(commit);
    elapsed = seconds_since(&start);
  } while (elapsed < limit);
  double each = (processor_time() - before) / (double)done;
  printf("%llu %.0f 0 0 0 %.3f %.0f\n", done, (double)done / elapsed, each, bytes / (double)done);
  return 0;
}
