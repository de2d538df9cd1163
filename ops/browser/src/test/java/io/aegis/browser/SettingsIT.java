/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

class SettingsIT extends DashboardTest {

    /** As long as the jobs take, on whatever machine. */
    private static final double JOBS_MS = 90_000;

    SettingsIT(Product product, Workplace workplace) {
        super(product, workplace);
    }

    private static Locator named(Page page, String button) {
        return page.locator("main").getByText(button, new Locator.GetByTextOptions().setExact(true));
    }

    /** What is in use is asked about once more. */
    private static void goOnAllTheSame(Page page, String use) {
        Locator asked = page.locator("dialog", new Page.LocatorOptions().setHasText("It is in use"));
        assertThat(asked).containsText(use);
        asked.locator(".button.danger").click();
    }

    @Test
    void a_topic_is_tried_saved_and_seen_on_the_next_text() {
        product().feedback("The ferret never arrived, says the courier");
        Page page = workplace().window(product(), 400, ColorScheme.DARK);
        page.navigate("/#/settings");
        named(page, "Add a topic").click();
        page.locator("#topic-name").fill("Lost <b>ferrets</b>");
        page.locator("#topic-department").fill("Zoo & <b>Co</b>");
        page.locator("#topic-patterns").fill("Ferret");
        named(page, "Save").click();
        assertThat(page.locator(".form-error")).containsText("write words in lower case");

        page.locator("#topic-patterns").fill("ferret|ferrets ..3 arrived");
        named(page, "Preview").click();
        assertThat(page.locator(".topic-preview li")).hasCount(1);
        assertThat(page.locator(".topic-preview")).containsText("1 of the newest");
        named(page, "Save").click();
        assertThat(page.locator("[data-topic]")).containsText("Lost <b>ferrets</b>");
        assertThat(page.locator(".topic-form")).hasCount(0);

        named(page, "Add a department").click();
        page.locator("#department-name").fill("Zoo & <b>Co</b>");
        named(page, "Save").click();
        assertThat(page.locator("[data-department]")).containsText("gets Lost <b>ferrets</b>");
        Shots.take(page, "settings-departments", 400, ColorScheme.DARK);
        product().feedback("Two ferrets have arrived, and I ordered none");
        page.navigate("/#/inbox?q=ferrets");
        assertThat(page.locator(".rows .own-topic")).hasText(new String[] {"Zoo & <b>Co</b>", "Lost <b>ferrets</b>"});
        page.locator(".rows .row").click();
        assertThat(page.locator(".detail-head .own-topic")).hasText("Lost <b>ferrets</b>");
        assertThat(page.locator(".detail .facts")).containsText("Zoo & <b>Co</b>");

        page.navigate("/#/inbox?own_topic=Lost%20%3Cb%3Eferrets%3C%2Fb%3E");
        assertThat(page.locator(".rows .row")).hasCount(1);

        page.navigate("/#/settings");
        page.getByLabel("Remove Zoo & <b>Co</b>").click();
        page.locator("dialog .button.danger").click();
        goOnAllTheSame(page, "needed by the topic Lost <b>ferrets</b>");
        assertThat(page.locator("main")).containsText("No departments of your own yet");
        page.getByLabel("Remove Lost <b>ferrets</b>").click();
        page.locator("dialog .button.danger").click();
        goOnAllTheSame(page, "of open feedback");
        assertThat(page.locator("main")).containsText("No topics of your own yet");
        page.context().close();
    }

    @Test
    void a_customer_is_exported_and_erased_and_the_page_forgets_who_it_was() {
        Page page = workplace().window(product(), 400, ColorScheme.LIGHT);
        page.navigate("/#/settings");
        page.locator("#customer-value").fill("cust-of-the-page");
        named(page, "Export").click();
        assertThat(page.locator("[data-request]").first()).containsText("cust-of-the-page");

        page.locator("#customer-value").fill("cust-of-the-page");
        named(page, "Erase…").click();
        assertThat(page.locator("dialog")).containsText("cust-of-the-page");
        page.locator("dialog .button.danger").click();
        assertThat(page.locator("[data-request]").first()).containsText("Erasure");
        assertThat(page.locator("[data-request]:has-text('Done')"))
                .hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(JOBS_MS));
        assertThat(page.locator("main")).not().containsText("cust-of-the-page");
        page.context().close();
    }

    @Test
    void a_channel_is_made_and_a_rule_tells_it_what_it_takes() {
        product().feedback("The wombat was charged twice, and nobody answers");
        Page page = workplace().window(product(), 1280, ColorScheme.LIGHT);
        page.navigate("/#/settings");
        named(page, "Add a channel").click();
        page.locator("#channel-name").fill("night-shift");
        page.locator("#channel-kind").selectOption("email");
        page.locator("#channel-address").fill("smtp://mail.invalid?from=aegis@example.com");
        page.locator("#channel-target").fill("ops@example.com");
        page.locator("#channel-template").fill("{{priority}}: {{text}}");
        named(page, "Preview").click();
        assertThat(page.locator(".topic-form pre")).containsText("Nothing has to be done");
        named(page, "Save").click();
        assertThat(page.locator("[data-channel=night-shift]")).containsText("ops@example.com");
        page.getByLabel("Test night-shift").click();
        assertThat(page.locator("[data-channel=night-shift]")).containsText("cannot be resolved");

        named(page, "Add a rule").click();
        page.locator("#rule-name").fill("Wombats");
        page.locator("#rule-when").fill("text.contains('wombat') &&");
        page.locator("#rule-notify").fill("night-shift");
        page.locator("#rule-tags").fill("wombat");
        named(page, "Save").click();
        assertThat(page.locator(".form-error")).containsText("column");
        page.locator("#rule-when").fill("text.contains('wombat')");
        named(page, "Try on the last 30 days").click();
        assertThat(page.locator(".topic-preview li")).containsText("charged twice");
        named(page, "Save").click();
        assertThat(page.locator("[data-rule=Wombats]")).containsText("Tells night-shift");
        page.context().close();
    }
}
