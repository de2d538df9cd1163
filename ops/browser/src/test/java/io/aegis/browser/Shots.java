package io.aegis.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;

/** Takes a picture of a page for people to look at: {@code target/screens/NAME-WIDTH-COLOURS.png}. */
final class Shots {

    private Shots() {}

    static void take(Page page, String name, int width, ColorScheme colours) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of(
                        "target",
                        "screens",
                        name + "-" + width + "-" + colours.name().toLowerCase(java.util.Locale.ROOT) + ".png")));
    }
}
