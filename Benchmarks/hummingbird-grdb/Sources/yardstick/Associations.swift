import GRDB

// The tables that a measure is spread over. What names a code, an organisation or a document needs only its name.
protocol Named: TableRecord {}
extension Named {
  static var databaseSelection: [any SQLSelectable] { [Column("kenmerk")] }
}
enum Fase: Named {}
enum Domein: Named {}
enum Grond: Named {}
enum Organisatie: Named {}
enum Programma: Named {}
enum Document: Named {}

enum FaseLink: TableRecord {
  static let databaseTableName = "maatregel_fasen"
  static let code = belongsTo(Fase.self)
}
enum DomeinLink: TableRecord {
  static let databaseTableName = "maatregel_domeinen"
  static let code = belongsTo(Domein.self)
}
enum GrondLink: TableRecord {
  static let databaseTableName = "maatregel_gronden"
  static let code = belongsTo(Grond.self)
}
enum ThemaLink: TableRecord { static let databaseTableName = "maatregel_themas" }
enum AfgeleidLink: TableRecord { static let databaseTableName = "maatregel_afgeleid" }
enum BetrokkeneLink: TableRecord {
  static let databaseTableName = "maatregel_betrokkenen"
  static let organisatie = belongsTo(Organisatie.self)
}
enum ProgrammaLink: TableRecord {
  static let databaseTableName = "maatregel_programmas"
  static let programma = belongsTo(Programma.self)
}
enum RelatieLink: TableRecord {
  static let databaseTableName = "maatregel_relaties"
  static let maatregel = belongsTo(Maatregel.self, using: ForeignKey(["maatregel"]))
}
enum BronLink: TableRecord {
  static let databaseTableName = "maatregel_bronnen"
  static let document = belongsTo(Document.self)
}

extension Maatregel {
  static let fasen = hasMany(
    Fase.self, through: hasMany(FaseLink.self), using: FaseLink.code, key: "fasen")
  static let domeinen = hasMany(
    Domein.self, through: hasMany(DomeinLink.self), using: DomeinLink.code, key: "domeinen")
  static let gronden = hasMany(
    Grond.self, through: hasMany(GrondLink.self), using: GrondLink.code, key: "gronden")
  static let themas = hasMany(ThemaLink.self, key: "themas")
  static let afgeleid = hasMany(AfgeleidLink.self, key: "afgeleid")
  static let betrokkenen = hasMany(BetrokkeneLink.self, key: "betrokkenen")
  static let programmas = hasMany(ProgrammaLink.self, key: "programmas")
  static let relaties = hasMany(RelatieLink.self, key: "relaties", using: ForeignKey(["rij"]))
  static let bronnen = hasMany(BronLink.self, key: "bronnen")
  static let words = hasOne(Table("maatregel_zoek"), using: ForeignKey(["rowid"], to: ["rij"]))

  /// What is published; drafts stand in the same table.
  static var published: QueryInterfaceRequest<Maatregel> { filter(Column("laag") == 0) }

  static func named(_ kenmerk: String) -> QueryInterfaceRequest<Maatregel> {
    published.filter(Column("kenmerk") == kenmerk).withLinks()
  }
}

extension QueryInterfaceRequest<Maatregel> {
  /// One more query for each kind of link, however many measures.
  func withLinks() -> Self {
    let order = Column("volgorde")
    return including(all: Maatregel.fasen.order(Column("kenmerk")))
      .including(all: Maatregel.domeinen.order(Column("kenmerk")))
      .including(all: Maatregel.gronden.order(Column("kenmerk")))
      .including(all: Maatregel.themas).including(all: Maatregel.afgeleid)
      .including(all: Maatregel.betrokkenen.order(order).including(required: BetrokkeneLink.organisatie))
      .including(all: Maatregel.programmas.order(order).including(required: ProgrammaLink.programma))
      .including(
        all: Maatregel.relaties.order(order).including(required: RelatieLink.maatregel.select(Column("kenmerk")))
      )
      .including(all: Maatregel.bronnen.order(order).including(optional: BronLink.document))
  }
}
