"""The site in a real browser: nothing from elsewhere, nothing cut off, everything to be read and reached."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("", "compare/", "slides/", "labs/graph-and-eager/", "references/", "about/", "404.html",
         *(f"authoring/{name}" for name in ("", "blocks/", "citations-and-notes/", "variants-and-time/",
           "looks-and-templates/", "in-powerpoint/", "from-pandoc/", "command/", "errors/")))  # fmt: skip
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
THEMES = {"light": "default", "dark": "slate"}  # as Material calls them
HERE = "127.0.0.1"
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE_SECONDS = 10
POLL_SECONDS = 0.05
TABS = 30  # how many stops of the Tab key are looked at

# Text nodes whose contrast with what lies behind them is below WCAG AA: [text, ratio, colours].
CONTRAST = """
const channels = (colour) => {
  const canvas = document.createElement('canvas'); canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', {willReadFrequently: true}); context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1); return [...context.getImageData(0, 0, 1, 1).data];
};
const cache = {};
const read = (colour) => cache[colour] ??= channels(colour);
const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255)
  .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const behind = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = read(getComputedStyle(at).backgroundColor);
    if (colour[3] > 127) return colour;
  }
  return [255, 255, 255, 255];
};
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement, words = walker.currentNode.data.trim();
  if (!words || !element.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
  const style = getComputedStyle(element), size = parseFloat(style.fontSize);
  if (element.getBoundingClientRect().width < 2) continue;
  const [high, low] = [luminance(read(style.color)), luminance(behind(element))].sort((a, b) => b - a);
  const ratio = (high + 0.05) / (low + 0.05), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
  if (ratio < (large ? 3 : 4.5)) found.push([words.slice(0, 40), ratio.toFixed(2), style.color]);
}
return found;
"""
# Boxes of slides whose content is larger than they are: [slide, box, by how many pixels].
OVERFLOWING = """
const found = [];
for (const box of document.querySelectorAll('.slide .box:not(.title, .numeral, .number, .subtitle)')) {
  const over = Math.max(box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth);
  if (over > 3) found.push([box.closest('.slide').id, box.className, over]);
}
return found;
"""
# Whether the focus shows: an outline, or the thicker line under the search field.
FOCUS = """
const element = document.activeElement;
if (element === document.body) return ['', true];
const shown = element.matches('.md-option') ? element.nextElementSibling : element;
const outline = getComputedStyle(shown), form = element.closest('form');
const outlined = outline.outlineStyle !== 'none' && parseFloat(outline.outlineWidth) >= 2;
const underlined = form !== null && parseFloat(getComputedStyle(form).borderBottomWidth) >= 3;
return [element.outerHTML.slice(0, 200), outlined || underlined];
"""


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser looking at the site."""

    driver: webdriver.Chrome
    root: str

    def show(self, page: str, size: str = "wide", scheme: str = "light") -> None:
        """Opens a page at a size and in a scheme, without what an earlier page left in the store."""
        width, height = SIZES[size]
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"}
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.driver.get(self.root + "assets/mark.svg")  # runs no script that could keep the scheme of before
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        self.driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": self.origin, "storageTypes": "all"})
        self.driver.get(self.root + page)
        self.wait_for(f"document.body.dataset.mdColorScheme === '{THEMES[scheme]}'")

    @property
    def origin(self) -> str:
        parts = urlsplit(self.root)
        return f"{parts.scheme}://{parts.netloc}"

    def run(self, script: str) -> Any:  # Any: what the script returns
        return self.driver.execute_script(script)

    def wait_for(self, condition: str) -> None:
        """Waits until a script's condition is true."""
        WebDriverWait(self.driver, PATIENCE_SECONDS, POLL_SECONDS).until(lambda _: self.run(f"return {condition}"))

    def press(self, key: str) -> None:
        webdriver.ActionChains(self.driver).send_keys(key).perform()

    def forget(self) -> None:
        """Leaves out of later answers what was asked for and said so far."""
        self.requests()
        self.complaints()

    def requests(self) -> list[str]:
        """Gives the addresses that were asked for since the last call."""
        messages = [json.loads(entry["message"])["message"] for entry in self.log("performance")]
        return [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]

    def complaints(self) -> list[str]:
        """Gives what the console has said since the last call."""
        return [entry["message"] for entry in self.log("browser")]

    def log(self, kind: str) -> list[dict[str, str]]:
        entries: list[dict[str, str]] = self.driver.get_log(kind)  # type: ignore[no-untyped-call]  # selenium's
        return entries


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and keeps silent about it."""

    def do_GET(self) -> None:
        """Gives a file; a picture that browsers ask for unasked is answered with nothing."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def browser(built_site: Path) -> Iterator[Browser]:
    """A browser, and the site on a server of this machine under the sub-path of its address."""
    server = ThreadingHTTPServer((HERE, 0), partial(QuietHandler, directory=str(built_site.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    driver = webdriver.Chrome(options=chrome_options(), service=Service(shutil.which("chromedriver")))
    try:
        yield Browser(driver, f"http://{HERE}:{server.server_port}/{built_site.name}/")
    finally:
        driver.quit()
        server.shutdown()
        server.server_close()


def chrome_options() -> webdriver.ChromeOptions:
    options = webdriver.ChromeOptions()
    names = ("chromium", "chromium-browser", "google-chrome")
    options.binary_location = next(path for path in map(shutil.which, names) if path)
    for option in OPTIONS:
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    return options


def on_every_page(
    browser: Browser, look: Callable[[], Any], scheme: str = "light", size: str = "wide"
) -> dict[str, Any]:
    """Gives what a look at each page found, pages without a finding left out."""
    found = {}
    for page in PAGES:
        browser.show(page, size, scheme)
        if seen := look():
            found[page or "front"] = seen
    return found


def test_the_pages_that_are_visited_are_all_there_are(built_site: Path) -> None:
    names = {path.relative_to(built_site).as_posix().removesuffix("index.html") for path in built_site.rglob("*.html")}
    assert names == set(PAGES)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_site_asks_no_other_host_and_the_console_stays_silent(browser: Browser, scheme: str) -> None:
    browser.forget()
    for page in PAGES:
        browser.show(page, scheme=scheme)
        open_search(browser, "eager")
    asked = browser.requests()

    assert len(asked) > len(PAGES)
    assert any(urlsplit(address).path.endswith("search_index.json") for address in asked)
    assert [address for address in asked if address.startswith("http") and urlsplit(address).hostname != HERE] == []
    assert {urlsplit(address).scheme for address in asked} <= {"http", "data", "blob", "about"}
    assert browser.complaints() == []


def test_a_request_to_another_host_and_an_error_would_be_noticed(browser: Browser) -> None:
    browser.show("")
    browser.forget()
    browser.run("new Image().src = 'http://localhost:9/counter.png'; console.error('broken')")
    browser.wait_for("performance.getEntriesByName('http://localhost:9/counter.png').length > 0")

    assert "http://localhost:9/counter.png" in browser.requests()
    assert any("broken" in said for said in browser.complaints())


@pytest.mark.parametrize("size", SIZES)
def test_search_opens_and_leads_to_what_it_found(browser: Browser, size: str) -> None:
    browser.show("", size)
    open_search(browser, "autograph")
    browser.run("document.querySelector('.md-search-result__link[href*=\"labs/graph-and-eager/\"]').click()")
    browser.wait_for("location.pathname.endsWith('/labs/graph-and-eager/')")

    assert "AutoGraph" in browser.run("return document.body.innerText")


def open_search(browser: Browser, words: str) -> None:
    """Opens the search as a reader does and waits for results."""
    narrow = "document.querySelector('.site-button--search').checkVisibility()"
    browser.wait_for("document.querySelector('[data-md-component=search]') !== null")
    label = browser.driver.find_element("css selector", ".site-button--search")
    field = browser.driver.find_element("css selector", "[data-md-component=search-query]")
    (label if browser.run(f"return {narrow}") else field).click()
    browser.wait_for("document.activeElement.matches('[data-md-component=search-query]')")
    field.send_keys(words)
    browser.wait_for(f"document.querySelector('.md-search-result__link[href*=\"h={words}\"]') !== null")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_all_text_stands_out_from_its_ground(browser: Browser, size: str, scheme: str) -> None:
    assert on_every_page(browser, lambda: browser.run(CONTRAST), scheme, size) == {}


def test_text_that_does_not_stand_out_would_be_noticed(browser: Browser) -> None:
    browser.show("about/")
    browser.run("document.querySelector('h1').style.color = '#999'; document.querySelector('p').style.color = '#888'")
    assert len(browser.run(CONTRAST)) == 2


@pytest.mark.parametrize("width", [320, 390, 800, 1100, 1440])
def test_no_page_scrolls_sideways(browser: Browser, width: int) -> None:
    def look() -> Any:
        metrics = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600}
        browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scrolled = browser.run("return document.documentElement.scrollWidth")
        return scrolled if scrolled > width else None

    assert on_every_page(browser, look, size="phone") == {}


def test_no_text_leaves_its_box_on_a_slide(browser: Browser) -> None:
    browser.show("slides/")
    assert browser.run(OVERFLOWING) == []


def test_slides_do_not_shrink_below_what_can_be_read_on_a_phone(browser: Browser) -> None:
    browser.show("slides/", "phone")
    sizes = browser.run(
        "return [...document.querySelectorAll('.slide :is(p, li, td, th, h3, pre)')]"
        ".filter((one) => one.checkVisibility() && one.textContent.trim())"
        ".map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert len(sizes) > 200
    assert min(sizes) >= 14


@pytest.mark.parametrize("size", SIZES)
def test_a_jump_to_a_reference_and_back_lands_below_the_header(browser: Browser, size: str) -> None:
    browser.show("compare/", size)
    anchor = browser.run("const one = document.querySelectorAll('td .citation')[12]; one.click(); return one.id")
    browser.wait_for("location.pathname.endsWith('/references/') && document.readyState === 'complete'")
    assert_in_sight(browser)

    browser.run(f"document.querySelector(':target .cited-on[href$=\"compare/#{anchor}\"]').click()")
    browser.wait_for("location.pathname.endsWith('/compare/') && document.readyState === 'complete'")
    assert browser.run("return document.querySelector(':target').id") == anchor
    assert_in_sight(browser)


def assert_in_sight(browser: Browser) -> None:
    """Fails unless the element that was jumped to stands between the header and the foot of the window."""
    inside = (
        "(() => { const box = document.querySelector(':target').getBoundingClientRect();"
        " const header = document.querySelector('.md-header').getBoundingClientRect().bottom;"
        " return box.top >= header - 1 && box.top < innerHeight; })()"
    )
    try:
        browser.wait_for(inside)
    except TimeoutException:
        pytest.fail(f"{browser.driver.current_url} is out of sight", pytrace=False)


@pytest.mark.parametrize("page", ["", "compare/", "references/", "slides/"])
def test_the_keyboard_goes_first_past_the_header_and_its_focus_always_shows(browser: Browser, page: str) -> None:
    browser.show(page)
    stops = []
    for _ in range(TABS):
        browser.press(Keys.TAB)
        time.sleep(0.01)
        stops.append(tuple(browser.run(FOCUS)))

    assert "md-skip" in stops[0][0]
    assert [stop for stop, shows in stops if not shows] == []
    assert len({stop for stop, _ in stops}) > 10


def test_the_link_past_the_header_is_seen_when_it_has_the_focus(browser: Browser) -> None:
    browser.show("compare/")
    browser.press(Keys.TAB)
    browser.wait_for("getComputedStyle(document.querySelector('.md-skip')).opacity === '1'")
    browser.press(Keys.ENTER)
    assert browser.run("return document.querySelector(':target') !== null")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_scheme_follows_the_system_and_the_switch_changes_it(browser: Browser, scheme: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    grounds = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 18, 18)"}
    browser.show("", scheme=scheme)
    browser.wait_for(f"{ground} === '{grounds[scheme]}'")
    browser.driver.find_element("css selector", ".site-scheme:not([hidden])").click()

    other = grounds["dark" if scheme == "light" else "light"]
    browser.wait_for(f"{ground} === '{other}'")


def test_on_a_phone_the_drawer_leads_to_every_page(browser: Browser) -> None:
    browser.show("", "phone")
    browser.driver.find_element("css selector", ".site-button--menu").click()
    browser.wait_for("document.querySelector('.md-sidebar--primary').getBoundingClientRect().left >= 0")
    links = browser.run("return [...document.querySelectorAll('.md-nav--primary a')].map((one) => one.href)")

    assert {link.removeprefix(browser.root).split("#")[0] for link in links} >= set(PAGES) - {"404.html", ""}
