-- Money and results: finance lines and their headings, what Parliament asked and was promised, indicators, events.
-- An amount is a whole number of ten-thousandths of a euro (of a measurement: of its unit): nothing is rounded.

-- financieringssecties
CREATE TABLE financieringssectie (
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
  volgorde INTEGER NOT NULL CHECK (volgorde BETWEEN 0 AND 10000),
  indeling TEXT,
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE TABLE financieringssectie_organisaties (
  rij INTEGER NOT NULL REFERENCES financieringssectie (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringssectie_organisaties_naar ON financieringssectie_organisaties (naar, rij, afgeleid);
CREATE TABLE financieringssectie_domeinen (
  rij INTEGER NOT NULL REFERENCES financieringssectie (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES domein (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringssectie_domeinen_naar ON financieringssectie_domeinen (naar, rij, afgeleid);
CREATE TABLE financieringssectie_gronden (
  rij INTEGER NOT NULL REFERENCES financieringssectie (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES grond (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringssectie_gronden_naar ON financieringssectie_gronden (naar, rij, afgeleid);
CREATE TABLE financieringssectie_afgeleid (
  rij INTEGER NOT NULL REFERENCES financieringssectie (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringssectie_afgeleid_waarde ON financieringssectie_afgeleid (waarde, rij);
CREATE TABLE financieringssectie_bronnen (
  rij INTEGER NOT NULL REFERENCES financieringssectie (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringssectie_bronnen_document ON financieringssectie_bronnen (document, rij);
CREATE VIRTUAL TABLE financieringssectie_zoek USING fts5 (naam, toelichting,
  content = 'financieringssectie', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- financieringsregels
CREATE TABLE financieringsregel (
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
  sectie INTEGER REFERENCES financieringssectie (rij),
  jaar INTEGER CHECK (jaar BETWEEN 1900 AND 2999),
  jaar_van INTEGER CHECK (jaar_van BETWEEN 1900 AND 2999),
  jaar_tot INTEGER CHECK (jaar_tot BETWEEN 1900 AND 2999),
  soort TEXT NOT NULL
    CHECK (soort IN ('begroot', 'beschikbaar', 'gereserveerd', 'toegekend', 'uitgegeven', 'ontvangen', 'verwacht',
      'aandeel', 'capaciteit', 'onbekend')),
  soort_tekst TEXT,
  vorm TEXT NOT NULL CHECK (vorm IN ('subsidie', 'bijdrage', 'opdracht', 'personeel', 'onbekend')),
  mutatie INTEGER NOT NULL CHECK (mutatie IN (0, 1)),
  bereik TEXT NOT NULL CHECK (bereik IN ('regel', 'departement', 'rijk')),
  bedrag INTEGER CHECK (bedrag BETWEEN -9000000000000000000 AND 9000000000000000000),
  eenheid TEXT CHECK (eenheid IN ('totaal', 'per-jaar', 'per-inwoner')),
  aard TEXT NOT NULL CHECK (aard IN ('structureel', 'incidenteel', 'onbekend')),
  precisie TEXT NOT NULL CHECK (precisie IN ('exact', 'afgerond', 'circa', 'onbekend')),
  bedrag_tekst TEXT,
  label TEXT NOT NULL CHECK (label IN ('gelabeld', 'verweven', 'onbekend')),
  reden_geen_bedrag_code TEXT
    CHECK (reden_geen_bedrag_code IN ('niet-genoemd', 'niet-gelabeld', 'niet-geoormerkt', 'niet-gekwantificeerd',
      'verweven', 'regulier-budget', 'aandeel-onbekend', 'alleen-vergelijkenderwijs', 'geen-landelijk-cijfer')),
  reden_geen_bedrag_tekst TEXT,
  via INTEGER REFERENCES organisatie (rij),
  deel_van INTEGER REFERENCES financieringsregel (rij) CHECK (deel_van <> rij),
  begrotingsartikel TEXT,
  document INTEGER NOT NULL REFERENCES document (rij),
  toelichting TEXT,
  publicatie_status TEXT NOT NULL
    CHECK (publicatie_status IN ('concept', 'vrijgegeven', 'gepubliceerd', 'ingetrokken')),
  publicatie_zichtbaarheid TEXT NOT NULL
    CHECK (publicatie_zichtbaarheid IN ('eigen-organisatie', 'interdepartementaal')),
  publicatie_embargo_tot INTEGER,
  publicatie_reden TEXT,
  UNIQUE (kenmerk, laag),
  CHECK ((bedrag IS NULL) = (reden_geen_bedrag_code IS NOT NULL)),
  CHECK (jaar IS NULL OR (jaar_van IS NULL AND jaar_tot IS NULL)),
  CHECK (jaar_van <= jaar_tot)
) STRICT;
CREATE INDEX financieringsregel_op_sectie ON financieringsregel (sectie);
CREATE INDEX financieringsregel_op_via ON financieringsregel (via);
CREATE INDEX financieringsregel_op_deel_van ON financieringsregel (deel_van);
CREATE INDEX financieringsregel_op_document ON financieringsregel (document);
CREATE TABLE financieringsregel_maatregelen (
  rij INTEGER NOT NULL REFERENCES financieringsregel (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES maatregel (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringsregel_maatregelen_naar ON financieringsregel_maatregelen (naar, rij, afgeleid);
CREATE TABLE financieringsregel_organisaties (
  rij INTEGER NOT NULL REFERENCES financieringsregel (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringsregel_organisaties_naar ON financieringsregel_organisaties (naar, rij, afgeleid);
CREATE TABLE financieringsregel_betalers (
  rij INTEGER NOT NULL REFERENCES financieringsregel (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringsregel_betalers_naar ON financieringsregel_betalers (naar, rij, afgeleid);
CREATE TABLE financieringsregel_ontvangers (
  rij INTEGER NOT NULL REFERENCES financieringsregel (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringsregel_ontvangers_naar ON financieringsregel_ontvangers (naar, rij, afgeleid);
CREATE TABLE financieringsregel_vergelijkbaar_met (
  rij INTEGER NOT NULL REFERENCES financieringsregel (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES financieringsregel (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringsregel_vergelijkbaar_met_naar ON financieringsregel_vergelijkbaar_met (naar, rij, afgeleid);
CREATE TABLE financieringsregel_mogelijke_overlap (
  rij INTEGER NOT NULL REFERENCES financieringsregel (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES financieringsregel (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringsregel_mogelijke_overlap_naar ON financieringsregel_mogelijke_overlap (naar, rij, afgeleid);
CREATE TABLE financieringsregel_afgeleid (
  rij INTEGER NOT NULL REFERENCES financieringsregel (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringsregel_afgeleid_waarde ON financieringsregel_afgeleid (waarde, rij);
CREATE TABLE financieringsregel_bronnen (
  rij INTEGER NOT NULL REFERENCES financieringsregel (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX financieringsregel_bronnen_document ON financieringsregel_bronnen (document, rij);
CREATE VIRTUAL TABLE financieringsregel_zoek USING fts5 (toelichting,
  content = 'financieringsregel', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- moties
CREATE TABLE motie (
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
  soort TEXT NOT NULL CHECK (soort IN ('motie')),
  soort_tekst TEXT,
  kamer TEXT CHECK (kamer IN ('eerste', 'tweede')),
  kamerstuk_soort TEXT CHECK (kamerstuk_soort IN ('kamerstuk', 'aanhangsel', 'documentnummer', 'zaaknummer')),
  kamerstuk_dossier TEXT,
  kamerstuk_toevoeging TEXT,
  kamerstuk_ondernummer TEXT,
  kamerstuk_nummer TEXT,
  kamerstuk_vergaderjaar TEXT,
  kamerstuk_onzeker INTEGER CHECK (kamerstuk_onzeker IN (0, 1)),
  kamerstuk_tekst TEXT,
  datum_vanaf TEXT,
  datum_tot_en_met TEXT CHECK (datum_tot_en_met >= datum_vanaf),
  datum_precisie TEXT CHECK (datum_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  vraag TEXT,
  appreciatie TEXT,
  stemming TEXT,
  termijn_vanaf TEXT,
  termijn_tot_en_met TEXT CHECK (termijn_tot_en_met >= termijn_vanaf),
  termijn_precisie TEXT CHECK (termijn_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  uitvoering TEXT NOT NULL
    CHECK (uitvoering IN ('open', 'in-uitvoering', 'deels-afgedaan', 'afgedaan', 'aangehouden', 'vervallen',
      'onbekend')),
  uitvoering_tekst TEXT,
  doorlopend INTEGER NOT NULL CHECK (doorlopend IN (0, 1)),
  toelichting TEXT,
  UNIQUE (kenmerk, laag),
  CHECK (doorlopend = 0 OR uitvoering <> 'afgedaan')
) STRICT;
CREATE TABLE motie_indieners (
  rij INTEGER NOT NULL REFERENCES motie (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX motie_indieners_waarde ON motie_indieners (waarde, rij);
CREATE TABLE motie_partijen (
  rij INTEGER NOT NULL REFERENCES motie (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX motie_partijen_waarde ON motie_partijen (waarde, rij);
CREATE TABLE motie_organisaties (
  rij INTEGER NOT NULL REFERENCES motie (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX motie_organisaties_naar ON motie_organisaties (naar, rij, afgeleid);
CREATE TABLE motie_afgedaan_met (
  rij INTEGER NOT NULL REFERENCES motie (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES document (rij),
  datum_vanaf TEXT,
  datum_tot_en_met TEXT CHECK (datum_tot_en_met >= datum_vanaf),
  datum_precisie TEXT CHECK (datum_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX motie_afgedaan_met_document ON motie_afgedaan_met (document, rij);
CREATE TABLE motie_maatregelen (
  rij INTEGER NOT NULL REFERENCES motie (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES maatregel (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX motie_maatregelen_naar ON motie_maatregelen (naar, rij, afgeleid);
CREATE TABLE motie_afgeleid (
  rij INTEGER NOT NULL REFERENCES motie (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX motie_afgeleid_waarde ON motie_afgeleid (waarde, rij);
CREATE TABLE motie_bronnen (
  rij INTEGER NOT NULL REFERENCES motie (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX motie_bronnen_document ON motie_bronnen (document, rij);
CREATE VIRTUAL TABLE motie_zoek USING fts5 (vraag, uitvoering_tekst, toelichting,
  content = 'motie', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- toezeggingen
CREATE TABLE toezegging (
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
  soort TEXT NOT NULL CHECK (soort IN ('toezegging', 'verzoek', 'aankondiging', 'voornemen', 'kamervraag')),
  soort_tekst TEXT,
  kamer TEXT CHECK (kamer IN ('eerste', 'tweede')),
  kamerstuk_soort TEXT CHECK (kamerstuk_soort IN ('kamerstuk', 'aanhangsel', 'documentnummer', 'zaaknummer')),
  kamerstuk_dossier TEXT,
  kamerstuk_toevoeging TEXT,
  kamerstuk_ondernummer TEXT,
  kamerstuk_nummer TEXT,
  kamerstuk_vergaderjaar TEXT,
  kamerstuk_onzeker INTEGER CHECK (kamerstuk_onzeker IN (0, 1)),
  kamerstuk_tekst TEXT,
  datum_vanaf TEXT,
  datum_tot_en_met TEXT CHECK (datum_tot_en_met >= datum_vanaf),
  datum_precisie TEXT CHECK (datum_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  vraag TEXT,
  appreciatie TEXT,
  stemming TEXT,
  termijn_vanaf TEXT,
  termijn_tot_en_met TEXT CHECK (termijn_tot_en_met >= termijn_vanaf),
  termijn_precisie TEXT CHECK (termijn_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  uitvoering TEXT NOT NULL
    CHECK (uitvoering IN ('open', 'in-uitvoering', 'deels-afgedaan', 'afgedaan', 'aangehouden', 'vervallen',
      'onbekend')),
  uitvoering_tekst TEXT,
  doorlopend INTEGER NOT NULL CHECK (doorlopend IN (0, 1)),
  toelichting TEXT,
  UNIQUE (kenmerk, laag),
  CHECK (doorlopend = 0 OR uitvoering <> 'afgedaan')
) STRICT;
CREATE TABLE toezegging_indieners (
  rij INTEGER NOT NULL REFERENCES toezegging (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX toezegging_indieners_waarde ON toezegging_indieners (waarde, rij);
CREATE TABLE toezegging_partijen (
  rij INTEGER NOT NULL REFERENCES toezegging (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX toezegging_partijen_waarde ON toezegging_partijen (waarde, rij);
CREATE TABLE toezegging_organisaties (
  rij INTEGER NOT NULL REFERENCES toezegging (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX toezegging_organisaties_naar ON toezegging_organisaties (naar, rij, afgeleid);
CREATE TABLE toezegging_afgedaan_met (
  rij INTEGER NOT NULL REFERENCES toezegging (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES document (rij),
  datum_vanaf TEXT,
  datum_tot_en_met TEXT CHECK (datum_tot_en_met >= datum_vanaf),
  datum_precisie TEXT CHECK (datum_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX toezegging_afgedaan_met_document ON toezegging_afgedaan_met (document, rij);
CREATE TABLE toezegging_maatregelen (
  rij INTEGER NOT NULL REFERENCES toezegging (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES maatregel (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX toezegging_maatregelen_naar ON toezegging_maatregelen (naar, rij, afgeleid);
CREATE TABLE toezegging_afgeleid (
  rij INTEGER NOT NULL REFERENCES toezegging (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX toezegging_afgeleid_waarde ON toezegging_afgeleid (waarde, rij);
CREATE TABLE toezegging_bronnen (
  rij INTEGER NOT NULL REFERENCES toezegging (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX toezegging_bronnen_document ON toezegging_bronnen (document, rij);
CREATE VIRTUAL TABLE toezegging_zoek USING fts5 (vraag, uitvoering_tekst, toelichting,
  content = 'toezegging', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- indicatoren
CREATE TABLE indicator (
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
  definitie TEXT,
  eenheid TEXT NOT NULL,
  populatie TEXT,
  bron_organisatie INTEGER REFERENCES organisatie (rij),
  richting TEXT CHECK (richting IN ('hoger', 'lager', 'geen')),
  streefwaarde_waarde INTEGER
    CHECK (streefwaarde_waarde BETWEEN -9000000000000000000 AND 9000000000000000000),
  streefwaarde_omschrijving TEXT,
  streefwaarde_datum_vanaf TEXT,
  streefwaarde_datum_tot_en_met TEXT CHECK (streefwaarde_datum_tot_en_met >= streefwaarde_datum_vanaf),
  streefwaarde_datum_precisie TEXT CHECK (streefwaarde_datum_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  streefwaarde_status TEXT CHECK (streefwaarde_status IN ('nog-te-bepalen', 'kwalitatief', 'bepaald')),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX indicator_op_bron_organisatie ON indicator (bron_organisatie);
CREATE TABLE indicator_maatregelen (
  rij INTEGER NOT NULL REFERENCES indicator (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES maatregel (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX indicator_maatregelen_naar ON indicator_maatregelen (naar, rij, afgeleid);
CREATE TABLE indicator_afgeleid (
  rij INTEGER NOT NULL REFERENCES indicator (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX indicator_afgeleid_waarde ON indicator_afgeleid (waarde, rij);
CREATE TABLE indicator_bronnen (
  rij INTEGER NOT NULL REFERENCES indicator (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX indicator_bronnen_document ON indicator_bronnen (document, rij);
CREATE VIRTUAL TABLE indicator_zoek USING fts5 (naam, definitie, toelichting,
  content = 'indicator', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- metingen
CREATE TABLE meting (
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
  indicator INTEGER NOT NULL REFERENCES indicator (rij),
  periode_vanaf TEXT NOT NULL,
  periode_tot_en_met TEXT NOT NULL CHECK (periode_tot_en_met >= periode_vanaf),
  periode_precisie TEXT NOT NULL CHECK (periode_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  uitsplitsing TEXT,
  waarde INTEGER CHECK (waarde BETWEEN -9000000000000000000 AND 9000000000000000000),
  waarde_tekst TEXT,
  bron INTEGER NOT NULL REFERENCES document (rij),
  voorlopig INTEGER NOT NULL CHECK (voorlopig IN (0, 1)),
  toelichting TEXT,
  UNIQUE (kenmerk, laag),
  CHECK (waarde IS NOT NULL OR waarde_tekst IS NOT NULL)
) STRICT;
CREATE INDEX meting_op_indicator ON meting (indicator);
CREATE INDEX meting_op_bron ON meting (bron);
CREATE TABLE meting_afgeleid (
  rij INTEGER NOT NULL REFERENCES meting (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX meting_afgeleid_waarde ON meting_afgeleid (waarde, rij);
CREATE TABLE meting_bronnen (
  rij INTEGER NOT NULL REFERENCES meting (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX meting_bronnen_document ON meting_bronnen (document, rij);
CREATE VIRTUAL TABLE meting_zoek USING fts5 (toelichting,
  content = 'meting', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- gebeurtenissen
CREATE TABLE gebeurtenis (
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
  datum_vanaf TEXT,
  datum_tot_en_met TEXT CHECK (datum_tot_en_met >= datum_vanaf),
  datum_precisie TEXT CHECK (datum_precisie IN ('dag', 'maand', 'seizoen', 'jaar')),
  titel TEXT NOT NULL,
  soort TEXT,
  document INTEGER REFERENCES document (rij),
  verwacht INTEGER NOT NULL CHECK (verwacht IN (0, 1)),
  toelichting TEXT,
  UNIQUE (kenmerk, laag)
) STRICT;
CREATE INDEX gebeurtenis_op_document ON gebeurtenis (document);
CREATE TABLE gebeurtenis_actoren (
  rij INTEGER NOT NULL REFERENCES gebeurtenis (rij) ON DELETE CASCADE,
  naar INTEGER NOT NULL REFERENCES organisatie (rij),
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, naar)
) STRICT, WITHOUT ROWID;
CREATE INDEX gebeurtenis_actoren_naar ON gebeurtenis_actoren (naar, rij, afgeleid);
CREATE TABLE gebeurtenis_afgeleid (
  rij INTEGER NOT NULL REFERENCES gebeurtenis (rij) ON DELETE CASCADE,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, waarde)
) STRICT, WITHOUT ROWID;
CREATE INDEX gebeurtenis_afgeleid_waarde ON gebeurtenis_afgeleid (waarde, rij);
CREATE TABLE gebeurtenis_bronnen (
  rij INTEGER NOT NULL REFERENCES gebeurtenis (rij) ON DELETE CASCADE,
  volgorde INTEGER NOT NULL,
  document INTEGER REFERENCES document (rij),
  url TEXT,
  regel INTEGER CHECK (regel BETWEEN 1 AND 1000000),
  regel_tot INTEGER CHECK (regel_tot BETWEEN 1 AND 1000000),
  citaat TEXT,
  afgeleid INTEGER NOT NULL CHECK (afgeleid IN (0, 1)),
  PRIMARY KEY (rij, volgorde)
) STRICT, WITHOUT ROWID;
CREATE INDEX gebeurtenis_bronnen_document ON gebeurtenis_bronnen (document, rij);
CREATE VIRTUAL TABLE gebeurtenis_zoek USING fts5 (titel, toelichting,
  content = 'gebeurtenis', content_rowid = 'rij', tokenize = 'unicode61 remove_diacritics 2');

-- What is recorded stays; of what is published in steps, from its first publication on.
CREATE TRIGGER financieringssectie_blijft BEFORE DELETE ON financieringssectie BEGIN
  SELECT raise(ABORT, 'financieringssectie: nooit verwijderd');
END;
CREATE TRIGGER motie_blijft BEFORE DELETE ON motie BEGIN
  SELECT raise(ABORT, 'motie: nooit verwijderd');
END;
CREATE TRIGGER toezegging_blijft BEFORE DELETE ON toezegging BEGIN
  SELECT raise(ABORT, 'toezegging: nooit verwijderd');
END;
CREATE TRIGGER indicator_blijft BEFORE DELETE ON indicator BEGIN
  SELECT raise(ABORT, 'indicator: nooit verwijderd');
END;
CREATE TRIGGER meting_blijft BEFORE DELETE ON meting BEGIN
  SELECT raise(ABORT, 'meting: nooit verwijderd');
END;
CREATE TRIGGER gebeurtenis_blijft BEFORE DELETE ON gebeurtenis BEGIN
  SELECT raise(ABORT, 'gebeurtenis: nooit verwijderd');
END;
CREATE TRIGGER financieringsregel_blijft BEFORE DELETE ON financieringsregel WHEN OLD.versie > 0 AND OLD.laag = 0 BEGIN
  SELECT raise(ABORT, 'financieringsregel: gepubliceerd, nooit verwijderd');
END;

-- A kenmerk never changes.
CREATE TRIGGER financieringssectie_kenmerk_vast BEFORE UPDATE OF kenmerk ON financieringssectie
WHEN OLD.kenmerk <> NEW.kenmerk BEGIN
  SELECT raise(ABORT, 'financieringssectie: een kenmerk verandert nooit');
END;
CREATE TRIGGER motie_kenmerk_vast BEFORE UPDATE OF kenmerk ON motie WHEN OLD.kenmerk <> NEW.kenmerk BEGIN
  SELECT raise(ABORT, 'motie: een kenmerk verandert nooit');
END;
CREATE TRIGGER toezegging_kenmerk_vast BEFORE UPDATE OF kenmerk ON toezegging WHEN OLD.kenmerk <> NEW.kenmerk BEGIN
  SELECT raise(ABORT, 'toezegging: een kenmerk verandert nooit');
END;
CREATE TRIGGER indicator_kenmerk_vast BEFORE UPDATE OF kenmerk ON indicator WHEN OLD.kenmerk <> NEW.kenmerk BEGIN
  SELECT raise(ABORT, 'indicator: een kenmerk verandert nooit');
END;
CREATE TRIGGER meting_kenmerk_vast BEFORE UPDATE OF kenmerk ON meting WHEN OLD.kenmerk <> NEW.kenmerk BEGIN
  SELECT raise(ABORT, 'meting: een kenmerk verandert nooit');
END;
CREATE TRIGGER gebeurtenis_kenmerk_vast BEFORE UPDATE OF kenmerk ON gebeurtenis WHEN OLD.kenmerk <> NEW.kenmerk BEGIN
  SELECT raise(ABORT, 'gebeurtenis: een kenmerk verandert nooit');
END;
CREATE TRIGGER financieringsregel_kenmerk_vast BEFORE UPDATE OF kenmerk ON financieringsregel
WHEN OLD.kenmerk <> NEW.kenmerk BEGIN
  SELECT raise(ABORT, 'financieringsregel: een kenmerk verandert nooit');
END;

-- What Parliament asked and was promised: one kenmerk over both tables.
CREATE TRIGGER motie_kenmerk_vrij BEFORE INSERT ON motie
WHEN EXISTS (SELECT 1 FROM toezegging t WHERE t.kenmerk = NEW.kenmerk) BEGIN
  SELECT raise(ABORT, 'motie: het kenmerk is van een toezegging');
END;
CREATE TRIGGER toezegging_kenmerk_vrij BEFORE INSERT ON toezegging
WHEN EXISTS (SELECT 1 FROM motie t WHERE t.kenmerk = NEW.kenmerk) BEGIN
  SELECT raise(ABORT, 'toezegging: het kenmerk is van een motie');
END;

-- Sources may differ, side by side; one source says one thing.
CREATE UNIQUE INDEX meting_een ON meting
  (indicator, periode_vanaf, periode_tot_en_met, coalesce(uitsplitsing, ''), bron) WHERE laag = 0;

-- What the overview of money and the open requests ask for.
CREATE INDEX financieringsregel_jaar ON financieringsregel (jaar);
CREATE INDEX financieringsregel_embargo ON financieringsregel (publicatie_embargo_tot)
  WHERE publicatie_embargo_tot IS NOT NULL;
CREATE INDEX motie_uitvoering ON motie (uitvoering, datum_vanaf);
CREATE INDEX toezegging_uitvoering ON toezegging (uitvoering, datum_vanaf);
CREATE INDEX motie_kamerstuk ON motie (kamerstuk_dossier, kamerstuk_ondernummer);
CREATE INDEX toezegging_kamerstuk ON toezegging (kamerstuk_dossier, kamerstuk_ondernummer);

-- The past of these tables (0004).
-- financieringssecties
CREATE TABLE financieringssectie_toen (
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
  volgorde INTEGER,
  indeling TEXT,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringssectie_toen_kenmerk ON financieringssectie_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX financieringssectie_toen_rij ON financieringssectie_toen (rij, toen_tot);
CREATE TABLE financieringssectie_organisaties_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringssectie_organisaties_toen_rij ON financieringssectie_organisaties_toen (rij, toen_tot);
CREATE INDEX financieringssectie_organisaties_toen_naar ON financieringssectie_organisaties_toen (naar, toen_sinds,
    toen_tot, rij);
CREATE TABLE financieringssectie_domeinen_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringssectie_domeinen_toen_rij ON financieringssectie_domeinen_toen (rij, toen_tot);
CREATE INDEX financieringssectie_domeinen_toen_naar ON financieringssectie_domeinen_toen (naar, toen_sinds,
    toen_tot, rij);
CREATE TABLE financieringssectie_gronden_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringssectie_gronden_toen_rij ON financieringssectie_gronden_toen (rij, toen_tot);
CREATE INDEX financieringssectie_gronden_toen_naar ON financieringssectie_gronden_toen (naar, toen_sinds, toen_tot,
    rij);
CREATE TABLE financieringssectie_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringssectie_afgeleid_toen_rij ON financieringssectie_afgeleid_toen (rij, toen_tot);
CREATE INDEX financieringssectie_afgeleid_toen_waarde ON financieringssectie_afgeleid_toen (waarde, toen_sinds,
    toen_tot, rij);
CREATE TABLE financieringssectie_bronnen_toen (
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
CREATE INDEX financieringssectie_bronnen_toen_rij ON financieringssectie_bronnen_toen (rij, toen_tot);
CREATE INDEX financieringssectie_bronnen_toen_document ON financieringssectie_bronnen_toen (document, toen_sinds,
    toen_tot, rij);
CREATE VIRTUAL TABLE financieringssectie_zoek_toen USING fts5 (naam, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');

-- financieringsregels
CREATE TABLE financieringsregel_toen (
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
  sectie INTEGER,
  jaar INTEGER,
  jaar_van INTEGER,
  jaar_tot INTEGER,
  soort TEXT,
  soort_tekst TEXT,
  vorm TEXT,
  mutatie INTEGER,
  bereik TEXT,
  bedrag INTEGER,
  eenheid TEXT,
  aard TEXT,
  precisie TEXT,
  bedrag_tekst TEXT,
  label TEXT,
  reden_geen_bedrag_code TEXT,
  reden_geen_bedrag_tekst TEXT,
  via INTEGER,
  deel_van INTEGER,
  begrotingsartikel TEXT,
  document INTEGER,
  toelichting TEXT,
  publicatie_status TEXT,
  publicatie_zichtbaarheid TEXT,
  publicatie_embargo_tot INTEGER,
  publicatie_reden TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringsregel_toen_kenmerk ON financieringsregel_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX financieringsregel_toen_rij ON financieringsregel_toen (rij, toen_tot);
CREATE TABLE financieringsregel_maatregelen_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringsregel_maatregelen_toen_rij ON financieringsregel_maatregelen_toen (rij, toen_tot);
CREATE INDEX financieringsregel_maatregelen_toen_naar ON financieringsregel_maatregelen_toen (naar, toen_sinds,
    toen_tot, rij);
CREATE TABLE financieringsregel_organisaties_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringsregel_organisaties_toen_rij ON financieringsregel_organisaties_toen (rij, toen_tot);
CREATE INDEX financieringsregel_organisaties_toen_naar ON financieringsregel_organisaties_toen (naar, toen_sinds,
    toen_tot, rij);
CREATE TABLE financieringsregel_betalers_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringsregel_betalers_toen_rij ON financieringsregel_betalers_toen (rij, toen_tot);
CREATE INDEX financieringsregel_betalers_toen_naar ON financieringsregel_betalers_toen (naar, toen_sinds, toen_tot,
    rij);
CREATE TABLE financieringsregel_ontvangers_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringsregel_ontvangers_toen_rij ON financieringsregel_ontvangers_toen (rij, toen_tot);
CREATE INDEX financieringsregel_ontvangers_toen_naar ON financieringsregel_ontvangers_toen (naar, toen_sinds,
    toen_tot, rij);
CREATE TABLE financieringsregel_vergelijkbaar_met_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringsregel_vergelijkbaar_met_toen_rij ON financieringsregel_vergelijkbaar_met_toen (rij,
    toen_tot);
CREATE INDEX financieringsregel_vergelijkbaar_met_toen_naar ON financieringsregel_vergelijkbaar_met_toen (naar,
    toen_sinds, toen_tot, rij);
CREATE TABLE financieringsregel_mogelijke_overlap_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringsregel_mogelijke_overlap_toen_rij ON financieringsregel_mogelijke_overlap_toen (rij,
    toen_tot);
CREATE INDEX financieringsregel_mogelijke_overlap_toen_naar ON financieringsregel_mogelijke_overlap_toen (naar,
    toen_sinds, toen_tot, rij);
CREATE TABLE financieringsregel_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX financieringsregel_afgeleid_toen_rij ON financieringsregel_afgeleid_toen (rij, toen_tot);
CREATE INDEX financieringsregel_afgeleid_toen_waarde ON financieringsregel_afgeleid_toen (waarde, toen_sinds,
    toen_tot, rij);
CREATE TABLE financieringsregel_bronnen_toen (
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
CREATE INDEX financieringsregel_bronnen_toen_rij ON financieringsregel_bronnen_toen (rij, toen_tot);
CREATE INDEX financieringsregel_bronnen_toen_document ON financieringsregel_bronnen_toen (document, toen_sinds,
    toen_tot, rij);
CREATE VIRTUAL TABLE financieringsregel_zoek_toen USING fts5 (toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');

-- moties
CREATE TABLE motie_toen (
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
  kamer TEXT,
  kamerstuk_soort TEXT,
  kamerstuk_dossier TEXT,
  kamerstuk_toevoeging TEXT,
  kamerstuk_ondernummer TEXT,
  kamerstuk_nummer TEXT,
  kamerstuk_vergaderjaar TEXT,
  kamerstuk_onzeker INTEGER,
  kamerstuk_tekst TEXT,
  datum_vanaf TEXT,
  datum_tot_en_met TEXT,
  datum_precisie TEXT,
  vraag TEXT,
  appreciatie TEXT,
  stemming TEXT,
  termijn_vanaf TEXT,
  termijn_tot_en_met TEXT,
  termijn_precisie TEXT,
  uitvoering TEXT,
  uitvoering_tekst TEXT,
  doorlopend INTEGER,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX motie_toen_kenmerk ON motie_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX motie_toen_rij ON motie_toen (rij, toen_tot);
CREATE TABLE motie_indieners_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX motie_indieners_toen_rij ON motie_indieners_toen (rij, toen_tot);
CREATE INDEX motie_indieners_toen_waarde ON motie_indieners_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE motie_partijen_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX motie_partijen_toen_rij ON motie_partijen_toen (rij, toen_tot);
CREATE INDEX motie_partijen_toen_waarde ON motie_partijen_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE motie_organisaties_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX motie_organisaties_toen_rij ON motie_organisaties_toen (rij, toen_tot);
CREATE INDEX motie_organisaties_toen_naar ON motie_organisaties_toen (naar, toen_sinds, toen_tot, rij);
CREATE TABLE motie_afgedaan_met_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  datum_vanaf TEXT,
  datum_tot_en_met TEXT,
  datum_precisie TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX motie_afgedaan_met_toen_rij ON motie_afgedaan_met_toen (rij, toen_tot);
CREATE INDEX motie_afgedaan_met_toen_document ON motie_afgedaan_met_toen (document, toen_sinds, toen_tot, rij);
CREATE TABLE motie_maatregelen_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX motie_maatregelen_toen_rij ON motie_maatregelen_toen (rij, toen_tot);
CREATE INDEX motie_maatregelen_toen_naar ON motie_maatregelen_toen (naar, toen_sinds, toen_tot, rij);
CREATE TABLE motie_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX motie_afgeleid_toen_rij ON motie_afgeleid_toen (rij, toen_tot);
CREATE INDEX motie_afgeleid_toen_waarde ON motie_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE motie_bronnen_toen (
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
CREATE INDEX motie_bronnen_toen_rij ON motie_bronnen_toen (rij, toen_tot);
CREATE INDEX motie_bronnen_toen_document ON motie_bronnen_toen (document, toen_sinds, toen_tot, rij);
CREATE VIRTUAL TABLE motie_zoek_toen USING fts5 (vraag, uitvoering_tekst, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');

-- toezeggingen
CREATE TABLE toezegging_toen (
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
  kamer TEXT,
  kamerstuk_soort TEXT,
  kamerstuk_dossier TEXT,
  kamerstuk_toevoeging TEXT,
  kamerstuk_ondernummer TEXT,
  kamerstuk_nummer TEXT,
  kamerstuk_vergaderjaar TEXT,
  kamerstuk_onzeker INTEGER,
  kamerstuk_tekst TEXT,
  datum_vanaf TEXT,
  datum_tot_en_met TEXT,
  datum_precisie TEXT,
  vraag TEXT,
  appreciatie TEXT,
  stemming TEXT,
  termijn_vanaf TEXT,
  termijn_tot_en_met TEXT,
  termijn_precisie TEXT,
  uitvoering TEXT,
  uitvoering_tekst TEXT,
  doorlopend INTEGER,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX toezegging_toen_kenmerk ON toezegging_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX toezegging_toen_rij ON toezegging_toen (rij, toen_tot);
CREATE TABLE toezegging_indieners_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX toezegging_indieners_toen_rij ON toezegging_indieners_toen (rij, toen_tot);
CREATE INDEX toezegging_indieners_toen_waarde ON toezegging_indieners_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE toezegging_partijen_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX toezegging_partijen_toen_rij ON toezegging_partijen_toen (rij, toen_tot);
CREATE INDEX toezegging_partijen_toen_waarde ON toezegging_partijen_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE toezegging_organisaties_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX toezegging_organisaties_toen_rij ON toezegging_organisaties_toen (rij, toen_tot);
CREATE INDEX toezegging_organisaties_toen_naar ON toezegging_organisaties_toen (naar, toen_sinds, toen_tot, rij);
CREATE TABLE toezegging_afgedaan_met_toen (
  rij INTEGER NOT NULL,
  volgorde INTEGER NOT NULL,
  document INTEGER,
  datum_vanaf TEXT,
  datum_tot_en_met TEXT,
  datum_precisie TEXT,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX toezegging_afgedaan_met_toen_rij ON toezegging_afgedaan_met_toen (rij, toen_tot);
CREATE INDEX toezegging_afgedaan_met_toen_document ON toezegging_afgedaan_met_toen (document, toen_sinds, toen_tot,
    rij);
CREATE TABLE toezegging_maatregelen_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX toezegging_maatregelen_toen_rij ON toezegging_maatregelen_toen (rij, toen_tot);
CREATE INDEX toezegging_maatregelen_toen_naar ON toezegging_maatregelen_toen (naar, toen_sinds, toen_tot, rij);
CREATE TABLE toezegging_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX toezegging_afgeleid_toen_rij ON toezegging_afgeleid_toen (rij, toen_tot);
CREATE INDEX toezegging_afgeleid_toen_waarde ON toezegging_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE toezegging_bronnen_toen (
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
CREATE INDEX toezegging_bronnen_toen_rij ON toezegging_bronnen_toen (rij, toen_tot);
CREATE INDEX toezegging_bronnen_toen_document ON toezegging_bronnen_toen (document, toen_sinds, toen_tot, rij);
CREATE VIRTUAL TABLE toezegging_zoek_toen USING fts5 (vraag, uitvoering_tekst, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');

-- indicatoren
CREATE TABLE indicator_toen (
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
  definitie TEXT,
  eenheid TEXT,
  populatie TEXT,
  bron_organisatie INTEGER,
  richting TEXT,
  streefwaarde_waarde INTEGER,
  streefwaarde_omschrijving TEXT,
  streefwaarde_datum_vanaf TEXT,
  streefwaarde_datum_tot_en_met TEXT,
  streefwaarde_datum_precisie TEXT,
  streefwaarde_status TEXT,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX indicator_toen_kenmerk ON indicator_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX indicator_toen_rij ON indicator_toen (rij, toen_tot);
CREATE TABLE indicator_maatregelen_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX indicator_maatregelen_toen_rij ON indicator_maatregelen_toen (rij, toen_tot);
CREATE INDEX indicator_maatregelen_toen_naar ON indicator_maatregelen_toen (naar, toen_sinds, toen_tot, rij);
CREATE TABLE indicator_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX indicator_afgeleid_toen_rij ON indicator_afgeleid_toen (rij, toen_tot);
CREATE INDEX indicator_afgeleid_toen_waarde ON indicator_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE indicator_bronnen_toen (
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
CREATE INDEX indicator_bronnen_toen_rij ON indicator_bronnen_toen (rij, toen_tot);
CREATE INDEX indicator_bronnen_toen_document ON indicator_bronnen_toen (document, toen_sinds, toen_tot, rij);
CREATE VIRTUAL TABLE indicator_zoek_toen USING fts5 (naam, definitie, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');

-- metingen
CREATE TABLE meting_toen (
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
  indicator INTEGER,
  periode_vanaf TEXT,
  periode_tot_en_met TEXT,
  periode_precisie TEXT,
  uitsplitsing TEXT,
  waarde INTEGER,
  waarde_tekst TEXT,
  bron INTEGER,
  voorlopig INTEGER,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX meting_toen_kenmerk ON meting_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX meting_toen_rij ON meting_toen (rij, toen_tot);
CREATE TABLE meting_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX meting_afgeleid_toen_rij ON meting_afgeleid_toen (rij, toen_tot);
CREATE INDEX meting_afgeleid_toen_waarde ON meting_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE meting_bronnen_toen (
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
CREATE INDEX meting_bronnen_toen_rij ON meting_bronnen_toen (rij, toen_tot);
CREATE INDEX meting_bronnen_toen_document ON meting_bronnen_toen (document, toen_sinds, toen_tot, rij);
CREATE VIRTUAL TABLE meting_zoek_toen USING fts5 (toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');

-- gebeurtenissen
CREATE TABLE gebeurtenis_toen (
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
  datum_vanaf TEXT,
  datum_tot_en_met TEXT,
  datum_precisie TEXT,
  titel TEXT,
  soort TEXT,
  document INTEGER,
  verwacht INTEGER,
  toelichting TEXT,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL,
  toen_tekst INTEGER NOT NULL
) STRICT;
CREATE INDEX gebeurtenis_toen_kenmerk ON gebeurtenis_toen (kenmerk, toen_sinds, toen_tot, zicht);
CREATE INDEX gebeurtenis_toen_rij ON gebeurtenis_toen (rij, toen_tot);
CREATE TABLE gebeurtenis_actoren_toen (
  rij INTEGER NOT NULL,
  naar INTEGER NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX gebeurtenis_actoren_toen_rij ON gebeurtenis_actoren_toen (rij, toen_tot);
CREATE INDEX gebeurtenis_actoren_toen_naar ON gebeurtenis_actoren_toen (naar, toen_sinds, toen_tot, rij);
CREATE TABLE gebeurtenis_afgeleid_toen (
  rij INTEGER NOT NULL,
  waarde TEXT NOT NULL,
  afgeleid INTEGER NOT NULL,
  toen_sinds INTEGER NOT NULL,
  toen_tot INTEGER NOT NULL
) STRICT;
CREATE INDEX gebeurtenis_afgeleid_toen_rij ON gebeurtenis_afgeleid_toen (rij, toen_tot);
CREATE INDEX gebeurtenis_afgeleid_toen_waarde ON gebeurtenis_afgeleid_toen (waarde, toen_sinds, toen_tot, rij);
CREATE TABLE gebeurtenis_bronnen_toen (
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
CREATE INDEX gebeurtenis_bronnen_toen_rij ON gebeurtenis_bronnen_toen (rij, toen_tot);
CREATE INDEX gebeurtenis_bronnen_toen_document ON gebeurtenis_bronnen_toen (document, toen_sinds, toen_tot, rij);
CREATE VIRTUAL TABLE gebeurtenis_zoek_toen USING fts5 (titel, toelichting,
  content = '', tokenize = 'unicode61 remove_diacritics 2');
