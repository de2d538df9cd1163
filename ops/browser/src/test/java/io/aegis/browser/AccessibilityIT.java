package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** axe-core finds nothing serious on any page, in either colours, wide or narrow, full or empty. */
class AccessibilityIT extends DashboardTest {

    private static final Map<String, String> PAGES = Map.of(
            "overview", ".tiles",
            "inbox", ".rows .row",
            "reviews", ".rows .row",
            "imports", ".import",
            "jobs", ".schedule");

    private final String axe = axe();

    AccessibilityIT(Product product, Workplace workplace) {
        super(product, workplace);
    }

    private static String axe() {
        try (InputStream script = AccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    void fill() {
        for (int round = 0; round < 3; round++) {
            for (String text : Texts.MIXED) {
                product().feedback(round == 0 ? text : text + " (" + round + ")");
            }
        }
        product().feedback(Texts.MIXED.getFirst());
        Page page = workplace().window(product());
        page.navigate("/#/imports");
        page.locator("#file")
                .setInputFiles(new FilePayload(
                        "complaints.csv",
                        "text/csv",
                        "text\nThe invoice is wrong again\nx\nThe menu is confusing\n"
                                .getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator(".import", new Page.LocatorOptions().setHasText("complaints.csv"))
                        .locator(".status"))
                .hasText("Completed");
        page.context().close();
    }

    @Test
    void no_page_has_a_serious_fault() {
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1440, 400)) {
                Page page = workplace().window(product(), width, colours);
                page.navigate("/");
                PAGES.forEach((name, ready) -> {
                    page.navigate("/#/" + name);
                    page.locator(ready).first().waitFor();
                    look(page, name, width, colours);
                });
                page.navigate("/#/inbox");
                page.locator(".row.is-urgent").first().click();
                page.locator(".verdict").first().waitFor();
                look(page, "inbox-detail", width, colours);
                page.navigate("/#/reviews");
                page.locator(".rows .row").first().click();
                page.locator(".side-by").first().waitFor();
                page.keyboard().press("c");
                look(page, "reviews-detail", width, colours);
                page.navigate("/#/jobs?job=feedback-import");
                page.locator("td a").first().click();
                page.locator(".execution").waitFor();
                look(page, "jobs-execution", width, colours);
                page.keyboard().press("?");
                page.locator("dialog").waitFor();
                look(page, "help", width, colours);
                page.keyboard().press("Escape");
                page.getByLabel("Sign out").click();
                page.locator("#key").waitFor();
                look(page, "sign-in", width, colours);
                page.context().close();
            }
        }
    }

    private void look(Page page, String name, int width, ColorScheme colours) {
        Shots.take(page, name, width, colours);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("%s at %d px needs no sideways scrolling", name, width)
                .isTrue();
        page.evaluate(axe);
        Object found = page.evaluate("""
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                  .then(({violations}) => violations
                    .filter(({impact}) => impact === 'serious' || impact === 'critical')
                    .map(({id, help, nodes}) => id + ': ' + help + ' at '
                      + nodes.slice(0, 3).map((node) => node.html + ' ' + node.failureSummary).join(' | ')))""");
        assertThat((List<?>) found).as("%s at %d px, %s", name, width, colours).isEmpty();
    }
}
