/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Locale;

/** Takes a picture of a page for people to look at: {@code target/screens/NAME-WIDTH-COLOURS.png}. */
final class Shots {

    private Shots() {}

    static void take(Page page, String name, int width, ColorScheme colours) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(width < 1000)
                .setPath(Path.of(
                        "target",
                        "screens",
                        name + "-" + width + "-" + colours.name().toLowerCase(Locale.ROOT) + ".png")));
    }
}
