-- A text may be struck out of every version of a row: `npdr redact` (Sources/Register/Redaction.swift).

-- The log knows one more action. A CHECK cannot be changed, and a table that all others refer to cannot be made anew
-- without following every one of them: the column itself is.
DROP TRIGGER logboek_vast;
ALTER TABLE logboek ADD COLUMN wat TEXT NOT NULL DEFAULT 'gewijzigd'
  CHECK (wat IN ('aangemaakt', 'gewijzigd', 'verwijderd', 'statusovergang', 'doorhaling'));
UPDATE logboek SET wat = handeling WHERE handeling <> 'gewijzigd';
ALTER TABLE logboek DROP COLUMN handeling;
ALTER TABLE logboek RENAME COLUMN wat TO handeling;
CREATE TRIGGER logboek_vast BEFORE UPDATE OF volgnummer, tijd, bron, rij, kenmerk, laag, handeling, versie,
  conceptversie, zicht, eigenaren, token, organisatie, vingerafdrukken, keten ON logboek BEGIN
  SELECT raise(ABORT, 'logboek: een regel wordt nooit gewijzigd');
END;

-- A published report stands as it was made, but for what is struck out of it.
DROP TRIGGER voortgangsmelding_vast;
CREATE TRIGGER voortgangsmelding_vast BEFORE UPDATE OF maatregel, peildatum, uitvoeringsstatus, schema, toelichting,
  resultaten, knelpunten, ambitie, corrigeert, gemeld_door ON voortgangsmelding
WHEN OLD.versie > 0 AND (OLD.maatregel, OLD.peildatum, OLD.uitvoeringsstatus, OLD.schema, OLD.toelichting,
  OLD.resultaten, OLD.knelpunten, OLD.ambitie, OLD.corrigeert, OLD.gemeld_door) IS NOT (NEW.maatregel, NEW.peildatum,
  NEW.uitvoeringsstatus, NEW.schema, NEW.toelichting, NEW.resultaten, NEW.knelpunten, NEW.ambitie, NEW.corrigeert,
  NEW.gemeld_door)
  AND NOT EXISTS (SELECT 1 FROM logboek l WHERE l.volgnummer = NEW.volgnummer AND l.handeling = 'doorhaling')
BEGIN
  SELECT raise(ABORT, 'voortgangsmelding: een gepubliceerde melding verandert niet');
END;
