-- The past: beside each table one that ends in _toen, whose rows hold from `toen_sinds` up to `toen_tot` (whole
-- seconds, UTC). What stands has no end yet. Made from the log and the tables by the writer (Sources/Register/Past.swift); what a
-- database held before this migration begins when it was last changed.

CREATE TABLE eigen_toen (
  bron TEXT NOT NULL,
  rij INTEGER NOT NULL,
  organisatie INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX eigen_toen_rij ON eigen_toen (rij, toen_tot);
INSERT INTO eigen_toen SELECT e.bron, e.rij, e.organisatie, max(l.tijd), 9223372036854775807
  FROM eigen e JOIN logboek l ON l.rij = e.rij WHERE l.laag = 0 GROUP BY 1, 2, 3;

-- fasen
CREATE TABLE fase_toen (
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
  naam TEXT,
  naam_en TEXT,
  omschrijving TEXT,
  volgorde INTEGER,
  verzamelknoop INTEGER,
  geldig_van TEXT,
  geldig_tot TEXT,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX fase_toen_kenmerk ON fase_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX fase_toen_rij ON fase_toen (rij, toen_tot);
INSERT INTO fase_toen (rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op,
    volgnummer, besloten, weergave, naam, naam_en, omschrijving, volgorde, verzamelknoop, geldig_van, geldig_tot,
    toelichting, toen_sinds, toen_tot, toen_tekst)
  SELECT rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op, volgnummer,
    besloten, weergave, naam, naam_en, omschrijving, volgorde, verzamelknoop, geldig_van, geldig_tot, toelichting,
    gewijzigd_op, 9223372036854775807, volgnummer FROM fase WHERE laag = 0;
CREATE TABLE fase_aliassen_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX fase_aliassen_toen_rij ON fase_aliassen_toen (rij, toen_tot);
INSERT INTO fase_aliassen_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM fase_aliassen l JOIN fase m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE fase_bovenliggend_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX fase_bovenliggend_toen_rij ON fase_bovenliggend_toen (rij, toen_tot);
CREATE INDEX fase_bovenliggend_toen_naar ON fase_bovenliggend_toen (naar, toen_sinds, toen_tot, rij);
INSERT INTO fase_bovenliggend_toen SELECT l.rij, l.naar, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM fase_bovenliggend l JOIN fase m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE fase_stelsels_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX fase_stelsels_toen_rij ON fase_stelsels_toen (rij, toen_tot);
CREATE INDEX fase_stelsels_toen_waarde ON fase_stelsels_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO fase_stelsels_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM fase_stelsels l JOIN fase m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE fase_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX fase_afgeleid_toen_rij ON fase_afgeleid_toen (rij, toen_tot);
CREATE INDEX fase_afgeleid_toen_waarde ON fase_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO fase_afgeleid_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM fase_afgeleid l JOIN fase m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE fase_bronnen_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  url TEXT,
  regel INTEGER,
  regel_tot INTEGER,
  citaat TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX fase_bronnen_toen_rij ON fase_bronnen_toen (rij, toen_tot);
CREATE INDEX fase_bronnen_toen_document ON fase_bronnen_toen (document, toen_sinds, toen_tot, rij);
INSERT INTO fase_bronnen_toen SELECT l.rij, l.volgorde, l.document, l.url, l.regel, l.regel_tot, l.citaat,
    l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM fase_bronnen l JOIN fase m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE fase_omvat_toen (
  boven INTEGER NOT NULL,
  onder INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX fase_omvat_toen_boven ON fase_omvat_toen (boven, toen_sinds, toen_tot, onder);
CREATE INDEX fase_omvat_toen_onder ON fase_omvat_toen (onder, toen_sinds, toen_tot, boven);
INSERT INTO fase_omvat_toen SELECT o.boven, o.onder, max(b.gewijzigd_op, n.gewijzigd_op), 9223372036854775807
  FROM fase_omvat o JOIN fase b ON b.rij = o.boven JOIN fase n ON n.rij = o.onder;
CREATE VIRTUAL TABLE fase_zoek_toen USING fts5 (naam, omschrijving, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO fase_zoek_toen (rowid, naam, omschrijving, toelichting) SELECT volgnummer, naam, omschrijving, toelichting
  FROM fase WHERE laag = 0;

-- domeinen
CREATE TABLE domein_toen (
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
  naam TEXT,
  naam_en TEXT,
  omschrijving TEXT,
  volgorde INTEGER,
  verzamelknoop INTEGER,
  geldig_van TEXT,
  geldig_tot TEXT,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX domein_toen_kenmerk ON domein_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX domein_toen_rij ON domein_toen (rij, toen_tot);
INSERT INTO domein_toen (rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op,
    volgnummer, besloten, weergave, naam, naam_en, omschrijving, volgorde, verzamelknoop, geldig_van, geldig_tot,
    toelichting, toen_sinds, toen_tot, toen_tekst)
  SELECT rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op, volgnummer,
    besloten, weergave, naam, naam_en, omschrijving, volgorde, verzamelknoop, geldig_van, geldig_tot, toelichting,
    gewijzigd_op, 9223372036854775807, volgnummer FROM domein WHERE laag = 0;
CREATE TABLE domein_aliassen_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX domein_aliassen_toen_rij ON domein_aliassen_toen (rij, toen_tot);
INSERT INTO domein_aliassen_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM domein_aliassen l JOIN domein m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE domein_bovenliggend_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX domein_bovenliggend_toen_rij ON domein_bovenliggend_toen (rij, toen_tot);
CREATE INDEX domein_bovenliggend_toen_naar ON domein_bovenliggend_toen (naar, toen_sinds, toen_tot, rij);
INSERT INTO domein_bovenliggend_toen SELECT l.rij, l.naar, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM domein_bovenliggend l JOIN domein m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE domein_stelsels_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX domein_stelsels_toen_rij ON domein_stelsels_toen (rij, toen_tot);
CREATE INDEX domein_stelsels_toen_waarde ON domein_stelsels_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO domein_stelsels_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM domein_stelsels l JOIN domein m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE domein_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX domein_afgeleid_toen_rij ON domein_afgeleid_toen (rij, toen_tot);
CREATE INDEX domein_afgeleid_toen_waarde ON domein_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO domein_afgeleid_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM domein_afgeleid l JOIN domein m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE domein_bronnen_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  url TEXT,
  regel INTEGER,
  regel_tot INTEGER,
  citaat TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX domein_bronnen_toen_rij ON domein_bronnen_toen (rij, toen_tot);
CREATE INDEX domein_bronnen_toen_document ON domein_bronnen_toen (document, toen_sinds, toen_tot, rij);
INSERT INTO domein_bronnen_toen SELECT l.rij, l.volgorde, l.document, l.url, l.regel, l.regel_tot, l.citaat,
    l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM domein_bronnen l JOIN domein m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE domein_omvat_toen (
  boven INTEGER NOT NULL,
  onder INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX domein_omvat_toen_boven ON domein_omvat_toen (boven, toen_sinds, toen_tot, onder);
CREATE INDEX domein_omvat_toen_onder ON domein_omvat_toen (onder, toen_sinds, toen_tot, boven);
INSERT INTO domein_omvat_toen SELECT o.boven, o.onder, max(b.gewijzigd_op, n.gewijzigd_op), 9223372036854775807
  FROM domein_omvat o JOIN domein b ON b.rij = o.boven JOIN domein n ON n.rij = o.onder;
CREATE VIRTUAL TABLE domein_zoek_toen USING fts5 (naam, omschrijving, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO domein_zoek_toen (rowid, naam, omschrijving, toelichting) SELECT volgnummer, naam, omschrijving,
    toelichting
  FROM domein WHERE laag = 0;

-- gronden
CREATE TABLE grond_toen (
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
  naam TEXT,
  naam_en TEXT,
  omschrijving TEXT,
  volgorde INTEGER,
  verzamelknoop INTEGER,
  geldig_van TEXT,
  geldig_tot TEXT,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX grond_toen_kenmerk ON grond_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX grond_toen_rij ON grond_toen (rij, toen_tot);
INSERT INTO grond_toen (rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op,
    volgnummer, besloten, weergave, naam, naam_en, omschrijving, volgorde, verzamelknoop, geldig_van, geldig_tot,
    toelichting, toen_sinds, toen_tot, toen_tekst)
  SELECT rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op, volgnummer,
    besloten, weergave, naam, naam_en, omschrijving, volgorde, verzamelknoop, geldig_van, geldig_tot, toelichting,
    gewijzigd_op, 9223372036854775807, volgnummer FROM grond WHERE laag = 0;
CREATE TABLE grond_aliassen_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX grond_aliassen_toen_rij ON grond_aliassen_toen (rij, toen_tot);
INSERT INTO grond_aliassen_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM grond_aliassen l JOIN grond m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE grond_bovenliggend_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX grond_bovenliggend_toen_rij ON grond_bovenliggend_toen (rij, toen_tot);
CREATE INDEX grond_bovenliggend_toen_naar ON grond_bovenliggend_toen (naar, toen_sinds, toen_tot, rij);
INSERT INTO grond_bovenliggend_toen SELECT l.rij, l.naar, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM grond_bovenliggend l JOIN grond m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE grond_stelsels_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX grond_stelsels_toen_rij ON grond_stelsels_toen (rij, toen_tot);
CREATE INDEX grond_stelsels_toen_waarde ON grond_stelsels_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO grond_stelsels_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM grond_stelsels l JOIN grond m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE grond_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX grond_afgeleid_toen_rij ON grond_afgeleid_toen (rij, toen_tot);
CREATE INDEX grond_afgeleid_toen_waarde ON grond_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO grond_afgeleid_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM grond_afgeleid l JOIN grond m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE grond_bronnen_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  url TEXT,
  regel INTEGER,
  regel_tot INTEGER,
  citaat TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX grond_bronnen_toen_rij ON grond_bronnen_toen (rij, toen_tot);
CREATE INDEX grond_bronnen_toen_document ON grond_bronnen_toen (document, toen_sinds, toen_tot, rij);
INSERT INTO grond_bronnen_toen SELECT l.rij, l.volgorde, l.document, l.url, l.regel, l.regel_tot, l.citaat,
    l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM grond_bronnen l JOIN grond m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE grond_omvat_toen (
  boven INTEGER NOT NULL,
  onder INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX grond_omvat_toen_boven ON grond_omvat_toen (boven, toen_sinds, toen_tot, onder);
CREATE INDEX grond_omvat_toen_onder ON grond_omvat_toen (onder, toen_sinds, toen_tot, boven);
INSERT INTO grond_omvat_toen SELECT o.boven, o.onder, max(b.gewijzigd_op, n.gewijzigd_op), 9223372036854775807
  FROM grond_omvat o JOIN grond b ON b.rij = o.boven JOIN grond n ON n.rij = o.onder;
CREATE VIRTUAL TABLE grond_zoek_toen USING fts5 (naam, omschrijving, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO grond_zoek_toen (rowid, naam, omschrijving, toelichting) SELECT volgnummer, naam, omschrijving,
    toelichting
  FROM grond WHERE laag = 0;

-- organisaties
CREATE TABLE organisatie_toen (
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
  naam TEXT,
  afkorting TEXT,
  soort TEXT,
  soort_tekst TEXT,
  onderdeel_van INTEGER,
  tooi_uri TEXT,
  begrotingshoofdstuk TEXT,
  aantal INTEGER,
  aantal_op_vanaf TEXT,
  aantal_op_tot_en_met TEXT,
  aantal_op_precisie TEXT,
  geldig_van TEXT,
  geldig_tot TEXT,
  opvolger INTEGER,
  werkwijze TEXT,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX organisatie_toen_kenmerk ON organisatie_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX organisatie_toen_rij ON organisatie_toen (rij, toen_tot);
INSERT INTO organisatie_toen (rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op,
    volgnummer, besloten, weergave, naam, afkorting, soort, soort_tekst, onderdeel_van, tooi_uri,
    begrotingshoofdstuk, aantal, aantal_op_vanaf, aantal_op_tot_en_met, aantal_op_precisie, geldig_van, geldig_tot,
    opvolger, werkwijze, toelichting, toen_sinds, toen_tot, toen_tekst)
  SELECT rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op, volgnummer,
    besloten, weergave, naam, afkorting, soort, soort_tekst, onderdeel_van, tooi_uri, begrotingshoofdstuk, aantal,
    aantal_op_vanaf, aantal_op_tot_en_met, aantal_op_precisie, geldig_van, geldig_tot, opvolger, werkwijze,
    toelichting, gewijzigd_op, 9223372036854775807, volgnummer FROM organisatie WHERE laag = 0;
CREATE TABLE organisatie_rollen_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX organisatie_rollen_toen_rij ON organisatie_rollen_toen (rij, toen_tot);
CREATE INDEX organisatie_rollen_toen_waarde ON organisatie_rollen_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO organisatie_rollen_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM organisatie_rollen l JOIN organisatie m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE organisatie_aliassen_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX organisatie_aliassen_toen_rij ON organisatie_aliassen_toen (rij, toen_tot);
INSERT INTO organisatie_aliassen_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM organisatie_aliassen l JOIN organisatie m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE organisatie_leden_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX organisatie_leden_toen_rij ON organisatie_leden_toen (rij, toen_tot);
CREATE INDEX organisatie_leden_toen_naar ON organisatie_leden_toen (naar, toen_sinds, toen_tot, rij);
INSERT INTO organisatie_leden_toen SELECT l.rij, l.naar, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM organisatie_leden l JOIN organisatie m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE organisatie_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX organisatie_afgeleid_toen_rij ON organisatie_afgeleid_toen (rij, toen_tot);
CREATE INDEX organisatie_afgeleid_toen_waarde ON organisatie_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO organisatie_afgeleid_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM organisatie_afgeleid l JOIN organisatie m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE organisatie_bronnen_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  url TEXT,
  regel INTEGER,
  regel_tot INTEGER,
  citaat TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX organisatie_bronnen_toen_rij ON organisatie_bronnen_toen (rij, toen_tot);
CREATE INDEX organisatie_bronnen_toen_document ON organisatie_bronnen_toen (document, toen_sinds, toen_tot, rij);
INSERT INTO organisatie_bronnen_toen SELECT l.rij, l.volgorde, l.document, l.url, l.regel, l.regel_tot, l.citaat,
    l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM organisatie_bronnen l JOIN organisatie m ON m.rij = l.rij WHERE m.laag = 0;
CREATE VIRTUAL TABLE organisatie_zoek_toen USING fts5 (naam, afkorting, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO organisatie_zoek_toen (rowid, naam, afkorting, toelichting) SELECT volgnummer, naam, afkorting,
    toelichting
  FROM organisatie WHERE laag = 0;

-- documenten
CREATE TABLE document_toen (
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
  soort TEXT,
  soort_tekst TEXT,
  titel TEXT,
  datum_vanaf TEXT,
  datum_tot_en_met TEXT,
  datum_precisie TEXT,
  kenmerk_afzender TEXT,
  kamerstuk_soort TEXT,
  kamerstuk_dossier TEXT,
  kamerstuk_toevoeging TEXT,
  kamerstuk_ondernummer TEXT,
  kamerstuk_nummer TEXT,
  kamerstuk_vergaderjaar TEXT,
  kamerstuk_onzeker INTEGER,
  onderdeel_van INTEGER,
  stand TEXT,
  url TEXT,
  bestand TEXT,
  aantal_paginas INTEGER,
  openbaar INTEGER,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX document_toen_kenmerk ON document_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX document_toen_rij ON document_toen (rij, toen_tot);
INSERT INTO document_toen (rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op,
    volgnummer, besloten, weergave, soort, soort_tekst, titel, datum_vanaf, datum_tot_en_met, datum_precisie,
    kenmerk_afzender, kamerstuk_soort, kamerstuk_dossier, kamerstuk_toevoeging, kamerstuk_ondernummer,
    kamerstuk_nummer, kamerstuk_vergaderjaar, kamerstuk_onzeker, onderdeel_van, stand, url, bestand,
    aantal_paginas, openbaar, toelichting, toen_sinds, toen_tot, toen_tekst)
  SELECT rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op, volgnummer,
    besloten, weergave, soort, soort_tekst, titel, datum_vanaf, datum_tot_en_met, datum_precisie, kenmerk_afzender,
    kamerstuk_soort, kamerstuk_dossier, kamerstuk_toevoeging, kamerstuk_ondernummer, kamerstuk_nummer,
    kamerstuk_vergaderjaar, kamerstuk_onzeker, onderdeel_van, stand, url, bestand, aantal_paginas, openbaar,
    toelichting, gewijzigd_op, 9223372036854775807, volgnummer FROM document WHERE laag = 0;
CREATE TABLE document_ondertekenaars_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  naam TEXT,
  rol TEXT,
  organisatie INTEGER,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX document_ondertekenaars_toen_rij ON document_ondertekenaars_toen (rij, toen_tot);
CREATE INDEX document_ondertekenaars_toen_organisatie ON document_ondertekenaars_toen
  (organisatie, toen_sinds, toen_tot, rij);
INSERT INTO document_ondertekenaars_toen SELECT l.rij, l.volgorde, l.naam, l.rol, l.organisatie, l.afgeleid,
    m.gewijzigd_op, 9223372036854775807
  FROM document_ondertekenaars l JOIN document m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE document_mede_namens_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  naam TEXT,
  rol TEXT,
  organisatie INTEGER,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX document_mede_namens_toen_rij ON document_mede_namens_toen (rij, toen_tot);
CREATE INDEX document_mede_namens_toen_organisatie ON document_mede_namens_toen
  (organisatie, toen_sinds, toen_tot, rij);
INSERT INTO document_mede_namens_toen SELECT l.rij, l.volgorde, l.naam, l.rol, l.organisatie, l.afgeleid,
    m.gewijzigd_op, 9223372036854775807
  FROM document_mede_namens l JOIN document m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE document_gezonden_aan_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  aan INTEGER,
  datum_vanaf TEXT,
  datum_tot_en_met TEXT,
  datum_precisie TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX document_gezonden_aan_toen_rij ON document_gezonden_aan_toen (rij, toen_tot);
CREATE INDEX document_gezonden_aan_toen_aan ON document_gezonden_aan_toen (aan, toen_sinds, toen_tot, rij);
INSERT INTO document_gezonden_aan_toen SELECT l.rij, l.volgorde, l.aan, l.datum_vanaf, l.datum_tot_en_met,
    l.datum_precisie, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM document_gezonden_aan l JOIN document m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE document_afzenders_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX document_afzenders_toen_rij ON document_afzenders_toen (rij, toen_tot);
CREATE INDEX document_afzenders_toen_naar ON document_afzenders_toen (naar, toen_sinds, toen_tot, rij);
INSERT INTO document_afzenders_toen SELECT l.rij, l.naar, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM document_afzenders l JOIN document m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE document_verwijst_naar_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX document_verwijst_naar_toen_rij ON document_verwijst_naar_toen (rij, toen_tot);
INSERT INTO document_verwijst_naar_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM document_verwijst_naar l JOIN document m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE document_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX document_afgeleid_toen_rij ON document_afgeleid_toen (rij, toen_tot);
CREATE INDEX document_afgeleid_toen_waarde ON document_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO document_afgeleid_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM document_afgeleid l JOIN document m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE document_bronnen_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  url TEXT,
  regel INTEGER,
  regel_tot INTEGER,
  citaat TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX document_bronnen_toen_rij ON document_bronnen_toen (rij, toen_tot);
CREATE INDEX document_bronnen_toen_document ON document_bronnen_toen (document, toen_sinds, toen_tot, rij);
INSERT INTO document_bronnen_toen SELECT l.rij, l.volgorde, l.document, l.url, l.regel, l.regel_tot, l.citaat,
    l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM document_bronnen l JOIN document m ON m.rij = l.rij WHERE m.laag = 0;
CREATE VIRTUAL TABLE document_zoek_toen USING fts5 (titel, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO document_zoek_toen (rowid, titel, toelichting) SELECT volgnummer, titel, toelichting
  FROM document WHERE laag = 0;

-- programmas
CREATE TABLE programma_toen (
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
  naam TEXT,
  soort TEXT,
  bovenliggend INTEGER,
  soort_tekst TEXT,
  periode_van_vanaf TEXT,
  periode_van_tot_en_met TEXT,
  periode_van_precisie TEXT,
  periode_tot_vanaf TEXT,
  periode_tot_tot_en_met TEXT,
  periode_tot_precisie TEXT,
  status TEXT,
  status_tekst TEXT,
  document INTEGER,
  editienummer INTEGER,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX programma_toen_kenmerk ON programma_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX programma_toen_rij ON programma_toen (rij, toen_tot);
INSERT INTO programma_toen (rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op,
    volgnummer, besloten, weergave, naam, soort, bovenliggend, soort_tekst, periode_van_vanaf,
    periode_van_tot_en_met, periode_van_precisie, periode_tot_vanaf, periode_tot_tot_en_met, periode_tot_precisie,
    status, status_tekst, document, editienummer, toelichting, toen_sinds, toen_tot, toen_tekst)
  SELECT rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op, volgnummer,
    besloten, weergave, naam, soort, bovenliggend, soort_tekst, periode_van_vanaf, periode_van_tot_en_met,
    periode_van_precisie, periode_tot_vanaf, periode_tot_tot_en_met, periode_tot_precisie, status, status_tekst,
    document, editienummer, toelichting, gewijzigd_op, 9223372036854775807,
    volgnummer FROM programma WHERE laag = 0;
CREATE TABLE programma_aliassen_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX programma_aliassen_toen_rij ON programma_aliassen_toen (rij, toen_tot);
INSERT INTO programma_aliassen_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM programma_aliassen l JOIN programma m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE programma_trekkers_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX programma_trekkers_toen_rij ON programma_trekkers_toen (rij, toen_tot);
CREATE INDEX programma_trekkers_toen_naar ON programma_trekkers_toen (naar, toen_sinds, toen_tot, rij);
INSERT INTO programma_trekkers_toen SELECT l.rij, l.naar, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM programma_trekkers l JOIN programma m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE programma_deelnemers_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX programma_deelnemers_toen_rij ON programma_deelnemers_toen (rij, toen_tot);
CREATE INDEX programma_deelnemers_toen_naar ON programma_deelnemers_toen (naar, toen_sinds, toen_tot, rij);
INSERT INTO programma_deelnemers_toen SELECT l.rij, l.naar, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM programma_deelnemers l JOIN programma m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE programma_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX programma_afgeleid_toen_rij ON programma_afgeleid_toen (rij, toen_tot);
CREATE INDEX programma_afgeleid_toen_waarde ON programma_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO programma_afgeleid_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM programma_afgeleid l JOIN programma m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE programma_bronnen_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  url TEXT,
  regel INTEGER,
  regel_tot INTEGER,
  citaat TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX programma_bronnen_toen_rij ON programma_bronnen_toen (rij, toen_tot);
CREATE INDEX programma_bronnen_toen_document ON programma_bronnen_toen (document, toen_sinds, toen_tot, rij);
INSERT INTO programma_bronnen_toen SELECT l.rij, l.volgorde, l.document, l.url, l.regel, l.regel_tot, l.citaat,
    l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM programma_bronnen l JOIN programma m ON m.rij = l.rij WHERE m.laag = 0;
CREATE VIRTUAL TABLE programma_zoek_toen USING fts5 (naam, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO programma_zoek_toen (rowid, naam, toelichting) SELECT volgnummer, naam, toelichting
  FROM programma WHERE laag = 0;

-- maatregelen
CREATE TABLE maatregel_toen (
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
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX maatregel_toen_kenmerk ON maatregel_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX maatregel_toen_rij ON maatregel_toen (rij, toen_tot);
INSERT INTO maatregel_toen (rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op,
    volgnummer, besloten, weergave, titel, omschrijving, doel, soort, reikwijdte, bijdrage, intersectioneel, regio,
    herhaling, plan_start_gepland_vanaf, plan_start_gepland_tot_en_met, plan_start_gepland_precisie,
    plan_gereed_gepland_vanaf, plan_gereed_gepland_tot_en_met, plan_gereed_gepland_precisie,
    plan_start_werkelijk_vanaf, plan_start_werkelijk_tot_en_met, plan_start_werkelijk_precisie,
    plan_gereed_werkelijk_vanaf, plan_gereed_werkelijk_tot_en_met, plan_gereed_werkelijk_precisie,
    uitloop_eerste_gereed_gepland_vanaf, uitloop_eerste_gereed_gepland_tot_en_met,
    uitloop_eerste_gereed_gepland_precisie, uitloop_verschuivingen, uitloop_dagen, uitvoeringsstatus, status_tekst,
    toelichting, publicatie_status, publicatie_zichtbaarheid, publicatie_embargo_tot, publicatie_reden, toen_sinds, toen_tot,
    toen_tekst)
  SELECT rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op, volgnummer,
    besloten, weergave, titel, omschrijving, doel, soort, reikwijdte, bijdrage, intersectioneel, regio, herhaling,
    plan_start_gepland_vanaf, plan_start_gepland_tot_en_met, plan_start_gepland_precisie,
    plan_gereed_gepland_vanaf, plan_gereed_gepland_tot_en_met, plan_gereed_gepland_precisie,
    plan_start_werkelijk_vanaf, plan_start_werkelijk_tot_en_met, plan_start_werkelijk_precisie,
    plan_gereed_werkelijk_vanaf, plan_gereed_werkelijk_tot_en_met, plan_gereed_werkelijk_precisie,
    uitloop_eerste_gereed_gepland_vanaf, uitloop_eerste_gereed_gepland_tot_en_met,
    uitloop_eerste_gereed_gepland_precisie, uitloop_verschuivingen, uitloop_dagen, uitvoeringsstatus, status_tekst,
    toelichting, publicatie_status, publicatie_zichtbaarheid, publicatie_embargo_tot, publicatie_reden,
    gewijzigd_op, 9223372036854775807, volgnummer FROM maatregel WHERE laag = 0;
CREATE TABLE maatregel_fasen_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX maatregel_fasen_toen_rij ON maatregel_fasen_toen (rij, toen_tot);
CREATE INDEX maatregel_fasen_toen_naar ON maatregel_fasen_toen (naar, toen_sinds, toen_tot, rij);
INSERT INTO maatregel_fasen_toen SELECT l.rij, l.naar, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM maatregel_fasen l JOIN maatregel m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE maatregel_domeinen_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX maatregel_domeinen_toen_rij ON maatregel_domeinen_toen (rij, toen_tot);
CREATE INDEX maatregel_domeinen_toen_naar ON maatregel_domeinen_toen (naar, toen_sinds, toen_tot, rij);
INSERT INTO maatregel_domeinen_toen SELECT l.rij, l.naar, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM maatregel_domeinen l JOIN maatregel m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE maatregel_gronden_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX maatregel_gronden_toen_rij ON maatregel_gronden_toen (rij, toen_tot);
CREATE INDEX maatregel_gronden_toen_naar ON maatregel_gronden_toen (naar, toen_sinds, toen_tot, rij);
INSERT INTO maatregel_gronden_toen SELECT l.rij, l.naar, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM maatregel_gronden l JOIN maatregel m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE maatregel_themas_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX maatregel_themas_toen_rij ON maatregel_themas_toen (rij, toen_tot);
CREATE INDEX maatregel_themas_toen_waarde ON maatregel_themas_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO maatregel_themas_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM maatregel_themas l JOIN maatregel m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE maatregel_betrokkenen_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  organisatie INTEGER,
  rol TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX maatregel_betrokkenen_toen_rij ON maatregel_betrokkenen_toen (rij, toen_tot);
CREATE INDEX maatregel_betrokkenen_toen_organisatie ON maatregel_betrokkenen_toen
  (organisatie, toen_sinds, toen_tot, rij);
INSERT INTO maatregel_betrokkenen_toen SELECT l.rij, l.volgorde, l.organisatie, l.rol, l.afgeleid, m.gewijzigd_op,
    9223372036854775807
  FROM maatregel_betrokkenen l JOIN maatregel m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE maatregel_programmas_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  programma INTEGER,
  nummer TEXT,
  opname TEXT,
  reden TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX maatregel_programmas_toen_rij ON maatregel_programmas_toen (rij, toen_tot);
CREATE INDEX maatregel_programmas_toen_programma ON maatregel_programmas_toen (programma, toen_sinds, toen_tot, rij);
INSERT INTO maatregel_programmas_toen SELECT l.rij, l.volgorde, l.programma, l.nummer, l.opname, l.reden,
    l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM maatregel_programmas l JOIN maatregel m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE maatregel_relaties_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  soort TEXT,
  maatregel INTEGER,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX maatregel_relaties_toen_rij ON maatregel_relaties_toen (rij, toen_tot);
CREATE INDEX maatregel_relaties_toen_maatregel ON maatregel_relaties_toen (maatregel, toen_sinds, toen_tot, rij);
INSERT INTO maatregel_relaties_toen SELECT l.rij, l.volgorde, l.soort, l.maatregel, l.afgeleid, m.gewijzigd_op,
    9223372036854775807
  FROM maatregel_relaties l JOIN maatregel m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE maatregel_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX maatregel_afgeleid_toen_rij ON maatregel_afgeleid_toen (rij, toen_tot);
CREATE INDEX maatregel_afgeleid_toen_waarde ON maatregel_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO maatregel_afgeleid_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM maatregel_afgeleid l JOIN maatregel m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE maatregel_bronnen_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  url TEXT,
  regel INTEGER,
  regel_tot INTEGER,
  citaat TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX maatregel_bronnen_toen_rij ON maatregel_bronnen_toen (rij, toen_tot);
CREATE INDEX maatregel_bronnen_toen_document ON maatregel_bronnen_toen (document, toen_sinds, toen_tot, rij);
INSERT INTO maatregel_bronnen_toen SELECT l.rij, l.volgorde, l.document, l.url, l.regel, l.regel_tot, l.citaat,
    l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM maatregel_bronnen l JOIN maatregel m ON m.rij = l.rij WHERE m.laag = 0;
CREATE VIRTUAL TABLE maatregel_zoek_toen USING fts5 (titel, omschrijving, doel, status_tekst, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO maatregel_zoek_toen (rowid, titel, omschrijving, doel, status_tekst, toelichting) SELECT volgnummer,
    titel, omschrijving, doel, status_tekst, toelichting
  FROM maatregel WHERE laag = 0;

-- acties
CREATE TABLE actie_toen (
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
  maatregel INTEGER,
  titel TEXT,
  eigenaar INTEGER,
  gereed_gepland_vanaf TEXT,
  gereed_gepland_tot_en_met TEXT,
  gereed_gepland_precisie TEXT,
  gereed_werkelijk_vanaf TEXT,
  gereed_werkelijk_tot_en_met TEXT,
  gereed_werkelijk_precisie TEXT,
  status TEXT,
  toelichting TEXT,
  publicatie_status TEXT,
  publicatie_zichtbaarheid TEXT,
  publicatie_embargo_tot INTEGER,
  publicatie_reden TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX actie_toen_kenmerk ON actie_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX actie_toen_rij ON actie_toen (rij, toen_tot);
INSERT INTO actie_toen (rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op,
    volgnummer, besloten, weergave, maatregel, titel, eigenaar, gereed_gepland_vanaf, gereed_gepland_tot_en_met,
    gereed_gepland_precisie, gereed_werkelijk_vanaf, gereed_werkelijk_tot_en_met, gereed_werkelijk_precisie,
    status, toelichting, publicatie_status, publicatie_zichtbaarheid, publicatie_embargo_tot, publicatie_reden,
    toen_sinds, toen_tot, toen_tekst)
  SELECT rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op, volgnummer,
    besloten, weergave, maatregel, titel, eigenaar, gereed_gepland_vanaf, gereed_gepland_tot_en_met,
    gereed_gepland_precisie, gereed_werkelijk_vanaf, gereed_werkelijk_tot_en_met, gereed_werkelijk_precisie,
    status, toelichting, publicatie_status, publicatie_zichtbaarheid, publicatie_embargo_tot, publicatie_reden,
    gewijzigd_op, 9223372036854775807, volgnummer FROM actie WHERE laag = 0;
CREATE TABLE actie_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX actie_afgeleid_toen_rij ON actie_afgeleid_toen (rij, toen_tot);
CREATE INDEX actie_afgeleid_toen_waarde ON actie_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO actie_afgeleid_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM actie_afgeleid l JOIN actie m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE actie_bronnen_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  url TEXT,
  regel INTEGER,
  regel_tot INTEGER,
  citaat TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX actie_bronnen_toen_rij ON actie_bronnen_toen (rij, toen_tot);
CREATE INDEX actie_bronnen_toen_document ON actie_bronnen_toen (document, toen_sinds, toen_tot, rij);
INSERT INTO actie_bronnen_toen SELECT l.rij, l.volgorde, l.document, l.url, l.regel, l.regel_tot, l.citaat,
    l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM actie_bronnen l JOIN actie m ON m.rij = l.rij WHERE m.laag = 0;
CREATE VIRTUAL TABLE actie_zoek_toen USING fts5 (titel, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO actie_zoek_toen (rowid, titel, toelichting) SELECT volgnummer, titel, toelichting
  FROM actie WHERE laag = 0;

-- voortgangsmeldingen
CREATE TABLE voortgangsmelding_toen (
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
  maatregel INTEGER,
  peildatum TEXT,
  periode_van TEXT,
  periode_tot TEXT,
  uitvoeringsstatus TEXT,
  gereed_werkelijk_vanaf TEXT,
  gereed_werkelijk_tot_en_met TEXT,
  gereed_werkelijk_precisie TEXT,
  schema TEXT,
  toelichting TEXT,
  resultaten TEXT,
  knelpunten TEXT,
  ambitie TEXT,
  corrigeert INTEGER,
  gemeld_door INTEGER,
  publicatie_status TEXT,
  publicatie_zichtbaarheid TEXT,
  publicatie_embargo_tot INTEGER,
  publicatie_reden TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX voortgangsmelding_toen_kenmerk ON voortgangsmelding_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX voortgangsmelding_toen_rij ON voortgangsmelding_toen (rij, toen_tot);
INSERT INTO voortgangsmelding_toen (rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op,
    gewijzigd_op, volgnummer, besloten, weergave, maatregel, peildatum, periode_van, periode_tot,
    uitvoeringsstatus, gereed_werkelijk_vanaf, gereed_werkelijk_tot_en_met, gereed_werkelijk_precisie, schema,
    toelichting, resultaten, knelpunten, ambitie, corrigeert, gemeld_door, publicatie_status,
    publicatie_zichtbaarheid, publicatie_embargo_tot, publicatie_reden, toen_sinds, toen_tot, toen_tekst)
  SELECT rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op, volgnummer,
    besloten, weergave, maatregel, peildatum, periode_van, periode_tot, uitvoeringsstatus, gereed_werkelijk_vanaf,
    gereed_werkelijk_tot_en_met, gereed_werkelijk_precisie, schema, toelichting, resultaten, knelpunten, ambitie,
    corrigeert, gemeld_door, publicatie_status, publicatie_zichtbaarheid, publicatie_embargo_tot, publicatie_reden,
    gewijzigd_op, 9223372036854775807, volgnummer FROM voortgangsmelding WHERE laag = 0;
CREATE TABLE voortgangsmelding_documenten_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX voortgangsmelding_documenten_toen_rij ON voortgangsmelding_documenten_toen (rij, toen_tot);
CREATE INDEX voortgangsmelding_documenten_toen_naar ON voortgangsmelding_documenten_toen
  (naar, toen_sinds, toen_tot, rij);
INSERT INTO voortgangsmelding_documenten_toen SELECT l.rij, l.naar, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM voortgangsmelding_documenten l JOIN voortgangsmelding m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE voortgangsmelding_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX voortgangsmelding_afgeleid_toen_rij ON voortgangsmelding_afgeleid_toen (rij, toen_tot);
CREATE INDEX voortgangsmelding_afgeleid_toen_waarde ON voortgangsmelding_afgeleid_toen
  (waarde, toen_sinds, toen_tot, rij);
INSERT INTO voortgangsmelding_afgeleid_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM voortgangsmelding_afgeleid l JOIN voortgangsmelding m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE voortgangsmelding_bronnen_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  url TEXT,
  regel INTEGER,
  regel_tot INTEGER,
  citaat TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX voortgangsmelding_bronnen_toen_rij ON voortgangsmelding_bronnen_toen (rij, toen_tot);
CREATE INDEX voortgangsmelding_bronnen_toen_document ON voortgangsmelding_bronnen_toen
  (document, toen_sinds, toen_tot, rij);
INSERT INTO voortgangsmelding_bronnen_toen SELECT l.rij, l.volgorde, l.document, l.url, l.regel, l.regel_tot,
    l.citaat, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM voortgangsmelding_bronnen l JOIN voortgangsmelding m ON m.rij = l.rij WHERE m.laag = 0;
CREATE VIRTUAL TABLE voortgangsmelding_zoek_toen USING fts5 (toelichting, resultaten, knelpunten, ambitie,
  content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO voortgangsmelding_zoek_toen (rowid, toelichting, resultaten, knelpunten, ambitie) SELECT volgnummer,
    toelichting, resultaten, knelpunten, ambitie
  FROM voortgangsmelding WHERE laag = 0;

-- planwijzigingen
CREATE TABLE planwijziging_toen (
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
  maatregel INTEGER,
  reden TEXT,
  besluit_door TEXT,
  besluitdatum TEXT,
  ingangsdatum TEXT,
  document INTEGER,
  gemeld_door INTEGER,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX planwijziging_toen_kenmerk ON planwijziging_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX planwijziging_toen_rij ON planwijziging_toen (rij, toen_tot);
INSERT INTO planwijziging_toen (rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op,
    gewijzigd_op, volgnummer, besloten, weergave, maatregel, reden, besluit_door, besluitdatum, ingangsdatum,
    document, gemeld_door, toelichting, toen_sinds, toen_tot, toen_tekst)
  SELECT rij, kenmerk, laag, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op, volgnummer,
    besloten, weergave, maatregel, reden, besluit_door, besluitdatum, ingangsdatum, document, gemeld_door,
    toelichting, gewijzigd_op, 9223372036854775807, volgnummer FROM planwijziging WHERE laag = 0;
CREATE TABLE planwijziging_soorten_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX planwijziging_soorten_toen_rij ON planwijziging_soorten_toen (rij, toen_tot);
CREATE INDEX planwijziging_soorten_toen_waarde ON planwijziging_soorten_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO planwijziging_soorten_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM planwijziging_soorten l JOIN planwijziging m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE planwijziging_velden_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  veld TEXT,
  van TEXT,
  naar TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX planwijziging_velden_toen_rij ON planwijziging_velden_toen (rij, toen_tot);
INSERT INTO planwijziging_velden_toen SELECT l.rij, l.volgorde, l.veld, l.van, l.naar, l.afgeleid, m.gewijzigd_op,
    9223372036854775807
  FROM planwijziging_velden l JOIN planwijziging m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE planwijziging_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX planwijziging_afgeleid_toen_rij ON planwijziging_afgeleid_toen (rij, toen_tot);
CREATE INDEX planwijziging_afgeleid_toen_waarde ON planwijziging_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
INSERT INTO planwijziging_afgeleid_toen SELECT l.rij, l.waarde, l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM planwijziging_afgeleid l JOIN planwijziging m ON m.rij = l.rij WHERE m.laag = 0;
CREATE TABLE planwijziging_bronnen_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  url TEXT,
  regel INTEGER,
  regel_tot INTEGER,
  citaat TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX planwijziging_bronnen_toen_rij ON planwijziging_bronnen_toen (rij, toen_tot);
CREATE INDEX planwijziging_bronnen_toen_document ON planwijziging_bronnen_toen (document, toen_sinds, toen_tot, rij);
INSERT INTO planwijziging_bronnen_toen SELECT l.rij, l.volgorde, l.document, l.url, l.regel, l.regel_tot, l.citaat,
    l.afgeleid, m.gewijzigd_op, 9223372036854775807
  FROM planwijziging_bronnen l JOIN planwijziging m ON m.rij = l.rij WHERE m.laag = 0;
CREATE VIRTUAL TABLE planwijziging_zoek_toen USING fts5 (reden, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO planwijziging_zoek_toen (rowid, reden, toelichting) SELECT volgnummer, reden, toelichting
  FROM planwijziging WHERE laag = 0;
