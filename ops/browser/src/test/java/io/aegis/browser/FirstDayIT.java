/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import io.aegis.db.keys.Role;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What people see who come first, and what they see who may not see all. */
class FirstDayIT {

    private static final String KEY = "a long random text that nobody guesses";

    private static void signIn(Page page, String key) {
        page.locator("#key").fill(key);
        page.keyboard().press("Enter");
        page.locator("nav").waitFor();
    }

    /** Other processes hear of a new key within seconds. */
    private static String newKey(Product product, Page page, Role role) throws Exception {
        String key = Backstage.key(product, role);
        page.waitForCondition(() -> page.request()
                .get(product.url() + "/session", RequestOptions.create().setHeader("X-API-Key", key))
                .text()
                .contains("\"signed_in\":true"));
        return key;
    }

    private static void run(String command) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).inheritIO();
        shell.environment().put("AEGIS_KEY", KEY);
        Process process = shell.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(command).isTrue();
        assertThat(process.exitValue()).as(command).isZero();
    }

    private static void loadAndRemoveSamples(Page admin) {
        admin.navigate("/#/overview");
        admin.locator(".samples").waitFor();
        Shots.take(admin, "first-start", 1440, ColorScheme.LIGHT);
        admin.getByText("Load sample data").click();
        Locator told = admin.locator(".samples");
        assertThat(told).containsText("200 texts with the tag “sample”");
        for (String page : List.of("inbox", "reviews", "monitoring", "monitoring?tab=anomalies")) {
            admin.navigate("/#/" + page);
            admin.locator(".rows .row").first().waitFor();
            Shots.take(admin, "sample-" + page.replaceAll("\\W+", "-"), 1440, ColorScheme.LIGHT);
        }
        admin.navigate("/#/trends");
        admin.locator("[data-trend]").first().waitFor();
        Shots.take(admin, "sample-trends", 1440, ColorScheme.LIGHT);
        admin.navigate("/#/overview");
        told.waitFor();
        Shots.take(admin, "sample-overview", 1440, ColorScheme.LIGHT);
        admin.setViewportSize(400, 1000);
        Shots.take(admin, "sample-overview", 400, ColorScheme.LIGHT);
        admin.setViewportSize(1440, 1000);
        admin.getByText("Remove the sample data").click();
        assertThat(told).containsText("Nothing has come in yet");
    }

    /** Somebody else has the text open too, which the page hears of within seconds. */
    private static void seeWhoElseReads(Product product, Page agent) {
        RequestOptions other =
                RequestOptions.create().setHeader("X-API-Key", KEY).setHeader("X-Aegis-Request", "1");
        String stored = agent.request()
                .post(
                        product.url() + "/feedback",
                        RequestOptions.create()
                                .setHeader("X-API-Key", KEY)
                                .setData(Map.of("raw_content", "The yak parcel got lost")))
                .text();
        String id = JsonParser.parseString(stored).getAsJsonObject().get("id").getAsString();
        agent.navigate("/#/inbox?id=" + id);
        agent.locator(".detail .text").waitFor();
        Locator viewers = agent.locator(".viewers");
        agent.waitForCondition(() -> {
            agent.request().put(product.url() + "/feedback/" + id + "/viewers", other);
            return viewers.isVisible();
        });
        assertThat(viewers).containsText("has this open too");
        Shots.take(agent, "inbox-viewers", 1440, ColorScheme.LIGHT);
    }

    @Test
    void examples_work_as_they_stand_and_an_agent_sees_only_what_the_key_opens() throws Exception {
        try (Product product = new Product(Map.of("API_KEY", KEY));
                Workplace workplace = new Workplace()) {
            Page admin = workplace.window(product);
            admin.navigate("/#/monitoring");
            signIn(admin, KEY);
            loadAndRemoveSamples(admin);
            admin.navigate("/#/monitoring");
            Locator rows = admin.locator(".rows .row");
            run(admin.locator("#example").innerText());
            assertThat(rows).hasCount(1);
            assertThat(rows).containsText("pod=api-1");
            for (String tab : List.of("anomalies", "failures")) {
                admin.navigate("/#/monitoring?tab=" + tab + "&severity=low");
                admin.locator(".empty", new Page.LocatorOptions().setHasText("Nothing matches"))
                        .waitFor();
            }
            admin.navigate("/#/monitoring?tab=failures");
            run(admin.locator("#example").innerText());
            assertThat(rows).hasCount(1);
            assertThat(rows).containsText("shop");
            admin.navigate("/#/monitoring?tab=models");
            assertThat(admin.locator(".empty")).containsText("No model was trained yet");
            admin.context().close();

            Page agent = workplace.window(product);
            agent.navigate("/");
            signIn(agent, newKey(product, agent, Role.AGENT));
            assertThat(agent.locator("h1")).hasText("Inbox");
            assertThat(agent.locator("nav a")).hasCount(3);
            seeWhoElseReads(product, agent);
            agent.navigate("/#/monitoring?tab=models");
            assertThat(agent.locator("main")).containsText("Your key does not open this page");
            assertThat(agent.locator("main")).containsText("role scoring");
            agent.keyboard().press("g");
            agent.keyboard().press("t");
            agent.locator("main a", new Page.LocatorOptions().setHasText("To the page Inbox"))
                    .click();
            assertThat(agent.locator("h1")).hasText("Inbox");
            assertThat(agent.request().get(product.url() + "/api/v1/series").status())
                    .isEqualTo(403);
            assertThat(agent.request()
                            .get(product.url() + "/api/v1/predictions")
                            .status())
                    .isEqualTo(403);
            agent.context().close();

            Page scorer = workplace.window(product);
            scorer.navigate("/");
            signIn(scorer, newKey(product, scorer, Role.SCORING));
            assertThat(scorer.locator("h1")).hasText("Monitoring");
            assertThat(scorer.locator("nav a")).hasCount(1);
            assertThat(scorer.locator(".rows .row").first()).isVisible();
            scorer.context().close();
            assertThat(workplace.complaints()).isEmpty();
            assertThat(workplace.foreign()).isEmpty();
        }
    }
}
