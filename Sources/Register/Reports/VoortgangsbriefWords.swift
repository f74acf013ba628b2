import Bytes

/// The words of the letter. What only its sender knows stands between square brackets.
enum VoortgangsbriefWords {
  static func letter(from: Day, through: Day) -> Report.Letter {
    let nl = "\(long(from).nl) tot en met \(long(through).nl)"
    let en = "\(long(from).en) up to and including \(long(through).en)"
    return Report.Letter(
      recipient: [
        Report.Text(
          nl: "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal",
          en: "To the President of the House of Representatives"),
        Report.Text(nl: "Postbus 20018", en: "Postbus 20018"),
        Report.Text(nl: "2500 EA Den Haag", en: "2500 EA Den Haag"),
      ],
      subject: Report.Text(
        nl: "Voortgang van het Nationaal Programma tegen discriminatie en racisme, \(nl)",
        en: "Progress of the National Programme against discrimination and racism, \(en)"),
      salutation: Report.Text(nl: "Geachte voorzitter,", en: "Dear President,"),
      opening: [
        Report.Text(
          nl: """
            Met deze brief informeer ik uw Kamer, mede namens [de betrokken bewindspersonen], over de voortgang van de \
            aanpak van discriminatie en racisme in de periode van \(nl). Een afschrift gaat naar de Eerste Kamer.
            """,
          en: """
            With this letter I inform the House, also on behalf of [the ministers concerned], of the progress of the \
            approach to discrimination and racism from \(en). A copy goes to the Senate.
            """),
        Report.Text(
          nl: """
            De brief volgt de indeling van het programma. Eerst staat hoe ver de maatregelen zijn en wat er aan het plan \
            veranderde, daarna het geld, de moties en toezeggingen en de metingen. Wat niet bekend is, is als niet bekend \
            vermeld. [Kern van de periode in een paar zinnen.]
            """,
          en: """
            The letter follows the programme. First comes how far the measures are and what changed in the plan, then the \
            money, the motions and promises and the measurements. What is not known is given as not known. [The gist of \
            the period in a few sentences.]
            """),
      ],
      closing: [
        Report.Text(nl: "[Vooruitblik op de komende periode.]", en: "[What comes next.]"),
        Report.Text(
          nl: "De minister van Binnenlandse Zaken en Koninkrijksrelaties,\n\n[naam]",
          en: "The Minister of the Interior and Kingdom Relations,\n\n[name]"),
      ])
  }

  static let notes = [
    Report.Text(
      nl: """
        De periode kiest op datums in de inhoud: de dag van een melding, oordeel, besluit, stuk of meting. De stand van \
        maatregelen, moties en toezeggingen is wat het register ervan zegt; het plan, wat over tijd is en hoe oud, is \
        gezien op de laatste dag van de periode. Met `beschikbaarOp` is de brief later dezelfde.
        """,
      en: """
        The period chooses by dates in the content: the day of a report, judgement, decision, document or measurement. \
        The state of measures, motions and promises is what the register says of it; the plan, what is overdue and how \
        old are seen on the last day of the period. With `beschikbaarOp` the letter stays the same.
        """),
    Report.Text(
      nl: """
        Een deel van de indeling (fase, stand, label van geld) staat in geen bron en is door een analist afgeleid. Het \
        overzicht telt hoeveel; in de lijst achter elk cijfer noemt `afgeleid` wat.
        """,
      en: """
        Part of the classification (phase, state, label of money) stands in no source and was inferred by an analyst. \
        The overview counts how much; in the list behind each figure `afgeleid` names what.
        """),
    Report.Text(
      nl: "Getoond is wat u mag zien; een ander kan meer zien.", en: "Shown is what you may see; others may see more."),
    Report.Text(
      nl: "Achter elk aantal in het overzicht zit de lijst met precies zoveel rijen.",
      en: "Behind each figure in the overview is the list with exactly as many rows."),
  ]

