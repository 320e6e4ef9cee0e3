"""Debian's browser for tests: wide and narrow, light and dark, and what axe-core finds in a page."""

import contextlib
import pathlib

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

AXE = (pathlib.Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
MODES = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"), (320, "light")]


@contextlib.contextmanager
def chromium(reached="~NOTFOUND"):
    """A browser that reaches nothing but files and `reached`: every other name and address is refused."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                     "--disable-dev-shm-usage", f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {reached}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    try:
        yield browser
    finally:
        browser.quit()


def set_mode(browser, width, scheme):
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia",
                            {"features": [{"name": "prefers-color-scheme", "value": scheme}]})


def violations(browser):
    """Returns the rules of axe-core that the page breaks, each with the first elements that do."""
    browser.execute_script(AXE)
    found = browser.execute_async_script("axe.run().then(arguments[0])")
    return [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]]
