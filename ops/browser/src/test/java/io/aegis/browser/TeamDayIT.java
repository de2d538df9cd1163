/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.aegis.testing.MailStandIn;
import io.aegis.testing.WebhookStandIn;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A day of a team that a trusted proxy signs in: two people at one queue, a rule, a burst, and a customer who wants to be forgotten.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamDayIT {

    /** As long as jobs and deliveries take, on whatever machine. */
    private static final long AMPLE_SECONDS = 90;

    private final Product product = new Product(Map.of(
            "TRUSTED_PROXIES",
            "127.0.0.1",
            "TRUSTED_PROXY_ROLES",
            "support=agent,leads=admin",
            "ALERT_ALLOW_PRIVATE",
            "true"));
    private final Workplace workplace = new Workplace();

    TeamDayIT() throws Exception {}

    @AfterAll
    void close() {
        workplace.close();
        product.close();
    }

    /** A window of somebody whom the proxy names, which is what it sends with each request. */
    private Page window(String user, String group, String page) {
        Page window = workplace.window(product);
        window.setExtraHTTPHeaders(Map.of("X-Forwarded-User", user, "X-Forwarded-Groups", group));
        window.navigate("/#/" + page);
        return window;
    }

    private static Locator named(Page page, String button) {
        return page.locator("main").getByText(button, new Locator.GetByTextOptions().setExact(true));
    }

    private static void channel(Page page, String name, String kind, String address, String target) {
        named(page, "Add a channel").click();
        page.locator("#channel-name").fill(name);
        page.locator("#channel-kind").selectOption(kind);
        page.locator("#channel-address").fill(address);
        if (!target.isEmpty()) {
            page.locator("#channel-target").fill(target);
        }
        page.locator("#channel-bursts").check();
        named(page, "Save").click();
        assertThat(page.locator("[data-channel=" + name + "]")).containsText("Bursts");
    }

    @Test
    void two_people_work_one_queue_and_do_not_step_on_each_other() {
        String id = product.feedback("The ocelot order never came").get("id").getAsString();
        Page ann = window("ann", "support", "inbox?q=ocelot");
        Page ben = window("ben", "support", "inbox?q=ocelot");
        String row = "[data-row='" + id + "']";
        ann.locator(row).click();
        ben.locator(row).click();
        assertThat(ben.locator(".viewers")).containsText("ann has this open too");

        // Of what Ann does from now on Ben's page hears nothing.
        ben.route(url -> url.contains("/events") || url.contains("/triage"), route -> {
            if (route.request().method().equals("GET")) {
                route.abort();
            } else {
                route.resume();
            }
        });
        ann.keyboard().press("a");
        assertThat(ann.locator(row)).containsText("@ ann");
        ben.locator("#assign-to").fill("ben");
        ben.keyboard().press("Enter");
        assertThat(ben.locator("#toasts")).not().isEmpty();
        assertThat(ann.locator(row)).containsText("@ ann");
        ann.context().close();
        ben.context().close();
    }

    @Test
    void a_rule_tells_by_mail_and_webhook_what_it_takes() throws Exception {
        try (MailStandIn mail = new MailStandIn("250 OK");
                WebhookStandIn hook = new WebhookStandIn()) {
            Page page = window("lea", "leads", "settings");
            channel(
                    page,
                    "desk",
                    "email",
                    "smtp://localhost:" + mail.port() + "?from=aegis@example.com",
                    "d@example.com");
            channel(page, "hook", "webhook", hook.url() + "/aegis", "");
            named(page, "Add a rule").click();
            page.locator("#rule-name").fill("Ibexes");
            page.locator("#rule-when").fill("text.contains('ibex')");
            page.locator("#rule-notify").fill("desk, hook");
            page.locator("#rule-tags").fill("ibex");
            named(page, "Save").click();
            assertThat(page.locator("[data-rule=Ibexes]")).containsText("Tells hook");

            product.feedback("The ibex was charged twice");

            List<String> received = mail.mails().poll(AMPLE_SECONDS, TimeUnit.SECONDS);
            assertThat(received).isNotNull().anyMatch(line -> line.contains("The ibex was charged twice"));
            JsonObject told = JsonParser.parseString(hook.bodies().poll(AMPLE_SECONDS, TimeUnit.SECONDS))
                    .getAsJsonObject();
            assertThat(told.get("event").getAsString()).isEqualTo("feedback.routed");
            assertThat(told.getAsJsonObject("feedback").get("text").getAsString())
                    .isEqualTo("The ibex was charged twice");
            page.navigate("/#/inbox?q=ibex&tag=ibex");
            assertThat(page.locator(".rows .row")).hasCount(1);
            page.context().close();
        }
    }

    @Test
    void a_burst_is_a_problem_of_the_overview_and_told_to_a_channel() throws Exception {
        try (WebhookStandIn hook = new WebhookStandIn()) {
            Page page = window("lea", "leads", "settings");
            channel(page, "bursts", "webhook", hook.url(), "");
            Backstage.burst(product);

            product.run("feedback-burst");

            page.navigate("/#/");
            Locator problem = page.locator(".problem", new Page.LocatorOptions().setHasText("Technical:"));
            assertThat(problem).containsText("in the last hour");
            assertThat(problem).containsText("expected");
            JsonObject told = JsonParser.parseString(hook.bodies().poll(AMPLE_SECONDS, TimeUnit.SECONDS))
                    .getAsJsonObject();
            assertThat(told.get("event").getAsString()).isEqualTo("feedback.burst");
            assertThat(told.getAsJsonObject("burst").get("observed").getAsInt()).isGreaterThan(200);
            problem.getByText("Look").click();
            assertThat(page.locator(".rows .row").first()).containsText("Crash");
            page.context().close();
        }
    }

    @Test
    void of_a_customer_who_is_erased_nothing_is_found_in_any_table() throws Exception {
        JsonObject metadata = new JsonObject();
        metadata.addProperty("customer_ref", "cust-okapi-9");
        product.feedback("My okapi saddle was delivered broken", metadata);
        assertThat(Backstage.mentions(product, "okapi")).isPositive();
        Page page = window("lea", "leads", "settings");
        page.locator("#customer-value").fill("cust-okapi-9");
        named(page, "Erase…").click();
        page.locator("dialog .button.danger").click();
        assertThat(page.locator("[data-request]:has-text('Done')"))
                .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(AMPLE_SECONDS * 1_000));
        assertThat(Backstage.mentions(product, "okapi")).isZero();
        page.context().close();
    }
}
