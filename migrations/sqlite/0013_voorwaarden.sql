-- A condition `x IN (...)` of more than two words makes the engine build a table in memory each time it is asked, eleven
-- of them for a change of one measure and a sixth of what that costs. The same words with OR cost a comparison each.
-- Only the words of the conditions change, not what they allow and not a row; so the texts of the tables are rewritten
-- as they stand (https://www.sqlite.org/lang_altertable.html, section 7) instead of every row copied.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql,
  'handeling IN (''aangemaakt'', ''gewijzigd'', ''verwijderd'', ''statusovergang'', ''doorhaling'')',
  '(handeling = ''aangemaakt'' OR handeling = ''gewijzigd'' OR handeling = ''verwijderd'' OR
      handeling = ''statusovergang'' OR handeling = ''doorhaling'')')
  WHERE type = 'table' AND name IN ('logboek');
UPDATE sqlite_schema SET sql = replace(sql,
  'rol IN (''lezer'', ''redacteur'', ''goedkeurder'', ''bureau'', ''beheerder'')',
  '(rol = ''lezer'' OR rol = ''redacteur'' OR rol = ''goedkeurder'' OR rol = ''bureau'' OR
      rol = ''beheerder'')')
  WHERE type = 'table' AND name IN ('toegang');
UPDATE sqlite_schema SET sql = replace(sql,
  'soort IN (''ministerie'', ''zbo'', ''politie'', ''gemeente'', ''coordinator'', ''adviescollege'', ''maatschappelijk'',
      ''koepel'', ''kamer'', ''overig'')',
  '(soort = ''ministerie'' OR soort = ''zbo'' OR soort = ''politie'' OR soort = ''gemeente'' OR
      soort = ''coordinator'' OR soort = ''adviescollege'' OR soort = ''maatschappelijk'' OR
      soort = ''koepel'' OR soort = ''kamer'' OR soort = ''overig'')')
  WHERE type = 'table' AND name IN ('organisatie');
