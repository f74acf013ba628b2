"""What people at a department do at /invoer, in a real browser, and what becomes of it in the register."""

import datetime
import unittest

from browser import Entry, Keys, axe, axe_source, chromium, dismiss, until
from register import Register


class EntryTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.register = Register()
        cls.addClassCleanup(cls.register.close)
        cls.token = cls.register.token("szw", "redacteur")
        cls.driver = chromium()
        cls.addClassCleanup(cls.driver.quit)
        cls.axe = axe_source()

    def setUp(self):
        self.entry = Entry(self.driver, self.register.address)

    def checked(self):
        """Nothing is wrong with the page for somebody who cannot see it, or not use a mouse."""
        if self.axe:
            self.assertEqual(axe(self.driver, self.axe), [])

    def published(self, title):
        kenmerk = self.register.measure(title, self.token)
        self.entry.sign_in(self.token).press(title).wait("versie 1")
        return "/v1/maatregelen/" + kenmerk

    def test_a_report_is_sent_and_everyone_sees_it_at_once(self):
        path = self.published("Een maatregel met een melding")
        self.entry.press("Meld voortgang").wait("Dag waarop de melding slaat")
        today = self.entry.field("/peildatum").get_attribute("value")
        self.assertLessEqual(abs((datetime.date.fromisoformat(today) - datetime.date.today()).days), 1)
        self.entry.fill("/uitvoeringsstatus", "in-uitvoering").fill("/schema", "op-schema")
        self.entry.fill("/toelichting", "Er zijn <b>drie</b> bijeenkomsten gehouden.")
        self.entry.press("Bekijk wat er wordt verstuurd").wait("Er zijn <b>drie</b> bijeenkomsten gehouden.")
        self.assertEqual(self.register.ask("GET", path + "/voortgangsmeldingen").json["aantal"], 0)
        self.checked()
        self.entry.press("Verstuur").wait("De melding is bewaard (gepubliceerd)")
        reports = self.register.ask("GET", path + "/voortgangsmeldingen").json
        self.assertEqual([one["toelichting"] for one in reports["items"]], ["Er zijn <b>drie</b> bijeenkomsten gehouden."])
        self.assertEqual(self.register.ask("GET", path).json["uitvoeringsstatus"], "in-uitvoering")

    def test_what_is_wrong_stands_beside_its_field_and_is_told_to_a_screen_reader(self):
        path = self.published("Een maatregel met een foute melding")
        self.entry.press("Meld voortgang").wait("Dag waarop de melding slaat")
        self.assertFalse(self.entry.field("/gereedWerkelijk").is_displayed())
        self.entry.fill("/uitvoeringsstatus", "afgerond").press("Verstuur")
        self.entry.wait("zie de gemerkte velden")
        for member in ["/schema", "/toelichting"]:
            self.assertTrue(self.entry.fault(member), member)
            control = self.entry.field(member)
            self.assertEqual(control.get_attribute("aria-invalid"), "true")
            told = control.get_attribute("aria-describedby").split()[-1]
            self.assertEqual(self.entry.one("#" + told).text, self.entry.fault(member))
        self.assertIsNone(self.entry.fault("/peildatum"))
        self.assertIsNotNone(self.driver.switch_to.active_element.get_attribute("aria-invalid"))
        self.checked()
        self.entry.fill("/schema", "op-schema").fill("/toelichting", "Nu wel.").press("Verstuur")
        until(self.driver, lambda: self.entry.fault("/gereedWerkelijk"), "a finished measure has a day it was finished")
        self.assertIsNone(self.entry.fault("/schema"))
        self.entry.fill("/gereedWerkelijk", "2026-06").press("Verstuur").wait("De melding is bewaard")
        self.assertEqual(self.register.ask("GET", path).json["uitvoeringsstatus"], "afgerond")

    def test_what_is_wrong_in_a_folded_part_unfolds_it(self):
        self.published("Een maatregel met een vergissing in de periode")
        self.entry.press("Meld voortgang").wait("Dag waarop de melding slaat")
        self.assertFalse(self.entry.is_seen("/periodeVan"))
        self.entry.one("#werk .meer > summary").click()
        self.driver.execute_script(
            "for (const [name, day] of [['Van', '2026-06-30'], ['Tot', '2026-01-01']])"
            " document.querySelector(`#werk [data-pad='/periode${name}'] input`).value = day")
        self.entry.fill("/uitvoeringsstatus", "in-uitvoering").fill("/schema", "op-schema")
        self.entry.fill("/toelichting", "Van achteren naar voren.").one("#werk .meer > summary").click()
        self.assertFalse(self.entry.is_seen("/periodeVan"))
        self.entry.press("Verstuur").wait("zie de gemerkte velden")
        self.assertTrue(any(self.entry.fault(one) for one in ["/periodeVan", "/periodeTot"]))
        self.assertTrue(self.entry.is_seen("/periodeVan"))

    def test_a_report_is_put_right_by_one_that_takes_its_place(self):
        path = self.published("Een maatregel met een verkeerde melding")
        old = self.register.ask("POST", path + "/voortgangsmeldingen", {
            "peildatum": "2026-06-30", "uitvoeringsstatus": "in-uitvoering", "schema": "vertraagd",
            "toelichting": "Er kwamen 10 mensen.", "resultaten": "Tien mensen."}, self.token).json
        self.entry.sign_in(self.token).press("Een maatregel met een verkeerde melding").wait("Er kwamen 10 mensen.")
        self.entry.press("Verbeter deze melding").wait("Verbeter de melding over 30 juni 2026")
        self.assertEqual(self.entry.field("/toelichting").get_attribute("value"), "Er kwamen 10 mensen.")
        self.assertFalse(self.entry.field("/corrigeert").is_displayed())
        self.checked()
        self.entry.fill("/toelichting", "Er kwamen 100 mensen.").press("Verstuur").wait("De verbetering is bewaard (gepubliceerd)")
        self.entry.wait("verbeterd door een latere melding")
        self.assertEqual(len([one for one in self.entry.all("#werk button") if one.text == "Verbeter deze melding"]), 1)
        self.checked()
        reports = self.register.ask("GET", path + "/voortgangsmeldingen").json["items"]
        new = next(one for one in reports if one["kenmerk"] != old["kenmerk"])
        self.assertEqual((new["corrigeert"], new["peildatum"], new["schema"]), (old["kenmerk"], "2026-06-30", "vertraagd"))
        self.assertEqual((new["toelichting"], new["resultaten"]), ("Er kwamen 100 mensen.", "Tien mensen."))

    def test_a_report_under_embargo_is_seen_by_whom_it_is_for_until_it_is_over(self):
        path = self.published("Een maatregel onder embargo")
        self.entry.press("Meld voortgang").wait("Dag waarop de melding slaat")
        self.entry.fill("/uitvoeringsstatus", "in-uitvoering").fill("/schema", "op-schema")
        self.entry.fill("/toelichting", "Dit komt later naar buiten.")
        self.assertFalse(self.entry.field("/embargoTot").is_displayed())
        self.entry.choose("Publiceer onder embargo: pas later openbaar").press("Verstuur")
        self.entry.wait("zie de gemerkte velden")
        self.assertEqual(self.entry.fault("/embargoTot"), "Kies een dag en een tijd.")
        self.checked()
        self.driver.execute_script(
            "document.querySelector(\"#werk [data-pad='/embargoTot'] input\").value = '2099-07-01T09:30'")
        self.entry.fill("/zichtbaarheid", "interdepartementaal").press("Verstuur")
        self.entry.wait("De melding is bewaard (gepubliceerd, onder embargo tot 1 juli 2099").wait("09:30")
        self.assertEqual(self.register.ask("GET", path + "/voortgangsmeldingen").json["aantal"], 0)
        colleague = self.register.token("vws", "lezer")
        told = self.register.ask("GET", path + "/voortgangsmeldingen", token=colleague).json["items"]
        self.assertEqual([one["publicatie"]["embargoTot"] for one in told], ["2099-07-01T07:30:00Z"])
        self.entry.wait("Nog niet openbaar").press("Hef embargo op").wait("Het embargo is opgeheven.")
        self.assertEqual(self.register.ask("GET", path + "/voortgangsmeldingen").json["aantal"], 1)

    def test_who_is_second_sees_what_the_first_changed_and_overwrites_nothing(self):
        path = self.published("Twee mensen tegelijk")
        self.entry.press("Wijzig plan of tekst").wait("Wijzig: ")
        self.entry.fill("/doel", "Het doel van de tweede.")
        first = self.register.patch(path, {"omschrijving": "De tekst van de eerste."}, self.token)
        self.assertEqual(first.status, 200, first.body)
        self.entry.press("Verstuur").wait("Iemand anders was eerder")
        self.entry.wait("De tekst van de eerste.").wait("Het doel van de tweede.")
        self.assertIsNone(self.register.ask("GET", path).json["doel"])
        self.checked()
        self.entry.press("Breng mijn wijziging aan op de nieuwe versie").wait("Wijzig: ")
        self.assertEqual(self.entry.field("/doel").get_attribute("value"), "Het doel van de tweede.")
        self.assertEqual(self.entry.field("/omschrijving").get_attribute("value"), "De tekst van de eerste.")
        self.entry.press("Verstuur").wait("De wijziging is bewaard")
        now = self.register.ask("GET", path).json
        self.assertEqual((now["omschrijving"], now["doel"]), ("De tekst van de eerste.", "Het doel van de tweede."))

    def test_a_change_of_plan_without_a_reason_asks_for_one_where_it_is_given(self):
        path = self.published("Een plan dat verschuift")
        self.entry.press("Wijzig plan of tekst").wait("Wijzig: ")
        self.entry.fill("/plan/gereedGepland", "2027-06").press("Verstuur").wait("zie de gemerkte velden")
        self.assertTrue(self.entry.fault("/reden"))
        self.entry.fill("/reden", "De aanbesteding duurde langer.").press("Verstuur").wait("De wijziging is bewaard")
        self.assertEqual(self.register.ask("GET", path).json["plan"]["gereedGepland"]["vanaf"], "2027-06-01")
        changes = self.register.ask("GET", path + "/planwijzigingen").json["items"]
        self.assertEqual([one["reden"] for one in changes], ["De aanbesteding duurde langer."])

    def test_a_round_says_what_is_asked_until_it_has_been_reported(self):
        bureau = self.register.token("ncdr", "bureau")
        title = "Gevraagd in de ronde"
        kenmerk = self.register.measure(title, self.token)
        closes = datetime.date.today() + datetime.timedelta(days=30)
        made = self.register.ask(
            "POST", "/v1/uitvragen",
            {"titel": "Ronde van de toets", "sluitdatum": str(closes), "selectie": {"search": "gevraagd"}}, bureau)
        self.assertEqual(made.status, 201, made.body)
        self.entry.sign_in(self.token).wait("Ronde van de toets").wait("Nog te melden: 1")
        asked = next(one for one in self.entry.all("section.invoervak") if "Ronde van de toets" in one.text)
        next(one for one in asked.find_elements("tag name", "button") if one.text == title).click()
        self.entry.press("Meld voortgang").wait("Dag waarop de melding slaat")
        self.assertEqual(self.entry.field("/uitvraag").get_attribute("value"), made.json["kenmerk"])
        self.entry.fill("/uitvoeringsstatus", "in-uitvoering").fill("/schema", "op-schema")
        self.entry.fill("/toelichting", "Alles loopt.").press("Verstuur").wait("De melding is bewaard")
        self.entry.press("\u2190 Mijn maatregelen").wait("Alles is gemeld.")
        state = self.register.ask("GET", "/v1/maatregelen?ingediendVoor=" + made.json["kenmerk"]).json
        self.assertEqual([one["kenmerk"] for one in state["items"]], [kenmerk])

    def test_a_token_that_ends_midway_costs_no_word(self):
        self.register.measure("Een maatregel van VWS", vws := self.register.token("vws", "redacteur"))
        self.entry.sign_in(vws, "vws").press("Een maatregel van VWS").press("Meld voortgang")
        self.entry.wait("Dag waarop de melding slaat").fill("/toelichting", "Een lang verhaal.")
        self.entry.fill("/uitvoeringsstatus", "in-uitvoering").fill("/schema", "op-schema")
        self.register.revoke("vws", "redacteur")
        self.entry.press("Verstuur").wait("Wat u had ingevuld staat er nog")
        self.assertFalse(self.entry.one("#werk").is_displayed())
        self.entry.give("npdr_onzin", "vws")
        self.entry.wait("Wat u had ingevuld staat er nog")
        self.entry.give(self.register.token("vws", "redacteur"), "vws")
        self.entry.wait("U bent weer aangemeld")
        self.assertEqual(self.entry.field("/toelichting").get_attribute("value"), "Een lang verhaal.")
        self.entry.press("Verstuur").wait("De melding is bewaard")

    def test_the_token_is_in_memory_and_nowhere_else(self):
        self.entry.sign_in(self.token).press("Meld af")
        until(self.driver, lambda: self.entry.one("#aanmelden").is_displayed(), "no question for a token")
        self.entry.sign_in(self.token)
        kept = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "Promise.all([indexedDB.databases(), caches.keys(), navigator.serviceWorker.getRegistrations()]).then(found =>"
            " done([localStorage.length, sessionStorage.length, document.cookie, history.state,"
            " ...found.map(one => one.length)]))")
        self.assertEqual(kept, [0, 0, "", None, 0, 0, 0])
        self.assertNotIn(self.token, self.driver.page_source + self.driver.current_url)
        self.assertEqual(self.entry.one("#token").get_attribute("value"), "")
        self.driver.refresh()
        until(self.driver, lambda: self.entry.one("#aanmelden").is_displayed(), "a reload kept the token")

    def test_a_wrong_token_is_told_in_words(self):
        self.entry.open().give("npdr_bestaat-niet")
        until(self.driver, lambda: self.entry.one("#aanmelden-fout").is_displayed(), "nothing is said")
        self.assertGreater(len(self.entry.one("#aanmelden-fout").text), 10)
        self.assertFalse(self.entry.one("#werk").is_displayed())
        self.checked()

    def test_a_measure_goes_from_draft_over_release_to_the_public_and_is_withdrawn(self):
        self.entry.sign_in(self.token).press("Nieuwe maatregel").wait("Wat gebeurt ermee?")
        self.entry.fill("/titel", "Van concept tot intrekking").fill("/doel", "Laten zien hoe het gaat.")
        self.checked()
        self.entry.press("Bekijk wat er wordt verstuurd").wait("Laten zien hoe het gaat.")
        self.entry.press("Verstuur").wait("De maatregel is bewaard (concept)")
        path = "/v1/maatregelen/van-concept-tot-intrekking"
        self.assertEqual(self.register.ask("GET", path).status, 404)
        self.assertEqual(
            self.register.ask("GET", path, token=self.token).json["betrokkenen"],
            [{"organisatie": "szw", "rol": "verantwoordelijk"}])
        self.entry.press("Geef vrij").wait("Vrijgegeven.")
        self.assertEqual(self.register.ask("GET", path).status, 404)
        self.entry.press("Publiceer").wait("Gepubliceerd.")
        self.assertEqual(self.register.ask("GET", path).json["titel"], "Van concept tot intrekking")
        self.entry.press("Trek in").wait("Reden (verplicht)").press("Trek in")
        until(self.driver, lambda: self.entry.one("#intrekfout").is_displayed(), "no reason was asked for")
        self.checked()
        self.entry.one("#intrekreden").send_keys("Het was een toets.")
        self.entry.press("Trek in").wait("Ingetrokken.").wait("Mijn maatregelen")
        gone = self.register.ask("GET", path)
        self.assertEqual(gone.status, 410)
        self.assertIn("Het was een toets.", gone.body)

    def test_a_draft_beside_what_is_public_changes_nothing_of_it_until_it_is_published(self):
        path = self.published("Een concept ernaast")
        self.entry.press("Wijzig plan of tekst").wait("Wijzig: ").fill("/doel", "Een nieuw doel.")
        self.entry.choose("Bewaar als concept").press("Verstuur").wait("De wijziging is bewaard").wait("concept 1")
        self.assertIsNone(self.register.ask("GET", path).json["doel"])
        self.entry.press("\u2190 Mijn maatregelen").wait("gepubliceerd, met een concept ernaast")
        self.entry.press("Een concept ernaast").press("Geef vrij").wait("Vrijgegeven.")
        self.assertIsNone(self.register.ask("GET", path).json["doel"])
        self.entry.press("Publiceer").wait("Gepubliceerd.")
        self.assertEqual(self.register.ask("GET", path).json["doel"], "Een nieuw doel.")

    def test_a_draft_that_was_never_public_can_be_discarded(self):
        path = self.published("Een maatregel met een concept van een melding")
        self.entry.press("Meld voortgang").wait("Dag waarop de melding slaat")
        self.entry.fill("/uitvoeringsstatus", "in-uitvoering").fill("/schema", "op-schema")
        self.entry.fill("/toelichting", "Nog niet af.").choose("Bewaar als concept").press("Verstuur")
        self.entry.wait("De melding is bewaard (concept)").wait("Nog niet openbaar")
        self.assertEqual(self.register.ask("GET", path + "/voortgangsmeldingen").json["aantal"], 0)
        self.entry.press("Gooi concept weg")
        dismiss(self.driver, accept=False)
        own = self.register.ask("GET", path + "/voortgangsmeldingen", token=self.token).json
        self.assertEqual(own["aantal"], 1)
        self.entry.press("Gooi concept weg")
        dismiss(self.driver)
        self.entry.wait("Het concept is weg.")
        self.assertEqual(
            self.register.ask("GET", path + "/voortgangsmeldingen", token=self.token).json["aantal"], 0)

    def test_money_is_added_to_a_measure_with_an_amount_or_with_the_reason_why_there_is_none(self):
        path = self.published("Een maatregel met geld")
        document = self.register.ask("GET", "/v1/documenten?limit=1").json["items"][0]["kenmerk"]
        self.entry.press("Voeg geld toe").wait("Voeg geld toe: ")
        self.entry.fill("/soort", "begroot").fill("/jaar", "2026").fill("/document", document).press("Verstuur")
        self.entry.wait("zie de gemerkte velden")
        self.assertTrue(self.entry.fault("/redenGeenBedrag"))
        self.checked()
        self.entry.fill("/bedrag", "125000").fill("/precisie", "exact").fill("/label", "gelabeld").press("Verstuur")
        until(self.driver, lambda: self.entry.fault("/reden"), "money of a published measure changes with a reason")
        self.entry.fill("/reden", "Het budget is vastgesteld.").press("Verstuur").wait("De regel is bewaard")
        lines = self.register.ask("GET", path + "/financieringsregels", token=self.token).json["items"]
        self.assertEqual([(one["bedrag"], one["jaar"]) for one in lines], [("125000", 2026)])

    def test_a_report_needs_no_mouse(self):
        self.register.measure("AAA met het toetsenbord", self.token)
        self.entry.open().one("#token").send_keys(self.token)
        self.entry.key(Keys.TAB)
        while self.entry.one("#organisatie").get_property("value") != "szw":
            self.entry.key(Keys.ARROW_DOWN)
        self.entry.key(Keys.TAB)
        self.entry.key(Keys.ENTER).wait("Mijn maatregelen")
        self.reach("AAA met het toetsenbord").key(Keys.ENTER).wait("versie 1")
        self.reach("Meld voortgang").key(Keys.ENTER).wait("Dag waarop de melding slaat")
        self.assertEqual(self.driver.switch_to.active_element.tag_name, "h2")

    def reach(self, text):
        """Tabs on until something that says this has the focus, and shows that it has."""
        for _ in range(150):
            self.entry.key(Keys.TAB)
            focused = self.driver.switch_to.active_element
            if focused.text == text:
                outline = focused.value_of_css_property("outline-style")
                self.assertNotEqual(outline, "none", text)
                return self.entry
        self.fail(f"“{text}” cannot be reached with the keyboard")

    def test_the_english_entry_speaks_english(self):
        self.entry.language = "?taal=en"
        self.entry.sign_in(self.token).press("New measure").wait("What happens with it?")
        self.entry.press("Send").wait("see the marked fields")
        self.assertIn("Title", self.entry.text)
        self.assertNotIn("verplicht", self.entry.text)
        self.checked()


if __name__ == "__main__":
    unittest.main()
