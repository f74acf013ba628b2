"""Every page of the site in a real browser: on a phone and a desk, by day and by night, without a mouse, without
script, on paper."""

import html
import os
import re
import statistics
import sys
import unittest

from browser import By, Keys, axe, axe_source, chromium, colours, size, until
from register import Register


class PageTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.register = Register()
        cls.addClassCleanup(cls.register.close)
        cls.driver = chromium()
        cls.addClassCleanup(cls.driver.quit)
        cls.pages = cls.every_page()

    @classmethod
    def every_page(cls):
        """Each page once, of rows one of each collection, some also in English and of a day that was."""
        sitemap = cls.register.ask("GET", "/sitemap.xml").body
        paths = [re.sub("^https?://[^/]*", "", one) for one in re.findall("<loc>([^<]*)</loc>", sitemap)]
        found = {}
        for path in paths + ["/invoer", "/geen-pagina", "/maatregelen?search=zzz", "/maatregelen?grond=ras&search=werk",
                             "/?taal=en", "/maatregelen?taal=en", "/geld?taal=en", "/?beschikbaarOp=2020-01-01"]:
            found.setdefault(re.sub("^(/[^/?]+)/.*", r"\1/-", path) if path.count("/") == 2 and
                             not path.startswith(("/cijfers", "/ontwikkelaars")) else path, path)
        return list(found.values())

    def get(self, path):
        self.driver.get(self.register.address + path)

    def test_nothing_is_wider_than_the_screen_and_nothing_comes_from_elsewhere(self):
        self.assertGreater(len(self.pages), 40)
        for width in [320, 800, 1000, 1120, 1250, 1280]:
            size(self.driver, width)
            for path in self.pages:
                with self.subTest(path=path, width=width):
                    self.get(path)
                    over = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
                    self.assertLessEqual(self.driver.execute_script(over), 0)
                    loaded = self.driver.execute_script(
                        "return performance.getEntriesByType('resource').map(one => one.name)")
                    self.assertEqual([one for one in loaded if not one.startswith(self.register.address)], [])
        said = [one["message"] for one in self.driver.get_log("browser") if "geen-pagina" not in one["message"]]
        self.assertEqual(said, [])
        self.assertEqual(self.driver.get_cookies(), [])

    def test_a_day_that_was_chosen_goes_along_in_every_link(self):
        day = "2020-01-01"
        for path in self.pages:
            if "?" in path:
                continue
            with self.subTest(path=path):
                page = self.register.ask("GET", f"{path}?beschikbaarOp={day}", headers={"Accept": "text/html"}).body
                body = page[page.index("<body"):]
                links = [html.unescape(one) for one in re.findall('<a [^>]*?href="([^"]*)"', body)]
                own = [one for one in links if one.startswith("/") and not one.startswith(("/v1", "/bestanden/", "//"))]
                self.assertGreater(len(own), 8)
                lost = [one for one in own if f"beschikbaarOp={day}" not in one]
                # Only the way back to today leaves it out.
                self.assertLessEqual(set(lost), {path, "/wijzigingen.atom"})

    def test_an_english_page_is_in_english_or_says_where_it_is_not(self):
        seen = (
            "const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];"
            "while (walker.nextNode()) { const text = walker.currentNode.data, own = walker.currentNode.parentElement;"
            " if (own.closest('[lang]').lang === 'en' && !own.closest('code, pre, script, template')"
            "  && /\\b(het|een|voor|zijn|niet|geen|wordt|naar|bij|onbekend)\\b/i.test(text)) found.push(text.trim()); }"
            "return found")
        # What the register says in English about words that are Dutch.
        allowed = {
            "Not known is what is empty, and a choice that says onbekend. That is not zero and not none."}
        for path in self.pages:
            if path.startswith("/ontwikkelaars"):
                continue
            with self.subTest(path=path):
                self.get(path + ("&" if "?" in path else "?") + "taal=en")
                self.assertEqual([one for one in self.driver.execute_script(seen) if one not in allowed], [])

    def test_axe_finds_nothing_wrong(self):
        source = axe_source()
        if not source:
            self.skipTest("axe-core is not there; AXE=path/to/axe.min.js says where it is")
        for width, dark in [(360, True), (1280, False)]:
            size(self.driver, width)
            colours(self.driver, dark)
            for path in self.pages:
                with self.subTest(path=path, width=width, dark=dark):
                    self.get(path)
                    self.assertEqual(axe(self.driver, source), [])
        colours(self.driver, False)

    def test_the_keyboard_reaches_everything_and_is_seen_where_it_is(self):
        size(self.driver, 1280)
        for path in ["/", "/maatregelen", "/maatregelen/m-via", "/cijfers/statistieken"]:
            with self.subTest(path=path):
                self.get(path)
                all_of_it = self.driver.execute_script(
                    "return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea,"
                    " summary, [tabindex=\"0\"]')].filter(one => one.checkVisibility({contentVisibilityAuto: true}))"
                    ".length")
                self.driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
                first = self.driver.switch_to.active_element
                self.assertEqual(first.text, "Naar de inhoud")
                self.assertGreaterEqual(first.rect["y"], 0)
                seen = 0
                for _ in range(all_of_it * 4 + 20):
                    state = self.driver.execute_script(
                        "const one = document.activeElement; if (one === document.body) return null;"
                        "const style = getComputedStyle(one); const isNew = !one.dataset.gezien; one.dataset.gezien = 1;"
                        "return [isNew, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,"
                        " one.outerHTML.slice(0, 120)]")
                    if state is None:
                        break
                    self.assertTrue(state[1], "not seen: " + state[2])
                    seen += state[0]
                    self.driver.switch_to.active_element.send_keys(Keys.TAB)
                else:
                    self.fail("the focus does not come out of the page")
                self.assertGreaterEqual(seen, all_of_it)

    def test_the_skip_link_leads_past_the_menu(self):
        self.get("/maatregelen")
        self.driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
        self.driver.switch_to.active_element.send_keys(Keys.ENTER)
        until(self.driver, lambda: self.driver.switch_to.active_element.get_attribute("id") == "inhoud", "the focus stays")

    def test_a_ticked_box_narrows_the_list_and_the_address_shows_it(self):
        size(self.driver, 1280)
        self.get("/maatregelen")
        before = self.driver.find_element(By.CSS_SELECTOR, ".aantal").text
        box = self.driver.find_element(By.CSS_SELECTOR, "input[name=fase][value=herkennen-melden]")
        box.click()
        until(self.driver, lambda: self.driver.find_element(By.CSS_SELECTOR, ".aantal").text != before, "the same count")
        self.assertIn("fase=herkennen-melden", self.driver.current_url)
        after = self.driver.find_element(By.CSS_SELECTOR, ".aantal").text
        self.get(self.driver.current_url.removeprefix(self.register.address))
        self.assertEqual(self.driver.find_element(By.CSS_SELECTOR, ".aantal").text, after)

    def test_the_first_page_is_light(self):
        """The bytes are a promise; the moment of the first paint depends on what else the machine does, and is told,
        beside that of a page of one word and the processor time that the whole page takes."""
        driver = chromium()
        self.addCleanup(driver.quit)
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
        empty = "data:text/html,<!DOCTYPE html><title>-</title>word"
        driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
        paints = {width: {"page": [], "empty": [], "work": []} for width in [360, 1280]}
        for width, kinds in paints.items():
            size(driver, width)
            for _ in range(7):
                for kind, address in [("page", self.register.address + "/"), ("empty", empty), ("work", None)]:
                    driver.get("about:blank")
                    driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 4 if address else 1})
                    driver.get(address or self.register.address + "/")
                    if not address:
                        told = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
                        kinds[kind].append(next(1000 * one["value"] for one in told if one["name"] == "TaskDuration"))
                        continue
                    kinds[kind].append(driver.execute_async_script(
                        "const done = arguments[0];"
                        "const look = () => { const [paint] = performance.getEntriesByName('first-paint');"
                        " paint ? done(paint.startTime) : setTimeout(look, 10); }; look()"))
                    if kind == "page":
                        loaded = driver.execute_script(
                            "return ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
                            ".map(one => [one.name, one.transferSize])")
                        self.assertGreaterEqual(len(loaded), 3)
                        self.assertEqual([one for one, _ in loaded if not one.startswith(self.register.address)], [])
                        self.assertTrue(all(size > 0 for _, size in loaded), loaded)
                        self.assertLessEqual(sum(size for _, size in loaded), 100_000)
        for width, kinds in paints.items():
            page, least, bare = statistics.median(kinds["page"]), min(kinds["page"]), statistics.median(kinds["empty"])
            print(f"\nfirst paint, {width} px, processor slowed four times, 7 cold loads: median {page:.0f} ms,"
                  f" least {least:.0f} ms; an empty page {bare:.0f} ms; processor time of the page, not slowed,"
                  f" {statistics.median(kinds['work']):.0f} ms; {sum(size for _, size in loaded)} bytes;"
                  f" load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", file=sys.stderr)

    def test_on_paper_there_is_what_is_read_and_not_what_is_pressed(self):
        self.get("/maatregelen/m-via")
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        try:
            for selector, is_shown in [(".wegwijzer", False), (".gereedschap", False), ("h1", True), (".feiten", True)]:
                shown = self.driver.find_element(By.CSS_SELECTOR, selector).is_displayed()
                self.assertEqual(shown, is_shown, selector)
        finally:
            colours(self.driver, False)


class WithoutScriptTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.register = Register()
        cls.addClassCleanup(cls.register.close)
        cls.driver = chromium(script=False)
        cls.addClassCleanup(cls.driver.quit)

    def test_search_and_choices_are_a_form(self):
        self.driver.get(self.register.address + "/")
        self.driver.find_element(By.CSS_SELECTOR, "input[name=search]").send_keys("onderwijs", Keys.ENTER)
        self.assertIn("/maatregelen?search=onderwijs", self.driver.current_url)
        found = self.driver.find_elements(By.CSS_SELECTOR, ".rijen tbody tr")
        self.assertGreater(len(found), 2)
        self.driver.find_element(By.CSS_SELECTOR, "input[name=fase]").click()
        self.driver.find_element(By.CSS_SELECTOR, "button.hoofdknop").click()
        self.assertIn("fase=", self.driver.current_url)
        self.assertLess(len(self.driver.find_elements(By.CSS_SELECTOR, ".rijen tbody tr")), len(found))

    def test_the_entry_says_that_it_needs_script_and_what_else_there_is(self):
        self.driver.get(self.register.address + "/invoer")
        link = self.driver.find_element(By.CSS_SELECTOR, "noscript a")
        self.assertTrue(link.is_displayed())
        link.click()
        self.assertEqual(self.driver.current_url, self.register.address + "/melden")


if __name__ == "__main__":
    unittest.main()
