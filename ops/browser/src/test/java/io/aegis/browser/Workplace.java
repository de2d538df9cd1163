/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A person's browser: Debian's Chromium, without a window. */
final class Workplace implements AutoCloseable {

    /** Milliseconds that only a failing test waits for; the tests run on machines that do other things too. */
    private static final double AMPLE = 60_000;

    private static final List<String> WHERE =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    /** What went wrong in pages without anybody seeing it: scripts that failed, and what the page's policy forbade. */
    private final List<String> complaints = new ArrayList<>();

    private final List<String> hosts = new ArrayList<>();

    Workplace() {
        Path chromium = Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), WHERE.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the browser tests need Chromium: apt-get install chromium, or set CHROMIUM to its path"));
        // Its own default is five seconds.
        PlaywrightAssertions.setDefaultAssertionTimeout(AMPLE);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
    }

    /** A new window, of somebody who has never been here. */
    Page window(Product product, int width, ColorScheme colours) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(product.url())
                .setViewportSize(width, 1000)
                .setColorScheme(colours));
        context.setDefaultTimeout(AMPLE);
        Page page = context.newPage();
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(product.url()) && !request.url().startsWith("data:")) {
                hosts.add(request.url());
            }
        });
        return page;
    }

    /** A window of the usual size. */
    Page window(Product product) {
        return window(product, 1440, ColorScheme.LIGHT);
    }

    /** What went wrong unseen so far. */
    List<String> complaints() {
        return complaints;
    }

    /** What was asked of other hosts so far. */
    List<String> foreign() {
        return hosts;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
