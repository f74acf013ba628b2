import Bytes

extension TestAPI {
  /// Three departments and the coordinator, two phases, a small tree of grounds, a programme, four measures.
  static let programme: [(String, JSON)] = [
    ("fase", ["kenmerk": "erkennen-voorkomen", "naam": "Erkennen en voorkomen", "volgorde": 1]),
    ("fase", ["kenmerk": "herkennen-melden", "naam": "Herkennen en melden", "volgorde": 2]),
    ("domein", ["kenmerk": "zorg", "naam": "Zorg", "volgorde": 1]),
    ("grond", ["kenmerk": "alle-gronden", "naam": "Alle gronden", "volgorde": 1, "verzamelknoop": true]),
    (
      "grond",
      [
        "kenmerk": "moslimdiscriminatie", "naam": "Moslimdiscriminatie", "volgorde": 2,
        "bovenliggend": ["alle-gronden"], "aliassen": ["moslimhaat"],
      ]
    ),
    ("grond", ["kenmerk": "antisemitisme", "naam": "Antisemitisme", "volgorde": 3, "bovenliggend": ["alle-gronden"]]),
    ("organisatie", ["kenmerk": "szw", "naam": "Ministerie van SZW", "afkorting": "SZW", "soort": "ministerie"]),
    ("organisatie", ["kenmerk": "vws", "naam": "Ministerie van VWS", "afkorting": "VWS", "soort": "ministerie"]),
    (
      "organisatie",
      [
        "kenmerk": "jenv", "naam": "Ministerie van JenV", "afkorting": "JenV", "soort": "ministerie",
        "werkwijze": "vier-ogen",
      ]
    ),
    ("organisatie", ["kenmerk": "ncdr", "naam": "Nationaal Coördinator", "soort": "coordinator"]),
    ("organisatie", ["kenmerk": "politie", "naam": "Politie", "soort": "politie"]),
    ("programma", ["kenmerk": "np-2022", "naam": "Nationaal Programma 2022", "soort": "nationaal-programma"]),
    ("document", ["kenmerk": "brief", "soort": "kamerbrief", "titel": "Aanbiedingsbrief"]),
    ("document", ["kenmerk": "intern", "soort": "nota", "titel": "Interne nota", "openbaar": false]),
    (
      "maatregel",
      [
        "kenmerk": "m-registratie", "titel": "Registratie van moslimdiscriminatie", "reikwijdte": "specifiek",
        "gronden": ["moslimdiscriminatie"], "fasen": ["herkennen-melden"],
        "betrokkenen": [
          ["organisatie": "szw", "rol": "verantwoordelijk"], ["organisatie": "politie", "rol": "uitvoerder"],
        ],
        "programmas": [["programma": "np-2022", "opname": "opgenomen"]], "afgeleid": ["fasen/herkennen-melden"],
        "bronnen": [["document": "brief", "regel": 47]],
      ]
    ),
    (
      "maatregel",
      [
        "kenmerk": "m-training", "titel": "Training voor de jeugdzorg", "reikwijdte": "generiek",
        "domeinen": ["zorg"], "uitvoeringsstatus": "afgerond", "themas": ["a|b", "zorg, \"jeugd\""],
        "omschrijving": "=SOM(A1)\ntweede regel", "betrokkenen": [["organisatie": "vws", "rol": "verantwoordelijk"]],
        "bronnen": [["url": "https://www.example.nl/a"]],
        "plan": ["startGepland": "2024", "gereedGepland": "2024-06", "startWerkelijk": "2024-06-30"],
      ]
    ),
    (
      "maatregel",
      [
        "kenmerk": "m-vierogen", "titel": "Strategie tegen antisemitisme",
        "betrokkenen": [["organisatie": "jenv", "rol": "verantwoordelijk"]], "gronden": ["antisemitisme"],
      ]
    ),
    (
      "maatregel",
      ["kenmerk": "m-zonder", "titel": "Één accent en niets meer", "statusTekst": "loopt"]
    ),
  ]
}
