/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** axe-core finds nothing serious on any page, in either colours, wide or narrow, full or empty. */
class AccessibilityIT extends DashboardTest {

    private static final Map<String, String> PAGES = Map.of(
            "overview", ".tiles",
            "inbox", ".rows .row",
            "groups", ".rows .row",
            "trends", "[data-trend]",
            "reviews", ".rows .row",
            "imports", ".import",
            "jobs", ".schedule",
            "settings", ".topics .card",
            "monitoring", ".rows .row");

    /** Its rows are buttons with links in them, which on a narrow screen leave the buttons too little room. */
    private static final List<String> SWAGGER = List.of("nested-interactive", "target-size");

    /** As long as a name may be, and without a space. */
    private static final String LONG =
            "Lebensversicherungsgesellschaftsangestelltenversammlung".repeat(2).substring(0, 64);

    /** By their tags. */
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /** Those of them that look at colours, by name. */
    private static final List<String> RULES_OF_COLOUR = List.of("color-contrast", "link-in-text-block");

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
    void fill() throws Exception {
        topics(
                "{\"name\": \"" + LONG + "\", \"department\": \"Team" + LONG.substring(4)
                        + "\", \"rules\": [{\"patterns\": [\"invoice\", \"app\"]}]}",
                "{\"name\": \"Team" + LONG.substring(4) + "\"}");
        for (int round = 0; round < 3; round++) {
            for (String text : Texts.MIXED) {
                product().feedback(round == 0 ? text : text + " (" + round + ")");
            }
        }
        product().feedback(Texts.MIXED.getFirst());
        product().send("POST", "/admin/sample-data", "");
        product()
                .send(
                        "POST",
                        "/feedback/views",
                        "{\"name\": \"A view with quite a long name\", \"filter\": \"status=Open\", \"shared\": true}");
        product().group();
        SimulatedTelemetry.spike(product(), "checkout-7d9f5b-x2x4k");
        SimulatedTelemetry.busy(product(), "search-1");
        SimulatedTelemetry.failure(product(), "payment", "connection to ledger:5432 timed out after 3000 ms");
        Backstage.model(product(), "payment", 0.62, true);
        Backstage.model(product(), "payment", 0.58, false);
        Backstage.model(product(), "payment", 0.71, true);
        Page page = workplace().window(product());
        page.navigate("/#/imports");
        page.locator("#file")
                .setInputFiles(new FilePayload(
                        "complaints.csv",
                        "text/csv",
                        "text\nThe invoice is wrong again\nx\nThe menu is confusing\n"
                                .getBytes(StandardCharsets.UTF_8)));
        page.locator(".preview .button.primary").click();
        assertThat(page.locator(".import", new Page.LocatorOptions().setHasText("complaints.csv"))
                        .locator(".status"))
                .hasText("Completed");
        page.context().close();
    }

    /** Replaces all of them, whatever uses them. */
    private void topics(String topics, String departments) {
        String version = product().get("/admin/topics").get("version").getAsString();
        product()
                .send(
                        "PUT",
                        "/admin/topics?force=true",
                        "{\"version\": " + version + ", \"topics\": [" + topics + "], \"own_departments\": ["
                                + departments + "]}");
    }

