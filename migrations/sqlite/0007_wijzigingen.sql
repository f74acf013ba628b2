-- The feed: what changed, by the counters of Sources/Register/ChangeNumbers.swift (Sources/Register/Feed.swift).

-- One row for each counter a change raised; `nummer` is the counter's value after it. `nr` puts the changes of all
-- counters in one order and is never sent. `zicht_voor` and `zicht_na` say who saw the row before and who sees it
-- after; null where it was not there, or no longer is.
CREATE TABLE wijziging (
  teller TEXT NOT NULL,
  nummer INTEGER NOT NULL,
  nr INTEGER NOT NULL,
  tijd INTEGER NOT NULL,
  bron TEXT NOT NULL,
  kenmerk TEXT NOT NULL,
  laag INTEGER NOT NULL CHECK (laag IN (0, 1)),
  versie_voor INTEGER,
  versie_na INTEGER,
  conceptversie INTEGER,
  zicht_voor INTEGER,
  eigenaren_voor TEXT,
  zicht_na INTEGER,
  eigenaren_na TEXT,
  organisatie TEXT,
  PRIMARY KEY (teller, nummer)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER wijziging_blijft BEFORE DELETE ON wijziging BEGIN
  SELECT raise(ABORT, 'wijziging: een regel wordt nooit verwijderd');
END;

-- The last `nr`; -1 until the first writer has put what a register held before this migration at the beginning.
INSERT INTO teller (naam, waarde) VALUES ('wijziging', -1);
-- Tells this register from every other: a position in another one's feed means nothing here.
INSERT INTO teller (naam, waarde) VALUES ('herkomst', abs(random() / 2));
