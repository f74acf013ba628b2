-- Subscriptions: where changes are delivered, and how far each has come (Sources/Register/Ledger+Subscriptions.swift).

CREATE TABLE abonnement (
  -- Of the same counter as the keys of the register's rows: never given twice.
  rij INTEGER PRIMARY KEY,
  kenmerk TEXT NOT NULL UNIQUE,
  organisatie INTEGER NOT NULL REFERENCES organisatie (rij),
  -- With whose eyes it sees, when its `bereik` is `toegang`.
  token TEXT NOT NULL REFERENCES toegang (kenmerk),
  -- What clients write, as JSON; never the secret.
  inhoud TEXT NOT NULL,
  geheim BLOB NOT NULL CHECK (length(geheim) BETWEEN 24 AND 64),
  status TEXT NOT NULL CHECK (status IN ('actief', 'gepauzeerd', 'geparkeerd')),
  reden TEXT,
  status_sinds INTEGER NOT NULL,
  versie INTEGER NOT NULL,
  aangemaakt_op INTEGER NOT NULL,
  gewijzigd_op INTEGER NOT NULL,
  -- Raised by every write of a client: what a delivery of before it has to report is of no use any more.
  ronde INTEGER NOT NULL,
  -- All changes up to this `nr` of table wijziging have been delivered, or were not meant for it.
  tot INTEGER NOT NULL,
  pogingen INTEGER NOT NULL,
  mislukt_sinds INTEGER,
  volgende_op INTEGER,
  laatste_fout TEXT,
  laatste_status INTEGER,
  afgeleverd_op INTEGER,
  CHECK ((status = 'geparkeerd') = (reden IS NOT NULL))
) STRICT;
CREATE INDEX abonnement_organisatie ON abonnement (organisatie);
