-- Rules the store keeps by itself, whoever writes.

-- Nothing published is ever deleted; a code, an organisation, a programme or a document never at all.
CREATE TRIGGER fase_blijft BEFORE DELETE ON fase BEGIN SELECT raise(ABORT, 'fase: nooit verwijderd'); END;
CREATE TRIGGER domein_blijft BEFORE DELETE ON domein BEGIN SELECT raise(ABORT, 'domein: nooit verwijderd'); END;
CREATE TRIGGER grond_blijft BEFORE DELETE ON grond BEGIN SELECT raise(ABORT, 'grond: nooit verwijderd'); END;
CREATE TRIGGER organisatie_blijft BEFORE DELETE ON organisatie BEGIN
  SELECT raise(ABORT, 'organisatie: nooit verwijderd');
END;
CREATE TRIGGER programma_blijft BEFORE DELETE ON programma BEGIN
  SELECT raise(ABORT, 'programma: nooit verwijderd');
END;
CREATE TRIGGER document_blijft BEFORE DELETE ON document BEGIN
  SELECT raise(ABORT, 'document: nooit verwijderd');
END;
CREATE TRIGGER maatregel_blijft BEFORE DELETE ON maatregel WHEN OLD.versie > 0 AND OLD.laag = 0 BEGIN
  SELECT raise(ABORT, 'maatregel: gepubliceerd, nooit verwijderd');
END;
CREATE TRIGGER actie_blijft BEFORE DELETE ON actie WHEN OLD.versie > 0 AND OLD.laag = 0 BEGIN
  SELECT raise(ABORT, 'actie: gepubliceerd, nooit verwijderd');
END;
CREATE TRIGGER voortgangsmelding_blijft BEFORE DELETE ON voortgangsmelding WHEN OLD.versie > 0 AND OLD.laag = 0 BEGIN
  SELECT raise(ABORT, 'voortgangsmelding: gepubliceerd, nooit verwijderd');
END;

-- A kenmerk never changes.
CREATE TRIGGER maatregel_kenmerk_vast BEFORE UPDATE OF kenmerk ON maatregel WHEN OLD.kenmerk <> NEW.kenmerk BEGIN
  SELECT raise(ABORT, 'maatregel: een kenmerk verandert nooit');
END;

CREATE TRIGGER planwijziging_blijft BEFORE DELETE ON planwijziging BEGIN
  SELECT raise(ABORT, 'planwijziging: nooit verwijderd');
END;

-- A published report stands as it was made; only who sees it may change.
CREATE TRIGGER voortgangsmelding_vast BEFORE UPDATE OF maatregel, peildatum, uitvoeringsstatus, schema, toelichting,
  resultaten, knelpunten, ambitie, corrigeert, gemeld_door ON voortgangsmelding
WHEN OLD.versie > 0 AND (OLD.maatregel, OLD.peildatum, OLD.uitvoeringsstatus, OLD.schema, OLD.toelichting,
  OLD.resultaten, OLD.knelpunten, OLD.ambitie, OLD.corrigeert, OLD.gemeld_door) IS NOT (NEW.maatregel, NEW.peildatum,
  NEW.uitvoeringsstatus, NEW.schema, NEW.toelichting, NEW.resultaten, NEW.knelpunten, NEW.ambitie, NEW.corrigeert,
  NEW.gemeld_door)
BEGIN
  SELECT raise(ABORT, 'voortgangsmelding: een gepubliceerde melding verandert niet');
END;

-- Scope and grounds: a specific measure has a ground, a generic one has none. The row says which grounds it has in
-- its rendering (compact JSON, quotes in texts escaped), so the row itself can be checked; the triggers keep the links
-- true to it.
CREATE TRIGGER maatregel_reikwijdte_nieuw BEFORE INSERT ON maatregel
WHEN (NEW.reikwijdte = 'specifiek' AND instr(CAST(NEW.weergave AS TEXT), '"gronden":[]') > 0)
  OR (NEW.reikwijdte = 'generiek' AND instr(CAST(NEW.weergave AS TEXT), '"gronden":[]') = 0) BEGIN
  SELECT raise(ABORT, 'maatregel: reikwijdte en gronden spreken elkaar tegen');
