-- The last report, and the last judgement: the one made last of those about the same day. A text that is struck out of
-- one gives it another place in the log, and does not make it younger.
DROP INDEX voortgangsmelding_laatste;
CREATE INDEX voortgangsmelding_laatste ON voortgangsmelding (maatregel, peildatum, aangemaakt_op);
DROP INDEX oordeel_laatste;
CREATE INDEX oordeel_laatste ON oordeel (maatregel, peildatum, aangemaakt_op);

-- Up to here what was made under an embargoed measure took that embargo over as its own.
INSERT INTO teller (naam, waarde) SELECT 'erfde', coalesce(max(volgnummer), 0) FROM logboek;
