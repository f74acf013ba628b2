-- What was true on a day (`geldigOp`). A change of the plan may take effect on a later day than it is recorded; the few
-- measures that have such a change have, beside the tables of the past (0004), tables that end in _geldig: what the
-- measure was from `toen_sinds` up to `toen_tot` of recorded time, on the days from `geldig_van` up to `geldig_tot` on
-- which not all of its plan was true yet. Made from the log by the writer (Sources/Register/Validity.swift).

-- Which version of a measure brought a change of the plan that takes effect on a day of its own.
CREATE TABLE ingang (
  rij INTEGER NOT NULL REFERENCES maatregel (rij),
  volgnummer INTEGER NOT NULL REFERENCES logboek (volgnummer),
  dag TEXT NOT NULL CHECK (dag GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  PRIMARY KEY (rij, volgnummer)
) STRICT, WITHOUT ROWID;
-- The server records a change of the plan right after the version that it is.
INSERT INTO ingang
  SELECT w.maatregel, v.volgnummer, w.ingangsdatum
  FROM planwijziging w JOIN logboek l ON l.rij = w.rij AND l.handeling = 'aangemaakt'
    JOIN logboek v ON v.volgnummer = l.volgnummer - 1 AND v.rij = w.maatregel
  WHERE w.ingangsdatum IS NOT NULL;
-- 1 once the first writer has made the tables below from what a register held before this migration.
INSERT INTO teller (naam, waarde) VALUES ('geldig', 0);

CREATE TABLE maatregel_geldig (
  toen_nr INTEGER PRIMARY KEY,
  rij INTEGER NOT NULL,
  kenmerk TEXT NOT NULL,
  laag INTEGER NOT NULL,
  zicht INTEGER NOT NULL,
  versie INTEGER NOT NULL,
  conceptversie INTEGER,
  maker INTEGER,
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  volgnummer INTEGER NOT NULL,
  besloten INTEGER NOT NULL,
  weergave BLOB NOT NULL,
  titel TEXT,
  omschrijving TEXT,
  doel TEXT,
  soort TEXT,
  reikwijdte TEXT,
  bijdrage TEXT,
  intersectioneel INTEGER,
  regio TEXT,
  herhaling TEXT,
  plan_start_gepland_vanaf TEXT,
  plan_start_gepland_tot_en_met TEXT,
  plan_start_gepland_precisie TEXT,
  plan_gereed_gepland_vanaf TEXT,
  plan_gereed_gepland_tot_en_met TEXT,
  plan_gereed_gepland_precisie TEXT,
  plan_start_werkelijk_vanaf TEXT,
  plan_start_werkelijk_tot_en_met TEXT,
  plan_start_werkelijk_precisie TEXT,
  plan_gereed_werkelijk_vanaf TEXT,
  plan_gereed_werkelijk_tot_en_met TEXT,
  plan_gereed_werkelijk_precisie TEXT,
  uitloop_eerste_gereed_gepland_vanaf TEXT,
  uitloop_eerste_gereed_gepland_tot_en_met TEXT,
  uitloop_eerste_gereed_gepland_precisie TEXT,
  uitloop_verschuivingen INTEGER,
  uitloop_dagen INTEGER,
  uitvoeringsstatus TEXT,
  status_tekst TEXT,
  toelichting TEXT,
  publicatie_status TEXT,
  publicatie_zichtbaarheid TEXT,
  publicatie_embargo_tot INTEGER,
  publicatie_reden TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL,
  geldig_van TEXT NOT NULL,
  geldig_tot TEXT NOT NULL
) STRICT;
CREATE INDEX maatregel_geldig_rij ON maatregel_geldig (rij, toen_tot);
CREATE INDEX maatregel_geldig_dag ON maatregel_geldig (toen_tot, geldig_tot, geldig_van, rij);
CREATE TABLE maatregel_fasen_geldig (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  geldig_van TEXT NOT NULL,
  geldig_tot TEXT NOT NULL
) STRICT;
CREATE INDEX maatregel_fasen_geldig_rij ON maatregel_fasen_geldig (rij, toen_tot);
CREATE TABLE maatregel_domeinen_geldig (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  geldig_van TEXT NOT NULL,
  geldig_tot TEXT NOT NULL
) STRICT;
CREATE INDEX maatregel_domeinen_geldig_rij ON maatregel_domeinen_geldig (rij, toen_tot);
CREATE TABLE maatregel_gronden_geldig (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  geldig_van TEXT NOT NULL,
  geldig_tot TEXT NOT NULL
) STRICT;
CREATE INDEX maatregel_gronden_geldig_rij ON maatregel_gronden_geldig (rij, toen_tot);
CREATE TABLE maatregel_themas_geldig (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  geldig_van TEXT NOT NULL,
  geldig_tot TEXT NOT NULL
) STRICT;
CREATE INDEX maatregel_themas_geldig_rij ON maatregel_themas_geldig (rij, toen_tot);
CREATE TABLE maatregel_betrokkenen_geldig (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  organisatie INTEGER,
  rol TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  geldig_van TEXT NOT NULL,
  geldig_tot TEXT NOT NULL
) STRICT;
CREATE INDEX maatregel_betrokkenen_geldig_rij ON maatregel_betrokkenen_geldig (rij, toen_tot);
CREATE TABLE maatregel_programmas_geldig (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  programma INTEGER,
  nummer TEXT,
  opname TEXT,
  reden TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  geldig_van TEXT NOT NULL,
  geldig_tot TEXT NOT NULL
) STRICT;
CREATE INDEX maatregel_programmas_geldig_rij ON maatregel_programmas_geldig (rij, toen_tot);
CREATE TABLE maatregel_relaties_geldig (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  soort TEXT,
  maatregel INTEGER,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  geldig_van TEXT NOT NULL,
  geldig_tot TEXT NOT NULL
) STRICT;
CREATE INDEX maatregel_relaties_geldig_rij ON maatregel_relaties_geldig (rij, toen_tot);
CREATE TABLE maatregel_afgeleid_geldig (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  geldig_van TEXT NOT NULL,
  geldig_tot TEXT NOT NULL
) STRICT;
CREATE INDEX maatregel_afgeleid_geldig_rij ON maatregel_afgeleid_geldig (rij, toen_tot);
CREATE TABLE maatregel_bronnen_geldig (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  url TEXT,
  regel INTEGER,
  regel_tot INTEGER,
  citaat TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  geldig_van TEXT NOT NULL,
  geldig_tot TEXT NOT NULL
) STRICT;
CREATE INDEX maatregel_bronnen_geldig_rij ON maatregel_bronnen_geldig (rij, toen_tot);