  static func state(_ measures: [LetterItem], phases: Int) -> [Report.Text] {
    let several = measures.filter { $0.kenmerken("fasen").count > 1 }.count
    let without = measures.filter { $0.kenmerken("fasen").isEmpty }.count
    let done = measures.filter { $0.text("uitvoeringsstatus") == "afgerond" }.count
    return [
      Report.Text(
        nl: """
          Het programma telt \(measures.count) maatregelen; daarvan \(are(done)) \(done) afgerond. \(several) \
          \(several == 1 ? "maatregel hoort" : "maatregelen horen") bij meer dan één fase en \
          \(several == 1 ? "telt" : "tellen") bij elk daarvan; van \(without) is de fase niet bekend.
          """,
        en: """
          The programme has \(measures.count) measures, of which \(done) are finished. \(several) belong to more than one \
          phase and count for each; of \(without) the phase is not known.
          """)
    ]
  }

  static func plan(late: Int) -> [Report.Text] {
    [
      Report.Text(
        nl: """
          Hieronder staan de maatregelen waarvan een datum bekend is en die, voor zover bekend, in de periode liepen. In \
          het hele programma is van \(late) \(late == 1 ? "maatregel" : "maatregelen") het geplande einde voorbij \
          zonder dat bekend is dat \(late == 1 ? "zij is" : "zij zijn") afgerond, gestopt of vervallen.
          """,
        en: """
          Below are the measures of which a date is known and that, as far as known, ran in the period. In the whole \
          programme the planned end of \(late) has passed without their being known to be finished, stopped or dropped.
          """)
    ]
  }

  static func money(from: Int, through: Int) -> [Report.Text] {
    let (nl, en) =
      from == through
      ? ("het jaar \(from)", "the year \(from)")
      : ("de jaren \(from) tot en met \(through)", "the years \(from) to \(through)")
    return [
      Report.Text(
        nl: """
          De regels gaan over \(nl): de jaren van de periode en het jaar daarvoor, waarover in de periode verantwoording \
          is afgelegd. Bedragen van verschillende soort, label of precisie zijn niet opgeteld. Regels \
          zonder jaar of over meer jaren staan in het financieel overzicht.
          """,
        en: """
          The lines are about \(en): the years of the period and the one before, which was accounted for in it. Amounts of different kind, label or precision are not added. Lines without a year or \
          over several years are in the financial overview.
          """)
    ]
  }

  static func open(_ count: Int, late: Int, unknown: Int) -> [Report.Text] {
    [
      Report.Text(
        nl: """
          Er \(are(count)) \(count) moties, toezeggingen en verzoeken niet of niet geheel afgedaan, de oudste eerst. Van \
          \(late == 0 ? "geen daarvan" : "\(late)") is een termijn voorbij. Waar geen datum staat, noemt de bron er geen. \
          Van \(unknown) andere is niet bekend hoe ver \(unknown == 1 ? "het is" : "zij zijn"); die staan er niet bij.
          """,
        en: """
          \(count) motions, promises and requests are not or not fully settled, the oldest first. The time of \(late) has \
          passed. Where there is no date, the source gives none. Of \(unknown) others the state is not known; they are not \
          listed.
          """)
    ]
  }

  private static func are(_ count: Int) -> String { count == 1 ? "is" : "zijn" }

  private static let months = [
    ("januari", "January"), ("februari", "February"), ("maart", "March"), ("april", "April"), ("mei", "May"),
    ("juni", "June"), ("juli", "July"), ("augustus", "August"), ("september", "September"), ("oktober", "October"),
    ("november", "November"), ("december", "December"),
  ]

  /// `19 september 2022`
  private static func long(_ day: Day) -> (nl: String, en: String) {
    let month = months[day.month - 1]
    return ("\(day.day) \(month.0) \(day.year)", "\(day.day) \(month.1) \(day.year)")
  }
}
