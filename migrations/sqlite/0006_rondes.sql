-- Rounds and what the bureau adds to the register: judgements, studies of effect, proposals, explained holes.

-- uitvragen
CREATE TABLE uitvraag (
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
  geopend_op INTEGER NOT NULL,
  sluitdatum TEXT NOT NULL CHECK (sluitdatum GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  programma INTEGER REFERENCES programma (rij),
  selectie TEXT NOT NULL CHECK (selectie GLOB '{*}'),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX uitvraag_op_programma ON uitvraag (programma);
CREATE TABLE uitvraag_afgeleid (
  rij INTEGER NOT NULL REFERENCES uitvraag (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX uitvraag_afgeleid_waarde ON uitvraag_afgeleid (waarde, rij);
CREATE TABLE uitvraag_bronnen (
  rij INTEGER NOT NULL REFERENCES uitvraag (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX uitvraag_bronnen_document ON uitvraag_bronnen (document, rij);
CREATE VIRTUAL TABLE uitvraag_zoek USING fts5 (titel, toelichting,
  content = 'uitvraag', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- oordelen
CREATE TABLE oordeel (
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
  kleur TEXT NOT NULL CHECK (kleur IN ('groen', 'oranje', 'rood', 'grijs')),
  motivering TEXT NOT NULL,
  zichtbaarheid TEXT NOT NULL CHECK (zichtbaarheid IN ('bureau', 'interdepartementaal', 'openbaar')),
  corrigeert INTEGER REFERENCES oordeel (rij),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX oordeel_op_maatregel ON oordeel (maatregel);
CREATE INDEX oordeel_op_corrigeert ON oordeel (corrigeert);
CREATE TABLE oordeel_afgeleid (
  rij INTEGER NOT NULL REFERENCES oordeel (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX oordeel_afgeleid_waarde ON oordeel_afgeleid (waarde, rij);
CREATE TABLE oordeel_bronnen (
  rij INTEGER NOT NULL REFERENCES oordeel (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX oordeel_bronnen_document ON oordeel_bronnen (document, rij);
CREATE VIRTUAL TABLE oordeel_zoek USING fts5 (motivering, toelichting,
  content = 'oordeel', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- effectonderzoeken
CREATE TABLE effectonderzoek (
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
  soort TEXT NOT NULL CHECK (soort IN ('evaluatie', 'onderzoek', 'wetenschappelijk')),
  uitkomst TEXT NOT NULL CHECK (uitkomst IN ('werkt', 'werkt-deels', 'werkt-niet', 'onbekend')),
  document INTEGER REFERENCES document (rij),
  datum_vanaf TEXT,
  datum_tot_en_met TEXT CHECK (datum_tot_en_met >= datum_vanaf),
  datum_precisie TEXT CHECK (datum_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  toelichting TEXT,
  publicatie_status TEXT NOT NULL
    CHECK (publicatie_status IN ('concept', 'vrijgegeven', 'gepubliceerd', 'ingetrokken')),
  publicatie_zichtbaarheid TEXT NOT NULL
    CHECK (publicatie_zichtbaarheid IN ('eigen-organisatie', 'interdepartementaal')),
  publicatie_embargo_tot INTEGER,
  publicatie_reden TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX effectonderzoek_op_maatregel ON effectonderzoek (maatregel);
CREATE INDEX effectonderzoek_op_document ON effectonderzoek (document);
CREATE TABLE effectonderzoek_afgeleid (
  rij INTEGER NOT NULL REFERENCES effectonderzoek (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX effectonderzoek_afgeleid_waarde ON effectonderzoek_afgeleid (waarde, rij);
CREATE TABLE effectonderzoek_bronnen (
  rij INTEGER NOT NULL REFERENCES effectonderzoek (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX effectonderzoek_bronnen_document ON effectonderzoek_bronnen (document, rij);
CREATE VIRTUAL TABLE effectonderzoek_zoek USING fts5 (toelichting,
  content = 'effectonderzoek', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- voorstellen
CREATE TABLE voorstel (
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
  bron TEXT NOT NULL,
  besluit TEXT NOT NULL CHECK (besluit IN ('in-behandeling', 'overgenomen', 'deels', 'niet-overgenomen')),
  reden TEXT,
  maatregel INTEGER REFERENCES maatregel (rij),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX voorstel_op_maatregel ON voorstel (maatregel);
CREATE TABLE voorstel_afgeleid (
  rij INTEGER NOT NULL REFERENCES voorstel (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX voorstel_afgeleid_waarde ON voorstel_afgeleid (waarde, rij);
CREATE TABLE voorstel_bronnen (
  rij INTEGER NOT NULL REFERENCES voorstel (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX voorstel_bronnen_document ON voorstel_bronnen (document, rij);
CREATE VIRTUAL TABLE voorstel_zoek USING fts5 (titel, bron, reden, toelichting,
  content = 'voorstel', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- lacunes
CREATE TABLE lacune (
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
  fase INTEGER NOT NULL REFERENCES fase (rij),
  domein INTEGER REFERENCES domein (rij),
  grond INTEGER NOT NULL REFERENCES grond (rij),
  verklaring TEXT NOT NULL,
  tot TEXT CHECK (tot GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX lacune_op_fase ON lacune (fase);
CREATE INDEX lacune_op_domein ON lacune (domein);
CREATE INDEX lacune_op_grond ON lacune (grond);
CREATE TABLE lacune_afgeleid (
  rij INTEGER NOT NULL REFERENCES lacune (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX lacune_afgeleid_waarde ON lacune_afgeleid (waarde, rij);
CREATE TABLE lacune_bronnen (
  rij INTEGER NOT NULL REFERENCES lacune (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX lacune_bronnen_document ON lacune_bronnen (document, rij);
CREATE VIRTUAL TABLE lacune_zoek USING fts5 (verklaring, toelichting,
  content = 'lacune', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- Their past (migration 0004). There is none yet.
-- uitvragen
CREATE TABLE uitvraag_toen (
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
  geopend_op INTEGER,
  sluitdatum TEXT,
  programma INTEGER,
  selectie TEXT,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX uitvraag_toen_kenmerk ON uitvraag_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX uitvraag_toen_rij ON uitvraag_toen (rij, toen_tot);
CREATE TABLE uitvraag_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX uitvraag_afgeleid_toen_rij ON uitvraag_afgeleid_toen (rij, toen_tot);
CREATE INDEX uitvraag_afgeleid_toen_waarde ON uitvraag_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE uitvraag_bronnen_toen (
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
CREATE INDEX uitvraag_bronnen_toen_rij ON uitvraag_bronnen_toen (rij, toen_tot);
CREATE INDEX uitvraag_bronnen_toen_document ON uitvraag_bronnen_toen (document, toen_sinds, toen_tot, rij);
CREATE VIRTUAL TABLE uitvraag_zoek_toen USING fts5 (titel, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');

-- oordelen
CREATE TABLE oordeel_toen (
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
  kleur TEXT,
  motivering TEXT,
  zichtbaarheid TEXT,
  corrigeert INTEGER,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX oordeel_toen_kenmerk ON oordeel_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX oordeel_toen_rij ON oordeel_toen (rij, toen_tot);
CREATE TABLE oordeel_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX oordeel_afgeleid_toen_rij ON oordeel_afgeleid_toen (rij, toen_tot);
CREATE INDEX oordeel_afgeleid_toen_waarde ON oordeel_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE oordeel_bronnen_toen (
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
CREATE INDEX oordeel_bronnen_toen_rij ON oordeel_bronnen_toen (rij, toen_tot);
CREATE INDEX oordeel_bronnen_toen_document ON oordeel_bronnen_toen (document, toen_sinds, toen_tot, rij);
CREATE VIRTUAL TABLE oordeel_zoek_toen USING fts5 (motivering, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');

-- effectonderzoeken
CREATE TABLE effectonderzoek_toen (
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
  soort TEXT,
  uitkomst TEXT,
  document INTEGER,
  datum_vanaf TEXT,
  datum_tot_en_met TEXT,
  datum_precisie TEXT,
  toelichting TEXT,
  publicatie_status TEXT,
  publicatie_zichtbaarheid TEXT,
  publicatie_embargo_tot INTEGER,
  publicatie_reden TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX effectonderzoek_toen_kenmerk ON effectonderzoek_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX effectonderzoek_toen_rij ON effectonderzoek_toen (rij, toen_tot);
CREATE TABLE effectonderzoek_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX effectonderzoek_afgeleid_toen_rij ON effectonderzoek_afgeleid_toen (rij, toen_tot);
CREATE INDEX effectonderzoek_afgeleid_toen_waarde ON effectonderzoek_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE effectonderzoek_bronnen_toen (
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
CREATE INDEX effectonderzoek_bronnen_toen_rij ON effectonderzoek_bronnen_toen (rij, toen_tot);
CREATE INDEX effectonderzoek_bronnen_toen_document ON effectonderzoek_bronnen_toen
  (document, toen_sinds, toen_tot, rij);
CREATE VIRTUAL TABLE effectonderzoek_zoek_toen USING fts5 (toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');

-- voorstellen
CREATE TABLE voorstel_toen (
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
  bron TEXT,
  besluit TEXT,
  reden TEXT,
  maatregel INTEGER,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX voorstel_toen_kenmerk ON voorstel_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX voorstel_toen_rij ON voorstel_toen (rij, toen_tot);
CREATE TABLE voorstel_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX voorstel_afgeleid_toen_rij ON voorstel_afgeleid_toen (rij, toen_tot);
CREATE INDEX voorstel_afgeleid_toen_waarde ON voorstel_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE voorstel_bronnen_toen (
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
CREATE INDEX voorstel_bronnen_toen_rij ON voorstel_bronnen_toen (rij, toen_tot);
CREATE INDEX voorstel_bronnen_toen_document ON voorstel_bronnen_toen (document, toen_sinds, toen_tot, rij);
CREATE VIRTUAL TABLE voorstel_zoek_toen USING fts5 (titel, bron, reden, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');

-- lacunes
CREATE TABLE lacune_toen (
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
  fase INTEGER,
  domein INTEGER,
  grond INTEGER,
  verklaring TEXT,
  tot TEXT,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX lacune_toen_kenmerk ON lacune_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX lacune_toen_rij ON lacune_toen (rij, toen_tot);
CREATE TABLE lacune_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX lacune_afgeleid_toen_rij ON lacune_afgeleid_toen (rij, toen_tot);
CREATE INDEX lacune_afgeleid_toen_waarde ON lacune_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE lacune_bronnen_toen (
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
CREATE INDEX lacune_bronnen_toen_rij ON lacune_bronnen_toen (rij, toen_tot);
CREATE INDEX lacune_bronnen_toen_document ON lacune_bronnen_toen (document, toen_sinds, toen_tot, rij);
CREATE VIRTUAL TABLE lacune_zoek_toen USING fts5 (verklaring, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');

-- A report answers a round, and says when its organisation let go of it.
ALTER TABLE voortgangsmelding ADD COLUMN uitvraag INTEGER REFERENCES uitvraag (rij);
ALTER TABLE voortgangsmelding ADD COLUMN ingediend_op INTEGER;
ALTER TABLE voortgangsmelding_toen ADD COLUMN uitvraag INTEGER;
ALTER TABLE voortgangsmelding_toen ADD COLUMN ingediend_op INTEGER;
-- Every report shows both members; a quote within a text is escaped, so that a name in quotes is a name.
UPDATE voortgangsmelding SET weergave = CAST(replace(replace(CAST(weergave AS TEXT),
  ',"gemeldDoor":', ',"uitvraag":null,"gemeldDoor":'), ',"afgeleid":[', ',"ingediendOp":null,"afgeleid":[') AS BLOB);
UPDATE voortgangsmelding_toen SET weergave = CAST(replace(replace(CAST(weergave AS TEXT),
  ',"gemeldDoor":', ',"uitvraag":null,"gemeldDoor":'), ',"afgeleid":[', ',"ingediendOp":null,"afgeleid":[') AS BLOB);
CREATE INDEX voortgangsmelding_toen_uitvraag ON voortgangsmelding_toen (uitvraag, toen_sinds, toen_tot, maatregel);
CREATE INDEX voortgangsmelding_toen_maatregel ON voortgangsmelding_toen (maatregel, toen_sinds, toen_tot);
CREATE INDEX oordeel_toen_maatregel ON oordeel_toen (maatregel, toen_sinds, toen_tot);
CREATE INDEX voortgangsmelding_op_uitvraag ON voortgangsmelding (uitvraag, maatregel);

CREATE TRIGGER voortgangsmelding_uitvraag_vast BEFORE UPDATE OF uitvraag ON voortgangsmelding
WHEN OLD.versie > 0 AND OLD.uitvraag IS NOT NEW.uitvraag BEGIN
  SELECT raise(ABORT, 'voortgangsmelding: een gepubliceerde melding verandert niet');
END;

-- What was said is never deleted.
CREATE TRIGGER uitvraag_blijft BEFORE DELETE ON uitvraag BEGIN SELECT raise(ABORT, 'uitvraag: nooit verwijderd'); END;
CREATE TRIGGER oordeel_blijft BEFORE DELETE ON oordeel BEGIN SELECT raise(ABORT, 'oordeel: nooit verwijderd'); END;
CREATE TRIGGER voorstel_blijft BEFORE DELETE ON voorstel BEGIN SELECT raise(ABORT, 'voorstel: nooit verwijderd'); END;
CREATE TRIGGER lacune_blijft BEFORE DELETE ON lacune BEGIN SELECT raise(ABORT, 'lacune: nooit verwijderd'); END;
CREATE TRIGGER effectonderzoek_blijft BEFORE DELETE ON effectonderzoek WHEN OLD.versie > 0 AND OLD.laag = 0 BEGIN
  SELECT raise(ABORT, 'effectonderzoek: gepubliceerd, nooit verwijderd');
END;

-- A judgement stands as it was made, but for what is struck out of it; only who sees it may change, with its measure.
CREATE TRIGGER oordeel_vast BEFORE UPDATE OF maatregel, peildatum, kleur, motivering, zichtbaarheid, corrigeert
ON oordeel
WHEN (OLD.maatregel, OLD.peildatum, OLD.kleur, OLD.motivering, OLD.zichtbaarheid, OLD.corrigeert) IS NOT
  (NEW.maatregel, NEW.peildatum, NEW.kleur, NEW.motivering, NEW.zichtbaarheid, NEW.corrigeert)
  AND NOT EXISTS (SELECT 1 FROM logboek l WHERE l.volgnummer = NEW.volgnummer AND l.handeling = 'doorhaling')
BEGIN
  SELECT raise(ABORT, 'oordeel: een oordeel verandert niet');
END;
-- Who a judgement is for bounds who sees it.
CREATE TRIGGER oordeel_zicht_nieuw BEFORE INSERT ON oordeel
WHEN (NEW.zichtbaarheid = 'bureau' AND NEW.zicht < 2) OR (NEW.zichtbaarheid = 'interdepartementaal' AND NEW.zicht < 1)
BEGIN
  SELECT raise(ABORT, 'oordeel: niet voor zoveel ogen');
END;
CREATE TRIGGER oordeel_zicht_anders BEFORE UPDATE OF zicht ON oordeel
WHEN (NEW.zichtbaarheid = 'bureau' AND NEW.zicht < 2) OR (NEW.zichtbaarheid = 'interdepartementaal' AND NEW.zicht < 1)
BEGIN
  SELECT raise(ABORT, 'oordeel: niet voor zoveel ogen');
END;

-- What corrects another stands under the same measure. An import may bring them in any order, so either may come last.
CREATE TRIGGER oordeel_correctie BEFORE INSERT ON oordeel
WHEN (SELECT maatregel FROM oordeel WHERE rij = NEW.corrigeert) <> NEW.maatregel BEGIN
  SELECT raise(ABORT, 'oordeel: corrigeert dat van een andere maatregel');
END;
CREATE TRIGGER oordeel_gecorrigeerd BEFORE INSERT ON oordeel
WHEN EXISTS (SELECT 1 FROM oordeel o WHERE o.corrigeert = NEW.rij AND o.maatregel <> NEW.maatregel) BEGIN
  SELECT raise(ABORT, 'oordeel: wordt gecorrigeerd bij een andere maatregel');
END;
CREATE TRIGGER voortgangsmelding_correctie BEFORE INSERT ON voortgangsmelding
WHEN (SELECT maatregel FROM voortgangsmelding WHERE rij = NEW.corrigeert) <> NEW.maatregel BEGIN
  SELECT raise(ABORT, 'voortgangsmelding: corrigeert die van een andere maatregel');
END;
CREATE TRIGGER voortgangsmelding_gecorrigeerd BEFORE INSERT ON voortgangsmelding
WHEN EXISTS (SELECT 1 FROM voortgangsmelding o WHERE o.corrigeert = NEW.rij AND o.maatregel <> NEW.maatregel) BEGIN
  SELECT raise(ABORT, 'voortgangsmelding: wordt gecorrigeerd bij een andere maatregel');
END;

-- A kenmerk never changes.
CREATE TRIGGER uitvraag_kenmerk_vast BEFORE UPDATE OF kenmerk ON uitvraag WHEN OLD.kenmerk <> NEW.kenmerk BEGIN
  SELECT raise(ABORT, 'uitvraag: een kenmerk verandert nooit');
END;

-- What the signals ask for.
CREATE INDEX oordeel_laatste ON oordeel (maatregel, peildatum, volgnummer);
CREATE INDEX effectonderzoek_embargo ON effectonderzoek (publicatie_embargo_tot)
  WHERE publicatie_embargo_tot IS NOT NULL;