END;
CREATE TRIGGER maatregel_reikwijdte_anders BEFORE UPDATE OF reikwijdte, weergave ON maatregel
WHEN (NEW.reikwijdte = 'specifiek' AND instr(CAST(NEW.weergave AS TEXT), '"gronden":[]') > 0)
  OR (NEW.reikwijdte = 'generiek' AND instr(CAST(NEW.weergave AS TEXT), '"gronden":[]') = 0) BEGIN
  SELECT raise(ABORT, 'maatregel: reikwijdte en gronden spreken elkaar tegen');
END;
CREATE TRIGGER maatregel_generiek BEFORE INSERT ON maatregel_gronden
WHEN (SELECT reikwijdte FROM maatregel WHERE rij = NEW.rij) = 'generiek' BEGIN
  SELECT raise(ABORT, 'maatregel: generiek en toch een grond');
END;
CREATE TRIGGER maatregel_specifiek AFTER DELETE ON maatregel_gronden
WHEN (SELECT reikwijdte FROM maatregel WHERE rij = OLD.rij) = 'specifiek'
  AND NOT EXISTS (SELECT 1 FROM maatregel_gronden WHERE rij = OLD.rij) BEGIN
  SELECT raise(ABORT, 'maatregel: specifiek en geen grond');
END;

-- At most one organisation is responsible; each stands in a role once.
CREATE UNIQUE INDEX maatregel_verantwoordelijk ON maatregel_betrokkenen (rij) WHERE rol = 'verantwoordelijk';
CREATE UNIQUE INDEX maatregel_rol ON maatregel_betrokkenen (rij, organisatie, rol);

-- A collecting node stands above codes, not on a measure.
CREATE TRIGGER maatregel_fase_knoop BEFORE INSERT ON maatregel_fasen
WHEN (SELECT verzamelknoop FROM fase WHERE rij = NEW.naar) = 1 BEGIN
  SELECT raise(ABORT, 'maatregel: een verzamelknoop is geen fase');
END;
CREATE TRIGGER maatregel_domein_knoop BEFORE INSERT ON maatregel_domeinen
WHEN (SELECT verzamelknoop FROM domein WHERE rij = NEW.naar) = 1 BEGIN
  SELECT raise(ABORT, 'maatregel: een verzamelknoop is geen domein');
END;
CREATE TRIGGER maatregel_grond_knoop BEFORE INSERT ON maatregel_gronden
WHEN (SELECT verzamelknoop FROM grond WHERE rij = NEW.naar) = 1 BEGIN
  SELECT raise(ABORT, 'maatregel: een verzamelknoop is geen grond');
END;

-- The start does not come after the end, in any reading of the two.
CREATE TRIGGER maatregel_plan_nieuw BEFORE INSERT ON maatregel
WHEN NEW.plan_start_gepland_vanaf > NEW.plan_gereed_gepland_tot_en_met
  OR NEW.plan_start_werkelijk_vanaf > NEW.plan_gereed_werkelijk_tot_en_met BEGIN
  SELECT raise(ABORT, 'maatregel: het einde komt voor het begin');
END;
CREATE TRIGGER maatregel_plan_anders BEFORE UPDATE ON maatregel
WHEN NEW.plan_start_gepland_vanaf > NEW.plan_gereed_gepland_tot_en_met
  OR NEW.plan_start_werkelijk_vanaf > NEW.plan_gereed_werkelijk_tot_en_met BEGIN
  SELECT raise(ABORT, 'maatregel: het einde komt voor het begin');
END;

-- What the lists of measures ask for most.
CREATE INDEX maatregel_status ON maatregel (laag, zicht, uitvoeringsstatus, kenmerk);
CREATE INDEX maatregel_gewijzigd ON maatregel (laag, zicht, gewijzigd_op, kenmerk);
CREATE INDEX maatregel_titel ON maatregel (laag, zicht, titel COLLATE NOCASE, kenmerk);
CREATE INDEX maatregel_embargo ON maatregel (publicatie_embargo_tot) WHERE publicatie_embargo_tot IS NOT NULL;
CREATE INDEX actie_embargo ON actie (publicatie_embargo_tot) WHERE publicatie_embargo_tot IS NOT NULL;
CREATE INDEX voortgangsmelding_embargo ON voortgangsmelding (publicatie_embargo_tot)
  WHERE publicatie_embargo_tot IS NOT NULL;
CREATE INDEX voortgangsmelding_laatste ON voortgangsmelding (maatregel, peildatum, volgnummer);