UPDATE sqlite_schema SET sql = replace(sql,
  'aantal_op_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(aantal_op_precisie = ''dag'' OR aantal_op_precisie = ''maand'' OR aantal_op_precisie = ''seizoen'' OR
      aantal_op_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('organisatie');
UPDATE sqlite_schema SET sql = replace(sql,
  'datum_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(datum_precisie = ''dag'' OR datum_precisie = ''maand'' OR datum_precisie = ''seizoen'' OR
      datum_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('document', 'document_gezonden_aan', 'effectonderzoek', 'motie', 'motie_afgedaan_met', 'toezegging',
    'toezegging_afgedaan_met', 'gebeurtenis');
UPDATE sqlite_schema SET sql = replace(sql,
  'kamerstuk_soort IN (''kamerstuk'', ''aanhangsel'', ''documentnummer'', ''zaaknummer'')',
  '(kamerstuk_soort = ''kamerstuk'' OR kamerstuk_soort = ''aanhangsel'' OR
      kamerstuk_soort = ''documentnummer'' OR kamerstuk_soort = ''zaaknummer'')')
  WHERE type = 'table' AND name IN ('document', 'motie', 'toezegging');
UPDATE sqlite_schema SET sql = replace(sql,
  'stand IN (''concept'', ''definitief'', ''onbekend'')',
  '(stand = ''concept'' OR stand = ''definitief'' OR stand = ''onbekend'')')
  WHERE type = 'table' AND name IN ('document');
UPDATE sqlite_schema SET sql = replace(sql,
  'soort IN (''nationaal-programma'', ''aanpak'', ''nota'', ''strategie'')',
  '(soort = ''nationaal-programma'' OR soort = ''aanpak'' OR soort = ''nota'' OR soort = ''strategie'')')
  WHERE type = 'table' AND name IN ('programma');
UPDATE sqlite_schema SET sql = replace(sql,
  'periode_van_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(periode_van_precisie = ''dag'' OR periode_van_precisie = ''maand'' OR
      periode_van_precisie = ''seizoen'' OR periode_van_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('programma');
UPDATE sqlite_schema SET sql = replace(sql,
  'periode_tot_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(periode_tot_precisie = ''dag'' OR periode_tot_precisie = ''maand'' OR
      periode_tot_precisie = ''seizoen'' OR periode_tot_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('programma');
UPDATE sqlite_schema SET sql = replace(sql,
  'status IN (''aangekondigd'', ''concept'', ''aangeboden'', ''vastgesteld'', ''vervangen'')',
  '(status = ''aangekondigd'' OR status = ''concept'' OR status = ''aangeboden'' OR
      status = ''vastgesteld'' OR status = ''vervangen'')')
  WHERE type = 'table' AND name IN ('programma');
UPDATE sqlite_schema SET sql = replace(sql,
  'soort IN (''bestaand'', ''concrete-verandering'', ''voorbereiding'', ''onbekend'')',
  '(soort = ''bestaand'' OR soort = ''concrete-verandering'' OR soort = ''voorbereiding'' OR
      soort = ''onbekend'')')
  WHERE type = 'table' AND name IN ('maatregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'reikwijdte IN (''generiek'', ''specifiek'', ''onbekend'')',
  '(reikwijdte = ''generiek'' OR reikwijdte = ''specifiek'' OR reikwijdte = ''onbekend'')')
  WHERE type = 'table' AND name IN ('maatregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'bijdrage IN (''primair'', ''draagt-bij'', ''onbekend'')',
  '(bijdrage = ''primair'' OR bijdrage = ''draagt-bij'' OR bijdrage = ''onbekend'')')
  WHERE type = 'table' AND name IN ('maatregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'regio IN (''europees'', ''caribisch'', ''beide'', ''onbekend'')',
  '(regio = ''europees'' OR regio = ''caribisch'' OR regio = ''beide'' OR regio = ''onbekend'')')
  WHERE type = 'table' AND name IN ('maatregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'plan_start_gepland_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(plan_start_gepland_precisie = ''dag'' OR plan_start_gepland_precisie = ''maand'' OR
      plan_start_gepland_precisie = ''seizoen'' OR plan_start_gepland_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('maatregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'plan_gereed_gepland_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(plan_gereed_gepland_precisie = ''dag'' OR plan_gereed_gepland_precisie = ''maand'' OR
      plan_gereed_gepland_precisie = ''seizoen'' OR plan_gereed_gepland_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('maatregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'plan_start_werkelijk_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(plan_start_werkelijk_precisie = ''dag'' OR plan_start_werkelijk_precisie = ''maand'' OR
      plan_start_werkelijk_precisie = ''seizoen'' OR plan_start_werkelijk_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('maatregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'plan_gereed_werkelijk_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(plan_gereed_werkelijk_precisie = ''dag'' OR plan_gereed_werkelijk_precisie = ''maand'' OR
      plan_gereed_werkelijk_precisie = ''seizoen'' OR plan_gereed_werkelijk_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('maatregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'uitloop_eerste_gereed_gepland_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(uitloop_eerste_gereed_gepland_precisie = ''dag'' OR
      uitloop_eerste_gereed_gepland_precisie = ''maand'' OR
      uitloop_eerste_gereed_gepland_precisie = ''seizoen'' OR
      uitloop_eerste_gereed_gepland_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('maatregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'uitvoeringsstatus IN (''voorgenomen'', ''in-voorbereiding'', ''in-uitvoering'', ''afgerond'', ''gestopt'',
      ''opgeschort'', ''vervallen'', ''onbekend'')',
  '(uitvoeringsstatus = ''voorgenomen'' OR uitvoeringsstatus = ''in-voorbereiding'' OR
      uitvoeringsstatus = ''in-uitvoering'' OR uitvoeringsstatus = ''afgerond'' OR
      uitvoeringsstatus = ''gestopt'' OR uitvoeringsstatus = ''opgeschort'' OR
      uitvoeringsstatus = ''vervallen'' OR uitvoeringsstatus = ''onbekend'')')
  WHERE type = 'table' AND name IN ('maatregel', 'voortgangsmelding');
UPDATE sqlite_schema SET sql = replace(sql,
  'publicatie_status IN (''concept'', ''vrijgegeven'', ''gepubliceerd'', ''ingetrokken'')',
  '(publicatie_status = ''concept'' OR publicatie_status = ''vrijgegeven'' OR
      publicatie_status = ''gepubliceerd'' OR publicatie_status = ''ingetrokken'')')
  WHERE type = 'table' AND name IN ('maatregel', 'actie', 'voortgangsmelding', 'effectonderzoek', 'financieringsregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'rol IN (''verantwoordelijk'', ''medeverantwoordelijk'', ''uitvoerder'', ''partner'', ''financier'')',
  '(rol = ''verantwoordelijk'' OR rol = ''medeverantwoordelijk'' OR rol = ''uitvoerder'' OR
      rol = ''partner'' OR rol = ''financier'')')
  WHERE type = 'table' AND name IN ('maatregel_betrokkenen');
UPDATE sqlite_schema SET sql = replace(sql,
  'opname IN (''kandidaat'', ''opgenomen'', ''niet-opgenomen'', ''doorlopend'', ''onbekend'')',
  '(opname = ''kandidaat'' OR opname = ''opgenomen'' OR opname = ''niet-opgenomen'' OR
      opname = ''doorlopend'' OR opname = ''onbekend'')')
  WHERE type = 'table' AND name IN ('maatregel_programmas');
UPDATE sqlite_schema SET sql = replace(sql,
  'soort IN (''deel-van'', ''vervangt'', ''hangt-samen-met'')',
  '(soort = ''deel-van'' OR soort = ''vervangt'' OR soort = ''hangt-samen-met'')')
  WHERE type = 'table' AND name IN ('maatregel_relaties');
UPDATE sqlite_schema SET sql = replace(sql,
  'gereed_gepland_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(gereed_gepland_precisie = ''dag'' OR gereed_gepland_precisie = ''maand'' OR
      gereed_gepland_precisie = ''seizoen'' OR gereed_gepland_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('actie');
UPDATE sqlite_schema SET sql = replace(sql,
  'gereed_werkelijk_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(gereed_werkelijk_precisie = ''dag'' OR gereed_werkelijk_precisie = ''maand'' OR
      gereed_werkelijk_precisie = ''seizoen'' OR gereed_werkelijk_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('actie', 'voortgangsmelding');
UPDATE sqlite_schema SET sql = replace(sql,
  'status IN (''voorgenomen'', ''in-voorbereiding'', ''in-uitvoering'', ''afgerond'', ''gestopt'', ''opgeschort'',
      ''vervallen'', ''onbekend'')',
  '(status = ''voorgenomen'' OR status = ''in-voorbereiding'' OR status = ''in-uitvoering'' OR
      status = ''afgerond'' OR status = ''gestopt'' OR status = ''opgeschort'' OR status = ''vervallen'' OR
      status = ''onbekend'')')
  WHERE type = 'table' AND name IN ('actie');
UPDATE sqlite_schema SET sql = replace(sql,
  'schema IN (''op-schema'', ''licht-vertraagd'', ''vertraagd'', ''niet-van-toepassing'')',
  '(schema = ''op-schema'' OR schema = ''licht-vertraagd'' OR schema = ''vertraagd'' OR
      schema = ''niet-van-toepassing'')')
  WHERE type = 'table' AND name IN ('voortgangsmelding');
UPDATE sqlite_schema SET sql = replace(sql,
  'kleur IN (''groen'', ''oranje'', ''rood'', ''grijs'')',
  '(kleur = ''groen'' OR kleur = ''oranje'' OR kleur = ''rood'' OR kleur = ''grijs'')')
  WHERE type = 'table' AND name IN ('oordeel');
UPDATE sqlite_schema SET sql = replace(sql,
  'zichtbaarheid IN (''bureau'', ''interdepartementaal'', ''openbaar'')',
  '(zichtbaarheid = ''bureau'' OR zichtbaarheid = ''interdepartementaal'' OR zichtbaarheid = ''openbaar'')')
  WHERE type = 'table' AND name IN ('oordeel');
UPDATE sqlite_schema SET sql = replace(sql,
  'soort IN (''evaluatie'', ''onderzoek'', ''wetenschappelijk'')',
  '(soort = ''evaluatie'' OR soort = ''onderzoek'' OR soort = ''wetenschappelijk'')')
  WHERE type = 'table' AND name IN ('effectonderzoek');
UPDATE sqlite_schema SET sql = replace(sql,
  'uitkomst IN (''werkt'', ''werkt-deels'', ''werkt-niet'', ''onbekend'')',
  '(uitkomst = ''werkt'' OR uitkomst = ''werkt-deels'' OR uitkomst = ''werkt-niet'' OR
      uitkomst = ''onbekend'')')
  WHERE type = 'table' AND name IN ('effectonderzoek');
UPDATE sqlite_schema SET sql = replace(sql,
  'besluit IN (''in-behandeling'', ''overgenomen'', ''deels'', ''niet-overgenomen'')',
  '(besluit = ''in-behandeling'' OR besluit = ''overgenomen'' OR besluit = ''deels'' OR
      besluit = ''niet-overgenomen'')')
  WHERE type = 'table' AND name IN ('voorstel');
UPDATE sqlite_schema SET sql = replace(sql,
  'soort IN (''begroot'', ''beschikbaar'', ''gereserveerd'', ''toegekend'', ''uitgegeven'', ''ontvangen'', ''verwacht'',
      ''aandeel'', ''capaciteit'', ''onbekend'')',
  '(soort = ''begroot'' OR soort = ''beschikbaar'' OR soort = ''gereserveerd'' OR
      soort = ''toegekend'' OR soort = ''uitgegeven'' OR soort = ''ontvangen'' OR soort = ''verwacht'' OR
      soort = ''aandeel'' OR soort = ''capaciteit'' OR soort = ''onbekend'')')
  WHERE type = 'table' AND name IN ('financieringsregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'vorm IN (''subsidie'', ''bijdrage'', ''opdracht'', ''personeel'', ''onbekend'')',
  '(vorm = ''subsidie'' OR vorm = ''bijdrage'' OR vorm = ''opdracht'' OR vorm = ''personeel'' OR
      vorm = ''onbekend'')')
  WHERE type = 'table' AND name IN ('financieringsregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'bereik IN (''regel'', ''departement'', ''rijk'')',
  '(bereik = ''regel'' OR bereik = ''departement'' OR bereik = ''rijk'')')
  WHERE type = 'table' AND name IN ('financieringsregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'eenheid IN (''totaal'', ''per-jaar'', ''per-inwoner'')',
  '(eenheid = ''totaal'' OR eenheid = ''per-jaar'' OR eenheid = ''per-inwoner'')')
  WHERE type = 'table' AND name IN ('financieringsregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'aard IN (''structureel'', ''incidenteel'', ''onbekend'')',
  '(aard = ''structureel'' OR aard = ''incidenteel'' OR aard = ''onbekend'')')
  WHERE type = 'table' AND name IN ('financieringsregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'precisie IN (''exact'', ''afgerond'', ''circa'', ''onbekend'')',
  '(precisie = ''exact'' OR precisie = ''afgerond'' OR precisie = ''circa'' OR precisie = ''onbekend'')')
  WHERE type = 'table' AND name IN ('financieringsregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'label IN (''gelabeld'', ''verweven'', ''onbekend'')',
  '(label = ''gelabeld'' OR label = ''verweven'' OR label = ''onbekend'')')
  WHERE type = 'table' AND name IN ('financieringsregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'reden_geen_bedrag_code IN (''niet-genoemd'', ''niet-gelabeld'', ''niet-geoormerkt'', ''niet-gekwantificeerd'',
      ''verweven'', ''regulier-budget'', ''aandeel-onbekend'', ''alleen-vergelijkenderwijs'', ''geen-landelijk-cijfer'')',
  '(reden_geen_bedrag_code = ''niet-genoemd'' OR reden_geen_bedrag_code = ''niet-gelabeld'' OR
      reden_geen_bedrag_code = ''niet-geoormerkt'' OR reden_geen_bedrag_code = ''niet-gekwantificeerd'' OR
      reden_geen_bedrag_code = ''verweven'' OR reden_geen_bedrag_code = ''regulier-budget'' OR
      reden_geen_bedrag_code = ''aandeel-onbekend'' OR
      reden_geen_bedrag_code = ''alleen-vergelijkenderwijs'' OR
      reden_geen_bedrag_code = ''geen-landelijk-cijfer'')')
  WHERE type = 'table' AND name IN ('financieringsregel');
UPDATE sqlite_schema SET sql = replace(sql,
  'termijn_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(termijn_precisie = ''dag'' OR termijn_precisie = ''maand'' OR termijn_precisie = ''seizoen'' OR
      termijn_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('motie', 'toezegging');
UPDATE sqlite_schema SET sql = replace(sql,
  'uitvoering IN (''open'', ''in-uitvoering'', ''deels-afgedaan'', ''afgedaan'', ''aangehouden'', ''vervallen'',
      ''onbekend'')',
  '(uitvoering = ''open'' OR uitvoering = ''in-uitvoering'' OR uitvoering = ''deels-afgedaan'' OR
      uitvoering = ''afgedaan'' OR uitvoering = ''aangehouden'' OR uitvoering = ''vervallen'' OR
      uitvoering = ''onbekend'')')
  WHERE type = 'table' AND name IN ('motie', 'toezegging');
UPDATE sqlite_schema SET sql = replace(sql,
  'soort IN (''toezegging'', ''verzoek'', ''aankondiging'', ''voornemen'', ''kamervraag'')',
  '(soort = ''toezegging'' OR soort = ''verzoek'' OR soort = ''aankondiging'' OR soort = ''voornemen'' OR
      soort = ''kamervraag'')')
  WHERE type = 'table' AND name IN ('toezegging');
UPDATE sqlite_schema SET sql = replace(sql,
  'richting IN (''hoger'', ''lager'', ''geen'')',
  '(richting = ''hoger'' OR richting = ''lager'' OR richting = ''geen'')')
  WHERE type = 'table' AND name IN ('indicator');
UPDATE sqlite_schema SET sql = replace(sql,
  'streefwaarde_datum_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(streefwaarde_datum_precisie = ''dag'' OR streefwaarde_datum_precisie = ''maand'' OR
      streefwaarde_datum_precisie = ''seizoen'' OR streefwaarde_datum_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('indicator');
UPDATE sqlite_schema SET sql = replace(sql,
  'streefwaarde_status IN (''nog-te-bepalen'', ''kwalitatief'', ''bepaald'')',
  '(streefwaarde_status = ''nog-te-bepalen'' OR streefwaarde_status = ''kwalitatief'' OR
      streefwaarde_status = ''bepaald'')')
  WHERE type = 'table' AND name IN ('indicator');
UPDATE sqlite_schema SET sql = replace(sql,
  'periode_precisie IN (''dag'', ''maand'', ''seizoen'', ''jaar'')',
  '(periode_precisie = ''dag'' OR periode_precisie = ''maand'' OR periode_precisie = ''seizoen'' OR
      periode_precisie = ''jaar'')')
  WHERE type = 'table' AND name IN ('meting');
UPDATE sqlite_schema SET sql = replace(sql,
  'status IN (''actief'', ''gepauzeerd'', ''geparkeerd'')',
  '(status = ''actief'' OR status = ''gepauzeerd'' OR status = ''geparkeerd'')')
  WHERE type = 'table' AND name IN ('abonnement');
PRAGMA writable_schema = RESET;

-- What a longer index begins with needs no index of its own.
DROP INDEX voortgangsmelding_op_maatregel;
DROP INDEX oordeel_op_maatregel;
DROP INDEX meting_op_indicator;
