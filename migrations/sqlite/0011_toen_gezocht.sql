-- Measures as they were are found by what says when they were. An index on (rij, toen_tot) names every later span of a
-- row, and only the row itself, behind its rendering, says when a span began. The order of kenmerken is read from its
-- index alone.
DROP INDEX maatregel_toen_rij;
CREATE INDEX maatregel_toen_rij ON maatregel_toen (rij, toen_tot, toen_sinds);
DROP INDEX maatregel_toen_kenmerk;
CREATE INDEX maatregel_toen_kenmerk ON maatregel_toen (kenmerk, toen_sinds, toen_tot, zicht, rij);
