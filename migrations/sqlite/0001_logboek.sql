-- The log and what the server keeps beside the register itself: change numbers, row keys, tokens, repeats.

-- Every version of every row, whole, with its links; chained (Sources/Register/Log.swift).
CREATE TABLE logboek (
  volgnummer INTEGER PRIMARY KEY,
  tijd INTEGER NOT NULL,
  bron TEXT NOT NULL,
  rij INTEGER NOT NULL,
  kenmerk TEXT NOT NULL,
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  handeling TEXT NOT NULL CHECK (handeling IN ('aangemaakt', 'gewijzigd', 'verwijderd', 'statusovergang')),
  versie INTEGER NOT NULL,
  conceptversie INTEGER,
  zicht INTEGER NOT NULL,
  -- Rows of organisatie whose own the row was, as a JSON array.
  eigenaren TEXT NOT NULL,
  token TEXT,
  organisatie TEXT,
  reden TEXT,
  document TEXT NOT NULL,
  zouten BLOB NOT NULL,
  vingerafdrukken BLOB NOT NULL,
  keten BLOB NOT NULL CHECK (length(keten) = 32),
  -- When, and by which entry, this version was replaced.
  tot INTEGER,
  tot_volgnummer INTEGER REFERENCES logboek (volgnummer)
) STRICT;
CREATE INDEX logboek_kenmerk ON logboek (bron, kenmerk, volgnummer);
CREATE INDEX logboek_rij ON logboek (rij, laag, volgnummer);

CREATE TRIGGER logboek_blijft BEFORE DELETE ON logboek BEGIN
  SELECT raise(ABORT, 'logboek: een regel wordt nooit verwijderd');
END;
-- The end of a version is written later; a text may be struck out. Nothing else changes.
CREATE TRIGGER logboek_vast BEFORE UPDATE OF volgnummer, tijd, bron, rij, kenmerk, laag, handeling, versie,
  conceptversie, zicht, eigenaren, token, organisatie, vingerafdrukken, keten ON logboek BEGIN
  SELECT raise(ABORT, 'logboek: een regel wordt nooit gewijzigd');
END;

-- How often what a visibility class can see has changed (Sources/Register/ChangeNumbers.swift).
CREATE TABLE wijzigingsnummer (
  klasse TEXT PRIMARY KEY,
  nummer INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The last key given to a row of any resource; a key is never given twice.
CREATE TABLE teller (
  naam TEXT PRIMARY KEY,
  waarde INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO teller (naam, waarde) VALUES ('rij', 0);

-- The organisations whose own a row is, for rows that not everyone sees (Sources/Register/Visibility.swift).
CREATE TABLE eigen (
  bron TEXT NOT NULL,
  rij INTEGER NOT NULL,
  organisatie INTEGER NOT NULL REFERENCES organisatie (rij),
  PRIMARY KEY (bron, rij, organisatie)
) STRICT, WITHOUT ROWID;

-- Tokens, by the SHA-256 of their text.
CREATE TABLE toegang (
  kenmerk TEXT PRIMARY KEY,
  organisatie INTEGER NOT NULL REFERENCES organisatie (rij),
  rol TEXT NOT NULL CHECK (rol IN ('lezer', 'redacteur', 'goedkeurder', 'bureau', 'beheerder')),
  vingerafdruk BLOB NOT NULL UNIQUE CHECK (length(vingerafdruk) = 32),
  aangemaakt_op INTEGER NOT NULL,
  verloopt_op INTEGER,
  ingetrokken_op INTEGER,
  laatst_gebruikt_op INTEGER
) STRICT;

-- Answers to POST with an Idempotency-Key, for a repeat (Sources/Register/Idempotency.swift).
CREATE TABLE herhaling (
  token TEXT NOT NULL,
  pad TEXT NOT NULL,
  sleutel TEXT NOT NULL,
  lichaam BLOB NOT NULL,
  uitkomst TEXT NOT NULL CHECK (uitkomst IN ('aangemaakt', 'gewijzigd')),
  bron TEXT NOT NULL,
  kenmerk TEXT NOT NULL,
  etag TEXT NOT NULL,
  weergave BLOB NOT NULL,
  openbaar INTEGER NOT NULL CHECK (openbaar IN (0, 1)),
  op INTEGER NOT NULL,
  PRIMARY KEY (token, pad, sleutel)
) STRICT;
CREATE INDEX herhaling_op ON herhaling (op);
