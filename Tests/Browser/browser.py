"""Chromium as somebody uses it, through the packages of Debian and nothing else."""

import json
import os
import pathlib
import shutil

from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException, NoAlertPresentException, StaleElementReferenceException, TimeoutException)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

# Rules of WCAG 2.2 at level AA, and what the makers of the checker hold for good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 10


def axe_source():
    """The text of axe-core, or nothing where it is not to be had."""
    path = os.environ.get("AXE", "")
    return pathlib.Path(path).read_text(encoding="utf-8") if path and os.path.exists(path) else None


def chromium(width=1280, height=900, script=True, dark=False):
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "/usr/bin/chromium"
    for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--window-size={width},{height}"]:
        options.add_argument(argument)
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(service=Service(shutil.which("chromedriver") or "/usr/bin/chromedriver"), options=options)
    # A window is never as small as a phone: what the page sees is said apart.
    size(driver, width, height)
    colours(driver, dark)
    return driver


def size(driver, width, height=900):
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})


def colours(driver, dark):
    features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})


def until(driver, condition, what):
    """Waits for what the page does by itself; `what` is said when it does not come."""
    # Between finding something and looking at it the page may have moved on.
    gone = [StaleElementReferenceException, ElementClickInterceptedException]
    return WebDriverWait(driver, PATIENCE, poll_frequency=0.05, ignored_exceptions=gone).until(
        lambda _: condition(), what)


def dismiss(driver, accept=True):
    try:
        alert = driver.switch_to.alert
        alert.accept() if accept else alert.dismiss()
    except NoAlertPresentException:
        pass


def axe(driver, source):
    """What axe finds wrong on the page as it is now, one line each."""
    # The page's own policy lets no script in from a test: the debugger is let in.
    driver.execute_cdp_cmd("Runtime.evaluate", {"expression": source})
    answer = driver.execute_cdp_cmd("Runtime.evaluate", {
        "expression": "axe.run(document, {runOnly: {type: 'tag', values: %r}}).then(found => JSON.stringify("
                      "found.violations.map(v => v.id + ' (' + v.impact + '): '"
                      " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | '))))" % RULES,
        "awaitPromise": True, "returnByValue": True})
    return json.loads(answer["result"]["value"])


class Entry:
    """The entry of departments, by what stands on it."""

    def __init__(self, driver, address, language=""):
        self.driver, self.address, self.language = driver, address, language

    def open(self):
        self.driver.get(self.address + "/invoer" + self.language)
        dismiss(self.driver)
        return self

    def sign_in(self, token, organisation="szw"):
        self.open()
        self.give(token, organisation)
        self.wait("Mijn maatregelen" if not self.language else "My measures")
        return self

    def give(self, token, organisation="szw"):
        self.one("#token").send_keys(token)
        self.one(f"#organisatie option[value='{organisation}']").click()
        self.one("#aanmelden button[type=submit]").click()

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    @property
    def text(self):
        return self.one("main").text

    def wait(self, text):
        try:
            until(self.driver, lambda: text in self.text, text)
        except TimeoutException:
            raise AssertionError(f"“{text}” did not come; there is: {self.said}") from None
        return self

    @property
    def said(self):
        """What the script shows now; the long lists of choices are left out."""
        parts = [self.one("#aanmelden-fout"), self.one("#werk")]
        return " / ".join(part.text[:1500] for part in parts if part.is_displayed()) or "the question for a token"

    def press(self, text):
        """The button that says this."""
        def pressed():
            found = self.driver.find_elements(By.XPATH, f"//*[@id='werk']//button[normalize-space()='{text}']")
            if not found:
                return False
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found[0])
            found[0].click()
            return True
        until(self.driver, pressed, f"no button “{text}”")
        return self

    def field(self, path):
        """The control of the member at this JSON Pointer."""
        return self.one(f"#werk [data-pad='{path}'] input, #werk [data-pad='{path}'] select, #werk [data-pad='{path}'] textarea")

    def is_seen(self, path):
        """Whether the control shows; what is folded away does not."""
        return self.driver.execute_script("return arguments[0].checkVisibility()", self.field(path))

    def fill(self, path, value):
        control = self.field(path)
        if control.tag_name == "select":
            control.find_element(By.CSS_SELECTOR, f"option[value='{value}']").click()
        else:
            control.clear()
            control.send_keys(value)
        return self

    def fault(self, path):
        """What is said to be wrong beside this member; nothing when nothing is."""
        found = self.all(f"#werk [data-pad='{path}'] > .veldfout")
        return found[0].text if found else None

    def choose(self, text):
        """The radio button that says this."""
        next(one for one in self.all("#werk .publicatie label") if one.text == text).click()
        return self

    def key(self, *keys):
        self.driver.switch_to.active_element.send_keys(*keys)
        return self


__all__ = ["axe", "axe_source", "chromium", "colours", "dismiss", "size", "until", "By", "Entry", "Keys"]