    @AfterAll
    void clear() {
        topics("", "");
        product().send("DELETE", "/admin/sample-data", "");
        product()
                .get("/feedback/views")
                .getAsJsonArray("items")
                .forEach(view -> product()
                        .send(
                                "DELETE",
                                "/feedback/views/"
                                        + view.getAsJsonObject().get("id").getAsString(),
                                ""));
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
                page.keyboard().press("x");
                page.locator(".row-line.is-selected")
                        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
                look(page, "inbox-detail", width, colours);
                page.keyboard().press("Escape");
                look(page, "inbox-selected", width, colours);
                page.navigate("/#/groups");
                page.locator(".rows .row").first().click();
                page.locator(".detail .facts").waitFor();
                look(page, "groups-detail", width, colours);
                page.navigate("/#/reviews");
                page.locator(".rows .row").first().click();
                page.locator(".side-by").first().waitFor();
                page.keyboard().press("c");
                look(page, "reviews-detail", width, colours);
                page.navigate("/#/jobs?job=feedback-import");
                page.locator("td a").first().click();
                page.locator(".execution").waitFor();
                look(page, "jobs-execution", width, colours);
                monitoring(page, width, colours);
                page.navigate("/#/settings");
                page.getByText("Add a topic", new Page.GetByTextOptions().setExact(true))
                        .click();
                page.locator(".topic-form").waitFor();
                look(page, "settings-topic", width, colours);
                page.locator("h1").click();
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

    private void monitoring(Page page, int width, ColorScheme colours) {
        page.navigate("/#/monitoring?q=checkout");
        page.locator(".rows .row").first().click();
        page.locator(".plot").focus();
        page.keyboard().press("PageDown");
        page.locator(".readout .chip").waitFor();
        page.locator(".band-chart .as-table summary").click();
        page.locator(".band-chart tbody tr").first().waitFor();
        look(page, "monitoring-series", width, colours);
        for (String tab : List.of("anomalies", "failures")) {
            page.navigate("/#/monitoring?tab=" + tab);
            page.locator(".rows .row").first().click();
            page.locator(".judgement button").first().waitFor();
            page.locator(".detail .verdict").first().waitFor();
            assertThat(page.locator(".detail .loading")).hasCount(0);
            look(page, "monitoring-" + tab, width, colours);
        }
        page.navigate("/#/monitoring?tab=models");
        page.locator(".model .button.danger").first().click();
        page.locator("dialog").waitFor();
        look(page, "monitoring-rollback", width, colours);
        page.keyboard().press("Escape");
        look(page, "monitoring-models", width, colours);
    }

    @Test
    void the_documentation_has_no_serious_fault() {
        for (int width : List.of(1440, 400)) {
            Page page = workplace().window(product(), width, ColorScheme.LIGHT);
            page.navigate("/docs");
            page.locator(".opblock").first().waitFor();
            page.locator("#operations-Monitoring-get-api-v1-series .opblock-summary-control")
                    .click();
            page.locator("#operations-Monitoring-get-api-v1-series .opblock-body")
                    .waitFor();
            inItsOnlyColours(page, "docs", width, SWAGGER);
            page.navigate("/redoc");
            page.locator("#redoc select[aria-label]").first().waitFor();
            // Each of its thirty thousand elements has the same colours on a narrow screen, and they take most of the
            // time.
            inItsOnlyColours(page, "redoc", width, width == 1440 ? List.of() : RULES_OF_COLOUR);
            page.context().close();
        }
    }

    /** Whoever gives it colours for the dark has it looked at in both. */
    private void inItsOnlyColours(Page page, String name, int width, List<String> without) {
        look(page, name, width, ColorScheme.LIGHT, RULES, without);
        byte[] light = page.screenshot();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(page.screenshot())
                .as("%s at %d px looks the same in the dark", name, width)
                .isEqualTo(light);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** The same elements in the other colours can only be at fault by their colours. */
    private void look(Page page, String name, int width, ColorScheme colours) {
        look(page, name, width, colours, colours == ColorScheme.LIGHT ? RULES : RULES_OF_COLOUR, List.of());
    }

    /**
     * Looks at a page.
     *
     * @param rules tags or names of those that are to hold
     * @param without rules that markup of others breaks where neither styles nor scripts of ours can mend it, or that were looked at
     */
    private void look(
            Page page, String name, int width, ColorScheme colours, List<String> rules, List<String> without) {
        Shots.take(page, name, width, colours);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("%s at %d px needs no sideways scrolling", name, width)
                .isTrue();
        page.evaluate(axe);
        // Without describing each element that is as it should be: that takes most of the time on a page of thirty
        // thousand.
        Object found = page.evaluate("""
                ({rules, without}) => axe.run(document, {runOnly: rules, rules: Object.fromEntries(without.map((id) => [id, {enabled: false}])),
                    resultTypes: ['violations'], selectors: false})
                  .then(({violations}) => violations
                    .filter(({id, impact}) => impact === 'serious' || impact === 'critical')
                    .map(({id, help, nodes}) => id + ': ' + help + ' at '
                      + nodes.slice(0, 3).map((node) => node.html + ' ' + node.failureSummary).join(' | ')))""", Map.of("rules", rules, "without", without));
        assertThat((List<?>) found).as("%s at %d px, %s", name, width, colours).isEmpty();
    }
}
