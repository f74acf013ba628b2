-- The resources: one table each, one for every list in them, and a full-text index.
-- They say in SQL what Sources/Register/Resources declares; a test holds the two together.
--
-- laag: 0 is the version that stands, 1 a draft beside a published one. zicht: who sees the row, 0 is everyone.
-- besloten: some readers see more links than `weergave`, the rendered JSON, shows.

-- fasen
CREATE TABLE fase (
  rij INTEGER PRIMARY KEY,
  kenmerk TEXT NOT NULL CHECK (length(kenmerk) BETWEEN 2 AND 80 AND kenmerk NOT GLOB '*[^a-z0-9-]*'),
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  zicht INTEGER NOT NULL CHECK (zicht BETWEEN 0 AND 4),
  versie INTEGER NOT NULL CHECK (versie >= 0),
  conceptversie INTEGER CHECK (conceptversie >= 1),
  maker INTEGER REFERENCES organisatie (rij),
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  volgnummer INTEGER NOT NULL REFERENCES logboek (volgnummer),
  besloten INTEGER NOT NULL CHECK (besloten IN (0, 1)),
  weergave BLOB NOT NULL,
  naam TEXT NOT NULL,
  naam_en TEXT,
  omschrijving TEXT,
  volgorde INTEGER NOT NULL CHECK (volgorde BETWEEN 0 AND 10000),
  verzamelknoop INTEGER NOT NULL CHECK (verzamelknoop IN (0, 1)),
  geldig_van TEXT CHECK (geldig_van GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  geldig_tot TEXT CHECK (geldig_tot GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE TABLE fase_aliassen (
  rij INTEGER NOT NULL REFERENCES fase (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE TABLE fase_bovenliggend (
  rij INTEGER NOT NULL REFERENCES fase (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES fase (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX fase_bovenliggend_naar ON fase_bovenliggend (naar, rij, afgeleid);
CREATE TABLE fase_stelsels (
  rij INTEGER NOT NULL REFERENCES fase (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX fase_stelsels_waarde ON fase_stelsels (waarde, rij);
CREATE TABLE fase_afgeleid (
  rij INTEGER NOT NULL REFERENCES fase (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX fase_afgeleid_waarde ON fase_afgeleid (waarde, rij);
CREATE TABLE fase_bronnen (
  rij INTEGER NOT NULL REFERENCES fase (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX fase_bronnen_document ON fase_bronnen (document, rij);
CREATE TABLE fase_omvat (
  boven INTEGER NOT NULL REFERENCES fase (rij),
  onder INTEGER NOT NULL REFERENCES fase (rij),
  PRIMARY KEY (boven, onder)
) STRICT, WITHOUT ROWID;
CREATE INDEX fase_omvat_onder ON fase_omvat (onder);
CREATE VIRTUAL TABLE fase_zoek USING fts5 (naam, omschrijving, toelichting,
  content = 'fase', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- domeinen
CREATE TABLE domein (
  rij INTEGER PRIMARY KEY,
  kenmerk TEXT NOT NULL CHECK (length(kenmerk) BETWEEN 2 AND 80 AND kenmerk NOT GLOB '*[^a-z0-9-]*'),
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  zicht INTEGER NOT NULL CHECK (zicht BETWEEN 0 AND 4),
  versie INTEGER NOT NULL CHECK (versie >= 0),
  conceptversie INTEGER CHECK (conceptversie >= 1),
  maker INTEGER REFERENCES organisatie (rij),
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  volgnummer INTEGER NOT NULL REFERENCES logboek (volgnummer),
  besloten INTEGER NOT NULL CHECK (besloten IN (0, 1)),
  weergave BLOB NOT NULL,
  naam TEXT NOT NULL,
  naam_en TEXT,
  omschrijving TEXT,
  volgorde INTEGER NOT NULL CHECK (volgorde BETWEEN 0 AND 10000),
  verzamelknoop INTEGER NOT NULL CHECK (verzamelknoop IN (0, 1)),
  geldig_van TEXT CHECK (geldig_van GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  geldig_tot TEXT CHECK (geldig_tot GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE TABLE domein_aliassen (
  rij INTEGER NOT NULL REFERENCES domein (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE TABLE domein_bovenliggend (
  rij INTEGER NOT NULL REFERENCES domein (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES domein (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX domein_bovenliggend_naar ON domein_bovenliggend (naar, rij, afgeleid);
CREATE TABLE domein_stelsels (
  rij INTEGER NOT NULL REFERENCES domein (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX domein_stelsels_waarde ON domein_stelsels (waarde, rij);
CREATE TABLE domein_afgeleid (
  rij INTEGER NOT NULL REFERENCES domein (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX domein_afgeleid_waarde ON domein_afgeleid (waarde, rij);
CREATE TABLE domein_bronnen (
  rij INTEGER NOT NULL REFERENCES domein (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX domein_bronnen_document ON domein_bronnen (document, rij);
CREATE TABLE domein_omvat (
  boven INTEGER NOT NULL REFERENCES domein (rij),
  onder INTEGER NOT NULL REFERENCES domein (rij),
  PRIMARY KEY (boven, onder)
) STRICT, WITHOUT ROWID;
CREATE INDEX domein_omvat_onder ON domein_omvat (onder);
CREATE VIRTUAL TABLE domein_zoek USING fts5 (naam, omschrijving, toelichting,
  content = 'domein', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- gronden
CREATE TABLE grond (
  rij INTEGER PRIMARY KEY,
  kenmerk TEXT NOT NULL CHECK (length(kenmerk) BETWEEN 2 AND 80 AND kenmerk NOT GLOB '*[^a-z0-9-]*'),
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  zicht INTEGER NOT NULL CHECK (zicht BETWEEN 0 AND 4),
  versie INTEGER NOT NULL CHECK (versie >= 0),
  conceptversie INTEGER CHECK (conceptversie >= 1),
  maker INTEGER REFERENCES organisatie (rij),
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  volgnummer INTEGER NOT NULL REFERENCES logboek (volgnummer),
  besloten INTEGER NOT NULL CHECK (besloten IN (0, 1)),
  weergave BLOB NOT NULL,
  naam TEXT NOT NULL,
  naam_en TEXT,
  omschrijving TEXT,
  volgorde INTEGER NOT NULL CHECK (volgorde BETWEEN 0 AND 10000),
  verzamelknoop INTEGER NOT NULL CHECK (verzamelknoop IN (0, 1)),
  geldig_van TEXT CHECK (geldig_van GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  geldig_tot TEXT CHECK (geldig_tot GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE TABLE grond_aliassen (
  rij INTEGER NOT NULL REFERENCES grond (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE TABLE grond_bovenliggend (
  rij INTEGER NOT NULL REFERENCES grond (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES grond (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX grond_bovenliggend_naar ON grond_bovenliggend (naar, rij, afgeleid);
CREATE TABLE grond_stelsels (
  rij INTEGER NOT NULL REFERENCES grond (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX grond_stelsels_waarde ON grond_stelsels (waarde, rij);
CREATE TABLE grond_afgeleid (
  rij INTEGER NOT NULL REFERENCES grond (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX grond_afgeleid_waarde ON grond_afgeleid (waarde, rij);
CREATE TABLE grond_bronnen (
  rij INTEGER NOT NULL REFERENCES grond (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX grond_bronnen_document ON grond_bronnen (document, rij);
CREATE TABLE grond_omvat (
  boven INTEGER NOT NULL REFERENCES grond (rij),
  onder INTEGER NOT NULL REFERENCES grond (rij),
  PRIMARY KEY (boven, onder)
) STRICT, WITHOUT ROWID;
CREATE INDEX grond_omvat_onder ON grond_omvat (onder);
CREATE VIRTUAL TABLE grond_zoek USING fts5 (naam, omschrijving, toelichting,
  content = 'grond', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- organisaties
CREATE TABLE organisatie (
  rij INTEGER PRIMARY KEY,
  kenmerk TEXT NOT NULL CHECK (length(kenmerk) BETWEEN 2 AND 80 AND kenmerk NOT GLOB '*[^a-z0-9-]*'),
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  zicht INTEGER NOT NULL CHECK (zicht BETWEEN 0 AND 4),
  versie INTEGER NOT NULL CHECK (versie >= 0),
  conceptversie INTEGER CHECK (conceptversie >= 1),
  maker INTEGER REFERENCES organisatie (rij),
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  volgnummer INTEGER NOT NULL REFERENCES logboek (volgnummer),
  besloten INTEGER NOT NULL CHECK (besloten IN (0, 1)),
  weergave BLOB NOT NULL,
  naam TEXT NOT NULL,
  afkorting TEXT,
  soort TEXT NOT NULL
    CHECK (soort IN ('ministerie', 'zbo', 'politie', 'gemeente', 'coordinator', 'adviescollege', 'maatschappelijk',
      'koepel', 'kamer', 'overig')),
  soort_tekst TEXT,
  onderdeel_van INTEGER REFERENCES organisatie (rij),
  tooi_uri TEXT,
  begrotingshoofdstuk TEXT,
  aantal INTEGER CHECK (aantal BETWEEN 1 AND 100000),
  aantal_op_vanaf TEXT,
  aantal_op_tot_en_met TEXT CHECK (aantal_op_tot_en_met >= aantal_op_vanaf),
  aantal_op_precisie TEXT CHECK (aantal_op_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  geldig_van TEXT CHECK (geldig_van GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  geldig_tot TEXT CHECK (geldig_tot GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  opvolger INTEGER REFERENCES organisatie (rij),
  werkwijze TEXT NOT NULL CHECK (werkwijze IN ('zelf-publiceren', 'vier-ogen')),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX organisatie_op_onderdeel_van ON organisatie (onderdeel_van);
CREATE INDEX organisatie_op_opvolger ON organisatie (opvolger);
CREATE TABLE organisatie_rollen (
  rij INTEGER NOT NULL REFERENCES organisatie (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX organisatie_rollen_waarde ON organisatie_rollen (waarde, rij);
CREATE TABLE organisatie_aliassen (
  rij INTEGER NOT NULL REFERENCES organisatie (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE TABLE organisatie_leden (
  rij INTEGER NOT NULL REFERENCES organisatie (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX organisatie_leden_naar ON organisatie_leden (naar, rij, afgeleid);
CREATE TABLE organisatie_afgeleid (
  rij INTEGER NOT NULL REFERENCES organisatie (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX organisatie_afgeleid_waarde ON organisatie_afgeleid (waarde, rij);
CREATE TABLE organisatie_bronnen (
  rij INTEGER NOT NULL REFERENCES organisatie (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX organisatie_bronnen_document ON organisatie_bronnen (document, rij);
CREATE VIRTUAL TABLE organisatie_zoek USING fts5 (naam, afkorting, toelichting,
  content = 'organisatie', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- documenten
CREATE TABLE document (
  rij INTEGER PRIMARY KEY,
  kenmerk TEXT NOT NULL CHECK (length(kenmerk) BETWEEN 2 AND 80 AND kenmerk NOT GLOB '*[^a-z0-9-]*'),
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  zicht INTEGER NOT NULL CHECK (zicht BETWEEN 0 AND 4),
  versie INTEGER NOT NULL CHECK (versie >= 0),
  conceptversie INTEGER CHECK (conceptversie >= 1),
  maker INTEGER REFERENCES organisatie (rij),
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  volgnummer INTEGER NOT NULL REFERENCES logboek (volgnummer),
  besloten INTEGER NOT NULL CHECK (besloten IN (0, 1)),
  weergave BLOB NOT NULL,
  soort TEXT NOT NULL,
  soort_tekst TEXT,
  titel TEXT NOT NULL,
  datum_vanaf TEXT,
  datum_tot_en_met TEXT CHECK (datum_tot_en_met >= datum_vanaf),
  datum_precisie TEXT CHECK (datum_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  kenmerk_afzender TEXT,
  kamerstuk_soort TEXT CHECK (kamerstuk_soort IN ('kamerstuk', 'aanhangsel', 'documentnummer', 'zaaknummer')),
  kamerstuk_dossier TEXT,
  kamerstuk_toevoeging TEXT,
  kamerstuk_ondernummer TEXT,
  kamerstuk_nummer TEXT,
  kamerstuk_vergaderjaar TEXT,
  kamerstuk_onzeker INTEGER CHECK (kamerstuk_onzeker IN (0, 1)),
  onderdeel_van INTEGER REFERENCES document (rij),
  stand TEXT NOT NULL CHECK (stand IN ('concept', 'definitief', 'onbekend')),
  url TEXT,
  bestand TEXT,
  aantal_paginas INTEGER CHECK (aantal_paginas BETWEEN 1 AND 100000),
  openbaar INTEGER NOT NULL CHECK (openbaar IN (0, 1)),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX document_op_onderdeel_van ON document (onderdeel_van);
CREATE TABLE document_ondertekenaars (
  rij INTEGER NOT NULL REFERENCES document (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  naam TEXT,
  rol TEXT NOT NULL,
  organisatie INTEGER REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_ondertekenaars_organisatie ON document_ondertekenaars (organisatie, rij);
CREATE TABLE document_mede_namens (
  rij INTEGER NOT NULL REFERENCES document (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  naam TEXT,
  rol TEXT NOT NULL,
  organisatie INTEGER REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_mede_namens_organisatie ON document_mede_namens (organisatie, rij);
CREATE TABLE document_gezonden_aan (
  rij INTEGER NOT NULL REFERENCES document (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  aan INTEGER NOT NULL REFERENCES organisatie (rij),
  datum_vanaf TEXT,
  datum_tot_en_met TEXT CHECK (datum_tot_en_met >= datum_vanaf),
  datum_precisie TEXT CHECK (datum_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_gezonden_aan_aan ON document_gezonden_aan (aan, rij);
CREATE TABLE document_afzenders (
  rij INTEGER NOT NULL REFERENCES document (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_afzenders_naar ON document_afzenders (naar, rij, afgeleid);
CREATE TABLE document_verwijst_naar (
  rij INTEGER NOT NULL REFERENCES document (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE TABLE document_afgeleid (
  rij INTEGER NOT NULL REFERENCES document (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_afgeleid_waarde ON document_afgeleid (waarde, rij);
CREATE TABLE document_bronnen (
  rij INTEGER NOT NULL REFERENCES document (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_bronnen_document ON document_bronnen (document, rij);
CREATE VIRTUAL TABLE document_zoek USING fts5 (titel, toelichting,
  content = 'document', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- programmas
CREATE TABLE programma (
  rij INTEGER PRIMARY KEY,
  kenmerk TEXT NOT NULL CHECK (length(kenmerk) BETWEEN 2 AND 80 AND kenmerk NOT GLOB '*[^a-z0-9-]*'),
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  zicht INTEGER NOT NULL CHECK (zicht BETWEEN 0 AND 4),
  versie INTEGER NOT NULL CHECK (versie >= 0),
  conceptversie INTEGER CHECK (conceptversie >= 1),
  maker INTEGER REFERENCES organisatie (rij),
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  volgnummer INTEGER NOT NULL REFERENCES logboek (volgnummer),
  besloten INTEGER NOT NULL CHECK (besloten IN (0, 1)),
  weergave BLOB NOT NULL,
  naam TEXT NOT NULL,
  soort TEXT NOT NULL CHECK (soort IN ('nationaal-programma', 'aanpak', 'nota', 'strategie')),
  bovenliggend INTEGER REFERENCES programma (rij),
  soort_tekst TEXT,
  periode_van_vanaf TEXT,
  periode_van_tot_en_met TEXT CHECK (periode_van_tot_en_met >= periode_van_vanaf),
  periode_van_precisie TEXT CHECK (periode_van_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  periode_tot_vanaf TEXT,
  periode_tot_tot_en_met TEXT CHECK (periode_tot_tot_en_met >= periode_tot_vanaf),
  periode_tot_precisie TEXT CHECK (periode_tot_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  status TEXT CHECK (status IN ('aangekondigd', 'concept', 'aangeboden', 'vastgesteld', 'vervangen')),
  status_tekst TEXT,
  document INTEGER REFERENCES document (rij),
  editienummer INTEGER CHECK (editienummer BETWEEN 1 AND 100),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX programma_op_bovenliggend ON programma (bovenliggend);
CREATE INDEX programma_op_document ON programma (document);
CREATE TABLE programma_aliassen (
  rij INTEGER NOT NULL REFERENCES programma (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE TABLE programma_trekkers (
  rij INTEGER NOT NULL REFERENCES programma (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX programma_trekkers_naar ON programma_trekkers (naar, rij, afgeleid);
CREATE TABLE programma_deelnemers (
  rij INTEGER NOT NULL REFERENCES programma (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX programma_deelnemers_naar ON programma_deelnemers (naar, rij, afgeleid);
CREATE TABLE programma_afgeleid (
  rij INTEGER NOT NULL REFERENCES programma (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX programma_afgeleid_waarde ON programma_afgeleid (waarde, rij);
CREATE TABLE programma_bronnen (
  rij INTEGER NOT NULL REFERENCES programma (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX programma_bronnen_document ON programma_bronnen (document, rij);
CREATE VIRTUAL TABLE programma_zoek USING fts5 (naam, toelichting,
  content = 'programma', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- maatregelen
CREATE TABLE maatregel (
  rij INTEGER PRIMARY KEY,
  kenmerk TEXT NOT NULL CHECK (length(kenmerk) BETWEEN 2 AND 80 AND kenmerk NOT GLOB '*[^a-z0-9-]*'),
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  zicht INTEGER NOT NULL CHECK (zicht BETWEEN 0 AND 4),
  versie INTEGER NOT NULL CHECK (versie >= 0),
  conceptversie INTEGER CHECK (conceptversie >= 1),
  maker INTEGER REFERENCES organisatie (rij),
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  volgnummer INTEGER NOT NULL REFERENCES logboek (volgnummer),
  besloten INTEGER NOT NULL CHECK (besloten IN (0, 1)),
  weergave BLOB NOT NULL,
  titel TEXT NOT NULL,
  omschrijving TEXT,
  doel TEXT,
  soort TEXT NOT NULL CHECK (soort IN ('bestaand', 'concrete-verandering', 'voorbereiding', 'onbekend')),
  reikwijdte TEXT NOT NULL CHECK (reikwijdte IN ('generiek', 'specifiek', 'onbekend')),
  bijdrage TEXT NOT NULL CHECK (bijdrage IN ('primair', 'draagt-bij', 'onbekend')),
  intersectioneel INTEGER CHECK (intersectioneel IN (0, 1)),
  regio TEXT NOT NULL CHECK (regio IN ('europees', 'caribisch', 'beide', 'onbekend')),
  herhaling TEXT,
  plan_start_gepland_vanaf TEXT,
  plan_start_gepland_tot_en_met TEXT CHECK (plan_start_gepland_tot_en_met >= plan_start_gepland_vanaf),
  plan_start_gepland_precisie TEXT CHECK (plan_start_gepland_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  plan_gereed_gepland_vanaf TEXT,
  plan_gereed_gepland_tot_en_met TEXT CHECK (plan_gereed_gepland_tot_en_met >= plan_gereed_gepland_vanaf),
  plan_gereed_gepland_precisie TEXT CHECK (plan_gereed_gepland_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  plan_start_werkelijk_vanaf TEXT,
  plan_start_werkelijk_tot_en_met TEXT CHECK (plan_start_werkelijk_tot_en_met >= plan_start_werkelijk_vanaf),
  plan_start_werkelijk_precisie TEXT CHECK (plan_start_werkelijk_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  plan_gereed_werkelijk_vanaf TEXT,
  plan_gereed_werkelijk_tot_en_met TEXT CHECK (plan_gereed_werkelijk_tot_en_met >= plan_gereed_werkelijk_vanaf),
  plan_gereed_werkelijk_precisie TEXT CHECK (plan_gereed_werkelijk_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  uitloop_eerste_gereed_gepland_vanaf TEXT,
  uitloop_eerste_gereed_gepland_tot_en_met TEXT
    CHECK (uitloop_eerste_gereed_gepland_tot_en_met >= uitloop_eerste_gereed_gepland_vanaf),
  uitloop_eerste_gereed_gepland_precisie TEXT
    CHECK (uitloop_eerste_gereed_gepland_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  uitloop_verschuivingen INTEGER CHECK (uitloop_verschuivingen BETWEEN 0 AND 100000),
  uitloop_dagen INTEGER CHECK (uitloop_dagen BETWEEN -100000 AND 100000),
  uitvoeringsstatus TEXT NOT NULL
    CHECK (uitvoeringsstatus IN ('voorgenomen', 'in-voorbereiding', 'in-uitvoering', 'afgerond', 'gestopt',
      'opgeschort', 'vervallen', 'onbekend')),
  status_tekst TEXT,
  toelichting TEXT,
  publicatie_status TEXT NOT NULL
    CHECK (publicatie_status IN ('concept', 'vrijgegeven', 'gepubliceerd', 'ingetrokken')),
  publicatie_zichtbaarheid TEXT NOT NULL
    CHECK (publicatie_zichtbaarheid IN ('eigen-organisatie', 'interdepartementaal')),
  publicatie_embargo_tot INTEGER,
  publicatie_reden TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE TABLE maatregel_fasen (
  rij INTEGER NOT NULL REFERENCES maatregel (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES fase (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX maatregel_fasen_naar ON maatregel_fasen (naar, rij, afgeleid);
CREATE TABLE maatregel_domeinen (
  rij INTEGER NOT NULL REFERENCES maatregel (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES domein (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX maatregel_domeinen_naar ON maatregel_domeinen (naar, rij, afgeleid);
CREATE TABLE maatregel_gronden (
  rij INTEGER NOT NULL REFERENCES maatregel (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES grond (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX maatregel_gronden_naar ON maatregel_gronden (naar, rij, afgeleid);
CREATE TABLE maatregel_themas (
  rij INTEGER NOT NULL REFERENCES maatregel (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX maatregel_themas_waarde ON maatregel_themas (waarde, rij);
CREATE TABLE maatregel_betrokkenen (
  rij INTEGER NOT NULL REFERENCES maatregel (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  organisatie INTEGER NOT NULL REFERENCES organisatie (rij),
  rol TEXT NOT NULL CHECK (rol IN ('verantwoordelijk', 'medeverantwoordelijk', 'uitvoerder', 'partner', 'financier')),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX maatregel_betrokkenen_organisatie ON maatregel_betrokkenen (organisatie, rij);
CREATE TABLE maatregel_programmas (
  rij INTEGER NOT NULL REFERENCES maatregel (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  programma INTEGER NOT NULL REFERENCES programma (rij),
  nummer TEXT,
  opname TEXT NOT NULL CHECK (opname IN ('kandidaat', 'opgenomen', 'niet-opgenomen', 'doorlopend', 'onbekend')),
  reden TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX maatregel_programmas_programma ON maatregel_programmas (programma, rij);
CREATE TABLE maatregel_relaties (
  rij INTEGER NOT NULL REFERENCES maatregel (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  soort TEXT NOT NULL CHECK (soort IN ('deel-van', 'vervangt', 'hangt-samen-met')),
  maatregel INTEGER NOT NULL REFERENCES maatregel (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX maatregel_relaties_maatregel ON maatregel_relaties (maatregel, rij);
CREATE TABLE maatregel_afgeleid (
  rij INTEGER NOT NULL REFERENCES maatregel (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX maatregel_afgeleid_waarde ON maatregel_afgeleid (waarde, rij);
CREATE TABLE maatregel_bronnen (
  rij INTEGER NOT NULL REFERENCES maatregel (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX maatregel_bronnen_document ON maatregel_bronnen (document, rij);
CREATE VIRTUAL TABLE maatregel_zoek USING fts5 (titel, omschrijving, doel, status_tekst, toelichting,
  content = 'maatregel', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- acties
CREATE TABLE actie (
  rij INTEGER PRIMARY KEY,
  kenmerk TEXT NOT NULL CHECK (length(kenmerk) BETWEEN 2 AND 80 AND kenmerk NOT GLOB '*[^a-z0-9-]*'),
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  zicht INTEGER NOT NULL CHECK (zicht BETWEEN 0 AND 4),
  versie INTEGER NOT NULL CHECK (versie >= 0),
  conceptversie INTEGER CHECK (conceptversie >= 1),
  maker INTEGER REFERENCES organisatie (rij),
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  volgnummer INTEGER NOT NULL REFERENCES logboek (volgnummer),
  besloten INTEGER NOT NULL CHECK (besloten IN (0, 1)),
  weergave BLOB NOT NULL,
  maatregel INTEGER NOT NULL REFERENCES maatregel (rij),
  titel TEXT NOT NULL,
  eigenaar INTEGER REFERENCES organisatie (rij),
  gereed_gepland_vanaf TEXT,
  gereed_gepland_tot_en_met TEXT CHECK (gereed_gepland_tot_en_met >= gereed_gepland_vanaf),
  gereed_gepland_precisie TEXT CHECK (gereed_gepland_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  gereed_werkelijk_vanaf TEXT,
  gereed_werkelijk_tot_en_met TEXT CHECK (gereed_werkelijk_tot_en_met >= gereed_werkelijk_vanaf),
  gereed_werkelijk_precisie TEXT CHECK (gereed_werkelijk_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  status TEXT NOT NULL
    CHECK (status IN ('voorgenomen', 'in-voorbereiding', 'in-uitvoering', 'afgerond', 'gestopt', 'opgeschort',
      'vervallen', 'onbekend')),
  toelichting TEXT,
  publicatie_status TEXT NOT NULL
    CHECK (publicatie_status IN ('concept', 'vrijgegeven', 'gepubliceerd', 'ingetrokken')),
  publicatie_zichtbaarheid TEXT NOT NULL
    CHECK (publicatie_zichtbaarheid IN ('eigen-organisatie', 'interdepartementaal')),
  publicatie_embargo_tot INTEGER,
  publicatie_reden TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX actie_op_maatregel ON actie (maatregel);
CREATE INDEX actie_op_eigenaar ON actie (eigenaar);
CREATE TABLE actie_afgeleid (
  rij INTEGER NOT NULL REFERENCES actie (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX actie_afgeleid_waarde ON actie_afgeleid (waarde, rij);
CREATE TABLE actie_bronnen (
  rij INTEGER NOT NULL REFERENCES actie (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX actie_bronnen_document ON actie_bronnen (document, rij);
CREATE VIRTUAL TABLE actie_zoek USING fts5 (titel, toelichting,
  content = 'actie', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- voortgangsmeldingen
CREATE TABLE voortgangsmelding (
  rij INTEGER PRIMARY KEY,
  kenmerk TEXT NOT NULL CHECK (length(kenmerk) BETWEEN 2 AND 80 AND kenmerk NOT GLOB '*[^a-z0-9-]*'),
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  zicht INTEGER NOT NULL CHECK (zicht BETWEEN 0 AND 4),
  versie INTEGER NOT NULL CHECK (versie >= 0),
  conceptversie INTEGER CHECK (conceptversie >= 1),
  maker INTEGER REFERENCES organisatie (rij),
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  volgnummer INTEGER NOT NULL REFERENCES logboek (volgnummer),
  besloten INTEGER NOT NULL CHECK (besloten IN (0, 1)),
  weergave BLOB NOT NULL,
  maatregel INTEGER NOT NULL REFERENCES maatregel (rij),
  peildatum TEXT NOT NULL CHECK (peildatum GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  periode_van TEXT CHECK (periode_van GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  periode_tot TEXT CHECK (periode_tot GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  uitvoeringsstatus TEXT NOT NULL
    CHECK (uitvoeringsstatus IN ('voorgenomen', 'in-voorbereiding', 'in-uitvoering', 'afgerond', 'gestopt',
      'opgeschort', 'vervallen', 'onbekend')),
  gereed_werkelijk_vanaf TEXT,
  gereed_werkelijk_tot_en_met TEXT CHECK (gereed_werkelijk_tot_en_met >= gereed_werkelijk_vanaf),
  gereed_werkelijk_precisie TEXT CHECK (gereed_werkelijk_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  schema TEXT NOT NULL CHECK (schema IN ('op-schema', 'licht-vertraagd', 'vertraagd', 'niet-van-toepassing')),
  toelichting TEXT NOT NULL,
  resultaten TEXT,
  knelpunten TEXT,
  ambitie TEXT,
  corrigeert INTEGER REFERENCES voortgangsmelding (rij),
  gemeld_door INTEGER REFERENCES organisatie (rij),
  publicatie_status TEXT NOT NULL
    CHECK (publicatie_status IN ('concept', 'vrijgegeven', 'gepubliceerd', 'ingetrokken')),
  publicatie_zichtbaarheid TEXT NOT NULL
    CHECK (publicatie_zichtbaarheid IN ('eigen-organisatie', 'interdepartementaal')),
  publicatie_embargo_tot INTEGER,
  publicatie_reden TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX voortgangsmelding_op_maatregel ON voortgangsmelding (maatregel);
CREATE INDEX voortgangsmelding_op_corrigeert ON voortgangsmelding (corrigeert);
CREATE INDEX voortgangsmelding_op_gemeld_door ON voortgangsmelding (gemeld_door);
CREATE TABLE voortgangsmelding_documenten (
  rij INTEGER NOT NULL REFERENCES voortgangsmelding (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES document (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX voortgangsmelding_documenten_naar ON voortgangsmelding_documenten (naar, rij, afgeleid);
CREATE TABLE voortgangsmelding_afgeleid (
  rij INTEGER NOT NULL REFERENCES voortgangsmelding (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX voortgangsmelding_afgeleid_waarde ON voortgangsmelding_afgeleid (waarde, rij);
CREATE TABLE voortgangsmelding_bronnen (
  rij INTEGER NOT NULL REFERENCES voortgangsmelding (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX voortgangsmelding_bronnen_document ON voortgangsmelding_bronnen (document, rij);
CREATE VIRTUAL TABLE voortgangsmelding_zoek USING fts5 (toelichting, resultaten, knelpunten, ambitie,
  content = 'voortgangsmelding', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- planwijzigingen
CREATE TABLE planwijziging (
  rij INTEGER PRIMARY KEY,
  kenmerk TEXT NOT NULL CHECK (length(kenmerk) BETWEEN 2 AND 80 AND kenmerk NOT GLOB '*[^a-z0-9-]*'),
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  zicht INTEGER NOT NULL CHECK (zicht BETWEEN 0 AND 4),
  versie INTEGER NOT NULL CHECK (versie >= 0),
  conceptversie INTEGER CHECK (conceptversie >= 1),
  maker INTEGER REFERENCES organisatie (rij),
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  volgnummer INTEGER NOT NULL REFERENCES logboek (volgnummer),
  besloten INTEGER NOT NULL CHECK (besloten IN (0, 1)),
  weergave BLOB NOT NULL,
  maatregel INTEGER NOT NULL REFERENCES maatregel (rij),
  reden TEXT NOT NULL,
  besluit_door TEXT,
  besluitdatum TEXT CHECK (besluitdatum GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ingangsdatum TEXT CHECK (ingangsdatum GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  document INTEGER REFERENCES document (rij),
  gemeld_door INTEGER REFERENCES organisatie (rij),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX planwijziging_op_maatregel ON planwijziging (maatregel);
CREATE INDEX planwijziging_op_document ON planwijziging (document);
CREATE INDEX planwijziging_op_gemeld_door ON planwijziging (gemeld_door);
CREATE TABLE planwijziging_soorten (
  rij INTEGER NOT NULL REFERENCES planwijziging (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX planwijziging_soorten_waarde ON planwijziging_soorten (waarde, rij);
CREATE TABLE planwijziging_velden (
  rij INTEGER NOT NULL REFERENCES planwijziging (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  veld TEXT NOT NULL,
  van TEXT,
  naar TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE TABLE planwijziging_afgeleid (
  rij INTEGER NOT NULL REFERENCES planwijziging (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX planwijziging_afgeleid_waarde ON planwijziging_afgeleid (waarde, rij);
CREATE TABLE planwijziging_bronnen (
  rij INTEGER NOT NULL REFERENCES planwijziging (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX planwijziging_bronnen_document ON planwijziging_bronnen (document, rij);
CREATE VIRTUAL TABLE planwijziging_zoek USING fts5 (reden, toelichting,
  content = 'planwijziging', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');
