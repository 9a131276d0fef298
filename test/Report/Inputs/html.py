"""Uses an HTML report of pool.cpp as a reader would; and one of an error and a
warning."""
import sys

from browser import Page

FILE, LEVELS = sys.argv[1:]
SHOWN = "[...document.querySelectorAll('.finding')].filter(f => !f.hidden).length"


def expect(page, script, value):
    got = page.run(script)
    if got != value:
        sys.exit(f"{script}\n  is {got!r}, expected {value!r}")


def search(page, text):
    page.run(f"search = document.querySelector('input[type=search]'); "
             f"search.value = {text!r}; search.dispatchEvent(new Event('input'))")


with Page(FILE) as page:
    expect(page, SHOWN, 2)
    search(page, "~named JOIN")
    expect(page, SHOWN, 1)
    expect(page, "document.querySelector('.shown').textContent", "1 of 2")
    expect(page, "location.hash", "#q=%7Enamed+JOIN")
    search(page, "no such word")
    expect(page, SHOWN, 0)
    expect(page, "document.querySelector('.none-match').hidden", False)
    page.run("document.querySelector('.clear').click()")
    expect(page, SHOWN, 2)
    page.run("document.querySelector('.bar[data-check]').click()")
    expect(page, "location.hash", "#check=cleanup-blocking-call")
    expect(page, SHOWN, 2)
    page.run("document.querySelector('.expand').click()")
    page.run("new Promise(done => setTimeout(done, 100))")
    expect(page, "document.querySelectorAll('.finding[open]').length", 2)
    expect(page, "document.querySelector('.row .keyword').textContent", "struct")
    # Coloring keeps the text and the mark in it.
    expect(page, "document.querySelector('.hit > span').textContent",
           "  ~Pool() { stop(); }")
    expect(page, "document.querySelector('.hit mark').textContent", "stop")
    link = page.run("document.querySelectorAll('.more a')[1].hash")
    light = page.run("getComputedStyle(document.body).backgroundColor")
    page.run("document.querySelector('.theme').click()")
    dark = page.run("getComputedStyle(document.body).backgroundColor")
    assert light != dark, "the theme's button does nothing"

with Page(FILE, hash=link) as page:
    expect(page, "document.querySelector('.finding[open]').id", link[1:])
    expect(page, "document.querySelectorAll('.finding[open]').length", 1)

with Page(FILE, hash="#folder=elsewhere&q=Pool%3A%3Astop") as page:
    expect(page, SHOWN, 1)  # no such folder: only the search counts

with Page(FILE, width=390, dark=True) as page:
    expect(page, "getComputedStyle(document.body).backgroundColor", dark)
    page.run("document.querySelector('.expand').click()")
    search(page, "stop")
    expect(page, "document.documentElement.scrollWidth", 390)
    expect(page, "search.clientWidth > 200", True)
    assert all(url.startswith("file:") for url in page.asked), page.asked

with Page(LEVELS) as page:
    expect(page, SHOWN, 2)
    page.run("document.querySelector('.bar[data-level=error]').click()")
    expect(page, "location.hash", "#level=error")
    expect(page, SHOWN, 1)
    expect(page, "document.querySelector('.finding:not([hidden]) .level').textContent", "error")
